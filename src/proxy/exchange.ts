import type { IncomingMessage, InformationEvent, ServerResponse } from 'node:http'
import type { Problem } from '../engine/index.ts'
import { stopwatch } from '../kernel/index.ts'
import { isLines, toEssence } from '../openapi/index.ts'
import { Coming, collect } from './body.ts'
import { exposing, permission, readable } from './cors.ts'
import { Entry } from './entry.ts'
import { type Fault, isBreach } from './fault.ts'
import { type Answering, endToEnd, forward, pairs, Unreachable } from './forward.ts'
import { interim } from './interim.ts'
import type { Lane } from './options.ts'
import { impassable, nonconforming, tooLong, toProblem, unreachable } from './refusal.ts'
import { type Passed, toShown } from './told.ts'
import { announce, canTrail, trail } from './trailers.ts'
import type { Switchable } from './tunnels.ts'
import { Verdict } from './verdict.ts'

/** `answer` is the upstream's, if that was handed on. */
type Outcome = Pick<Passed, 'status' | 'from' | 'reason'> & { readonly answer?: IncomingMessage }

/** One request on its way through. */
export class ProxiedExchange {
  readonly #lane: Lane
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #switchable: Switchable | undefined
  readonly #left = new AbortController()
  readonly #target: string
  readonly #method: string
  readonly #verdict: Verdict
  readonly #entry: Entry
  #body: Buffer | undefined
  #mayBeSilent = false

  constructor(lane: Lane, request: IncomingMessage, response: ServerResponse, switchable: Switchable | undefined) {
    this.#lane = lane
    this.#request = request
    this.#response = response
    this.#switchable = switchable
    this.#target = request.url ?? '/'
    this.#method = request.method ?? 'GET'
    this.#verdict = new Verdict(lane, request)
    this.#entry = new Entry(lane, request, this.#verdict)
    response.once('close', () => response.writableFinished || this.#left.abort())
  }

  /** Answers it; what is told of it. */
  async run(): Promise<Omit<Passed, 'findings' | 'undeclared'> & { readonly faults: readonly Fault[]; readonly fields: readonly Fault[] }> {
    const began = stopwatch()
    const outcome = await this.#pass().catch((error: unknown): Outcome => {
      this.#response.destroy()
      const isLeft = this.#left.signal.aborted || !this.#request.complete
      const reason = isLeft ? 'the caller left' : String(error instanceof Error ? error.stack : error)
      this.#entry.record({ status: 0, headers: {} }, stopwatch() - began, reason)
      return { status: undefined, from: 'proxy', reason }
    })
    const { operation, params } = this.#verdict.judged
    if (outcome.answer !== undefined)
      this.#entry.record({ status: outcome.status ?? 0, headers: outcome.answer.headers }, stopwatch() - began)
    return {
      id: this.#entry.id,
      method: this.#method,
      target: toShown(this.#target, operation, params),
      operationId: operation?.id,
      status: outcome.status,
      from: outcome.from,
      reason: outcome.reason,
      durationMs: stopwatch() - began,
      faults: this.#verdict.faults,
      fields: this.#verdict.fields,
    }
  }

