import { lookup } from 'node:dns/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { refuseHost, refuseRaw } from './no-http.ts'

/** Answers in a mock's place whatever is not asked of control. */
export interface Front {
  request(request: IncomingMessage, response: ServerResponse): void
  /** A request for another protocol. `server` takes it if it shall stay HTTP. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, server: Server): void
}

/** The sockets of a mock. They outlast the routes: which app answers is asked for with every request. */
export class Listener {
  readonly #app: () => FastifyInstance
  readonly #visited: () => void
  readonly #servers: Server[] = []

  /** `visited` is called when somebody connects, and with every request. */
  constructor(app: () => FastifyInstance, visited: () => void) {
    this.#app = app
    this.#visited = visited
  }

  /** The port that was taken. `localhost` listens on all the addresses it stands for; the first of them must be free. */
  async listen(port: number, host: string, front?: Front): Promise<number> {
    if (this.#servers.length > 0) throw new Error('This mock listens already; make another one for another address')
    const [first = host, ...others] = host === 'localhost' ? await addressesOf(host) : [host]
    const taken = await this.#open(port, first, front)
    // A machine may know an address of its own and yet not have it.
    for (const address of others) await this.#open(taken, address, front).catch(() => undefined)
    return taken
  }

  /** Drops whoever is still connected. */
  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    // Without it closing waits for slow requests and for kept-alive connections.
    for (const server of this.#servers) server.closeAllConnections()
    await Promise.all(closed)
  }

  #open(port: number, host: string, front: Front | undefined): Promise<number> {
    // Two values of a single-valued header are told apart from one, not dropped by Node.
    const server = createServer({ joinDuplicateHeaders: true, requireHostHeader: false }, (request, response) => {
      this.#visited()
      // RFC 9112 §3.2: one, which HTTP/1.0 need not have
      const { host } = request.headers
      if (host === undefined ? request.httpVersion === '1.1' : host.includes(',')) return refuseHost(response)
      if (front === undefined || isControl(request)) this.#app().routing(request, response)
      else front.request(request, response)
    })
    server.on('connection', this.#visited)
    if (front !== undefined) server.on('upgrade', (request, socket, head) => front.upgrade(request, socket, head, server))
    // As Fastify sets them for servers of its own.
    server.keepAliveTimeout = 72_000
    server.requestTimeout = 0
    server.on('clientError', refuseRaw)
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        this.#servers.push(server)
        resolve((server.address() as AddressInfo).port)
      })
    })
  }
}

/** But for what is asked of the API in a world by the world's own address. */
function isControl({ url = '' }: IncomingMessage): boolean {
  return /^\/__standin(?:$|[/?])(?!worlds\/[^/?]+\/)/.test(url)
}

async function addressesOf(host: string): Promise<string[]> {
  return [...new Set((await lookup(host, { all: true })).map(({ address }) => address))]
}
