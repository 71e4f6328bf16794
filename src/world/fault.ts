/** What shall go wrong on purpose, as data. Without `operationId` and `match` it is about every call. */
export interface FaultSpec {
  readonly operationId?: string | undefined
  /** Only requests whose parts contain these values: headers by name, letter case aside; the body key by key, as deep as it is given. */
  readonly match?: { readonly headers?: Readonly<Record<string, string>> | undefined; readonly body?: unknown } | undefined
  /** Only the first so many calls that it is about; `{ times: 3, status: 503 }` fails three times, then recovers. */
  readonly times?: number | undefined
  /** Only every so manieth of them. */
  readonly every?: number | undefined
  /** Only this share of them, from 0 to 1, drawn from the world's own randomness. */
  readonly share?: number | undefined
  /** Milliseconds to wait before the answer: a number, a range drawn evenly, or a distribution. */
  readonly delayMs?: number | readonly [min: number, max: number] | DelaySpec | undefined
  /** Answered instead of playing the operation; one the document declares, unless `any`. */
  readonly status?: number | undefined
  /** The API's own error code; one it has, unless `any`. */
  readonly code?: string | undefined
  readonly any?: boolean | undefined
  /** `refuse`: closed before the answer begins, nothing is played; `timeout`: the same, but kept open; `drop`: played, broken off midway; `truncate`: played, ended too early. */
  readonly connection?: 'refuse' | 'drop' | 'truncate' | 'timeout' | undefined
  /** So many calls in a time of the world's clock, then 429 with the documented headers until it is over. */
  readonly rateLimit?: { readonly requests: number /** `60s`, `PT1M`. */; readonly per: string } | undefined
}

/** A delay drawn from the world's own randomness: log-normal, as real services have it, around `median`, or normal around `mean`. */
export type DelaySpec =
  | { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly distribution: 'normal'; readonly mean: number; readonly deviation: number }

export interface Fault extends FaultSpec {
  readonly id: string
}

/** The faults of one world, in the order they were added. */
export class Faults {
  #faults: Fault[] = []

  get isEmpty(): boolean {
    return this.#faults.length === 0
  }

  list(): readonly Fault[] {
    return this.#faults
  }

  add(fault: Fault): void {
    this.#faults.push(fault)
  }

  /** False when there is none of this id. */
  remove(id: string): boolean {
    const kept = this.#faults.filter((fault) => fault.id !== id)
    const isThere = kept.length < this.#faults.length
    this.#faults = kept
    return isThere
  }

  clear(): void {
    this.#faults = []
  }

  /** Faults and how often each was asked and hit, as plain data. */
  save(): unknown {
    return [...this.#faults]
  }

  load(saved: unknown): void {
    this.#faults = [...(saved as readonly Fault[])]
  }
}
