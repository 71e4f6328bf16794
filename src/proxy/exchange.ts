import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Problem, reject } from '../engine/index.ts'
import { stopwatch } from '../kernel/index.ts'
import { decodeContent, Undecodable } from '../openapi/index.ts'
import { type Collected, collect } from './body.ts'
import { type Fault, isBreach } from './fault.ts'
import { endToEnd, forward, Unreachable } from './forward.ts'
import { type Judged, judgeAnswer, judgeRequest } from './judge.ts'
import type { ProxyOptions } from './options.ts'
import { impassable, nonconforming, tooLong, toProblem, unreachable } from './refusal.ts'
import { type Passed, toHeader, toShown } from './told.ts'

type Outcome = Pick<Passed, 'status' | 'from' | 'reason'>

const nothing: Judged = { operation: undefined, neighbours: [], params: [], input: undefined, faults: [] }

/** One request on its way through. */
export class ProxiedExchange {
  readonly #options: ProxyOptions
  readonly #via: string
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #left = new AbortController()
  readonly #target: string
  readonly #method: string
  #body: Buffer | undefined
  #judged = nothing
  #faults: readonly Fault[] = []
  #isStreaming = false

  constructor(options: ProxyOptions, via: string, request: IncomingMessage, response: ServerResponse) {
    this.#options = options
    this.#via = via
    this.#request = request
    this.#response = response
    this.#target = request.url ?? '/'
    this.#method = request.method ?? 'GET'
    response.once('close', () => this.#left.abort())
  }

  /** Answers it; what is told of it. */
  async run(id: number): Promise<Omit<Passed, 'findings'> & { readonly faults: readonly Fault[] }> {
    const began = stopwatch()
    const outcome = await this.#pass().catch((error: unknown): Outcome => {
      if (this.#left.signal.aborted || !this.#request.complete) return { status: undefined, from: 'proxy', reason: 'the caller left' }
      this.#response.destroy()
      return { status: undefined, from: 'proxy', reason: String(error instanceof Error ? error.stack : error) }
    })
    const { operation, params } = this.#judged
    return {
      id,
      method: this.#method,
      target: toShown(this.#target, operation, params),
      operationId: operation?.id,
      ...outcome,
      durationMs: stopwatch() - began,
      faults: this.#faults,
    }
  }

  async #pass(): Promise<Outcome> {
    const { engine, bodyLimit, isEnforcing } = this.#options
    const wrong = impassable(this.#request, this.#options.upstream, this.#via)
    if (wrong !== undefined) return this.#refuse(wrong)
    const { chunks, hasMore } = await collect(this.#request, bodyLimit)
    if (hasMore) return this.#refuse(tooLong(bodyLimit))
    const { headers } = this.#request
    if (chunks.length > 0 || headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
      this.#body = Buffer.concat(chunks)
    // A browser's question beforehand is HTTP's own, and no call of the API.
    const isPreflight = this.#method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
    if (!isPreflight) {
      const decoded = await decodeContent(this.#body ?? new Uint8Array(), headers['content-encoding'], bodyLimit)
      const read = decoded instanceof Undecodable ? undefined : decoded
      this.#judged = judgeRequest(engine.api, this.#method, this.#target, headers, read)
      this.#faults = decoded instanceof Undecodable ? withUndecodable(this.#judged, decoded) : this.#judged.faults
      if (isEnforcing && this.#faults.some(isBreach))
        return this.#refuse(toProblem(this.#method, toShown(this.#target, undefined, []), this.#judged, this.#faults))
    }
    return this.#ask(isPreflight)
  }

  async #ask(isPreflight: boolean): Promise<Outcome> {
    const { upstream, timeout } = this.#options
    const outgoing = { method: this.#method, target: this.#target, rawHeaders: this.#request.rawHeaders, body: this.#body, via: this.#via }
    const waiting = { timeout, left: this.#left.signal, isPatient: () => this.#isStreaming }
    try {
      const answer = await forward(upstream, outgoing, waiting)
      this.#isStreaming = /^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '')
      const collected = this.#isStreaming
        ? { chunks: [], hasMore: true }
        : await collect(answer, this.#options.bodyLimit).catch(() => {
            throw new Unreachable(`${upstream.name} broke its answer off`)
          })
      return await this.#hand(answer, collected, isPreflight)
    } catch (error) {
      if (this.#left.signal.aborted || !(error instanceof Unreachable)) throw error
      return this.#doWithout(error)
    }
  }

  /** Judges an answer and hands it on as it came. */
  async #hand(answer: IncomingMessage, { chunks, hasMore }: Collected, isPreflight: boolean): Promise<Outcome> {
    const { isEnforcing, bodyLimit } = this.#options
    const status = answer.statusCode ?? 0
    if (!isPreflight) await this.#judge(answer, chunks, hasMore)
    const broken = this.#faults.filter((fault) => isBreach(fault) && fault.code.startsWith('answer.'))
    if (isEnforcing && broken.length > 0) {
      answer.destroy()
      return this.#refuse(nonconforming(this.#options.upstream, status, broken))
    }
    if (hasMore && !this.#isStreaming && !isPreflight)
      this.#unchecked('body', `was handed on unread: it is over the limit of ${bodyLimit} bytes (--body-limit)`)
    const response = this.#response
    response.sendDate = false
    response.writeHead(status, answer.statusMessage, [...endToEnd(answer.rawHeaders), ...this.#violationsHeader()])
    for (const chunk of chunks) response.write(chunk)
    if (!hasMore) {
      response.end()
      return { status, from: 'upstream', reason: undefined }
    }
    response.flushHeaders()
    answer.once('error', () => response.destroy()).once('close', () => answer.complete || response.destroy())
    if (answer.destroyed && !answer.complete) response.destroy()
    answer.pipe(response)
    if (!response.closed) await new Promise((resolve) => response.once('close', resolve))
    return { status, from: 'upstream', reason: undefined }
  }

  async #judge(answer: IncomingMessage, chunks: readonly Buffer[], isUnread: boolean): Promise<void> {
    const { bodyLimit, recorder } = this.#options
    const { operation, input } = this.#judged
    if (operation === undefined) {
      recorder?.skip('the document has no such operation')
      return
    }
    const { headers, statusCode: status = 0 } = answer
    const bytes = Buffer.concat(chunks)
    const decoded = bytes.length === 0 ? bytes : await decodeContent(bytes, headers['content-encoding'], bodyLimit)
    const isRead = !isUnread && !(decoded instanceof Undecodable)
    const body = isRead ? (decoded as Uint8Array) : undefined
    const judged = judgeAnswer(operation, this.#request.headers, { status, headers, body, isUnread: !isRead })
    this.#faults = [...this.#faults, ...judged.faults]
    if (!isUnread && decoded instanceof Undecodable) {
      if (decoded.because !== 'broken') this.#unchecked('body', `was handed on unread: ${decoded.reason}`)
      else this.#faults = [...this.#faults, { code: 'answer.body', at: 'body', message: decoded.reason, pointer: operation.pointer }]
    }
    if (recorder === undefined) return
    if (this.#faults.some(isBreach) || input === undefined) recorder.skip('the request or the answer breaks the document')
    else if (!isRead) recorder.skip('the answer was not read')
    else recorder.take({ operation, input, status, headers, hasBody: bytes.length > 0, value: judged.value })
  }

  #unchecked(at: string, message: string): void {
    const pointer = this.#judged.operation?.pointer ?? '/paths'
    this.#faults = [...this.#faults, { code: 'exchange.unchecked', at, message, pointer }]
  }

  /** An answer though the upstream gives none. */
  async #doWithout(error: Unreachable): Promise<Outcome> {
    const { fallback } = this.#options
    const reason = error.message
    if (fallback === undefined) return this.#refuse(unreachable(error))
    const hasBody = this.#body !== undefined && this.#body.length > 0 && !/^(?:GET|HEAD)$/.test(this.#method)
    const headers = endToEnd(this.#request.rawHeaders, 'host', 'content-length', 'expect')
    const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? ''] as [string, string]] : []))
    const init = { method: this.#method, headers: pairs, ...(hasBody ? { body: new Uint8Array(this.#body as Buffer) } : {}) }
    const answer = await fallback(this.#target, init)
    const raw = [...answer.headers].flat()
    const body = Buffer.from(await answer.arrayBuffer())
    const response = this.#response
    response.sendDate = false
    response.writeHead(answer.status, [...endToEnd(raw), 'Standin-Fallback', toHeaderText(reason), ...this.#violationsHeader()]).end(body)
    return { status: answer.status, from: 'mock', reason }
  }

  /** The answer of the proxy itself: as the document says where it says anything, else as RFC 9457 says. */
  #refuse(because: Problem): Outcome {
    const { engine, world } = this.#options
    const { operation, neighbours, params } = this.#judged
    const { headers } = this.#request
    const [, ...query] = this.#target.split('?')
    const request = {
      method: this.#method,
      target: this.#target,
      params,
      query: query.join('?'),
      headers,
      body: this.#body,
      unreadable: undefined,
    }
    const { status, headers: own, text } = reject({ ...engine, explains: false }, world, request, because, operation ?? neighbours[0])
    const { 'standin-world': _world, ...rest } = own
    const length = ['Content-Length', String(Buffer.byteLength(text ?? ''))]
    const all = [...Object.entries(rest).flat(), ...length, ...this.#violationsHeader()]
    this.#response.writeHead(status, all).end(this.#method === 'HEAD' ? undefined : text)
    return { status, from: 'proxy', reason: because.reason }
  }

  #violationsHeader(): string[] {
    const faults = this.#faults.filter(isBreach)
    return faults.length === 0 ? [] : ['Standin-Violations', toHeader(faults)]
  }
}

function withUndecodable({ operation, faults }: Judged, { reason, because }: Undecodable): readonly Fault[] {
  // What could not be read says nothing about what it lacks.
  const others = faults.filter(({ at }) => at !== 'body' && !at.startsWith('body/'))
  const code = because === 'broken' ? 'request.invalid' : 'exchange.unchecked'
  return operation === undefined ? others : [...others, { code, at: 'body', message: reason, pointer: operation.pointer }]
}

function toHeaderText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}
