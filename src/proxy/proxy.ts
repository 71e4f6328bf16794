import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSecret } from '../kernel/index.ts'
import { Connections } from './connections.ts'
import { ProxiedExchange } from './exchange.ts'
import type { Lane, ProxyOptions } from './options.ts'
import { isSelf } from './self.ts'
import { createTeller } from './told.ts'
import { type Switchable, Tunnels } from './tunnels.ts'

/** A server between callers and an upstream. */
export interface Proxy {
  /** The port that was taken. Throws when the upstream is that very address. */
  listen(port: number, host: string): Promise<number>
  /** Drops whoever is still connected; resolves when every exchange was told. */
  close(): Promise<void>
}

export function createProxy(options: ProxyOptions): Proxy {
  const connections = new Connections(options.upstream, options.authorities)
  const lane: Lane = { ...options, connections, via: `standin-${createSecret().slice(0, 12)}` }
  const tell = createTeller(options.engine.api)
  const running = new Set<Promise<void>>()
  let count = 0
  const take = (request: IncomingMessage, response: ServerResponse, switchable?: Switchable) => {
    const exchange = new ProxiedExchange(lane, request, response, switchable)
    const done = exchange
      .run(++count)
      .then(({ faults, ...passed }) => options.report({ ...passed, findings: faults.map((fault) => tell(fault, passed)) }))
    running.add(done)
    done.finally(() => running.delete(done))
  }
  // As the mock's own server: two values of a single-valued header are told apart from one.
  const server = createServer({ joinDuplicateHeaders: true }, (request, response) => take(request, response))
  const tunnels = new Tunnels(server, take)
  server.on('upgrade', (request, socket, head) => tunnels.open(request, socket, head))
  // A slow caller is his own business, as it is with the mock.
  server.requestTimeout = 0
  return {
    async listen(port, host) {
      const taken = await open(server, port, host)
      if (!(await isSelf(options.upstream, taken, host))) return taken
      await closed(server)
      throw new SelfUpstream(`${options.upstream.name} is where this proxy would listen: it would send every request to itself`)
    },
    async close() {
      tunnels.close()
      await closed(server)
      await Promise.all(running)
      connections.close()
    },
  }
}

/** An upstream that is the proxy itself. */
export class SelfUpstream extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SelfUpstream'
  }
}

function open(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
