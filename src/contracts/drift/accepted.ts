import { type Diagnostic, toPointer } from '../../kernel/index.ts'
import type { Difference } from './compare.ts'

/** A difference that is known and let be. */
export interface Accepted {
  /** `status`, `header x-request-id`, or a JSON path. */
  readonly at: string
  /** Only at this operation; everywhere if left out. */
  readonly operation: string | undefined
  /** Only between these two; whatever stands there if left out. */
  readonly mock: string | undefined
  readonly real: string | undefined
  /** Why it is let be. */
  readonly reason: string
  /** In its file. */
  readonly pointer: string
}

const names = ['at', 'operation', 'mock', 'real', 'reason'] as const

/** Reads a list of accepted differences; each that can't be used is a finding, and nothing is accepted then. */
export function parseAccepted(
  value: unknown,
  file: string,
): { readonly accepted: readonly Accepted[]; readonly findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = []
  const wrong = (tokens: readonly (string | number)[], message: string): void => {
    findings.push({ code: 'drift.accepted.invalid', severity: 'error', message, where: { file, pointer: toPointer(tokens) } })
  }
  const accepted: Accepted[] = []
  // An empty file accepts nothing.
  const list = value ?? []
  if (!Array.isArray(list)) wrong([], 'A file of accepted differences is a list of { at, reason, operation?, mock?, real? }.')
  else
    for (const [index, entry] of list.entries()) {
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
        wrong([index], 'An accepted difference is an object with `at` and `reason`.')
        continue
      }
      for (const [name, given] of Object.entries(entry)) {
        if (!names.some((known) => known === name))
          wrong([index, name], `An accepted difference has no ${JSON.stringify(name)}; it has ${names.join(', ')}.`)
        else if (typeof given !== 'string' || given === '')
          wrong([index, name], `\`${name}\` is a text; quote it if it looks like a number.`)
      }
      for (const name of ['at', 'reason'] as const)
        if (!Object.hasOwn(entry, name)) wrong([index], `An accepted difference needs \`${name}\`.`)
      const { at, operation, mock, real, reason } = entry as Record<string, string>
      accepted.push({ at: at ?? '', operation, mock, real, reason: reason ?? '', pointer: toPointer([index]) })
    }
  return { accepted: findings.length === 0 ? accepted : [], findings }
}

export function isAccepted(one: Accepted, operation: string, { at, mock, real }: Difference): boolean {
  if (one.at !== at || (one.operation !== undefined && one.operation !== operation)) return false
  return (one.mock === undefined || one.mock === mock) && (one.real === undefined || one.real === real)
}
