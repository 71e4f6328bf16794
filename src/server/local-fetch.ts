import { Readable } from 'node:stream'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'

type Inject = (options: InjectOptions) => Promise<LightMyRequestResponse>

/**
 * `fetch` without a socket. What fails over a socket fails here in the same way: a connection closed before the answer rejects with the `TypeError` "fetch failed",
 * one broken in the middle of a body rejects the reading of it with the `TypeError` "terminated", and an aborted signal rejects with its reason.
 * A call that is never answered waits until its signal is aborted or the mock is closed.
 */
export class LocalFetch {
  readonly #inject: Inject
  readonly #underWay = new Set<Call>()

  constructor(inject: Inject) {
    this.#inject = inject
  }

  async fetch(request: Request): Promise<Response> {
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer())
    request.signal.throwIfAborted()
    const call = new Call(request, body, () => this.#underWay.delete(call))
    this.#underWay.add(call)
    try {
      const answer = await this.#inject(call.options)
      const init = { status: answer.statusCode, headers: toHeaders(answer.headers) }
      const isBodiless = request.method === 'HEAD' || [204, 205, 304].includes(answer.statusCode)
      // Nearly always all of it is there by now; what follows piece by piece is passed on as it comes.
      if (!isBodiless && !answer.raw.res.writableEnded) return new Response(call.toBody(answer.stream()), init)
      call.end()
      return new Response(isBodiless ? null : new Uint8Array(answer.stream().read() ?? []), init)
    } catch (thrown) {
      call.end()
      throw call.toError('fetch failed', thrown)
    }
  }

  /** Ends everything under way. */
  close(): void {
    for (const call of this.#underWay) call.leave(new Error('The mock was closed'))
  }
}

/** One request, from when it is sent until its answer was read or given up. */
class Call {
  readonly options: InjectOptions
  readonly #signal: AbortSignal
  readonly #payload: Readable
  readonly #end: () => void
  readonly #abort = () => this.leave(new Error('The call was aborted', { cause: this.#signal.reason }))

  constructor(request: Request, body: Buffer | undefined, end: () => void) {
    const { pathname, search } = new URL(request.url)
    const headers: Record<string, string> = { host: '127.0.0.1', ...Object.fromEntries(request.headers) }
    if (body !== undefined) headers['content-length'] = String(body.length)
    this.#payload = toPayload(body)
    this.options = { method: request.method as 'GET', url: pathname + search, headers, payload: this.#payload, payloadAsStream: true }
    this.#signal = request.signal
    this.#signal.addEventListener('abort', this.#abort)
    this.#end = end
  }

  /** Gives up, and tells the other side: a payload that breaks is the one way to do so after it was read. */
  leave(reason: Error): void {
    this.#payload.destroy(reason)
  }

  end(): void {
    this.#signal.removeEventListener('abort', this.#abort)
    this.#end()
  }

  toError(message: string, thrown: unknown): unknown {
    return this.#signal.aborted ? this.#signal.reason : new TypeError(message, { cause: thrown })
  }

  toBody(stream: Readable): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const fail = (thrown: unknown) => {
          this.end()
          controller.error(this.toError('terminated', thrown))
        }
        // It may have failed before anybody could listen.
        if (stream.errored !== null) return fail(stream.errored)
        stream.on('error', fail)
        stream.on('end', () => {
          this.end()
          controller.close()
        })
        stream.on('data', (piece: Buffer) => {
          controller.enqueue(new Uint8Array(piece))
          if ((controller.desiredSize ?? 0) <= 0) stream.pause()
        })
      },
      pull: () => void stream.resume(),
      cancel: (reason) => {
        stream.removeAllListeners().on('error', () => undefined)
        this.end()
        this.leave(new Error('The answer was not read to its end', { cause: reason }))
      },
    })
  }
}

/** Stays open when it has been read, so that it can still break. */
function toPayload(body: Buffer | undefined): Readable {
  return new Readable({
    autoDestroy: false,
    read() {
      if (body !== undefined && body.length > 0) this.push(body)
      this.push(null)
    },
  })
}

function toHeaders(answered: LightMyRequestResponse['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answered)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, String(one))
  }
  return headers
}
