import type { Violation } from '../openapi/index.ts'

/** What the engine itself says no to, and the HTTP status it means by it. A backend may add codes of its own. */
export const engineProblems = {
  authentication_required: 401,
  insufficient_scope: 403,
  validation_failed: 422,
  rate_limited: 429,
  route_not_found: 404,
  method_not_allowed: 405,
  payload_too_large: 413,
  not_implemented: 501,
  defect: 500,
} as const satisfies Record<string, number>

export type EngineProblemCode = keyof typeof engineProblems

/** By name in lower case. A list is as many lines: what `Set-Cookie` needs, which can't be joined by commas (RFC 9110 §5.3). */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>

/** An expected no, ready to be put into the API's own words. */
export interface Problem {
  readonly code: string
  readonly status: number
  /** What failed, what was expected, what to do. */
  readonly reason: string
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly violations?: readonly Violation[] | undefined
  /** All violations there were, when `violations` holds only the first. */
  readonly total?: number | undefined
  readonly headers?: ReplyHeaders | undefined
  /** Standin's own no rather than the API's: always problem details. */
  readonly isOurs?: boolean | undefined
  /** Asked for by whoever wants to go beyond what the document declares. */
  readonly isForced?: boolean | undefined
  /** What an explanation tells beyond the API's own words. */
  readonly because?: Because | undefined
}

/** What stands behind an expected no. Nothing of it goes into the API's own error body. */
export interface Because {
  /** The rule's own name, e.g. `member-exists`. */
  readonly rule: string
  readonly facts: Readonly<Record<string, unknown>>
  /** The part of the request it is about, e.g. `['body', 'role_ids', 0]` or `['path', 'user_id']`. */
  readonly place?: readonly (string | number)[] | undefined
}

export function problem(code: EngineProblemCode, reason: string, more: Partial<Problem> = {}): Problem {
  return { code, status: engineProblems[code], reason, ...more }
}

/** RFC 9457 problem details, for APIs that have no error shape of their own. */
export function toProblemDetails(refused: Problem): Record<string, unknown> {
  const { code, status, reason, details, violations } = refused
  return {
    type: 'about:blank',
    title: code.replaceAll('_', ' '),
    status,
    detail: reason,
    code,
    ...details,
    ...(violations === undefined
      ? {}
      : { violations: violations.map(({ in: place, path, rule, message }) => ({ in: place, path: path.join('.'), rule, message })) }),
  }
}
