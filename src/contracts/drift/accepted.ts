import type { Diagnostic } from '../../kernel/index.ts'
import { type EntryKind, parseEntries } from '../report/entries.ts'
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

const kind: EntryKind<'at' | 'operation' | 'mock' | 'real' | 'reason'> = {
  code: 'drift.accepted.invalid',
  one: 'accepted difference',
  shape: '{ at, reason, operation?, mock?, real? }',
  names: ['at', 'operation', 'mock', 'real', 'reason'],
  required: ['at', 'reason'],
}

/** Reads a list of accepted differences; each that can't be used is a finding, and nothing is accepted then. */
export function parseAccepted(
  value: unknown,
  file: string,
): { readonly accepted: readonly Accepted[]; readonly findings: readonly Diagnostic[] } {
  const { entries, findings } = parseEntries(value, file, kind)
  const accepted = entries.map(({ at = '', reason = '', ...more }) => ({ ...more, at, reason }))
  return { accepted, findings }
}

export function isAccepted(one: Accepted, operation: string, { at, mock, real }: Difference): boolean {
  if (one.at !== at || (one.operation !== undefined && one.operation !== operation)) return false
  return (one.mock === undefined || one.mock === mock) && (one.real === undefined || one.real === real)
}
