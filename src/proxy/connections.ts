import { Agent as AgentHttp } from 'node:http'
import { Agent as AgentHttps } from 'node:https'
import type { Upstream } from './upstream.ts'

/** The connections to an upstream, and how they are made. */
export class Connections {
  readonly upstream: Upstream
  readonly options: { readonly hostname: string; readonly port: number; readonly ca?: string }
  /** Keeps those that may be used again. */
  readonly agent: AgentHttp

  /** `ca`: certificates in PEM of the authorities that are trusted; Node's own if left out. */
  constructor(upstream: Upstream, ca: readonly string[] | undefined) {
    const { hostname, port, isTls } = upstream
    this.upstream = upstream
    this.options = { hostname, port, ...(ca === undefined ? {} : { ca: ca as never }) }
    this.agent = new (isTls ? AgentHttps : AgentHttp)({ keepAlive: true, scheduling: 'lifo', maxFreeSockets: 64 })
  }

  close(): void {
    this.agent.destroy()
  }
}
