/** One request and what became of it. Holds references, not text: nothing is formatted until someone looks. */
export interface Exchange<Request = unknown, Response = unknown> {
  /** Counts from 1 in its world. */
  readonly id: number
  /** Equal to the answer's `x-request-id`. */
  readonly traceId: string
  /** The world's time when it began, milliseconds since 1970. */
  readonly at: number
  readonly operationId: string | undefined
  readonly request: Request
  readonly response: Response
  /** Who called, as the backend names him; undefined when nobody was recognised. */
  readonly principalId: string | undefined
  /** Set when the call was made for someone who showed no credential, as the page behind a mailed link does. */
  readonly actedAs: string | undefined
  /** Whether no operation could take the request: an unknown route, a wrong method. */
  readonly isRejected: boolean
  /** The no it was answered with, as the engine knows it; undefined after a yes. */
  readonly problem: unknown
  /** The id of the fault that was played on it, if one was. */
  readonly faultId: string | undefined
  readonly durationMs: number
  /** Why the mock itself failed, when it did. */
  readonly defect: string | undefined
}

/** How much of what happened is kept. */
export interface JournalLimits {
  readonly exchanges: number
  /** As `record` is told. */
  readonly bytes: number
}

/** The last exchanges of a world, oldest dropped first: bounded in number and in bytes. */
export class Journal<Request = unknown, Response = unknown> {
  readonly limits: JournalLimits
  readonly #ring: (Exchange<Request, Response> | undefined)[] = []
  readonly #weights: number[] = []
  /** Where the oldest stands. */
  #first = 0
  #size = 0
  #bytes = 0

  constructor(limits: JournalLimits) {
    this.limits = limits
  }

  get size(): number {
    return this.#size
  }

  /** What all that is kept weighs. */
  get bytes(): number {
    return this.#bytes
  }

  record(exchange: Exchange<Request, Response>, bytes: number): void {
    const { limits } = this
    if (limits.exchanges === 0) return
    if (this.#size === limits.exchanges) this.#forget()
    const place = (this.#first + this.#size) % limits.exchanges
    this.#ring[place] = exchange
    this.#weights[place] = bytes
    this.#size++
    this.#bytes += bytes
    // The newest stays, whatever it weighs.
    while (this.#bytes > limits.bytes && this.#size > 1) this.#forget()
  }

  /** Forgets everything after an exchange: a world that goes back to an earlier state goes on from there. */
  cut(after: number): void {
    while (this.#size > 0) {
      const place = (this.#first + this.#size - 1) % this.limits.exchanges
      if ((this.#ring[place] as Exchange).id <= after) return
      this.#ring[place] = undefined
      this.#bytes -= this.#weights[place] as number
      this.#size--
    }
  }

  /** Oldest first. */
  *exchanges(): Generator<Exchange<Request, Response>> {
    for (let offset = 0; offset < this.#size; offset++) yield this.#at(offset)
  }

  /** Oldest first, each with what `record` was told it weighs. */
  *weighed(): Generator<readonly [Exchange<Request, Response>, bytes: number]> {
    for (let offset = 0; offset < this.#size; offset++) {
      yield [this.#at(offset), this.#weights[(this.#first + offset) % this.limits.exchanges] as number]
    }
  }

  *newestFirst(): Generator<Exchange<Request, Response>> {
    for (let offset = this.#size - 1; offset >= 0; offset--) yield this.#at(offset)
  }

  find(id: number): Exchange<Request, Response> | undefined {
    for (const exchange of this.newestFirst()) if (exchange.id === id) return exchange
    return undefined
  }

  #at(offset: number): Exchange<Request, Response> {
    return this.#ring[(this.#first + offset) % this.limits.exchanges] as Exchange<Request, Response>
  }

  #forget(): void {
    this.#ring[this.#first] = undefined
    this.#bytes -= this.#weights[this.#first] as number
    this.#first = (this.#first + 1) % this.limits.exchanges
    this.#size--
  }
}
