import { acceptOf, type Call, negotiate, type Offer, type Reply, sentAs, writeBody } from '../../engine/index.ts'
import { type Api, isJson, type ResponseSpec, toEssence } from '../../openapi/index.ts'

/** What a handler gave, if it is an answer at all; what it says is checked like any other. */
export function toReply(given: unknown, call: Call, api: Api): Reply {
  if (given instanceof Promise) {
    given.catch(() => undefined)
    throw new Error('it gave a promise. A handler answers at once: take the async away')
  }
  const { status } = (given ?? {}) as Partial<Reply>
  if (typeof status === 'number') return written(given as Reply, call, api)
  throw new Error(`it gave ${given === undefined ? 'nothing' : JSON.stringify(given)}; expected an answer like { status: 200, body }`)
}

/** In the media type that is named, else in the one its caller takes best of those that the body fits. */
export function written(reply: Reply, call: Call, api: Api): Reply {
  const spec = call.operation.response(reply.status)
  if (spec === undefined || reply.body === undefined || reply.stream !== undefined) return reply
  const [only, ...others] = spec.mediaTypes
  if (reply.mediaType === undefined && others.length === 0 && only === 'application/json') return reply
  const offer = reply.mediaType === undefined ? offerOf(reply.body, spec, call) : { declared: reply.mediaType, mediaType: reply.mediaType }
  // none that it fits: said as of any other answer
  if (offer === undefined) return reply
  const { declared, mediaType } = offer
  const typed = { ...reply, mediaType }
  const isWritten = typeof reply.body === 'string' || reply.body instanceof Uint8Array || isJson(toEssence(mediaType))
  if (isWritten || spec.check(reply.body, mediaType).length > 0) return typed
  return { ...typed, body: writeBody(reply.body, mediaType, spec.schema(declared), api.schemas), mediaType: sentAs(mediaType) }
}

function offerOf(body: unknown, spec: ResponseSpec, { request }: Call): Offer | undefined {
  const fitting = spec.mediaTypes.filter((name) => spec.check(body, name).length === 0)
  const offer = negotiate(fitting, acceptOf(request)) ?? negotiate(fitting, undefined)
  if (offer === undefined || !offer.declared.startsWith('*/*') || !isJson(toEssence(offer.mediaType))) return offer
  if (typeof body === 'string') return { ...offer, mediaType: 'text/plain' }
  return body instanceof Uint8Array ? { ...offer, mediaType: 'application/octet-stream' } : offer
}
