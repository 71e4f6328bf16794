import type { IncomingMessage } from 'node:http'
import { type Problem, problem } from '../engine/index.ts'
import type { Violation } from '../openapi/index.ts'
import { type Fault, isBreach } from './fault.ts'
import type { Unreachable } from './forward.ts'
import type { Judged } from './judge.ts'
import type { Upstream } from './upstream.ts'

/** What is not for this upstream at all: the address of another server, or a request that has come through this proxy before. */
export function impassable({ url = '/', headers }: IncomingMessage, { name }: Upstream, via: string): Problem | undefined {
  if (!url.startsWith('/'))
    return ours('not_proxied', 400, `This proxy speaks for ${name} alone: send it a path, like /users, instead of an address`)
  if (![headers.via ?? []].flat().join(',').includes(via)) return undefined
  return ours('loop_detected', 508, `This request has come through this proxy before: ${name} leads back to it`)
}

export function tooLong(limit: number): Problem {
  const reason = `The body is over the limit of ${limit} bytes that this proxy takes; raise it with --body-limit`
  return problem('payload_too_large', reason, { isOurs: true, headers: { connection: 'close' } })
}

export function unreachable({ isTimeout, message }: Unreachable): Problem {
  return isTimeout ? ours('upstream_silent', 504, message) : ours('upstream_unreachable', 502, message)
}

/** An answer that is not handed on. */
export function nonconforming({ name }: Upstream, status: number, faults: readonly Fault[]): Problem {
  const list = faults.map(({ at, message }) => `${at} ${message}`).join('; ')
  const reason = `${name} answered ${status}, and not as the document says: ${list}`
  return { ...ours('answer_nonconforming', 502, reason), violations: faults.map(toViolation) }
}

/** A request that is not handed on, by its target as it may be shown; the first kind of fault decides, in the order in which the mock would find them. */
export function toProblem(method: string, target: string, { neighbours }: Judged, faults: readonly Fault[]): Problem {
  const breaches = faults.filter(isBreach)
  if (breaches.some(({ code }) => code === 'request.undeclared')) {
    const allow = neighbours.map((one) => one.method).join(', ')
    if (allow === '') return problem('route_not_found', `Nothing matches ${method} ${target}`)
    return problem('method_not_allowed', `${neighbours[0]?.path.template} takes ${allow}, not ${method}`, { headers: { allow } })
  }
  const security = breaches.find(({ code }) => code === 'request.security')
  if (security !== undefined) return problem('authentication_required', security.message)
  const violations = breaches.map(toViolation)
  return problem('validation_failed', 'The request does not fit the document', { violations, total: violations.length })
}

/** A no that has nothing to do with the document. */
export function ours(code: string, status: number, reason: string): Problem {
  return { code, status, reason, isOurs: true, because: { rule: 'upstream', facts: {} } }
}

function toViolation({ violation, at, message, pointer }: Fault): Violation {
  const place = at === 'body' ? 'body' : 'response'
  return violation ?? { in: place, path: [at], rule: 'declared', params: {}, message, value: undefined, rulePointer: pointer }
}
