import type { Api } from '../../openapi/index.ts'
import type { Case, Finding, Report, Table } from '../report/report.ts'
import { type AnswerCoverage, type Coverage, isSeen, share } from './coverage.ts'
import { whyUnused } from './exempt.ts'

export interface ToldOptions {
  /** The least percentage of answers that is good. */
  readonly min?: number | undefined
  /** Where the exempt answers were read. */
  readonly exemptFile?: string | undefined
  /** What a reader must know of how it was counted. */
  readonly notes?: readonly string[] | undefined
}

/** As a report: an answer is a case; one that no contract has seen, or need not have, is skipped, never passed. Below `min` percent it is not good. */
export function toCoverageReport(api: Api, coverage: Coverage, { min, exemptFile = '', notes = [] }: ToldOptions = {}): Report {
  const { answers, operations, states } = coverage
  const figures = figuresOf(coverage)
  const findings: Finding[] = [...undeclared(api, coverage), ...exemptions(api, coverage, exemptFile)]
  if (min !== undefined && figures.answers < min) {
    const besides = figures['exempt answers'] === 0 ? '' : ' that are not exempt'
    const message = `Contracts have seen ${figures.answers} % of the answers${besides}, expected ${min} % at least. The cases marked skipped are what is missing.`
    findings.push({ code: 'coverage.too-low', severity: 'error', message, where: { file: api.source } })
  }
  const never = Object.keys(operations).filter((id) => Object.keys(operations[id] ?? {}).length === 0)
  const unused = Object.keys(states).filter((name) => Object.keys(states[name] ?? {}).length === 0)
  return {
    command: 'coverage',
    title: `What contracts have seen of ${coverage.title}`,
    cases: answers.map(toCase),
    findings: unique(findings),
    figures,
    notes: [
      ...(never.length === 0 ? [] : [`Never called at all: ${never.join(', ')}.`]),
      ...(unused.length === 0 ? [] : [`No interaction begins in: ${unused.join(', ')}.`]),
      ...notes,
    ],
    tables: tablesOf(coverage),
  }
}

/** What is exempt counts neither as seen nor as missing. */
export function figuresOf({ answers, fields, operations }: Coverage) {
  const due = answers.filter((one) => isSeen(one) || one.exempt === undefined)
  const called = Object.values(operations).map((counts) => Object.keys(counts).length > 0)
  const ways = fields.flatMap((one) => (one.isNullable ? [one.given, one.null] : [one.given]))
  return {
    answers: share(due.filter(isSeen).length, due.length),
    operations: share(called.filter(Boolean).length, called.length),
    'optional fields': share(ways.filter((times) => times > 0).length, ways.length),
    'answers by fault alone': answers.filter((one) => one.fault > 0 && one.pacts + one.journal === 0).length,
    'exempt answers': answers.length - due.length,
  }
}

export function nameOf({ target: { status, code } }: AnswerCoverage): string {
  return code === undefined ? status : `${status} ${code}`
}

function toCase(one: AnswerCoverage): Case {
  const [name, group] = [nameOf(one), one.target.operation.id]
  if (!isSeen(one)) {
    const reason = one.exempt === undefined ? 'no contract has seen it' : `exempt: ${one.exempt.reason}`
    return { name, group, status: 'skipped', reason, findings: [] }
  }
  const ways = [
    [one.pacts, 'in pacts'],
    [one.journal, 'in journals'],
    [one.fault, 'by fault'],
  ] as const
  const told = ways.filter(([times]) => times > 0).map(([times, where]) => `${times} ${where}`)
  return { name: `${name} (${told.join(', ')})`, group, status: 'passed', findings: [] }
}

function tablesOf({ operations, states, fields }: Coverage): readonly Table[] {
  return [
    {
      title: 'States each operation was called in',
      rows: Object.entries(operations).map(([operation, counts]) => ({ operation, states: counts })),
    },
    {
      title: 'Operations called in each state',
      rows: Object.entries(states).map(([state, counts]) => ({ state, operations: counts })),
    },
    {
      title: 'Fields that may be left out or null',
      rows: fields.map(({ operation, in: where, field, given, null: nulls, isNullable }) => {
        return { operation, in: where, field, given, null: isNullable ? nulls : null, never: neverOf({ given, isNullable, null: nulls }) }
      }),
    },
  ]
}

/** In which ways a field was never there. */
export function neverOf(field: { readonly given: number; readonly null: number; readonly isNullable: boolean }): readonly string[] {
  return [...(field.given === 0 ? ['given'] : []), ...(field.isNullable && field.null === 0 ? ['null'] : [])]
}

function undeclared(api: Api, coverage: Coverage): readonly Finding[] {
  return coverage.undeclared.map(({ operation, status, code }) => {
    const pointer = api.operation(operation)?.pointer
    const message = `${operation} answered ${status}${code === null ? '' : ` ${code}`}, which the document does not list.`
    const where = pointer === undefined ? { file: api.source } : api.locate(pointer)
    return { code: 'coverage.undeclared', severity: 'warning', message, where }
  })
}

function exemptions(api: Api, { answers, unused }: Coverage, file: string): readonly Finding[] {
  const targets = answers.map(({ target }) => target)
  return [
    ...unused.map((one): Finding => {
      const message = `${whyUnused(one, api, targets)} Name an answer of the document, or take the entry out.`
      return { code: 'coverage.exempt.unknown', severity: 'error', message, where: { file, pointer: one.pointer } }
    }),
    ...answers.flatMap((one): Finding[] => {
      if (one.exempt === undefined || !isSeen(one)) return []
      const message = `${one.target.operation.id} ${nameOf(one)} is exempt and was seen after all; take the entry out, or narrow it.`
      return [{ code: 'coverage.exempt.seen', severity: 'error', message, where: { file, pointer: one.exempt.pointer } }]
    }),
  ]
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [one.message, one])).values()]
}
