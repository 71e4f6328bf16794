import type { IncomingMessage } from 'node:http'
import { decodeContent, isJson, toEssence, Undecodable } from '../openapi/index.ts'
import type { Coming } from './body.ts'
import { type Fault, isBreach } from './fault.ts'
import { type Judged, judgeAnswer, judgeRequest } from './judge.ts'
import type { Lane } from './options.ts'

const nothing: Judged = { operation: undefined, neighbours: [], params: [], input: undefined, faults: [], fields: [] }

/** One exchange held to the document, request first, and kept by the recorder if nothing is wrong with it. */
export class Verdict {
  readonly #lane: Lane
  readonly #request: IncomingMessage
  /** A browser's question beforehand is HTTP's own, and no call of the API. */
  readonly isPreflight: boolean
  #judged = nothing
  #asked: readonly Fault[] = []
  #answered: readonly Fault[] = []
  #fields: readonly Fault[] = []
  #body: Uint8Array | undefined
  #text: string | undefined

  constructor(lane: Lane, request: IncomingMessage) {
    this.#lane = lane
    this.#request = request
    this.isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  }

  get judged(): Judged {
    return this.#judged
  }

  /** Of the request. */
  get asked(): readonly Fault[] {
    return this.#asked
  }

  /** Of the answer. */
  get answered(): readonly Fault[] {
    return this.#answered
  }

  /** What the request said, unpacked; undefined when there was nothing, or nothing that could be read. */
  get body(): Uint8Array | undefined {
    return this.#body
  }

  /** What the answer said, unpacked; undefined when there was nothing, or nothing that could be read. */
  get text(): string | undefined {
    return this.#text
  }

  /** Fields that the document does not speak of, where that is no breach. */
  get fields(): readonly Fault[] {
    return this.#fields
  }

  get faults(): readonly Fault[] {
    return [...this.#asked, ...this.#answered]
  }

  async takeRequest(body: Buffer | undefined): Promise<void> {
    if (this.isPreflight) return
    const { method = 'GET', url = '/', headers } = this.#request
    const { engine, bodyLimit } = this.#lane
    const decoded = body === undefined ? new Uint8Array() : await decodeContent(body, headers['content-encoding'], bodyLimit)
    const isReadable = !(decoded instanceof Undecodable)
    this.#body = isReadable && decoded.length > 0 ? decoded : undefined
    this.#judged = judgeRequest(engine.api, method, url, headers, isReadable ? decoded : undefined)
    const { faults, fields } = this.#judged
    this.#asked = isReadable ? this.#withFields(faults, fields) : withUndecodable(this.#judged, decoded)
  }

  /** Whether a body says anything that can be read. */
  isRead({ headers, statusCode = 0 }: IncomingMessage): boolean {
    const mediaType = headers['content-type'] ?? ''
    const essence = toEssence(mediaType)
    if (essence === '' || isJson(essence) || (essence.startsWith('text/') && essence !== 'text/event-stream')) return true
    const { operation } = this.#judged
    return operation?.unusable === undefined && operation?.response(statusCode)?.reads(mediaType) === true
  }

  /** Looks at an answer as far as it has come, the last time when it is whole; what of it was not told before. */
  async takeAnswer(answer: IncomingMessage, coming: Coming, isWhole: boolean): Promise<readonly Fault[]> {
    const found = this.isPreflight ? [] : isWhole ? await this.#judgeWhole(answer, coming) : this.#judgeAnswer(answer, undefined).faults
    const late = found.filter((fault) => !this.#answered.some((one) => isSame(one, fault)))
    this.#answered = [...this.#answered, ...late]
    return late
  }

  unchecked(at: string, message: string): void {
    this.#answered = [...this.#answered, this.#toUnchecked(at, message)]
  }

  async #judgeWhole(answer: IncomingMessage, coming: Coming): Promise<readonly Fault[]> {
    const { bodyLimit, recorder } = this.#lane
    const { operation, input } = this.#judged
    const { headers, statusCode: status = 0 } = answer
    const isRead = coming.isEmpty || this.isRead(answer)
    const bytes = isRead ? coming.bytes : undefined
    const decoded = bytes === undefined || bytes.length === 0 ? bytes : await decodeContent(bytes, headers['content-encoding'], bodyLimit)
    const body = decoded instanceof Undecodable ? undefined : decoded
    if (body !== undefined && body.length > 0) this.#text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
    if (operation === undefined) {
      recorder?.skip('the document has no such operation')
      return []
    }
    const judged = this.#judgeAnswer(answer, body)
    const { value, text } = judged
    const faults = this.#withFields(judged.faults, judged.fields)
    if (recorder !== undefined) {
      if (input === undefined || [...this.#asked, ...faults].some(isBreach)) recorder.skip('the request or the answer breaks the document')
      else if (!isRead) recorder.skip('the answer is nothing that is read here')
      else if (body === undefined) recorder.skip('the answer was not read')
      else recorder.take({ operation, input, status, headers, hasBody: !coming.isEmpty, value, text })
    }
    if (decoded instanceof Undecodable) {
      const { reason, because } = decoded
      if (because !== 'broken') return [...faults, this.#toUnchecked('body', `was handed on unread: ${reason}`)]
      return [...faults, { code: 'answer.body', at: 'body', message: reason, pointer: operation.pointer }]
    }
    if (!isRead || bytes !== undefined) return faults
    return [...faults, this.#toUnchecked('body', `was handed on unread: it is over the limit of ${bodyLimit} bytes (--body-limit)`)]
  }

  /** Its head alone where no body is given. */
  #judgeAnswer({ headers, statusCode: status = 0 }: IncomingMessage, body: Uint8Array | undefined): ReturnType<typeof judgeAnswer> {
    const { operation } = this.#judged
    if (operation === undefined) return { faults: [], fields: [], value: undefined }
    const isHead = this.#request.method === 'HEAD'
    return judgeAnswer(operation, this.#request.headers, { status, headers, body, isUnread: body === undefined, isHead })
  }

  /** Fields that are declared nowhere are against the document if that was asked for, and kept apart else. */
  #withFields(faults: readonly Fault[], fields: readonly Fault[]): readonly Fault[] {
    if (this.#lane.undeclared === 'fail') return [...faults, ...fields]
    this.#fields = [...this.#fields, ...fields]
    return faults
  }

  #toUnchecked(at: string, message: string): Fault {
    return { code: 'exchange.unchecked', at, message, pointer: this.#judged.operation?.pointer ?? '/paths' }
  }
}

function isSame(one: Fault, other: Fault): boolean {
  return one.code === other.code && one.at === other.at && one.message === other.message
}

function withUndecodable({ operation, faults }: Judged, { reason, because }: Undecodable): readonly Fault[] {
  // What could not be read says nothing about what it lacks.
  const others = faults.filter(({ at }) => at !== 'body' && !at.startsWith('body/'))
  const code = because === 'broken' ? 'request.invalid' : 'exchange.unchecked'
  return operation === undefined ? others : [...others, { code, at: 'body', message: reason, pointer: operation.pointer }]
}
