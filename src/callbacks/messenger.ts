import { setTimeout as wait } from 'node:timers/promises'
import type { Engine } from '../engine/index.ts'
import { loadTools } from '../engine/index.ts'
import { isLoopback } from '../kernel/index.ts'
import type { Operation } from '../openapi/index.ts'
import type { Exchange, World, Worlds } from '../world/index.ts'
import { type Due, dueOf, isDue } from './due.ts'
import type { Outgoing } from './outgoing.ts'
import { type Answered, send } from './send.ts'

/** Where requests may go: to this machine, or anywhere. */
export type Reach = 'loopback' | 'any'

export interface MessengerOptions {
  /** Whether callbacks are sent as soon as they are due, and where to; left out, they go out one by one when that is asked for, and only to this machine. */
  readonly reach?: Reach | undefined
  /** Is told, in one line, of each callback that was not delivered, or not answered as the document says. */
  readonly report?: ((line: string) => void) | undefined
  /** Milliseconds between one try and the next; as many tries follow the first. */
  readonly pauses?: readonly number[]
  /** How many may wait. */
  readonly limit?: number
  /** How many milliseconds a receiver may take. */
  readonly patience?: number
  /** How many milliseconds `close` waits for what is under way. */
  readonly grace?: number
}

/** What became of a callback that was sent by itself, told when it is known. */
export interface Sent {
  readonly world: World
  readonly engine: Engine
  readonly due: Due
  readonly delivery: Delivery
}

/** What became of a callback. */
export interface Delivery {
  readonly state: 'waiting' | 'delivered' | 'failed'
  /** Why it failed. */
  readonly reason: string | undefined
  readonly answer: Answered | undefined
}

const waiting: Delivery = { state: 'waiting', reason: undefined, answer: undefined }

/**
 * Sends callbacks behind the back of the calls that led to them: one that can't be delivered is reported, and nothing waits for it.
 * Those to one receiver arrive in the order of their calls.
 */
