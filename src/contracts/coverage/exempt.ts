import { type Diagnostic, didYouMean } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import { type EntryKind, parseEntries } from '../report/entries.ts'
import type { Target } from './targets.ts'

/** Answers that nobody has to have seen. */
export interface Exempt {
  /** `*` = every operation that documents the answer. */
  readonly operation: string
  /** As the document writes it: `404`, `4XX`, `default`. */
  readonly status: string
  /** Only this error code; every one of the status if left out. */
  readonly code: string | undefined
  /** Why nobody has to. */
  readonly reason: string
  /** In its file. */
  readonly pointer: string
}

const kind: EntryKind<'operation' | 'status' | 'code' | 'reason'> = {
  code: 'coverage.exempt.invalid',
  one: 'exempt answer',
  shape: '{ operation, status, reason, code? }',
  names: ['operation', 'status', 'code', 'reason'],
  required: ['operation', 'status', 'reason'],
  numbers: ['status'],
}

/** Reads a list of exempt answers; each that can't be used is a finding, and nothing is exempt then. */
export function parseExempt(
  value: unknown,
  file: string,
): { readonly exempt: readonly Exempt[]; readonly findings: readonly Diagnostic[] } {
  const { entries, findings } = parseEntries(value, file, kind)
  const exempt = entries.map(({ operation = '', status = '', code, reason = '', pointer }) => ({
    operation,
    status,
    code,
    reason,
    pointer,
  }))
  return { exempt, findings }
}

export function isExempt({ operation, status, code }: Exempt, target: Target): boolean {
  if (operation !== '*' && operation !== target.operation.id) return false
  return status.toLowerCase() === target.status.toLowerCase() && (code === undefined || code === target.code)
}

/** What an entry that fits no answer most likely got wrong. */
export function whyUnused({ operation, status, code }: Exempt, api: Api, targets: readonly Target[]): string {
  const known = api.operations.map(({ id }) => id)
  if (operation !== '*' && !known.includes(operation))
    return `The document has no operation ${JSON.stringify(operation)}.${didYouMean(operation, known)}`
  const here = targets.filter((one) => operation === '*' || one.operation.id === operation)
  const subject = operation === '*' ? 'No operation' : operation
  const says = operation === '*' ? 'documents' : 'does not document'
  const codes = here.filter((one) => one.status.toLowerCase() === status.toLowerCase()).flatMap((one) => one.code ?? [])
  if (code === undefined || codes.length === 0) return `${subject} ${says} ${status}${code === undefined ? '' : ` ${code}`}.`
  return `${subject} ${says} ${status} ${code}.${didYouMean(code, codes)}`
}
