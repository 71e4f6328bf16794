import { CharsetFault, decodeIn } from './charset.ts'
import { FilePart } from './file-part.ts'
import { JsonFault, parseJson } from './json.ts'
import { isJson, parameterOf, toEssence } from './media-type.ts'
import { MultipartFault, type Part, parseMultipart } from './multipart.ts'

/**
 * The parts of a multipart body by name, as far as they tell of themselves and without any schema: JSON where a part says so, files, and text.
 * A name that comes again gives a list. Undefined for what is no such body, or has parts without names.
 */
export function partsByName(bytes: Uint8Array, contentType: string | undefined): Readonly<Record<string, unknown>> | undefined {
  const boundary = contentType !== undefined && /^multipart\//i.test(contentType) ? parameterOf(contentType, 'boundary') : undefined
  if (boundary === undefined) return undefined
  const parts = parseMultipart(bytes, boundary)
  if (parts instanceof MultipartFault) return undefined
  const values = new Map<string, unknown[]>()
  for (const part of parts) {
    if (part.name === undefined) return undefined
    values.set(part.name, [...(values.get(part.name) ?? []), toValue(part)])
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}

function toValue(part: Part): unknown {
  const sent = part.headers['content-type']
  const essence = sent === undefined ? undefined : toEssence(sent)
  const asFile = () => new FilePart(part.filename, sent ?? 'application/octet-stream', part.bytes)
  if (essence !== undefined && isJson(essence)) {
    const text = decodeIn(part.bytes, sent)
    const value = typeof text === 'string' ? parseJson(text) : text
    return value instanceof JsonFault || value instanceof CharsetFault ? asFile() : value
  }
  if (part.filename !== undefined || (essence !== undefined && !essence.startsWith('text/'))) return asFile()
  const text = decodeIn(part.bytes, sent)
  return typeof text === 'string' ? text : asFile()
}
