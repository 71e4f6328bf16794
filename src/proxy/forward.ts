import { type ClientRequest, type IncomingMessage, type InformationEvent, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Connections } from './connections.ts'
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

export function* pairs(raw: readonly string[]): Generator<readonly [name: string, value: string]> {
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
  /** Name, value, name, value, …; what came after the body. */
  readonly rawTrailers: readonly string[]
  /** What this proxy calls itself in `Via`. */
  readonly via: string
  /** The protocol that the connection shall be switched to. */
  readonly protocol: string | undefined
}

/** How an answer is waited for. */
export interface Waiting {
  /** How long the upstream may be silent, in milliseconds. */
  readonly timeout: number
  /** Whether silence is to be expected by now, as it is between the events of a stream. */
  readonly isPatient: () => boolean
  /** Aborts when the caller has gone. */
  readonly left: AbortSignal
  /** Told of what comes before the answer (1xx). */
  readonly onInterim: (interim: InformationEvent) => void
}

/** The head of an answer, and what follows it. */
export interface Answering {
  readonly answer: IncomingMessage
  /** The connection, of one that was switched to another protocol, and what has come over it by now. */
  readonly switched: { readonly socket: Duplex; readonly head: Buffer } | undefined
  /** Why its body has not come whole. */
  whyBroken(): Unreachable
}

/** RFC 9110 §9.2.2: what may be asked again when nobody knows whether it arrived. */
const idempotent = /^(?:GET|HEAD|PUT|DELETE|OPTIONS|TRACE|QUERY)$/

/**
 * Sends a request on and waits for the head of its answer. Redirects are answers like any other. A connection that is there is used again for what may be
 * asked twice, since the upstream may be closing it just then; any other request has one of its own. Throws `Unreachable`.
 */
export async function forward(connections: Connections, outgoing: Outgoing, waiting: Waiting): Promise<Answering> {
  const isShared = idempotent.test(outgoing.method) && outgoing.protocol === undefined
  try {
    return await ask(connections, outgoing, waiting, isShared)
  } catch (error) {
    if (!(error instanceof Stale) || waiting.left.aborted) throw error
    return ask(connections, outgoing, waiting, false)
  }
}

/** A connection that was closed when it was used again. */
class Stale extends Unreachable {}

function ask(connections: Connections, outgoing: Outgoing, waiting: Waiting, isShared: boolean): Promise<Answering> {
  const { upstream } = connections
  const { timeout, left, isPatient, onInterim } = waiting
  const silent = () => new Unreachable(`${upstream.name} was silent for ${timeout} ms`, true)
  return new Promise((resolve, reject) => {
    let isSilent = false
    const request: ClientRequest = (upstream.isTls ? requestHttps : requestHttp)({
      ...connections.options,
      method: outgoing.method,
      path: upstream.base + outgoing.target,
      headers: headersOf(upstream, outgoing, isShared) as never,
      agent: isShared ? connections.agent : false,
      timeout,
      setHost: false,
      joinDuplicateHeaders: true,
      signal: left,
    })
    const whyBroken = () => (isSilent ? silent() : new Unreachable(`${upstream.name} broke its answer off`))
    request.on('information', onInterim)
    request.once('response', (answer) => {
      // Whoever reads it listens for himself; in between, an end that comes early must not end the process.
      answer.on('error', () => {})
      resolve({ answer, switched: undefined, whyBroken })
    })
    request.once('upgrade', (answer, socket, head) => resolve({ answer, switched: { socket, head }, whyBroken }))
    request.on('timeout', () => {
      if (isPatient()) return
      isSilent = true
      request.destroy(silent())
    })
    request.on('error', (error) => {
      if (error instanceof Unreachable) return reject(error)
      const wasThere = request.reusedSocket && /^(?:ECONNRESET|EPIPE)$/.test((error as NodeJS.ErrnoException).code ?? '')
      reject(new (wasThere ? Stale : Unreachable)(reasonOf(error, upstream)))
    })
    if (outgoing.rawTrailers.length > 0) request.addTrailers([...pairs(outgoing.rawTrailers)] as never)
    request.end(outgoing.body)
  })
}

function headersOf(upstream: Upstream, { method, rawHeaders, rawTrailers, body, via, protocol }: Outgoing, isShared: boolean): string[] {
  const headers = [...endToEnd(rawHeaders, 'host', 'content-length', 'expect'), 'Host', upstream.host, 'Via', `1.1 ${via}`]
  if (rawTrailers.length > 0) {
    const names = [...pairs(rawTrailers)].map(([name]) => name)
    headers.push('Transfer-Encoding', 'chunked', 'Trailer', [...new Set(names)].join(', '))
  } else if (body !== undefined || !/^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method))
    headers.push('Content-Length', String(body?.length ?? 0))
  if (protocol !== undefined) headers.push('Connection', 'Upgrade', 'Upgrade', protocol)
  else headers.push('Connection', isShared ? 'keep-alive' : 'close')
  return headers
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
        return `the certificate of ${name} is not trusted: ${message}; --ca or NODE_EXTRA_CA_CERTS names a file of authorities that are`
      return `${name} can't be reached: ${message || code}`
  }
}
