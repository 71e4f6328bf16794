import { type ServerResponse, STATUS_CODES } from 'node:http'
import { Socket } from 'node:net'
import type { Breakage, Response } from '../engine/index.ts'

/**
 * What a client sees of a broken connection:
 * `refuse`: it is closed before a byte ("socket hang up", "other side closed"; browsers may ask again by themselves when it was one they had used before);
 * `timeout`: nothing, for as long as it waits; nothing is held here for it, and closing the server ends it with all other connections;
 * `drop`: status, headers, half of the body, then a reset (ECONNRESET);
 * `truncate`: the same, but a clean end where `Content-Length` promises more.
 * An answer without a body is broken off in the middle of its headers, since those would be all of it.
 */
export function breakOff(raw: ServerResponse, response: Response, connection: Breakage): void {
  if (connection === 'timeout') return
  const body = Buffer.from(raw.req.method === 'HEAD' ? '' : (response.text ?? ''), response.encoding)
  const half = body.subarray(0, body.length / 2)
  if (raw.socket !== null && !(raw.socket instanceof Socket))
    return void breakOffLocally(raw, response, connection === 'refuse' || body.length === 0 ? undefined : half)
  if (connection === 'refuse') return void raw.destroy()
  const head = toHead(response)
  const bytes = body.length === 0 ? head.subarray(0, head.length / 2) : Buffer.concat([head, half])
  if (raw.socket !== null) cut(raw.socket, bytes, connection)
  // An answer before it is still on its way on this connection.
  else raw.once('socket', (socket: Socket) => cut(socket, bytes, connection))
}

/** Milliseconds from the last byte to the reset. One that comes with the bytes takes them away on some systems, and looks like an end to clients on libuv. */
const pause = 20

function cut(socket: Socket, bytes: Buffer, connection: 'drop' | 'truncate'): void {
  if (connection === 'drop') {
    const timer = setTimeout(() => socket.resetAndDestroy(), pause)
    socket.once('close', () => clearTimeout(timer)).write(bytes)
  } else {
    socket.write(bytes)
    socket.destroySoon()
  }
}

/** Written by hand: Node knows no way to stop in the middle of headers, and would end the body as it was promised. */
function toHead({ status, headers }: Response): Buffer {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`))
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`, 'latin1')
}

/** The same without a socket: with no part of a body the call fails, else the reading of it does. */
function breakOffLocally(raw: ServerResponse, { status, headers }: Response, part: Buffer | undefined): void {
  const end = (reason: string) => raw.destroy(Object.assign(new Error(reason), { code: 'ECONNRESET' }))
  if (part === undefined) end('The connection was closed before the answer was there')
  else raw.writeHead(status, headers).write(part, () => end('The connection was closed in the middle of the answer'))
}
