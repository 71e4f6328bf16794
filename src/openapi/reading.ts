import type { FilePlace } from './file-part.ts'
import type { Violation } from './violation.ts'

/** What of a body could be read, what could not, and the files that are yet to be put into it. */
export class Reading {
  readonly value: unknown
  readonly violations: readonly Violation[]
  readonly files: readonly FilePlace[]
  constructor(value: unknown, violations: readonly Violation[], files: readonly FilePlace[] = []) {
    this.value = value
    this.violations = violations
    this.files = files
  }
}

/** Nothing but the reason why the whole body can't be read. */
export function refuseBody(
  rule: string,
  params: Violation['params'],
  message: string,
  value: unknown,
  rulePointer: string | undefined,
): Reading {
  return new Reading(undefined, [{ in: 'body', path: [], rule, params, message, value, rulePointer }])
}
