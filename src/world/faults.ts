import { parseDuration, type Random } from '../kernel/index.ts'
import type { Fault, FaultRecord } from './fault.ts'

/** How much of a rate limit is left after a call. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** When it is whole again, milliseconds since 1970 by the world's clock. */
  readonly resetAt: number
  /** Whether this call was one too many. */
  readonly isExceeded: boolean
}

/** The calls a rate limit has counted since the first of them. */
interface Window {
  readonly since: number
  readonly used: number
}

/** One fault with its counters. */
export class ActiveFault {
  readonly fault: Fault
  seen: number
  struck: number
  #window: Window | undefined
  /** How long a window is, in milliseconds. */
  readonly #per: number

  constructor({ fault, seen, struck, window }: SavedFault) {
    this.fault = fault
    this.seen = seen
    this.struck = struck
    this.#window = window
    this.#per = fault.rateLimit === undefined ? 0 : (parseDuration(fault.rateLimit.per) ?? Number.NaN)
    if (Number.isNaN(this.#per))
      throw new Error(`The fault ${fault.id} can't be read: ${JSON.stringify(fault.rateLimit?.per)} is no duration`)
  }

  get isSpent(): boolean {
    return this.fault.times !== undefined && this.struck >= this.fault.times
  }

  /** Counts a call that it is about; whether it strikes it. */
  strikes(random: Random): boolean {
    const { every, share } = this.fault
    this.seen++
    if (every !== undefined && this.seen % every !== 0) return false
    if (share !== undefined && random.next() >= share) return false
    this.struck++
    return true
  }

  /** Counts a call against its rate limit. A clock that was put back begins a new window. */
  take(limit: number, now: number): Allowance {
    const window = this.#window
    const isOpen = window !== undefined && now >= window.since && now < window.since + this.#per
    const { since, used } = isOpen ? window : { since: now, used: 0 }
    const isExceeded = used >= limit
    this.#window = { since, used: isExceeded ? used : used + 1 }
    this.seen++
    if (isExceeded) this.struck++
    return { limit, remaining: limit - this.#window.used, resetAt: since + this.#per, isExceeded }
  }

  save(): SavedFault {
    return { fault: this.fault, seen: this.seen, struck: this.struck, window: this.#window }
  }
}

interface SavedFault {
  readonly fault: Fault
  readonly seen: number
  readonly struck: number
  readonly window?: Window | undefined
}

/** The faults of one world, in the order they were added. */
export class Faults {
  #active: ActiveFault[] = []

  get isEmpty(): boolean {
    return this.#active.length === 0
  }

  list(): readonly FaultRecord[] {
    return this.#active.map(({ fault, seen, struck }) => ({ ...fault, seen, struck }))
  }

  /** In the order they are asked. */
  get active(): readonly ActiveFault[] {
    return this.#active
  }

  add(fault: Fault): void {
    this.#active.push(new ActiveFault({ fault, seen: 0, struck: 0 }))
  }

  /** False when there is none of this id. */
  remove(id: string): boolean {
    const kept = this.#active.filter(({ fault }) => fault.id !== id)
    const isThere = kept.length < this.#active.length
    this.#active = kept
    return isThere
  }

  clear(): void {
    this.#active = []
  }

  /** Faults, counters and windows, as plain data that nobody changes. */
  save(): unknown {
    return this.#active.map((active) => active.save())
  }

  load(saved: unknown): void {
    this.#active = (saved as readonly SavedFault[]).map((fault) => new ActiveFault(fault))
  }
}
