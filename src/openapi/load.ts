import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Diagnostic, nearest, Unusable, type Where } from '../kernel/index.ts'
import type { Api } from './api.ts'
import { type CompiledApi, compileApi } from './create-api.ts'
import { isObject } from './document.ts'
import { parse } from './parse.ts'
import { Positions } from './positions.ts'
import { collectReferences } from './references.ts'

/**
 * Reads an OpenAPI document (3.0, 3.1, 3.2; YAML or JSON) and what it refers to.
 * Throws `Unusable` with every finding when the document can't be served at all; faults of single operations are in `diagnostics`.
 */
export async function load(file: string): Promise<Api> {
  return (await loadDocument(file)).api
}

export async function loadDocument(file: string): Promise<CompiledApi> {
  const text = await readText(file)
  const parsed = parse(text, file)
  if ('diagnostic' in parsed) throw new Unusable(`${file} can not be used:`, [parsed.diagnostic])
  const positions = new Positions(text)
  const locate = (pointer: string): Where => ({ file, ...positions.at(pointer), pointer })
  const document = parsed.value
  if (isObject(document) && collectReferences(document).some(({ target }) => !target.startsWith('#'))) {
    const { bundle } = await import('./bundle.ts')
    const bundled = await bundle(file)
    const broken = await Promise.all(bundled.unread.map(findSyntaxFault))
    return compileApi(bundled.document, file, bundled.locate, { files: bundled.files, broken: broken.flat() })
  }
  return compileApi(document as object, file, locate)
}

/** Why a file that is there could not be understood; a missing one is told of where it is referred to. */
async function findSyntaxFault(file: string): Promise<Diagnostic[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const parsed = text === undefined ? undefined : parse(text, file)
  return parsed !== undefined && 'diagnostic' in parsed ? [parsed.diagnostic] : []
}

export async function readText(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    return text.startsWith('\uFEFF') ? text.slice(1) : text
  } catch (error) {
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
