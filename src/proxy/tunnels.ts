import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { endToEnd, pairs } from './forward.ts'

/** A caller's connection that may be switched to another protocol. */
export interface Switchable {
  readonly protocol: string
  /** Once the upstream has switched: what is said from now on goes both ways unread. `own` are headers of the proxy. */
  join(answer: IncomingMessage, theirs: Duplex, head: Buffer, own: readonly string[]): void
}

/** Takes a request whose connection may be switched, as any other. */
export type Take = (request: IncomingMessage, response: ServerResponse, switchable: Switchable) => void

/** Connections that want to be switched to another protocol: to WebSockets they may, everything else stays HTTP (RFC 9110 §7.8). */
export class Tunnels {
  readonly #take: Take
  readonly #open = new Set<Duplex>()

  constructor(take: Take) {
    this.#take = take
  }

  open(request: IncomingMessage, socket: Duplex, head: Buffer, server: Server): void {
    const protocol = request.headers.upgrade ?? ''
    if (!/^websocket$/i.test(protocol)) {
      stay(request, socket, head, server)
      return
    }
    socket.on('error', () => socket.destroy())
    this.#keep(socket)
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket as Socket)
    response.once('finish', () => {
      response.detachSocket(socket as Socket)
      socket.end()
    })
    const join: Switchable['join'] = (answer, theirs, theirHead, own) => {
      response.detachSocket(socket as Socket)
      this.#keep(theirs)
      theirs.on('error', () => theirs.destroy())
      const headers = [...endToEnd(answer.rawHeaders), 'Connection', 'Upgrade', 'Upgrade', answer.headers.upgrade ?? protocol, ...own]
      const lines = [...pairs(headers)].map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(Buffer.concat([Buffer.from(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`, 'latin1'), theirHead]))
      theirs.write(head)
      socket.pipe(theirs).pipe(socket)
      socket.once('close', () => theirs.destroy())
      theirs.once('close', () => socket.destroy())
    }
    this.#take(request, response, { protocol, join })
  }

  close(): void {
    for (const socket of this.#open) socket.destroy()
  }

  #keep(socket: Duplex): void {
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
  }
}

/** Node has stopped reading at the head; the request comes once more, and does not ask to be switched. */
function stay({ method, url, httpVersion, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer, server: Server): void {
  const dropped = /^(?:upgrade|http2-settings)$/i
  const lines = [...pairs(rawHeaders)].flatMap(([name, value]) => {
    if (dropped.test(name)) return []
    if (name.toLowerCase() !== 'connection') return `${name}: ${value}\r\n`
    const tokens = value.split(',').filter((token) => !dropped.test(token.trim()))
    return tokens.length === 0 ? [] : `${name}: ${tokens.join(',')}\r\n`
  })
  socket.unshift(Buffer.concat([Buffer.from(`${method} ${url} HTTP/${httpVersion}\r\n${lines.join('')}\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}