  async #pass(): Promise<Outcome> {
    const { bodyLimit, isEnforcing, upstream, via } = this.#lane
    const wrong = impassable(this.#request, upstream, via)
    if (wrong !== undefined) return this.#refuse(wrong)
    const { chunks, hasMore } = await collect(this.#request, bodyLimit)
    if (hasMore) return this.#refuse(tooLong(bodyLimit))
    const { headers } = this.#request
    if (chunks.length > 0 || headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
      this.#body = Buffer.concat(chunks)
    await this.#verdict.takeRequest(this.#body)
    const { judged, asked } = this.#verdict
    if (isEnforcing && asked.some(isBreach))
      return this.#refuse(toProblem(this.#method, toShown(this.#target, undefined, []), judged, asked))
    return this.#ask()
  }

  async #ask(): Promise<Outcome> {
    const { connections, timeout, via } = this.#lane
    const { rawHeaders, rawTrailers } = this.#request
    const protocol = this.#switchable?.protocol
    const outgoing = { method: this.#method, target: this.#target, rawHeaders, body: this.#body, rawTrailers, via, protocol }
    const onInterim = (one: InformationEvent) => {
      const lost = interim(this.#request, this.#response, one)
      if (lost !== undefined) this.#verdict.unchecked('', lost)
    }
    try {
      const waiting = { timeout, left: this.#left.signal, isPatient: () => this.#mayBeSilent, onInterim }
      return await this.#hand(await forward(connections, outgoing, waiting))
    } catch (error) {
      if (this.#left.signal.aborted || !(error instanceof Unreachable)) throw error
      return this.#doWithout(error)
    }
  }

  /** Judges an answer and hands it on as it came: whole if it soon is, else piece by piece. */
  async #hand({ answer, switched, whyBroken }: Answering): Promise<Outcome> {
    const { isEnforcing, bodyLimit, upstream, patience } = this.#lane
    const verdict = this.#verdict
    const response = this.#response
    const status = answer.statusCode ?? 0
    const passed: Outcome = { status, from: 'upstream', reason: undefined, answer }
    if (switched !== undefined) {
      verdict.unchecked('', `what is said over the connection, which was switched to ${answer.headers.upgrade}, is handed on unread`)
      this.#switchable?.join(answer, switched.socket, switched.head, this.#entry.headers())
      return passed
    }
    const isRead = verdict.isRead(answer)
    const isJudged = isRead && verdict.judged.operation !== undefined
    const coming = new Coming(answer, isRead ? bodyLimit : 0)
    const isWhole =
      isJudged &&
      // lines may come one by one and never end, whoever waits for all of them
      (await coming.hold(isEnforcing && !isLines(toEssence(answer.headers['content-type'] ?? '')) ? undefined : patience).catch(() => {
        throw whyBroken()
      }))
    const broken = (await verdict.takeAnswer(answer, coming, isWhole)).filter(isBreach)
    if (isEnforcing && broken.length > 0) {
      answer.destroy()
      return this.#refuse(this.#entry.withAnswer(nonconforming(upstream, status, broken), status), answer)
    }
    const mayTrail = canTrail(this.#request, answer)
    const isLate = mayTrail && isJudged && !isWhole
    const own = [...this.#entry.headers(), ...(mayTrail ? announce(answer, isLate ? ['Standin-Violations', 'Link'] : []) : [])]
    response.sendDate = false
    response.writeHead(status, answer.statusMessage, [
      ...endToEnd(answer.rawHeaders),
      ...own,
      ...(own.length === 0 ? [] : exposing(this.#request.headers)),
    ])
    if (!isWhole) {
      response.flushHeaders()
      this.#mayBeSilent = answer.headers['content-length'] === undefined
    }
    try {
      await coming.handOn(response)
    } catch {
      if (!this.#left.signal.aborted) verdict.unchecked('body', `came only in part: ${whyBroken().message}`)
      response.destroy()
      return passed
    }
    const late = isWhole ? [] : await verdict.takeAnswer(answer, coming, true)
    if (mayTrail) trail(response, answer, this.#entry.headers(late))
    else if (answer.rawTrailers.length > 0) verdict.unchecked('', 'the trailers were not handed on: nothing can follow this body')
    response.end()
    return passed
  }

  /** An answer though the upstream gives none. */
  async #doWithout(error: Unreachable): Promise<Outcome> {
    const { fallback } = this.#lane
    const reason = error.message
    if (fallback === undefined) return this.#verdict.isPreflight ? this.#permit(reason) : this.#refuse(unreachable(error))
    const hasBody = this.#body !== undefined && this.#body.length > 0 && !/^(?:GET|HEAD)$/.test(this.#method)
    const headers = [...pairs(endToEnd(this.#request.rawHeaders, 'host', 'content-length', 'expect', 'standin-world'))]
    const init = { method: this.#method, headers: headers as [string, string][] }
    const answer = await fallback(this.#target, hasBody ? { ...init, body: new Uint8Array(this.#body as Buffer) } : init)
    const body = Buffer.from(await answer.arrayBuffer())
    this.#entry.adopt(answer.headers.get('x-request-id'))
    const own = ['Standin-Fallback', toHeaderText(reason), ...this.#entry.headers(), ...exposing(this.#request.headers)]
    this.#response.sendDate = false
    this.#response.writeHead(answer.status, [...endToEnd([...answer.headers].flat()), ...own]).end(body)
    return { status: answer.status, from: 'mock', reason }
  }

  /** The answer of the proxy itself. */
  #refuse(because: Problem, answer?: IncomingMessage): Outcome {
    const { status, headers, text } = this.#entry.refuse(because)
    // Worlds mean nothing to who calls; of what it links to, the one is enough.
    const { 'standin-world': _world, link: _link, ...own } = headers
    const length = ['Content-Length', String(Buffer.byteLength(text ?? ''))]
    const found = this.#entry.headers()
    const link = found.length > 0 ? [] : ['Link', this.#entry.link]
    const all = [...Object.entries(own).flat(), ...length, ...readable(this.#request.headers, answer?.headers), ...found, ...link]
    this.#response.writeHead(status, all).end(this.#method === 'HEAD' ? undefined : text)
    return { status, from: 'proxy', reason: because.reason }
  }

  /** To a browser that asks beforehand, while there is nobody else to say yes. */
  #permit(reason: string): Outcome {
    this.#entry.record({ status: 204, headers: {} }, 0)
    this.#response.writeHead(204, permission(this.#request.headers)).end()
    return { status: 204, from: 'proxy', reason }
  }
}

function toHeaderText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}
