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
  /** Set when no operation could take the request: the problem it was answered with. */
  readonly rejected: unknown
  readonly durationMs: number
  /** Why the mock itself failed, when it did. */
  readonly defect: string | undefined
}

/** The last exchanges of a world, oldest dropped first. */
export class Journal<Request = unknown, Response = unknown> {
  readonly limit: number
  readonly #ring: Exchange<Request, Response>[] = []
  #next = 0

  constructor(limit: number) {
    this.limit = limit
  }

  record(exchange: Exchange<Request, Response>): void {
    if (this.limit === 0) return
    if (this.#ring.length < this.limit) this.#ring.push(exchange)
    else this.#ring[this.#next] = exchange
    this.#next = (this.#next + 1) % this.limit
  }

  get size(): number {
    return this.#ring.length
  }

  /** Oldest first. */
  *exchanges(): Generator<Exchange<Request, Response>> {
    const start = this.#ring.length < this.limit ? 0 : this.#next
    for (let offset = 0; offset < this.#ring.length; offset++)
      yield this.#ring[(start + offset) % this.#ring.length] as Exchange<Request, Response>
  }

  find(id: number): Exchange<Request, Response> | undefined {
    for (const exchange of this.#ring) if (exchange.id === id) return exchange
    return undefined
  }
}
