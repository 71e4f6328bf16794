import {
  acceptOf,
  type Call,
  canonical,
  hash,
  negotiate,
  preferOf,
  type Reply,
  sentAs,
  type Tools,
  toPhrase,
  toStatusCode,
  writeBody,
} from '../../engine/index.ts'
import type { Api, Operation, ResponseSpec } from '../../openapi/index.ts'
import { accepted } from './accept.ts'
import { makeBody } from './body.ts'
import { choose } from './choose.ts'
import { type Echo, echoOf } from './echo.ts'
import { type Headers, makeHeaders } from './headers.ts'
import { Latest } from './latest.ts'
import { makeLinks } from './links.ts'
import { type Made, Making } from './made.ts'
import { appliedHeaders, wishOf } from './wish.ts'
import { Words } from './words.ts'

const day = 86_400_000
/** Answers that are kept, to be given again to an equal request. */
const mostKept = 500

/** Answers from what a document shows and describes. */
export class Answers {
  readonly #api: Api
  readonly #making: Making
  readonly #kept = new Latest<string, Reply>(mostKept)

  constructor(api: Api, tools: Tools) {
    this.#api = api
    this.#making = new Making(api, tools)
  }

  /** The same answer for the same request, on one day of a world's time and for one seed. Throws `No`. */
  answer(call: Call): Reply {
    const { operation, input, request, now, world } = call
    const body = input.body instanceof Uint8Array ? input.body.length : input.body
    const about = canonical([operation.id, input.params, input.query, input.cookies, body ?? null])
    const { accept } = request.headers
    const prefer = preferOf(request)
    const key = canonical([about, world.start.seed, Math.floor(now / day), accept ?? '', prefer ?? ''])
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const reply = this.#make(call, hash(about, world.start.seed))
    this.#kept.set(key, reply)
    return reply
  }

  #make(call: Call, seed: number): Reply {
    const { operation, input, request } = call
    const wish = wishOf(call)
    const { status, spec, wanted, met } = choose(call, wish)
    const today = Math.floor(call.now / day) * day
    const made = this.#making.of(call, today, seed, wish.isDynamic)
    if (spec.mediaTypes.length === 0) return { status, headers: { ...this.#headers(spec, undefined, made), ...appliedHeaders(met) } }
    const { example } = met
    // An example that is asked for by its name may be there in some media types only.
    const showing = spec.examples.filter(({ name }) => example !== undefined && name === example).map(({ mediaType }) => mediaType)
    const shown = showing.length === 0 ? undefined : negotiate([...new Set(showing)], acceptOf(request))
    const offer = shown ?? accepted(operation, spec, request)
    const { declared, mediaType } = offer
    const echo = status < 400 ? echoOf(operation, input) : wordsOf(status, spec, today)
    const value = makeBody(spec, offer, wanted, echo, made)
    const applied = appliedHeaders(shown === undefined ? { ...met, example: undefined } : met)
    const headers = { ...this.#headers(spec, value, made), ...applied }
    if (isBodiless(operation, status)) return { status, headers: { ...headers, 'content-type': mediaType } }
    return { status, headers, body: writeBody(value, mediaType, spec.schema(declared), this.#api.schemas), mediaType: sentAs(mediaType) }
  }

  #headers(spec: ResponseSpec, body: unknown, made: Made): Headers {
    const headers = makeHeaders(spec.headers, body, made)
    const links = headers.link === undefined ? makeLinks(spec, body, headers, made) : undefined
    return links === undefined ? headers : { ...headers, link: links }
  }
}

/** An error that is only asked for says what its status says. */
function wordsOf(status: number, spec: ResponseSpec, now: number): Echo {
  const problem = { code: toStatusCode(status), status, reason: toPhrase(status) }
  const words = new Words(problem, { traceId: '', now }, spec.examples.length > 0)
  return { isEmpty: true, at: (pointer, name) => words.at(pointer, name) }
}

/** RFC 9110 §9.3.2, §15.3.5, §15.3.6, §15.4.5. */
function isBodiless({ method }: Operation, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 205 || status === 304
}
