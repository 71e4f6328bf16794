import type { Case, Report } from '../report/report.ts'
import type { Merged } from './merge.ts'

/** A merge as a report: each interaction, and why nothing was written when nothing was. */
export function toMergeReport(dir: string, { pacts, findings, files }: Merged & { readonly files: readonly string[] }): Report {
  const message = 'There is nothing to merge here. Run what leaves shards first: tests with expectations, or standin record --shard.'
  const none = { code: 'pact.none', severity: 'error', message, where: { file: dir } } as const
  const isWritten = findings.length === 0
  const cases = pacts.flatMap(({ consumer, provider, interactions }) =>
    interactions.map(
      ({ description, states }): Case => ({
        name: [description, ...states.map(({ name }) => `given ${name}`)].join(', '),
        group: `${consumer} → ${provider}`,
        ...(isWritten ? { status: 'passed' } : { status: 'skipped', reason: 'not written, for the findings below' }),
        findings: [],
      }),
    ),
  )
  return {
    command: 'contract merge',
    title: `What was seen, as the pacts in ${dir}`,
    cases,
    findings: pacts.length === 0 ? [none] : findings,
    figures: { pacts: files.length, interactions: isWritten ? cases.length : 0 },
    notes: files.map((file) => `Written: ${file}.`),
  }
}