export class Messenger {
  readonly #options: MessengerOptions
  readonly #limit: number
  readonly #lanes = new Map<string, Promise<void>>()
  /** By the exchanges that led to them, and gone with those. */
  readonly #deliveries = new WeakMap<Exchange, Map<string, Delivery>>()
  readonly #listeners = new Set<(sent: Sent) => void>()
  readonly #closing = new AbortController()
  #isClosed = false
  #making: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor(options: MessengerOptions = {}) {
    this.#options = options
    this.#limit = options.limit ?? 1000
  }

  get reach(): Reach | undefined {
    return this.#options.reach
  }

  /** Sends what the exchanges of these worlds lead to from now on, if anything is sent by itself. */
  follow(worlds: Worlds, engine: () => Engine): void {
    if (this.reach === undefined) return
    worlds.listen((event) => {
      if (event.type === 'exchange') this.#take(engine(), event.world, event.exchange)
    })
  }

  /** Sends a request now; what became of it. */
  async deliver(operation: Operation, request: Outgoing): Promise<Delivery> {
    const place = this.refusal(request.url)
    if (place !== undefined) return { state: 'failed', reason: place, answer: undefined }
    try {
      const answer = await this.#try(operation, request)
      const isTaken = answer.status < 400
      return { state: isTaken ? 'delivered' : 'failed', reason: isTaken ? undefined : `its receiver answered ${answer.status}`, answer }
    } catch (error) {
      return { state: 'failed', reason: reasonOf(error as Error), answer: undefined }
    }
  }

  /** Why nothing may be sent to an address; undefined when it may. */
  refusal(url: string): string | undefined {
    const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
    if (this.reach === 'any' || isLoopback(host)) return undefined
    return `${host} is not this machine, and only --callbacks any sends elsewhere`
  }

  /** What became of a callback; undefined when it was not sent. */
  deliveryOf(exchange: Exchange, id: string): Delivery | undefined {
    return this.#deliveries.get(exchange)?.get(id)
  }

  note(exchange: Exchange, id: string, delivery: Delivery): void {
    const known = this.#deliveries.get(exchange) ?? new Map<string, Delivery>()
    this.#deliveries.set(exchange, known.set(id, delivery))
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    await this.#making
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values())
  }

  /** Calls back with what becomes of callbacks from now on; the answer ends it. */
  listen(listener: (sent: Sent) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Waits for what is under way, but not for long. */
  async close(): Promise<void> {
    this.#isClosed = true
    const late = new AbortController()
    const limit = wait(this.#options.grace ?? 2000, undefined, { signal: late.signal }).catch(() => undefined)
    await Promise.race([this.idle(), limit])
    late.abort()
    this.#closing.abort()
    await this.idle()
  }

  #take(engine: Engine, world: World, exchange: Exchange): void {
    if (this.#isClosed || !isDue(engine, exchange)) return
    this.#making = this.#making
      .then(() => this.#sendAll(engine, world, exchange))
      .catch((error: Error) =>
        this.#options.report?.(`The callbacks of request ${exchange.id} (world ${world.name}) could not be made: ${error.message}`),
      )
  }

  async #sendAll(engine: Engine, world: World, exchange: Exchange): Promise<void> {
    for (const due of dueOf(engine, world, exchange, await loadTools())) {
      const { id, callback, request, problem } = due
      const end = (delivery: Delivery) => this.#end({ world, engine, due, delivery })
      if (request === undefined) this.#options.report?.(`${nameOf(world, due)} was not sent: ${problem}`)
      else if (this.#waiting >= this.#limit) end({ state: 'failed', reason: `${this.#waiting} callbacks wait already`, answer: undefined })
      else {
        this.note(exchange, id, waiting)
        this.#enter(new URL(request.url).origin, async () => end(await this.deliver(callback.operation, request)))
      }
    }
  }

  #enter(lane: string, run: () => Promise<void>): void {
    this.#waiting++
    const before = this.#lanes.get(lane) ?? Promise.resolve()
    const end = before.then(run).then(() => {
      this.#waiting--
      if (this.#lanes.get(lane) === end) this.#lanes.delete(lane)
    })
    this.#lanes.set(lane, end)
  }

  #end(sent: Sent): void {
    const { world, due, delivery } = sent
    const { id, exchange, request } = due
    this.note(exchange, id, delivery)
    for (const listener of this.#listeners) listener(sent)
    const { report } = this.#options
    if (report === undefined) return
    const name = nameOf(world, due)
    const to = request === undefined ? '' : ` to ${new URL(request.url).origin}`
    if (delivery.state === 'failed') report(`${name} was not delivered${to}: ${delivery.reason}.`)
    for (const violation of delivery.answer?.violations ?? []) report(`${name}: ${violation}`)
  }

  async #try(operation: Operation, request: Outgoing): Promise<Answered> {
    const { pauses = [250, 1000], patience = 5000 } = this.#options
    for (let tries = 0; ; tries++) {
      const pause = pauses[tries]
      const isLast = pause === undefined
      try {
        const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(patience)])
        const answer = await send(operation, request, signal)
        // Only these may go away by themselves (RFC 9110 §15.6, RFC 6585 §4).
        if (isLast || (answer.status < 500 && answer.status !== 429)) return answer
      } catch (error) {
        if (isLast || this.#closing.signal.aborted) throw error
      }
      await wait(pause, undefined, { signal: this.#closing.signal })
    }
  }
}

function reasonOf({ message, cause, name }: Error): string {
  if (name === 'TimeoutError') return 'its receiver took too long'
  if (name === 'AbortError') return 'the mock was closed before'
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : message
}

function nameOf({ name }: World, { callback, exchange }: Due): string {
  return `Callback ${callback.name} of ${callback.owner} (request ${exchange.id}, world ${name})`
}
