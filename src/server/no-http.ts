import { maxHeaderSize, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { toProblemDetails } from '../engine/index.ts'

/** What Node's parser says of what it could not read. */
interface ParseFault extends Error {
  readonly code?: string
  /** Its own words, e.g. `Invalid method encountered`. */
  readonly reason?: string
  /** What it was reading. */
  readonly rawPacket?: Uint8Array
}

/** What never became a request: there is no operation, no world and no journal it could belong to. The connection ends with it (RFC 9112 §2.2). */
export function refuseRaw(fault: ParseFault, socket: Duplex): void {
  // whoever has gone hears nothing
  if (fault.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, phrase, reason] = judge(fault)
  const text = JSON.stringify(toProblemDetails({ code: 'malformed_request', status, reason }))
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Access-Control-Allow-Origin: *',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}

/** One that does not say once whom it is for. */
export function refuseHost(response: ServerResponse): void {
  const reason = 'A request must have the header Host, and have it once'
  const text = JSON.stringify(toProblemDetails({ code: 'malformed_request', status: 400, reason }))
  const headers = { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(text), connection: 'close' }
  response.writeHead(400, headers).end(text)
}

function judge(fault: ParseFault): readonly [status: number, phrase: string, reason: string] {
  const { code, reason, message, rawPacket } = fault
  const start = rawPacket === undefined ? '' : Buffer.from(rawPacket.subarray(0, 64)).toString('latin1')
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [
        431,
        'Request Header Fields Too Large',
        `Request line and headers are over the ${maxHeaderSize} bytes that are read. Send less in them`,
      ]
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 'Payload Too Large', 'The extensions of a chunk are longer than is read']
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'Request Timeout', 'The request did not come to its end in time']
    case 'HPE_INVALID_METHOD': {
      // the first byte of a TLS handshake (RFC 8446 §5.1)
      if (start.startsWith('\x16'))
        return [400, 'Bad Request', 'This is TLS, and plain HTTP is spoken here. Ask at http:// and not https://']
      const [, method] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) \S+ HTTP\/1/.exec(start) ?? []
      // RFC 9110 §9.1: methods are told apart by case, and one that is not known is 501
      if (method !== undefined) return [501, 'Not Implemented', `The method ${method} is not known here; methods are written in capitals`]
      break
    }
    case 'HPE_PAUSED_H2_UPGRADE':
      return [400, 'Bad Request', 'This is HTTP/2, and HTTP/1.1 is spoken here. Ask without prior knowledge of it']
    case 'HPE_INVALID_URL':
      return [400, 'Bad Request', 'The address has characters in it that must be percent-encoded, such as %C3%A9 for é or %20 for a space']
  }
  return [400, 'Bad Request', `This can't be read as HTTP/1.1: ${reason ?? message}`]
}
