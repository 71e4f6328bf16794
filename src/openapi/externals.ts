import { type Diagnostic, isObject, percentDecoded, toPointer, type Where } from '../kernel/index.ts'
import { externalOf, keepExternal } from './example-value.ts'
import { parse } from './parse.ts'
import { visitNodes } from './references.ts'
import { fetchBytes, isAddress } from './remote.ts'

/** How examples that stand elsewhere are reached. */
export interface Reach {
  readonly locate: (pointer: string) => Where
  /** A path or address as it stands in a file, from there. */
  readonly from: (file: string, path: string) => string
  readonly allowRemote: boolean
  /** Whether a file may be read for this document. */
  readonly isInside: (file: string) => Promise<boolean>
  readonly readFile: (file: string) => Promise<Uint8Array>
}

/** What was read, and what could not be. */
export interface Externals {
  readonly files: readonly string[]
  readonly broken: readonly Diagnostic[]
}

/** Reads what the `externalValue` of every example leads to (OAS 3.1 §4.8.19), under the same guards as a `$ref`. */
export async function readExternals(document: object, reach: Reach): Promise<Externals> {
  const files: string[] = []
  const broken: Diagnostic[] = []
  const read = async ({ example, pointer, path }: External): Promise<void> => {
    const where = reach.locate(`${pointer}/externalValue`)
    const target = reach.from(where.file, path)
    const isFile = !isAddress(target) && (await reach.isInside(target))
    if (isFile) files.push(target)
    try {
      keepExternal(example, toValue(isFile ? await reach.readFile(target) : await fetchAllowed(target, reach), target))
    } catch (error) {
      const { code, message: why } = error as NodeJS.ErrnoException
      const message = `What "externalValue" leads to can not be read: ${code === 'ENOENT' ? 'there is no such file' : why}. Until it can, this example shows nothing.`
      broken.push({ code: 'example.external', severity: 'warning', message, where })
    }
  }
  await Promise.all(externalsIn(document).map(read))
  return { files: [...new Set(files)], broken }
}

interface External {
  readonly example: object
  readonly pointer: string
  readonly path: string
}

function externalsIn(document: object): External[] {
  const found: External[] = []
  visitNodes(document, ({ examples }, pointer) => {
    for (const [name, example] of Object.entries(isObject(examples) ? examples : {})) {
      const path = isObject(example) ? externalOf(example) : undefined
      if (isObject(example) && path !== undefined) found.push({ example, pointer: `${pointer}/examples${toPointer([name])}`, path })
    }
  })
  return found
}

async function fetchAllowed(address: string, { allowRemote }: Reach): Promise<Uint8Array> {
  if (!isAddress(address)) throw new Error("it is not in the document's folder or below, and other files are not read")
  if (!allowRemote) throw new Error('addresses are fetched only where that is allowed, with --allow-remote')
  return fetchBytes(address, '*/*')
}

/** Data where the name says so, else text, else bytes. */
function toValue(bytes: Uint8Array, path: string): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes
  }
  const name = percentDecoded(path.replace(/[?#].*$/s, ''))
  if (!/\.(?:json|ya?ml)$/i.test(name)) return text
  const parsed = parse(text, path)
  if ('value' in parsed) return parsed.value
  throw new Error(parsed.diagnostic.message.replace(/\.$/, ''))
}
