import { percentDecoded } from '../kernel/index.ts'
import type { ReadResult, RequestParts } from './api.ts'
import { type Channel, openChannel, type RequestPlan } from './channel.ts'
import { gatherCookies, isSpread, parseCookies } from './cookies.ts'
import { type FilePlace, putFiles, withFiles } from './file-part.ts'
import { type Faults, noFaults } from './judge.ts'
import { chooseMedium, type Medium } from './medium.ts'
import { Order } from './order.ts'
import type { Parameter, ParameterPlace } from './parameters.ts'
import { createPathText, type PathText } from './path-text.ts'
import { QueryReader } from './query.ts'
import { Reading, refuseBody } from './reading.ts'
import { isPrimitive } from './shape.ts'
import { keepText, unescapePercent } from './styles.ts'
import { createTextReader, type TextReader, toFault } from './text-parameter.ts'
import type { Violation } from './violation.ts'
import { type Address, toViolations } from './violations.ts'

/** The validated object is the handler's input itself: nothing is copied from one to the other. */
interface Data {
  params: Record<string, unknown>
  query: Record<string, unknown>
  headers: Record<string, unknown>
  cookies: Record<string, unknown>
  body: unknown
}

interface NamedReader {
  readonly name: string
  /** Undefined for a name of the template that nobody declared: its text is the value. */
  readonly parameter: Parameter | undefined
  readonly key: string
  readonly read: TextReader | undefined
}

const places: Readonly<Record<string, Violation['in']>> = {
  params: 'path',
  query: 'query',
  headers: 'header',
  cookies: 'cookie',
  body: 'body',
}
/** Shared by all operations that declare nothing there. */
const nothing: Record<string, unknown> = Object.freeze({})

export class RequestReader {
  readonly #plan: RequestPlan
  readonly #path: readonly NamedReader[]
  /** By position, for those that are taken apart; undefined when none is. */
  readonly #pathTexts: readonly (PathText | undefined)[] | undefined
  readonly #query: QueryReader | undefined
  readonly #headers: readonly NamedReader[]
  readonly #cookies: readonly NamedReader[]
  readonly #channels = new Map<string, Channel>()
  readonly #bare: Channel

