import type { Api } from '../../openapi/index.ts'
import type { Case, Finding, Report } from '../report/report.ts'
import type { Sighting } from './seen.ts'
import { optionalFieldsOf, type Target, targetsOf } from './targets.ts'

/** How much of a document contracts have seen. */
export interface Coverage {
  readonly title: string
  readonly answers: readonly AnswerCoverage[]
  readonly fields: readonly FieldCoverage[]
  /** By state, how many sightings began in it. */
  readonly states: Readonly<Record<string, number>>
  /** States of the catalogue that nothing began in. */
  readonly unusedStates: readonly string[]
  /** Sightings of an answer the document does not list. */
  readonly undeclared: readonly Sighting[]
}

export interface AnswerCoverage {
  readonly target: Target
  readonly pacts: number
  readonly journal: number
}

/** A field that may be left out or null. */
export interface FieldCoverage {
  readonly operation: string
  readonly status: string
  readonly field: string
  readonly seen: boolean
  readonly seenNull: boolean
}

export function cover(api: Api, sightings: readonly Sighting[], catalogue: readonly string[] = []): Coverage {
  const targets = targetsOf(api)
  const matched = new Set<Sighting>()
  const answers = targets.map((target): AnswerCoverage => {
    const hits = sightings.filter((one) => isOf(target, one))
    for (const hit of hits) matched.add(hit)
    const by = (who: Sighting['by']) => hits.filter((one) => one.by === who).length
    return { target, pacts: by('pact'), journal: by('journal') }
  })
  const fields = api.operations.flatMap((operation) =>
    operation.statuses.flatMap((status) => {
      const seen = new Set(
        sightings.filter((one) => one.operation === operation.id && fits(operation, status, one.status)).flatMap((one) => one.fields),
      )
      return optionalFieldsOf(api, operation, status).map((field) => {
        return { operation: operation.id, status, field, seen: seen.has(field), seenNull: seen.has(`${field}?`) }
      })
    }),
  )
  const states: Record<string, number> = {}
  for (const name of sightings.flatMap((one) => one.states)) states[name] = (states[name] ?? 0) + 1
  const unusedStates = catalogue.filter((name) => !Object.hasOwn(states, name))
  return {
    title: `${api.title} ${api.version}`,
    answers,
    fields,
    states,
    unusedStates,
    undeclared: sightings.filter((one) => !matched.has(one)),
  }
}

function isOf({ operation, status, code }: Target, one: Sighting): boolean {
  return one.operation === operation.id && fits(operation, status, one.status) && (code === undefined || one.code === code)
}

function fits(operation: Target['operation'], declared: string, status: number): boolean {
  return operation.response(status)?.status.toLowerCase() === declared.toLowerCase()
}

/** In percent, one decimal; of nothing, everything is seen. Rounded down, so that 100 means all. */
export function share(seen: number, all: number): number {
  return all === 0 ? 100 : Math.floor((seen * 1000) / all) / 10
}

export function isSeen({ pacts, journal }: AnswerCoverage): boolean {
  return pacts + journal > 0
}

/** As a report: an answer is a case, and one that no contract has seen is skipped, never passed. Below `min` percent it is not good. */
export function toCoverageReport(api: Api, coverage: Coverage, min: number | undefined): Report {
  const { answers, fields, undeclared, unusedStates } = coverage
  const cases = answers.map((one): Case => {
    const { operation, status, code } = one.target
    const name = code === undefined ? status : `${status} ${code}`
    if (isSeen(one))
      return { name: `${name} (${one.pacts} in pacts, ${one.journal} in journals)`, group: operation.id, status: 'passed', findings: [] }
    return { name, group: operation.id, status: 'skipped', reason: 'no contract has seen it', findings: [] }
  })
  const operations = [...new Set(answers.map(({ target }) => target.operation.id))]
  const met = operations.filter((id) => answers.some((one) => one.target.operation.id === id && isSeen(one)))
  const answered = share(answers.filter(isSeen).length, answers.length)
  const figures = {
    answers: answered,
    operations: share(met.length, operations.length),
    'optional fields': share(fields.filter(({ seen, seenNull }) => seen || seenNull).length, fields.length),
  }
  const findings: Finding[] = undeclared.map(({ operation, status, code }) => {
    const pointer = api.operation(operation)?.pointer
    const message = `${operation} answered ${status}${code === null ? '' : ` ${code}`}, which the document does not list.`
    return {
      code: 'coverage.undeclared',
      severity: 'warning',
      message,
      where: pointer === undefined ? { file: api.source } : api.locate(pointer),
    }
  })
  if (min !== undefined && answered < min) {
    const message = `Contracts have seen ${answered} % of the answers, expected ${min} % at least. The cases marked skipped are what is missing.`
    findings.push({ code: 'coverage.too-low', severity: 'error', message, where: { file: api.source } })
  }
  const notes = unusedStates.length === 0 ? [] : [`No interaction begins in: ${unusedStates.join(', ')}.`]
  return { command: 'coverage', title: `What contracts have seen of ${coverage.title}`, cases, findings: unique(findings), figures, notes }
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [one.message, one])).values()]
}
