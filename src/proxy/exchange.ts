import type { IncomingMessage, InformationEvent, ServerResponse } from 'node:http'
import { type Problem, reject } from '../engine/index.ts'
import { stopwatch } from '../kernel/index.ts'
import { Coming, collect } from './body.ts'
import { exposing, permission, readable } from './cors.ts'
import { type Fault, isBreach } from './fault.ts'
import { type Answering, endToEnd, forward, pairs, Unreachable } from './forward.ts'
import { interim } from './interim.ts'
import type { Lane } from './options.ts'
import { impassable, nonconforming, tooLong, toProblem, unreachable } from './refusal.ts'
import { type Passed, toShown } from './told.ts'
import { announce, canTrail, trail } from './trailers.ts'
import type { Switchable } from './tunnels.ts'
import { Verdict, violationsHeader } from './verdict.ts'

type Outcome = Pick<Passed, 'status' | 'from' | 'reason'>

/** How long a body is held back that is not whole yet, in milliseconds: what is found in it can stand in the head of the answer then. */
const patience = 100

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
    response.once('close', () => response.writableFinished || this.#left.abort())
  }

  /** Answers it; what is told of it. */
  async run(id: number): Promise<Omit<Passed, 'findings'> & { readonly faults: readonly Fault[] }> {
    const began = stopwatch()
    const outcome = await this.#pass().catch((error: unknown): Outcome => {
      if (this.#left.signal.aborted || !this.#request.complete) return { status: undefined, from: 'proxy', reason: 'the caller left' }
      this.#response.destroy()
      return { status: undefined, from: 'proxy', reason: String(error instanceof Error ? error.stack : error) }
    })
    const { operation, params } = this.#verdict.judged
    return {
      id,
      method: this.#method,
      target: toShown(this.#target, operation, params),
      operationId: operation?.id,
      ...outcome,
      durationMs: stopwatch() - began,
      faults: this.#verdict.faults,
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
    const { isEnforcing, bodyLimit, upstream } = this.#lane
    const verdict = this.#verdict
    const response = this.#response
    const status = answer.statusCode ?? 0
    const passed: Outcome = { status, from: 'upstream', reason: undefined }
    if (switched !== undefined) {
      verdict.unchecked('', `what is said over the connection, which was switched to ${answer.headers.upgrade}, is handed on unread`)
      this.#switchable?.join(answer, switched.socket, switched.head, violationsHeader(verdict.faults))
      return passed
    }
    const isRead = verdict.isRead(answer)
    const coming = new Coming(answer, isRead ? bodyLimit : 0)
    const isWhole =
      isRead &&
      (await coming.hold(isEnforcing ? undefined : patience).catch(() => {
        throw whyBroken()
      }))
    const broken = (await verdict.takeAnswer(answer, coming, isWhole)).filter(isBreach)
    if (isEnforcing && broken.length > 0) {
      answer.destroy()
      return this.#refuse(nonconforming(upstream, status, broken), answer)
    }
    const mayTrail = canTrail(this.#request, answer)
    const isLate = mayTrail && isRead && !isWhole
    const own = [...violationsHeader(verdict.faults), ...(mayTrail ? announce(answer, isLate ? ['Standin-Violations'] : []) : [])]
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
    if (mayTrail) trail(response, answer, violationsHeader(late))
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
    const headers = [...pairs(endToEnd(this.#request.rawHeaders, 'host', 'content-length', 'expect'))]
    const init = { method: this.#method, headers: headers as [string, string][] }
    const answer = await fallback(this.#target, hasBody ? { ...init, body: new Uint8Array(this.#body as Buffer) } : init)
    const body = Buffer.from(await answer.arrayBuffer())
    const own = ['Standin-Fallback', toHeaderText(reason), ...violationsHeader(this.#verdict.faults), ...exposing(this.#request.headers)]
    this.#response.sendDate = false
    this.#response.writeHead(answer.status, [...endToEnd([...answer.headers].flat()), ...own]).end(body)
    return { status: answer.status, from: 'mock', reason }
  }

  /** The answer of the proxy itself: as the document says where it says anything, else as RFC 9457 says. */
  #refuse(because: Problem, answer?: IncomingMessage): Outcome {
    const { engine, world } = this.#lane
    const { operation, neighbours, params } = this.#verdict.judged
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
    const all = [
      ...Object.entries(rest).flat(),
      ...length,
      ...readable(headers, answer?.headers),
      ...violationsHeader(this.#verdict.faults),
    ]
    this.#response.writeHead(status, all).end(this.#method === 'HEAD' ? undefined : text)
    return { status, from: 'proxy', reason: because.reason }
  }

  /** To a browser that asks beforehand, while there is nobody else to say yes. */
  #permit(reason: string): Outcome {
    this.#response.writeHead(204, permission(this.#request.headers)).end()
    return { status: 204, from: 'proxy', reason }
  }
}

function toHeaderText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}
