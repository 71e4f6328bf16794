import type { FastifyError, FastifyRequest } from 'fastify'
import { type Problem, problem } from '../engine/index.ts'

export function nothingMatches(request: FastifyRequest): Problem {
  return problem('route_not_found', `Nothing matches ${request.method} ${request.url}`)
}

/** Why Fastify could not take a body, as a problem; anything else is our bug. */
export function toUnreadable(error: FastifyError, limit: number): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const because = { rule: 'body-limit', facts: { limit } }
    return problem('payload_too_large', `The body is over the limit of ${limit} bytes`, { because })
  }
  if (error.code?.startsWith('FST_ERR_CTP_') !== true) return problem('defect', error.stack ?? error.message)
  return invalid('body', 'mediaType', error.message)
}

/** A part of the request that broke before the document could look at it. */
function invalid(place: 'path' | 'body', rule: string, message: string): Problem {
  const violation = { in: place, path: [], rule, params: {}, message, value: undefined, rulePointer: undefined }
  return problem('validation_failed', `The ${place} ${message}`, { violations: [violation], total: 1 })
}

/** The router's own no, before any route was found. */
export const malformedPath = invalid('path', 'encoding', 'must be percent-encoded UTF-8')
