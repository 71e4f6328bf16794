import { decodeText, JsonFault } from './json.ts'
import { parameterOf } from './media-type.ts'

/** Text in a charset nobody knows here, or that its media type does not allow. */
export class CharsetFault {
  readonly charset: string
  constructor(charset: string) {
    this.charset = charset
  }
}

type Decoder = InstanceType<typeof TextDecoder>

const decoders = new Map<string, Decoder>()

/** Text in the charset its Content-Type names, UTF-8 where it names none. */
export function decodeIn(bytes: Uint8Array, contentType: string | undefined): string | JsonFault | CharsetFault {
  const charset = parameterOf(contentType, 'charset')?.toLowerCase()
  if (charset === undefined || isUtf8(charset)) return decodeText(bytes)
  const decoder = decoders.get(charset) ?? decoderFor(charset)
  if (decoder === undefined) return new CharsetFault(charset)
  decoders.set(charset, decoder)
  try {
    return decoder.decode(bytes)
  } catch {
    return new JsonFault('malformed', `must be ${charset}, as its Content-Type says`, { encoding: charset })
  }
}

/** RFC 8259 §8.1: JSON is UTF-8, and its media type has no charset; one that says so does no harm. */
export function decodeUtf8(bytes: Uint8Array, contentType: string | undefined): string | JsonFault | CharsetFault {
  const charset = parameterOf(contentType, 'charset')?.toLowerCase()
  return charset === undefined || isUtf8(charset) ? decodeText(bytes) : new CharsetFault(charset)
}

/** XML 1.0 §4.3.3 and RFC 7303 §3: what the Content-Type says goes before what the document says of itself. */
export function decodeXml(bytes: Uint8Array, contentType: string | undefined): string | JsonFault | CharsetFault {
  if (parameterOf(contentType, 'charset') !== undefined) return decodeIn(bytes, contentType)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const [, encoding] = /^<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head) ?? []
  return decodeIn(bytes, encoding === undefined ? undefined : `text/xml;charset=${encoding}`)
}

function isUtf8(charset: string): boolean {
  return charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii'
}

function decoderFor(charset: string): Decoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    return undefined
  }
}