  constructor(plan: RequestPlan) {
    this.#plan = plan
    const of = (place: ParameterPlace): Parameter[] => plan.parameters.filter((parameter) => parameter.in === place)
    this.#path = plan.names.map((name) => {
      const parameter = of('path').find((one) => one.name === name)
      const isTaken = parameter !== undefined && takesApart(parameter)
      return { name, parameter, key: name, read: parameter && createTextReader(parameter, isTaken ? unescapePercent : keepText) }
    })
    const texts = this.#path.map(({ parameter }, index) =>
      parameter !== undefined && takesApart(parameter) ? createPathText(plan.template, index) : undefined,
    )
    this.#pathTexts = texts.some((text) => text !== undefined) ? texts : undefined
    this.#query = of('query').length === 0 ? undefined : new QueryReader(of('query'), 'query')
    this.#headers = of('header').map((parameter) => ({
      name: parameter.name,
      parameter,
      key: parameter.name.toLowerCase(),
      read: createTextReader(parameter),
    }))
    this.#cookies = of('cookie').map((parameter) => ({
      name: parameter.name,
      parameter,
      key: parameter.name,
      // many cookies were never encoded: a lone `%` is theirs to keep
      read: createTextReader(parameter, percentDecoded),
    }))
    // compiled at once, so that a document's faults come out when the operation is compiled and not with the first odd request
    for (const medium of plan.media) this.#channel(medium)
    const [first] = plan.media
    this.#bare = first === undefined ? openChannel(plan, undefined) : this.#channel(first)
  }

  read(request: RequestParts): ReadResult {
    let faults: Violation[] | undefined
    const data: Data = { params: nothing, query: nothing, headers: nothing, cookies: nothing, body: undefined }
    if (this.#path.length > 0) {
      data.params = {}
      const texts = this.#pathTexts
      const params =
        texts === undefined ? request.params : request.params.map((text, index) => texts[index]?.(text, request.target) ?? text)
      faults = readTexts(this.#path, params, data.params, faults)
    }
    if (this.#query !== undefined) {
      data.query = {}
      faults = join(faults, this.#query.read(request.query, data.query))
    }
    if (this.#headers.length > 0) {
      data.headers = {}
      const texts = this.#headers.map(({ key }) => toText(request.headers[key]))
      faults = readTexts(this.#headers, texts, data.headers, faults)
    }
    if (this.#cookies.length > 0) {
      data.cookies = {}
      const cookies = parseCookies(request.headers.cookie)
      faults = readTexts(
        this.#cookies,
        this.#cookies.map(({ key, parameter }) =>
          parameter !== undefined && isSpread(parameter) ? gatherCookies(request.headers.cookie, parameter) : cookies.get(key),
        ),
        data.cookies,
        faults,
      )
    }
    const contentType = toText(request.headers['content-type'])
    const chosen = this.#choose(request, contentType)
    let files: readonly FilePlace[] = []
    if (chosen === undefined) {
      if (this.#bare.emptyBody) data.body = {}
    } else {
      const value = chosen instanceof Reading ? chosen : chosen.read(request.body as Uint8Array, contentType)
      if (value instanceof Reading) {
        data.body = value.value
        files = value.files
        if (value.violations.length > 0) faults = join(faults, value.violations)
      } else data.body = value
    }
    // without a body that can be read, the rest of the request is checked all the same
    const channel = chosen === undefined || chosen instanceof Reading ? this.#bare : chosen
    const judged = channel.judge(data)
    if (judged === undefined && faults === undefined) {
      putFiles(files)
      return { ok: true, input: data }
    }
    const { violations, total } = this.#violations(channel, data, judged ?? noFaults, faults ?? [])
    putFiles(files)
    return { ok: false, violations: files.length === 0 ? violations : withFiles(violations, files), total }
  }

  #violations(
    channel: Channel,
    data: Data,
    judged: Faults,
    own: readonly Violation[],
  ): { violations: readonly Violation[]; total: number } {
    const { parameters, schemas } = this.#plan
    const order = new Order(channel.bodySchema === undefined ? [] : [channel.bodySchema], schemas)
    const rank = ({ in: place, path }: Address): number[] => {
      if (place === 'body') return [parameters.length, ...order.rank(path)]
      return [parameters.findIndex((parameter) => parameter.in === place && parameter.name === path[0])]
    }
    const locate = ([part, ...path]: readonly (string | number)[]): Address => {
      const place = places[String(part)] ?? (channel.bodySchema === undefined ? (parameters[0]?.in ?? 'body') : 'body')
      const parameter = parameters.find((one) => one.in === place && one.name === path[0])
      return { in: place, path, rulePointer: parameter && `${parameter.pointer}/required` }
    }
    return toViolations(data, judged, own, schemas, locate, rank)
  }

  /** How the body is to be read; undefined when there is none, which is fine. */
  #choose({ body }: RequestParts, contentType: string | undefined): Channel | Reading | undefined {
    const { media, bodyRequired, bodyPointer } = this.#plan
    if (media.length === 0) return undefined
    if (body === undefined || body.length === 0) {
      return bodyRequired ? refuseBody('missing', {}, 'is required', undefined, `${bodyPointer}/required`) : undefined
    }
    const medium = chooseMedium(media, contentType)
    if (medium !== undefined && medium === media[0]) return this.#bare
    if (medium !== undefined) return this.#channel(medium)
    const allowed = media.map(({ name }) => name)
    return refuseBody('mediaType', { allowed }, `must be sent as ${allowed.join(' or ')}`, contentType, `${bodyPointer}/content`)
  }

  #channel(medium: Medium): Channel {
    const key = `${medium.name} ${medium.codec}`
    const channel = this.#channels.get(key) ?? openChannel(this.#plan, medium)
    this.#channels.set(key, channel)
    return channel
  }
}

function readTexts(
  readers: readonly NamedReader[],
  texts: readonly (string | undefined)[],
  into: Record<string, unknown>,
  faults: Violation[] | undefined,
): Violation[] | undefined {
  let all = faults
  for (let index = 0; index < readers.length; index++) {
    const { name, parameter, read } = readers[index] as NamedReader
    const text = texts[index]
    if (text === undefined) continue
    if (read === undefined || parameter === undefined) {
      into[name] = text
      continue
    }
    try {
      into[name] = read(text)
    } catch (error) {
      all = join(all, [toFault(error, parameter.in, parameter, text)])
    }
  }
  return all
}

function join(faults: Violation[] | undefined, more: readonly Violation[] | undefined): Violation[] | undefined {
  if (more === undefined) return faults
  return faults === undefined ? [...more] : [...faults, ...more]
}

function toText(header: string | string[] | undefined): string | undefined {
  return typeof header === 'object' ? header.join(', ') : header
}

/** Whether a text has delimiters in it, which must be told from those inside its parts. */
function takesApart({ json, shape }: Parameter): boolean {
  return !json && !isPrimitive(shape)
}
