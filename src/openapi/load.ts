import { readdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { type Diagnostic, isObject, nearest, Unusable, type Where } from '../kernel/index.ts'
import type { Api } from './api.ts'
import { type CompiledApi, compileApi, type Files } from './create-api.ts'
import { readExternals } from './externals.ts'
import { resolveIdentifiers } from './identifiers.ts'
import { parse } from './parse.ts'
import { Positions, toPosition } from './positions.ts'
import { collectReferences } from './references.ts'
import { fetchText, isAddress } from './remote.ts'
import { siblingOf } from './sibling.ts'

/** The path or, where that is allowed, the address of a document, or the document itself as plain data. */
export type DocumentSource = string | object

export interface LoadOptions {
  /** Lets the document, and what it refers to, be fetched from addresses: `http` and `https`. */
  readonly allowRemote?: boolean | undefined
}

/**
 * Reads an OpenAPI document (3.0, 3.1, 3.2; YAML or JSON) and what it refers to.
 * Throws `Unusable` with every finding when the document can't be served at all; faults of single operations are in `diagnostics`.
 */
export async function load(source: DocumentSource, options?: LoadOptions): Promise<Api> {
  return (await loadDocument(source, options)).api
}

export async function loadDocument(source: DocumentSource, { allowRemote = false }: LoadOptions = {}): Promise<CompiledApi> {
  const compile = async (
    document: object,
    locate: (pointer: string) => Where,
    { files, broken, references }: Files,
  ): Promise<CompiledApi> => {
    const name = typeof source === 'string' ? source : given
    const inFolder = async (file: string) => typeof source === 'string' && isInside(file, source)
    const external = await readExternals(document, { locate, from: siblingOf, allowRemote, isInside: inFolder, readFile })
    return compileApi(document, name, locate, { files: [...files, ...external.files], broken: [...broken, ...external.broken], references })
  }
  if (typeof source !== 'string')
    return compile(identified(toPlain(source)), (pointer) => ({ file: given, pointer }), { files: [], broken: [] })
  const text = isAddress(source) ? await readAddress(source, allowRemote) : await readText(source)
  const parsed = parse(text, source)
  if ('diagnostic' in parsed) throw new Unusable(`${source} can not be used:`, [parsed.diagnostic])
  const positions = new Positions(text, parsed.isJson)
  const locate = (pointer: string): Where => ({ file: source, ...positions.at(pointer), pointer })
  // the walk costs as much as parsing, and hardly any document has identifiers
  const document = isObject(parsed.value) && /\$(?:id|anchor|dynamicAnchor)\b/.test(text) ? identified(parsed.value) : parsed.value
  const references = isObject(document) ? collectReferences(document) : undefined
  if (references?.some(({ target }) => !target.startsWith('#'))) {
    const { bundle } = await import('./bundle.ts')
    const bundled = await bundle(source, allowRemote, isInside)
    const broken = await Promise.all(bundled.unread.map(findFault))
    return compile(identified(bundled.document), bundled.locate, { files: bundled.files, broken: broken.flat() })
  }
  const files = { files: isAddress(source) ? [] : [source], broken: [], references }
  return text.includes('externalValue') ? compile(document as object, locate, files) : compileApi(document as object, source, locate, files)
}

function identified<Document extends object>(document: Document): Document {
  resolveIdentifiers(document)
  return document
}

/** How a document that is no file is called. */
const given = 'the document given'

/** The document as JSON would have it: what came of a program may be more than data. */
function toPlain(document: object): object {
  try {
    return JSON.parse(JSON.stringify(document))
  } catch (error) {
    const message = `The document is not plain data: ${(error as Error).message.split('\n')[0]}. Let it refer to itself by $ref, as a file does.`
    throw new Unusable(`${given} can not be used:`, [{ code: 'document.syntax', severity: 'error', message, where: { file: given } }])
  }
}

async function readAddress(address: string, allowRemote: boolean): Promise<string> {
  if (!allowRemote) {
    const message =
      'Nothing is fetched unless that is allowed: with --allow-remote, or allowRemote in a program. Or save it, and give the file.'
    throw unreachable(address, message)
  }
  try {
    return withoutMark(await fetchText(address))
  } catch (error) {
    throw unreachable(address, `It can not be fetched: ${(error as Error).message}.`)
  }
}

function unreachable(address: string, message: string): Unusable {
  return new Unusable(`${address} can not be used:`, [{ code: 'document.remote', severity: 'error', message, where: { file: address } }])
}

/** Why a file that is there could not be understood, or an address not be read; a missing file is told of where it is referred to. */
async function findFault(file: string): Promise<Diagnostic[]> {
  let text: string | undefined
  try {
    text = isAddress(file) ? await readAddress(file, true) : await readFile(file, 'utf8')
  } catch (error) {
    return error instanceof Unusable ? [...error.diagnostics] : []
  }
  const parsed = parse(text, file)
  return 'diagnostic' in parsed ? [parsed.diagnostic] : []
}

/** Whether a file is in the document's folder or below, links followed: a document from elsewhere must not read this machine. */
export async function isInside(file: string, document: string): Promise<boolean> {
  if (isAddress(document)) return false
  const real = (path: string) => realpath(path).catch(() => resolve(path))
  // where the document itself is a link, the folder that it was named in counts
  const [path, folder] = await Promise.all([real(file), real(dirname(resolve(document)))])
  return resolve(file) === resolve(document) || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** RFC 8259 §8.1: anything but UTF-8 would be read as something nobody wrote. Without the byte order mark. */
function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const before = new TextDecoder().decode(bytes).split('\uFFFD', 1)[0] as string
    const message = 'The file is not UTF-8 from here on. Save it as UTF-8.'
    throw new Unusable(`${file} can not be used:`, [
      { code: 'document.syntax', severity: 'error', message, where: { file, ...toPosition(before, before.length) } },
    ])
  }
}

/** Without the byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

export async function readText(file: string): Promise<string> {
  try {
    return decode(await readFile(file), file)
  } catch (error) {
    if (error instanceof Unusable) throw error
    const code = (error as NodeJS.ErrnoException).code
    const message =
      code === 'ENOENT' || code === 'ENOTDIR' ? await explainMissing(file) : `The file can not be read: ${(error as Error).message}`
    const diagnostic: Diagnostic = { code: 'document.file.missing', severity: 'error', message, where: { file } }
    throw new Unusable(`${file} can not be used:`, [diagnostic])
  }
}

async function explainMissing(file: string): Promise<string> {
  const folder = dirname(file)
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined) return `There is no such file, nor a folder "${folder}".`
  const found = nearest(basename(file), names)
  return `There is no such file.${found === undefined ? '' : ` Did you mean "${join(folder, found)}"?`}`
}
