import type { Api } from '../../openapi/index.ts'
import type { PactSource } from '../pact/source.ts'
import type { Case, Finding, Report } from '../report/report.ts'
import { compare, createComparator } from './compare.ts'
import { lint, type StateCatalogue } from './lint.ts'

export interface CheckOptions {
  /** Left out, any state is believed. */
  readonly states?: StateCatalogue | undefined
}

/** Holds pacts to a document without a running server; each interaction is a case, failed when one of its findings is an error. */
export async function checkPacts(api: Api, sources: readonly PactSource[], { states }: CheckOptions = {}): Promise<Report> {
  const comparator = await createComparator(api)
  const cases: Case[] = []
  for (const source of sources) {
    const { pact } = source
    const tellers = lint(api, source, states)
    await compare(api, comparator, pact, tellers)
    for (const { interaction, found } of tellers) {
      const isBad = found.some(({ severity }) => severity === 'error')
      const group = `${pact.consumer} → ${pact.provider}`
      cases.push({ name: interaction.description, group, status: isBad ? 'failed' : 'passed', findings: inOrder(found) })
    }
  }
  const none: Finding[] = sources.some(({ pact }) => pact.interactions.length > 0) ? [] : [nothing(sources)]
  const count = `${cases.length} interaction${cases.length === 1 ? '' : 's'}`
  return { command: 'contract check', title: `${count} held to ${api.title} ${api.version}`, cases, findings: none, figures: {}, notes: [] }
}

/** A check of nothing must not look like a check that passed. */
function nothing(sources: readonly PactSource[]): Finding {
  const message = 'There is no interaction to check. Name a folder that holds pacts.'
  return { code: 'pact.none', severity: 'error', message, where: { file: sources[0]?.pact.file ?? '.' } }
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => (a.where.line ?? 0) - (b.where.line ?? 0) || a.code.localeCompare(b.code, 'en'))
}
