import type { Operation } from '../openapi/index.ts'
import type { Reply } from './backend.ts'
import type { Engine } from './engine.ts'
import type { Problem } from './problem.ts'
import type { Request } from './request.ts'

/** What a request's `Prefer` header comes to (RFC 7240). */
export interface Preference {
  /** Answered instead of playing the operation. */
  readonly instead: Reply | Problem | undefined
  /** `Preference-Applied`, when something was. */
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds to wait before the answer. */
  readonly delay: number
}

export function prefer(_engine: Engine, _operation: Operation, _request: Request): Preference | undefined {
  return undefined
}
