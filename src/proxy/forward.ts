import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Upstream } from './upstream.ts'

/** RFC 9110 §7.6.1, and what a connection of the old kind had. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Name, value, name, value, …, as `rawHeaders` has them, without those that are about one connection alone. */
export function endToEnd(raw: readonly string[], ...more: readonly string[]): string[] {
  const named = new Set(more)
  for (const [name, value] of pairs(raw)) {
    if (name.toLowerCase() === 'connection') for (const one of value.split(',')) named.add(one.trim().toLowerCase())
  }
  return [...pairs(raw)].filter(([name]) => !hopByHop.has(name.toLowerCase()) && !named.has(name.toLowerCase())).flat()
}

function* pairs(raw: readonly string[]): Generator<readonly [name: string, value: string]> {
  for (let index = 0; index + 1 < raw.length; index += 2) yield [raw[index] as string, raw[index + 1] as string]
}

/** Why the upstream gave no answer. */
export class Unreachable extends Error {
  /** Whether it was given up after a while, rather than refused. */
  readonly isTimeout: boolean
  constructor(reason: string, isTimeout = false) {
    super(reason)
    this.name = 'Unreachable'
    this.isTimeout = isTimeout
  }
}

/** A request as it goes on. */
export interface Outgoing {
  readonly method: string
  /** Path and query, byte for byte. */
  readonly target: string
  readonly rawHeaders: readonly string[]
  readonly body: Buffer | undefined
  /** What this proxy calls itself in `Via`. */
  readonly via: string
}

/** How long an answer is waited for. */
export interface Waiting {
  /** How long the upstream may be silent, in milliseconds. */
  readonly timeout: number
  /** Whether silence is to be expected by now, as it is between the events of a stream. */
  readonly isPatient: () => boolean
  /** Aborts when the caller has gone. */
  readonly left: AbortSignal
}

/**
 * Sends a request on and waits for the head of its answer. Redirects are answers like any other. Each has a connection of its own, so that none is
 * met that the upstream was just about to close. Throws `Unreachable`.
 */
export function forward(upstream: Upstream, outgoing: Outgoing, { timeout, left, isPatient }: Waiting): Promise<IncomingMessage> {
  const { method, target, rawHeaders, body, via } = outgoing
  const headers = [...endToEnd(rawHeaders, 'host', 'content-length', 'expect'), 'Host', upstream.host, 'Via', `1.1 ${via}`]
  const isFramed = body !== undefined || !/^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method)
  if (isFramed) headers.push('Content-Length', String(body?.length ?? 0))
  headers.push('Connection', 'close')
  const { hostname, port, isTls, base } = upstream
  const options = {
    method,
    hostname,
    port,
    path: base + target,
    headers,
    agent: false,
    timeout,
    setHost: false,
    joinDuplicateHeaders: true,
  } as const
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (isTls ? requestHttps : requestHttp)({ ...options, headers: headers as never, signal: left })
    request.once('response', (answer) => {
      // Whoever reads it listens for himself; in between, an end that comes early must not end the process.
      answer.on('error', () => {})
      resolve(answer)
    })
    request.on('timeout', () => isPatient() || request.destroy(new Unreachable(`${upstream.name} was silent for ${timeout} ms`, true)))
    request.on('error', (error) => reject(error instanceof Unreachable ? error : new Unreachable(reasonOf(error, upstream))))
    request.end(body)
  })
}

function reasonOf(error: Error, { name, hostname }: Upstream): string {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ECONNREFUSED':
      return `${name} refuses connections: nothing listens there`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${hostname} is no name that is known here`
    case 'ECONNRESET':
    case 'EPIPE':
      return `${name} broke the connection off before it answered`
    default:
      if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code ?? ''))
        return `the certificate of ${name} is not trusted: ${message}; NODE_EXTRA_CA_CERTS names a file of authorities that are`
      return `${name} can't be reached: ${message || code}`
  }
}
