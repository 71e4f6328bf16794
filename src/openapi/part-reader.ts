import { CharsetFault, decodeIn } from './charset.ts'
import type { Node } from './document.ts'
import { FilePart } from './file-part.ts'
import { JsonFault } from './json.ts'
import { isAmong, isJson, toEssence } from './media-type.ts'
import type { Part } from './multipart.ts'
import { coerce, type Shape } from './shape.ts'
import { StyleFault } from './styles.ts'
import { readContent } from './text-parameter.ts'

/** The value of one part, a `FilePart` where it is one. Throws `StyleFault`. */
export type PartReader = (part: Part) => unknown

/** How the parts of a property are read: as its `encoding` says, else by the defaults of OAS 3.1 §4.8.15.1. */
export function createPartReader(shape: Shape, { contentType }: Node): PartReader {
  const accepted = typeof contentType === 'string' ? contentType.split(',').map(toEssence) : undefined
  const isObject = shape.types.has('object') || shape.types.has('array')
  const isFile = shape.content === 'octets' || (shape.content === undefined && !isObject && accepted?.some(isReadable) === false)
  const whenUnnamed = accepted?.find(isReadable) ?? (isObject && !shape.types.has('string') ? 'application/json' : 'text/plain')
  return (part) => {
    const sent = part.headers['content-type']
    const essence = sent === undefined ? undefined : toEssence(sent)
    // a field of a form names no media type, so it is taken for the text or the JSON that is asked for
    if (accepted !== undefined && !(essence === undefined ? accepted.some(isReadable) : isAmong(accepted, essence)))
      throw misnamed(accepted)
    if (isFile || (shape.types.size === 0 && part.filename !== undefined))
      return new FilePart(part.filename, sent ?? 'application/octet-stream', octetsOf(part))
    const own = essence ?? whenUnnamed
    if (isJson(own)) return readContent(textOf(part))
    if (!isObject || shape.types.has('string')) return coerce(shape.content === 'encoded' ? textOf(part, part.bytes) : textOf(part), shape)
    // some clients call every field text, and files of JSON octets
    if (accepted === undefined && own !== 'text/plain' && own !== 'application/octet-stream') throw misnamed(['application/json'])
    return readContent(textOf(part))
  }
}

/** Whether it can be read as a value, rather than kept as a file. */
function isReadable(essence: string): boolean {
  return isJson(essence) || essence.startsWith('text/') || essence === '*/*'
}

function misnamed(allowed: readonly string[]): StyleFault {
  return new StyleFault('mediaType', `must be sent as ${allowed.join(' or ')}`, { allowed })
}

function textOf(part: Part, bytes = octetsOf(part)): string {
  const text = decodeIn(bytes, part.headers['content-type'])
  if (text instanceof JsonFault) throw new StyleFault(text.rule, text.message, text.params)
  if (text instanceof CharsetFault)
    throw new StyleFault('mediaType', `must be in a charset that is known, not in "${text.charset}"`, { charset: text.charset })
  return text
}

/** RFC 7578 §4.7 has no place for other encodings in a form, and some mail libraries send base64. */
function octetsOf({ headers, bytes }: Part): Uint8Array {
  const encoding = headers['content-transfer-encoding']?.toLowerCase()
  if (encoding === undefined || encoding === '7bit' || encoding === '8bit' || encoding === 'binary') return bytes
  if (encoding !== 'base64')
    throw new StyleFault('malformed', `must not be sent with the Content-Transfer-Encoding ${encoding}`, { encoding })
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replace(/\s/g, '')
  const decoded = Buffer.from(text, 'base64')
  if (decoded.toString('base64') === text) return decoded
  throw new StyleFault('malformed', 'must be base64, as its Content-Transfer-Encoding says', { encoding })
}
