/** One part of a multipart body, its bytes those of the body itself. */
export interface Part {
  /** Undefined in bodies whose parts have none, as `multipart/mixed`. */
  readonly name: string | undefined
  readonly filename: string | undefined
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

/** Why bytes are not the multipart body they are called. */
export class MultipartFault {
  readonly message: string
  readonly params: Readonly<Record<string, unknown>>
  constructor(message: string, params: Readonly<Record<string, unknown>> = {}) {
    this.message = message
    this.params = params
  }
}

/** Parts of a body. Servers take some hundreds at most; more are sent to wear one out. */
const mostParts = 1000
/** Bytes of the headers of one part, as many as Node takes for those of a request. */
const mostHeaderBytes = 16_384

const [lineFeed, carriageReturn, dash, space, tab] = [10, 13, 45, 32, 9]
const blankLine = '\r\n\r\n'
const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Takes a whole body apart (RFC 2046 §5.1, RFC 7578). Strict where readers differ: lines end with CRLF, the closing boundary must be there,
 * and a header that is none is a fault rather than passed over.
 */
export function parseMultipart(bytes: Uint8Array, boundary: string): readonly Part[] | MultipartFault {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const opening = Buffer.from(`--${boundary}`)
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const first = body.indexOf(opening) === 0 && endsDelimiter(body, opening.length) ? -2 : nextDelimiter(body, delimiter, 0)
  if (first === -1) return new MultipartFault(`has no line "--${boundary}", which its Content-Type names as the boundary`, { boundary })
  const parts: Part[] = []
  let position = first + delimiter.length
  while (!(body[position] === dash && body[position + 1] === dash)) {
    while (body[position] === space || body[position] === tab) position++
    if (body[position] !== carriageReturn || body[position + 1] !== lineFeed)
      return new MultipartFault('must end each line of a boundary with CRLF', { part: parts.length })
    const start = position + 2
    if (parts.length === mostParts) return new MultipartFault(`must not have more than ${mostParts} parts`, { limit: mostParts })
    // a part without headers begins with the blank line that ends them
    const end = body[start] === carriageReturn && body[start + 1] === lineFeed ? start - 2 : body.indexOf(blankLine, start)
    if (end === -1 || end - start > mostHeaderBytes) return headersFault(end, parts.length)
    // where a part is empty, the end of its headers is the beginning of the delimiter
    const next = nextDelimiter(body, delimiter, end + 2)
    if (next === -1) return new MultipartFault(`ends before its closing line "--${boundary}--"`, { boundary, parts: parts.length })
    const content = end + blankLine.length
    const part = toPart(body.subarray(start, Math.max(start, end)), body.subarray(content, Math.max(content, next)), parts.length)
    if (part instanceof MultipartFault) return part
    parts.push(part)
    position = next + delimiter.length
  }
  return parts
}

function headersFault(end: number, part: number): MultipartFault {
  return end === -1
    ? new MultipartFault(`has a part ${part + 1} whose headers never end: a blank line (CRLF CRLF) must follow them`, { part })
    : new MultipartFault(`has a part ${part + 1} whose headers are over ${mostHeaderBytes} bytes`, { part, limit: mostHeaderBytes })
}

/** A longer line that begins like the boundary is none. */
function nextDelimiter(body: Buffer, delimiter: Buffer, from: number): number {
  for (let at = body.indexOf(delimiter, from); at !== -1; at = body.indexOf(delimiter, at + 1))
    if (endsDelimiter(body, at + delimiter.length)) return at
  return -1
}

function endsDelimiter(body: Buffer, at: number): boolean {
  const byte = body[at]
  return byte === carriageReturn || byte === lineFeed || byte === space || byte === tab || (byte === dash && body[at + 1] === dash)
}

function toPart(head: Buffer, bytes: Uint8Array, index: number): Part | MultipartFault {
  const at = `part ${index + 1}`
  let text: string
  try {
    text = decoder.decode(head)
  } catch {
    return new MultipartFault(`has a ${at} whose headers are not UTF-8`, { part: index })
  }
  const headers: Record<string, string> = {}
  for (const line of text === '' ? [] : text.split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[\r\n\0]/.test(line))
      return new MultipartFault(`has a ${at} with a line among its headers that is none: ${JSON.stringify(line.slice(0, 80))}`, {
        part: index,
      })
    if (Object.hasOwn(headers, name)) return new MultipartFault(`has a ${at} with the header ${name} twice`, { part: index })
    headers[name] = line.slice(colon + 1).trim()
  }
  const disposition = headers['content-disposition']
  const named = disposition === undefined ? new Map<string, string>() : parseDisposition(disposition)
  if (named === undefined)
    return new MultipartFault(`has a ${at} whose Content-Disposition can not be read; expected form-data; name="…"`, { part: index })
  const extended = decodeExtended(named.get('filename*'))
  return { name: named.get('name'), filename: extended ?? named.get('filename'), headers, bytes }
}

/** `form-data; name="a"; filename="b.txt"`: its parameters; undefined when it is malformed. */
function parseDisposition(text: string): Map<string, string> | undefined {
  const found = new Map<string, string>()
  let rest = text.slice(indexOr(text, ';')).trim()
  while (rest !== '') {
    const [, name, quote] = /^;[ \t]*([^\s=;"]+)[ \t]*=[ \t]*("?)/.exec(rest) ?? []
    if (name === undefined) return rest === ';' ? found : undefined
    const start = rest.indexOf('=') + 1
    const value = rest.slice(start).trimStart()
    const end = quote === '"' ? closingQuote(value) : indexOr(value, ';')
    if (end === -1 || found.has(name.toLowerCase())) return undefined
    found.set(name.toLowerCase(), quote === '"' ? unescapeName(value.slice(1, end)) : value.slice(0, end).trim())
    rest = value.slice(quote === '"' ? end + 1 : end).trim()
  }
  return found
}

/** Some escape a quote with a backslash and browsers never escape a backslash, so it is what follows a quote that tells. */
function closingQuote(value: string): number {
  for (let at = value.indexOf('"', 1); at !== -1; at = value.indexOf('"', at + 1)) if (/^[ \t]*(?:;|$)/.test(value.slice(at + 1))) return at
  return -1
}

/** WHATWG HTML §4.10.21.8 writes a quote and ends of lines like this, others put a backslash before a quote. */
function unescapeName(text: string): string {
  if (!text.includes('%') && !text.includes('\\')) return text
  return text.replaceAll('\\"', '"').replace(/%22|%0D|%0A/gi, decodeURIComponent)
}

/** RFC 8187. RFC 7578 does not want it in forms, and some clients send it all the same. */
function decodeExtended(text: string | undefined): string | undefined {
  const [, value] = /^utf-8'[^']*'(.*)$/i.exec(text ?? '') ?? []
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return undefined
  }
}

function indexOr(text: string, sign: string): number {
  const at = text.indexOf(sign)
  return at === -1 ? text.length : at
}
