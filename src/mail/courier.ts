import { setTimeout as wait } from 'node:timers/promises'
import type { Mail } from '../engine/index.ts'
import { isLoopback } from '../kernel/index.ts'
import { sender, toMime } from './mime.ts'
import type { SmtpServer } from './smtp-url.ts'

export interface CourierOptions {
  readonly server: SmtpServer
  /** Is told, in one line, of each mail that could not be delivered. */
  readonly report?: ((line: string) => void) | undefined
  /** Milliseconds between one try and the next; as many tries follow the first. */
  readonly pauses?: readonly number[]
  /** How many mails may wait. */
  readonly limit?: number
  /** How many milliseconds a server may take for a mail. */
  readonly patience?: number
  /** How many milliseconds `close` waits for what is under way. */
  readonly grace?: number
}

type Transport = Awaited<ReturnType<typeof connect>>

/**
 * Delivers mails to one SMTP server, behind the back of whoever caused them: a mail that can't be delivered is reported and counted, and nothing waits for it.
 * Mails to one recipient arrive in the order they were handed over.
 */
export class Courier {
  readonly #options: CourierOptions
  readonly #limit: number
  /** What waits for each recipient: the end of his last mail. */
  readonly #lanes = new Map<string, Promise<void>>()
  readonly #closing = new AbortController()
  /** Mails that have no connection yet, longest first: the time a server may take begins when it is their turn. */
  readonly #queue: (() => void)[] = []
  #free = connections
  #transport: Promise<Transport> | undefined
  #waiting = 0
  #delivered = 0
  #failed = 0

  constructor(options: CourierOptions) {
    this.#options = options
    this.#limit = options.limit ?? 1000
  }

  get waiting(): number {
    return this.#waiting
  }

  get delivered(): number {
    return this.#delivered
  }

  get failed(): number {
    return this.#failed
  }

  /** Takes a mail; returns at once and never throws. `world` is named when it can't be delivered. */
  take(mail: Mail, world: string): void {
    if (this.#closing.signal.aborted) this.#fail(mail, world, 'the mock is being closed')
    else if (this.#waiting >= this.#limit) this.#fail(mail, world, `${this.#waiting} mails wait already`)
    else this.#enter(mail, world)
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values())
  }

  /** Waits for what is under way, but not for long, and leaves no connection open. */
  async close(): Promise<void> {
    const late = new AbortController()
    const limit = wait(this.#options.grace ?? 2000, undefined, { signal: late.signal }).catch(() => undefined)
    await Promise.race([this.idle(), limit])
    late.abort()
    this.#closing.abort()
    if (this.#transport !== undefined) (await this.#transport).close({ force: true })
    await this.idle()
  }

  #enter(mail: Mail, world: string): void {
    this.#waiting++
    const lane = mail.to.toLowerCase()
    const before = this.#lanes.get(lane) ?? Promise.resolve()
    const end = before
      .then(() => this.#deliver(mail))
      .then(
        () => void this.#delivered++,
        (error: Error) => this.#fail(mail, world, error.message),
      )
      .then(() => {
        this.#waiting--
        if (this.#lanes.get(lane) === end) this.#lanes.delete(lane)
      })
    this.#lanes.set(lane, end)
  }

  async #deliver(mail: Mail): Promise<void> {
    const pauses = this.#options.pauses ?? [250, 1000]
    for (let tries = 0; ; tries++) {
      try {
        return await this.#send(mail)
      } catch (error) {
        const pause = pauses[tries]
        // RFC 5321 §4.2.1: a reply of the 500s would be given again.
        if (pause === undefined || (error as { permanent?: boolean }).permanent === true || this.#closing.signal.aborted) throw error
        await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      }
    }
  }

  async #send(mail: Mail): Promise<void> {
    this.#transport ??= connect(this.#options.server)
    const [transport, raw] = await Promise.all([this.#transport, toMime(mail)])
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
    try {
      if (this.#closing.signal.aborted) throw new Error('the mock was closed before it was sent')
      // A server that trickles its replies outlasts every time limit of its socket, but not this one.
      const signal = AbortSignal.timeout(this.#options.patience ?? 15_000)
      await transport.sendMail({ envelope: { from: sender, to: [mail.to] }, raw, signal })
    } finally {
      const next = this.#queue.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }

  #fail({ id, to }: Mail, world: string, reason: string): void {
    this.#failed++
    const { name } = this.#options.server
    const why = reason.replaceAll(/\s+/g, ' ')
    this.#options.report?.(`Mail ${id} to ${to} (world ${world}) was not delivered to ${name}: ${why}. It stays in the outbox.`)
  }
}

/** How many mails are handed over at once. */
const connections = 4

/** How long a server may be silent, in milliseconds. */
const silence = 5000

async function connect({ host, port, isSecure, credentials }: SmtpServer) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    pool: true,
    maxConnections: connections,
    maxRequeues: 0,
    idleTimeout: 10_000,
    host,
    port,
    secure: isSecure,
    ...(credentials === undefined ? {} : { auth: credentials }),
    connectionTimeout: silence,
    dnsTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: silence,
    socketCloseTimeout: 0,
    // A server on this machine signs its own certificate: nobody else could.
    ...(isLoopback(host) ? { tls: { rejectUnauthorized: false } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
