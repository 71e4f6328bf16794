import { lookup } from 'node:dns/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** The sockets of a mock. They outlast the routes: which app answers is asked for with every request. */
export class Listener {
  readonly #app: () => FastifyInstance
  readonly #servers: Server[] = []

  constructor(app: () => FastifyInstance) {
    this.#app = app
  }

  /** The port that was taken. `localhost` listens on all the addresses it stands for; the first of them must be free. */
  async listen(port: number, host: string): Promise<number> {
    if (this.#servers.length > 0) throw new Error('This mock listens already; make another one for another address')
    const [first = host, ...others] = host === 'localhost' ? await addressesOf(host) : [host]
    const taken = await this.#open(port, first)
    // A machine may know an address of its own and yet not have it.
    for (const address of others) await this.#open(taken, address).catch(() => undefined)
    return taken
  }

  /** Drops whoever is still connected. */
  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    // Without it closing waits for slow requests and for kept-alive connections.
    for (const server of this.#servers) server.closeAllConnections()
    await Promise.all(closed)
  }

  #open(port: number, host: string): Promise<number> {
    // Two values of a single-valued header are told apart from one, not dropped by Node.
    const server = createServer({ joinDuplicateHeaders: true }, (request, response) => this.#app().routing(request, response))
    // As Fastify sets them for servers of its own.
    server.keepAliveTimeout = 72_000
    server.requestTimeout = 0
    // What is no HTTP at all is answered by Fastify too.
    server.on('clientError', (error, socket) => this.#app().server.emit('clientError', error, socket))
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

async function addressesOf(host: string): Promise<string[]> {
  return [...new Set((await lookup(host, { all: true })).map(({ address }) => address))]
}
