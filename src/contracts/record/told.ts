import type { Diagnostic } from '../../kernel/index.ts'
import type { Case, Finding, Report } from '../report/report.ts'
import type { Recorded } from './record.ts'

export interface RecordedFile {
  readonly consumer: string
  readonly file: string
  /** What would change in it; undefined when it was written rather than checked. */
  readonly changes: readonly Diagnostic[] | undefined
}

/** A recording as a report: each interaction, what was left out, and with `--check` what would change. */
export function toRecordReport({ pacts, findings }: Recorded, files: readonly RecordedFile[], title: string): Report {
  const changes = files.flatMap((one) => one.changes ?? [])
  const cases = pacts.flatMap(({ consumer, provider, interactions }) =>
    interactions.map(({ description, states }): Case => {
      const given = states.map(({ name }) => name).join(' and ')
      return { name: `${description}, given ${given}`, group: `${consumer} → ${provider}`, status: 'passed', findings: [] }
    }),
  )
  const isChecked = files.some((one) => one.changes !== undefined)
  return {
    command: 'record',
    title,
    cases,
    findings: [...changes, ...(findings as readonly Finding[])],
    figures: { pacts: pacts.length, interactions: cases.length, left_out: findings.length, ...(isChecked && { changes: changes.length }) },
    notes: files.map(({ consumer, file, changes: found }) => {
      if (found === undefined) return `The pact of ${consumer} was written to ${file}.`
      return found.length === 0
        ? `The pact of ${consumer} in ${file} would stay as it is.`
        : `The pact of ${consumer} in ${file} would change.`
    }),
  }
}
