import type { ServerResponse } from 'node:http'
import type { Response } from '../engine/index.ts'
import { send } from './send.ts'

/** A request that came, and how it is answered. */
export interface Arrival {
  readonly play: () => Response | Promise<Response>
  readonly raw: ServerResponse
  /** Headers of the transport's own. */
  readonly headers: Readonly<Record<string, string>> | undefined
}

/**
 * Requests that came in one turn of the event loop: played one after the other, in the order they came, then sent one after the other.
 * The engine's code stays in the processor's caches meanwhile, and the other side is woken once and not for each answer: a good half more requests per second.
 */
export class Turn {
  readonly #settle: () => Response | undefined
  readonly #fail: (thrown: unknown) => void
  #arrived: Arrival[] = []

  /**
   * `settle` is called when requests were played and before any of their answers is sent: what must be written down by then is,
   * or an answer comes back that is sent instead of theirs.
   * `fail` is told what an answer threw while it was sent piece by piece.
   */
  constructor(settle: () => Response | undefined, fail: (thrown: unknown) => void) {
    this.#settle = settle
    this.#fail = fail
  }

  add(arrival: Arrival): void {
    if (this.#arrived.push(arrival) === 1) setImmediate(() => this.#end())
  }

  #end(): void {
    const arrived = this.#arrived
    this.#arrived = []
    const responses = arrived.map(({ play }) => play())
    const instead = this.#settle()
    for (const [index, { raw, headers }] of arrived.entries()) {
      const response = instead === undefined ? (responses[index] as Response | Promise<Response>) : copy(instead)
      if (response instanceof Promise) response.then((later) => this.#sendLater(raw, later, headers))
      else send(raw, response, headers, this.#fail)
    }
  }

  #sendLater(raw: ServerResponse, response: Response, headers: Arrival['headers']): void {
    const instead = this.#settle()
    send(raw, instead === undefined ? response : copy(instead), headers, this.#fail)
  }
}

/** Each answer's headers are its own. */
function copy(response: Response): Response {
  return { ...response, headers: { ...response.headers } }
}
