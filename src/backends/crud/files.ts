import { toWords } from '../../engine/index.ts'
import { FilePart, hasFiles } from '../../openapi/index.ts'
import type { Value } from './plays.ts'

/** What an item keeps of a body with files: what the one file is, under the names its answers have for that, and no bytes. */
export function withoutFiles(body: Value, properties: ReadonlySet<string>): Value {
  if (!hasFiles(body)) return body
  const kept: Record<string, unknown> = {}
  const files: FilePart[] = []
  for (const [name, value] of Object.entries(body)) {
    const own = [value].flat().filter((one) => one instanceof FilePart)
    files.push(...own)
    if (own.length === 0) kept[name] = value
  }
  const [file] = files
  if (file === undefined || files.length > 1) return kept
  for (const name of properties) {
    const fact = factOf(file, toWords(name))
    if (fact !== undefined && !Object.hasOwn(body, name)) kept[name] = fact
  }
  return kept
}

function factOf({ filename, mediaType, size }: FilePart, name: string): unknown {
  if (/^(?:file_?name|original_(?:file_?)?name)$/.test(name)) return filename
  if (/^(?:content_type|mime_?type|media_type)$/.test(name)) return mediaType
  return /^(?:size|file_size|byte_size|size_bytes|size_in_bytes|bytes|content_length)$/.test(name) ? size : undefined
}
