/**
 * What shall go wrong on purpose, as data. Without `operationId` and `match` it is about every call whose operation can answer so.
 *
 * Several faults are asked in the order they were added. Delays add up; the first that answers or breaks the connection wins, and those after it are not asked about that call.
 * A fault counts only calls that it is about. It strikes the ones that `every` and `share` leave it, until it has struck `times` of them; then it is over, stays listed, and counts no more.
 */
export interface FaultSpec {
  readonly operationId?: string | undefined
  /** Only requests whose parts contain these values: headers by name, letter case aside; the body key by key, as deep as it is given, a list by its items. */
  readonly match?: FaultMatch | undefined
  /** Strikes so many times, then is over; `{ times: 3, status: 500 }` fails three times, then recovers. */
  readonly times?: number | undefined
  /** Only every so manieth call that it is about: 3 = the third, the sixth, … */
  readonly every?: number | undefined
  /** Only this share of them, above 0 and up to 1, drawn from the world's own randomness. */
  readonly share?: number | undefined
  /** Milliseconds to wait before the answer: a number, a range drawn evenly with both ends, or a distribution. */
  readonly delayMs?: number | readonly [min: number, max: number] | DelaySpec | undefined
  /** Answered instead of playing the operation, with the code that the document shows first for it; one the document declares, unless `any`. */
  readonly status?: number | undefined
  /** The API's own error code, with the status that belongs to it; one the operation declares, unless `any`. */
  readonly code?: string | undefined
  /** Goes beyond the document: an undeclared status or code, in the API's own shape of errors. */
  readonly any?: boolean | undefined
  /** `refuse`: closed before the answer begins, nothing is played; `timeout`: the same, but kept open; `drop`: played, and the answer broken off midway; `truncate`: played, and the answer ended too early. */
  readonly connection?: 'refuse' | 'drop' | 'truncate' | 'timeout' | undefined
  /**
   * So many calls in a time of the world's clock, counted from the first of them, then 429 with the documented headers until it is over.
   * One count for all callers, since providers count by plan and not by credential; `match` on a header makes it one caller's.
   */
  readonly rateLimit?: RateLimitSpec | undefined
}

export interface FaultMatch {
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
}

/** A delay drawn from the world's own randomness: log-normal, as real services have it, around `median`, or normal around `mean`. */
export type DelaySpec =
  | { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly distribution: 'normal'; readonly mean: number; readonly deviation: number }

export interface RateLimitSpec {
  readonly requests: number
  /** `60s`, `PT1M`. */
  readonly per: string
}

export interface Fault extends FaultSpec {
  readonly id: string
}

/** A fault and what it has counted so far. */
export interface FaultRecord extends Fault {
  /** Calls that it was about, while it was not over. */
  readonly seen: number
  /** Calls that it delayed, answered or broke. */
  readonly struck: number
}
