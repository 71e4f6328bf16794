import type { UndeclaredField, Violation } from '../openapi/index.ts'
import type { ProxyCode } from './codes.ts'

/** One place where an exchange breaks the document. Its message holds no value of the exchange. */
export interface Fault {
  readonly code: ProxyCode
  /** `path/id`, `query/limit`, `body/name`, `header/etag`, `status`; empty = the whole. */
  readonly at: string
  readonly message: string
  /** JSON pointer into the bundled document of what is broken. */
  readonly pointer: string
  /** What the validator found, for answers in the API's own words. */
  readonly violation?: Violation | undefined
  /** What was seen, where no violation has it; for those who may see it. */
  readonly value?: unknown
}

export function toUndeclared(code: 'request.field' | 'answer.field', { path, value, pointer }: UndeclaredField, place: string): Fault {
  const message = 'is declared nowhere'
  const violation: Violation = {
    in: code === 'request.field' ? 'body' : 'response',
    path,
    rule: 'unevaluatedProperties',
    params: {},
    message,
    value,
    rulePointer: pointer,
  }
  return { code, at: ['body', ...path].join('/'), message, pointer: pointer ?? place, violation }
}

/** Whether it is against the document, and not just something nobody could look at. */
export function isBreach({ code }: Fault): boolean {
  return code !== 'exchange.unchecked'
}

export function toFault(code: ProxyCode, violation: Violation, pointer: string): Fault {
  const place = violation.in === 'response' ? 'body' : violation.in
  return {
    code,
    at: [place, ...violation.path].join('/'),
    message: violation.message,
    pointer: violation.rulePointer ?? pointer,
    violation,
  }
}
