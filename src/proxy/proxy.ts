import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSecret, isLoopback } from '../kernel/index.ts'
import { ProxiedExchange } from './exchange.ts'
import type { ProxyOptions } from './options.ts'
import { createTeller } from './told.ts'
import type { Upstream } from './upstream.ts'

/** A server between callers and an upstream. */
export interface Proxy {
  /** The port that was taken. Throws when the upstream is that very address. */
  listen(port: number, host: string): Promise<number>
  /** Drops whoever is still connected; resolves when every exchange was told. */
  close(): Promise<void>
}

export function createProxy(options: ProxyOptions): Proxy {
  const via = `standin-${createSecret().slice(0, 12)}`
  const tell = createTeller(options.engine.api)
  const running = new Set<Promise<void>>()
  let count = 0
  // As the mock's own server: two values of a single-valued header are told apart from one.
  const server = createServer({ joinDuplicateHeaders: true }, (request, response) => {
    const exchange = new ProxiedExchange(options, via, request, response)
    const done = exchange
      .run(++count)
      .then(({ faults, ...passed }) => options.report({ ...passed, findings: faults.map((fault) => tell(fault, passed)) }))
    running.add(done)
    done.finally(() => running.delete(done))
  })
  // A slow caller is his own business, as it is with the mock.
  server.requestTimeout = 0
  return {
    async listen(port, host) {
      const taken = await open(server, port, host)
      if (!isSelf(options.upstream, taken, host)) return taken
      await closed(server)
      throw new SelfUpstream(`${options.upstream.name} is where this proxy would listen: it would send every request to itself`)
    },
    async close() {
      await closed(server)
      await Promise.all(running)
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

function isSelf(upstream: Upstream, port: number, host: string): boolean {
  if (upstream.port !== port) return false
  const isEverywhere = host === '0.0.0.0' || host === '::'
  return upstream.hostname === host || (isLoopback(upstream.hostname) && (isLoopback(host) || isEverywhere))
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
