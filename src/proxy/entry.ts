import type { IncomingMessage } from 'node:http'
import {
  type Breach,
  decline,
  type Passage,
  type Problem,
  type Request,
  type Response,
  recordPassed,
  reject,
  withPassage,
} from '../engine/index.ts'
import { Clock } from '../kernel/index.ts'
import { isBreach } from './fault.ts'
import type { Lane } from './options.ts'
import { ours, toProblem } from './refusal.ts'
import { toHeader, toShown } from './told.ts'
import type { Verdict } from './verdict.ts'

const clock = new Clock({ mode: 'real' })

/** One exchange in the journal, where it can be explained; and what its answer says of that. */
export class Entry {
  readonly #lane: Lane
  readonly #request: IncomingMessage
  readonly #verdict: Verdict
  readonly #at = clock.now()
  #id: number | undefined

  constructor(lane: Lane, request: IncomingMessage, verdict: Verdict) {
    this.#lane = lane
    this.#request = request
    this.#verdict = verdict
  }

  get id(): number {
    this.#id ??= ++this.#lane.world.exchanges
    return this.#id
  }

  /** The headers that list what breaks the document and say where it is explained; none if nothing does. */
  headers(faults = this.#verdict.faults): string[] {
    const breaches = faults.filter(isBreach)
    if (breaches.length === 0) return []
    return ['Standin-Violations', toHeader(breaches), 'Link', this.link]
  }

  get link(): string {
    return `</__standin/requests/${this.id}>; rel="describedby"`
  }

  /** Writes down what was handed on, or that nothing was: status 0. */
  record(answer: Pick<Response, 'status'> & { readonly headers: IncomingMessage['headers'] }, durationMs: number, reason?: string): void {
    const { engine, world } = this.#lane
    const { judged, text } = this.#verdict
    const { operation, neighbours } = judged
    const { status } = answer
    const headers = answer.headers as Response['headers']
    const problem = reason === undefined ? this.#toPassed(status) : ours('caller_left', 0, reason)
    recordPassed(engine, world, {
      id: this.id,
      at: this.#at,
      durationMs,
      operation: operation ?? neighbours[0],
      isRejected: operation === undefined,
      request: this.#asked(),
      response: { status, headers, body: text, text },
      problem,
    })
  }

  /** The proxy's own answer, which the journal has as any of a mock's: as the document says where it says anything, else as RFC 9457 says. */
  refuse(because: Problem): Response {
    const { engine, world } = this.#lane
    const { operation, neighbours } = this.#verdict.judged
    const asked = this.#asked()
    // The mock takes the next number; nothing can come between.
    this.#id = world.exchanges + 1
    if (operation !== undefined) return decline(engine, world, operation, asked, because)
    return reject(engine, world, asked, because, neighbours[0])
  }

  /** What the mock answered in the upstream's place stands in the journal by the mock's own hand. */
  adopt(traceId: string | null): void {
    for (const exchange of this.#lane.world.journal.newestFirst()) {
      if (exchange.traceId !== traceId) continue
      this.#id = exchange.id
      return
    }
  }

  #asked(): Request {
    const { method = 'GET', url = '/', headers } = this.#request
    const mark = url.indexOf('?')
    const { judged, body } = this.#verdict
    const query = mark === -1 ? '' : url.slice(mark + 1)
    return { method, target: url, params: judged.params, query, headers, body, unreadable: undefined }
  }

  #toPassed(status: number): Problem {
    const { asked, answered, judged } = this.#verdict
    const { method = 'GET', url = '/' } = this.#request
    const request = asked.some(isBreach) ? toProblem(method, toShown(url, undefined, []), judged, asked) : undefined
    const [first] = [...asked, ...answered].filter(isBreach)
    const passage = { ...this.#toPassage(status), request }
    const count = passage.count + asked.filter(isBreach).length
    return withPassage({ code: first?.code ?? 'passed', status, reason: first?.message ?? '' }, { ...passage, count })
  }

  /** An answer that is not handed on. */
  withAnswer(problem: Problem, status: number): Problem {
    return withPassage(problem, this.#toPassage(status))
  }

  #toPassage(status: number): Passage {
    const answer = this.#verdict.answered.filter(isBreach).map(
      ({ code, at, message, pointer, violation, value }): Breach => ({
        code,
        at,
        message,
        pointer,
        violation,
        value: violation?.value ?? value,
      }),
    )
    return { request: undefined, answer, status, count: answer.length }
  }
}
