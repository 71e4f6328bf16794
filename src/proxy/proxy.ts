import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createSecret } from '../kernel/index.ts'
import { Connections } from './connections.ts'
import { ProxiedExchange } from './exchange.ts'
import type { Fault } from './fault.ts'
import type { Lane, ProxyOptions } from './options.ts'
import { createTeller } from './told.ts'
import { type Switchable, Tunnels } from './tunnels.ts'

/** What stands between callers and an upstream: hands on whatever it is given. */
export interface Proxy {
  request(request: IncomingMessage, response: ServerResponse): void
  /** A request for another protocol; unless that is WebSockets, `server` gets it once more without asking for one. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, server: Server): void
  /** Drops whoever is still connected; resolves when every exchange was told. */
  close(): Promise<void>
}

export function createProxy(options: ProxyOptions): Proxy {
  const connections = new Connections(options.upstream, options.authorities)
  const lane: Lane = { ...options, connections, via: `standin-${createSecret().slice(0, 12)}` }
  const tell = createTeller(options.engine.api)
  const running = new Map<Promise<void>, ServerResponse>()
  let isClosed = false
  const take = (request: IncomingMessage, response: ServerResponse, switchable?: Switchable) => {
    if (isClosed) {
      response.destroy()
      return
    }
    const exchange = new ProxiedExchange(lane, request, response, switchable)
    const done = exchange.run().then(({ faults, fields, ...passed }) => {
      const told = (list: readonly Fault[]) => list.map((fault) => tell(fault, passed))
      options.report({ ...passed, findings: told(faults), undeclared: told(fields) })
    })
    running.set(done, response)
    done.finally(() => running.delete(done))
  }
  const tunnels = new Tunnels(take)
  return {
    request: (request, response) => take(request, response),
    upgrade: (request, socket, head, server) => tunnels.open(request, socket, head, server),
    async close() {
      isClosed = true
      tunnels.close()
      for (const response of running.values()) response.destroy()
      await Promise.all(running.keys())
      connections.close()
    },
  }
}
