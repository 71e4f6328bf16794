import type { Draft, ExampleRequest } from '../../openapi/index.ts'
import type { FactPath } from '../../world/index.ts'
import type { Explanation } from '../request-entry.ts'

/** What a no comes down to, before a remedy was tried and lines were looked up. */
export interface Account {
  /** The rule in one sentence. */
  readonly rule: string
  readonly summary: string
  readonly violations: readonly Flaw[]
  readonly causedBy?: Explanation['causedBy']
  readonly facts?: readonly FactPath[] | undefined
  readonly nearest?: Explanation['nearest']
  /** The best first. */
  readonly remedies: readonly Suggestion[]
  /** Shown where none of the remedies is let through. */
  readonly otherwise: Suggestion
}

/** A part of the request that is to blame, and where the document says so. */
export interface Flaw {
  readonly place: readonly (string | number)[]
  /** Masked already where it is a secret. */
  readonly value: unknown
  readonly expected: string
  /** Into the document. */
  readonly pointer: string
}

/** A command that may help. */
export type Suggestion = Attempt | Command

/** A call that is tried before it is shown. */
export interface Attempt {
  readonly says: string
  readonly draft: Draft
  /** Who sends it: whoever called, or, where that does not help, anybody with a listed token. */
  readonly sender: 'same' | 'anyone'
  /** The call as it was sent: what it is refused for is known already. */
  readonly isUnchanged?: boolean
}

/** A call of the mock's own, which is not tried. */
export interface Command {
  readonly says: string
  readonly command: ExampleRequest
  /** Whether it is one of control's, which may want its token. */
  readonly isControl?: boolean
}
