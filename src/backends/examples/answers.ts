import {
  type Call,
  canonical,
  hash,
  negotiate,
  type Problem,
  preferOf,
  type Reply,
  type Tools,
  toWords,
  writeBody,
} from '../../engine/index.ts'
import type { Api, Operation, ResponseSpec } from '../../openapi/index.ts'
import { makeBody } from './body.ts'
import { choose } from './choose.ts'
import { echoOf } from './echo.ts'
import { makeHeaders } from './headers.ts'
import { Latest } from './latest.ts'
import { makeLinks } from './links.ts'
import type { Made } from './made.ts'
import { No } from './no.ts'
import { appliedHeaders, wishOf } from './wish.ts'

const day = 86_400_000
/** Answers that are kept, to be given again to an equal request. */
const mostKept = 500

/** Answers from what a document shows and describes. */
export class Answers {
  readonly #api: Api
  readonly #tools: Tools
  readonly #cookie: string | undefined
  readonly #kept = new Latest<string, Reply>(mostKept)

  constructor(api: Api, tools: Tools) {
    this.#api = api
    this.#tools = tools
    this.#cookie = api.operations
      .flatMap(({ security }) => security.flat())
      .map(({ scheme }) => (scheme.type === 'apiKey' && scheme.in === 'cookie' ? scheme.name : undefined))
      .find((name) => name !== undefined)
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
    const made = this.#from(call, seed, wish.isDynamic)
    const applied = appliedHeaders(met)
    if (spec.mediaTypes.length === 0) return { status, headers: { ...this.#headers(spec, undefined, made), ...applied } }
    const accept = [request.headers.accept ?? []].flat().join(',')
    const offer = negotiate(spec.mediaTypes, accept)
    if (offer === undefined) throw new No(notAcceptable(operation, spec, accept))
    const { declared, mediaType } = offer
    const value = makeBody(spec, offer, wanted, echoOf(operation, input), made)
    const headers = { ...this.#headers(spec, value, made), ...applied }
    if (isBodiless(operation, status)) return { status, headers: { ...headers, 'content-type': mediaType } }
    return { status, headers, body: writeBody(value, mediaType, spec.schema(declared), this.#api.schemas), mediaType }
  }

  #headers(spec: ResponseSpec, body: unknown, made: Made): Record<string, string> {
    const headers = makeHeaders(spec, body, made)
    const links = headers.link === undefined ? makeLinks(spec, body, headers, made) : undefined
    return links === undefined ? headers : { ...headers, link: links }
  }

  #from(call: Call, seed: number, isDynamic: boolean): Made {
    const now = Math.floor(call.now / day) * day
    const subject = subjectOf(call.operation)
    const shared = {
      schemas: this.#api.schemas,
      tools: this.#tools,
      now,
      direction: 'response',
      usesExamples: !isDynamic,
      subject,
    } as const
    const sampling = (use: string) => ({ ...shared, seed: hash(use, seed) })
    return { api: this.#api, call, now, seed, isDynamic, cookie: this.#cookie, sampling }
  }
}

/** What an operation is about: the last word of its path that is no parameter. */
function subjectOf({ path }: Operation): string {
  const words = path.template.split('/').filter((part) => part !== '' && !part.includes('{') && !/^v\d/.test(part))
  return toWords(words.at(-1) ?? '')
}

/** RFC 9110 §9.3.2, §15.3.5, §15.3.6, §15.4.5. */
function isBodiless({ method }: Operation, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 205 || status === 304
}

function notAcceptable({ id }: Operation, { mediaTypes, status }: ResponseSpec, accept: string): Problem {
  const reason = `${id} answers ${status} as ${mediaTypes.join(' or ')}, and the header Accept takes only ${accept}. Add one of them, or */*.`
  return { code: 'not_acceptable', status: 406, reason }
}
