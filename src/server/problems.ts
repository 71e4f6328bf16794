import type { FastifyError, FastifyRequest } from 'fastify'
import { type Problem, problem } from '../engine/index.ts'
import { contentCodings, Undecodable } from '../openapi/index.ts'

export function nothingMatches(request: FastifyRequest): Problem {
  return problem('route_not_found', `Nothing matches ${request.method} ${request.url}`)
}

/** Why a body could not be taken, as a problem; anything else is our bug. */
export function toUnreadable(error: FastifyError | Undecodable, contentType: string | undefined, limit: number): Problem {
  if (error instanceof Undecodable) return toUndecodable(error, limit)
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge(`The body is over the limit of ${limit} bytes`, limit)
  if (error.code?.startsWith('FST_ERR_CTP_') !== true) return problem('defect', error.stack ?? error.message)
  // RFC 9110 §8.3: one value, which is a media type
  const sent = `not as ${JSON.stringify(contentType ?? '')}`
  return invalid('body', 'mediaType', `must be sent with a media type in its Content-Type, such as application/json, ${sent}`)
}

function toUndecodable({ because, reason }: Undecodable, limit: number): Problem {
  if (because === 'too-long') return tooLarge(`The body is over the limit of ${limit} bytes once its content coding is undone`, limit)
  if (because === 'broken') return invalid('body', 'malformed', reason)
  // RFC 9110 §15.5.16: with this header, 415 is about the coding and not the media type
  return { ...invalid('body', 'mediaType', reason), headers: { 'accept-encoding': contentCodings.join(', ') } }
}

function tooLarge(reason: string, limit: number): Problem {
  return problem('payload_too_large', reason, { because: { rule: 'body-limit', facts: { limit } } })
}

/** A part of the request that broke before the document could look at it. */
function invalid(place: 'path' | 'body', rule: string, message: string): Problem {
  const violation = { in: place, path: [], rule, params: {}, message, value: undefined, rulePointer: undefined }
  return problem('validation_failed', `The ${place} ${message}`, { violations: [violation], total: 1 })
}

/** The router's own no, before any route was found. */
export const malformedPath = invalid('path', 'encoding', 'must be percent-encoded UTF-8')
