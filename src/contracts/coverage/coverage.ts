import type { Api } from '../../openapi/index.ts'
import { type Exempt, isExempt } from './exempt.ts'
import { type OptionalField, optionalFieldsOf } from './fields.ts'
import type { Sighting } from './seen.ts'
import { type Target, targetsOf } from './targets.ts'

/** How much of a document contracts have seen. */
export interface Coverage {
  readonly title: string
  readonly answers: readonly AnswerCoverage[]
  readonly fields: readonly FieldCoverage[]
  /** By operation, then by state, how often it was called there; operations in the document's order, the ones never called too. */
  readonly operations: Readonly<Record<string, Counts>>
  /** By state, then by operation; states of the catalogue that nothing began in have none. */
  readonly states: Readonly<Record<string, Counts>>
  /** Sightings of an answer the document does not list. */
  readonly undeclared: readonly Sighting[]
  /** Entries that fit no answer of the document. */
  readonly unused: readonly Exempt[]
}

export type Counts = Readonly<Record<string, number>>

export interface AnswerCoverage {
  readonly target: Target
  readonly pacts: number
  readonly journal: number
  /** How often it was asked for, by a fault or by `Prefer`. */
  readonly fault: number
  /** Why nobody has to have seen it; also set when somebody has. */
  readonly exempt: Exempt | undefined
}

/** How often a field was there in good answers, or in the requests that led to them; never by a fault. */
export interface FieldCoverage extends OptionalField {
  readonly given: number
  readonly null: number
}

export interface CoverOptions {
  /** States that there are, whether or not anything began in them. */
  readonly catalogue?: readonly string[]
  readonly exempt?: readonly Exempt[]
}

export function cover(api: Api, sightings: readonly Sighting[], { catalogue = [], exempt = [] }: CoverOptions = {}): Coverage {
  const targets = targetsOf(api)
  const byOperation = groupBy(sightings, (one) => one.operation)
  const matched = new Set<Sighting>()
  const calls = sightings.filter(isCall)
  const callsOf = groupBy(calls, (one) => one.operation)
  const answers = targets.map((target): AnswerCoverage => {
    const hits = (byOperation.get(target.operation.id) ?? []).filter((one) => isOf(target, one))
    for (const hit of hits) matched.add(hit)
    const by = (who: Sighting['by']) => sum(hits.filter((one) => one.by === who))
    return {
      target,
      pacts: by('pact'),
      journal: by('journal'),
      fault: by('fault'),
      exempt: exempt.find((one) => isExempt(one, target)),
    }
  })
  return {
    title: `${api.title} ${api.version}`,
    answers,
    fields: api.operations.flatMap((operation) => {
      const hits = byOperation.get(operation.id) ?? []
      return optionalFieldsOf(api, operation).map((field) => fieldCoverage(operation, field, hits))
    }),
    operations: Object.fromEntries(api.operations.map(({ id }) => [id, countBy(callsOf.get(id) ?? [], statesOf)])),
    states: Object.fromEntries(
      [...new Set([...catalogue, ...calls.flatMap(statesOf)])].map((state) => [
        state,
        countBy(
          calls.filter((one) => statesOf(one).includes(state)),
          ({ operation }) => [operation],
        ),
      ]),
    ),
    undeclared: sightings.filter((one) => !matched.has(one)),
    unused: exempt.filter((one) => !targets.some((target) => isExempt(one, target))),
  }
}

/** Whether somebody has seen an answer, by a fault too. */
export function isSeen({ pacts, journal, fault }: AnswerCoverage): boolean {
  return pacts + journal + fault > 0
}

/** In percent, one decimal; of nothing, everything is seen. Rounded down, so that 100 means all. */
export function share(seen: number, all: number): number {
  return all === 0 ? 100 : Math.floor((seen * 1000) / all) / 10
}

/** A wrong method never came to an operation. */
function isCall({ status }: Sighting): boolean {
  return status !== 405
}

/** A pact need not name one. */
function statesOf({ states }: Sighting): readonly string[] {
  return states.length === 0 ? ['(no state)'] : states
}

function fieldCoverage(of: Target['operation'], field: OptionalField, sightings: readonly Sighting[]): FieldCoverage {
  const side = field.in === 'request' ? 'request' : 'answer'
  const here = sightings.filter((one) => side === 'request' || fits(of, field.in, one.status))
  const count = (how: 'given' | 'null') => sum(here.filter((one) => one[side][how].includes(field.field)))
  return { ...field, given: count('given'), null: count('null') }
}

function isOf({ operation, status, code }: Target, one: Sighting): boolean {
  return fits(operation, status, one.status) && (code === undefined || one.code === code)
}

function fits(operation: Target['operation'], declared: string, status: number): boolean {
  return operation.response(status)?.status.toLowerCase() === declared.toLowerCase()
}

function sum(sightings: readonly Sighting[]): number {
  return sightings.reduce((total, { times }) => total + times, 0)
}

function groupBy<T>(values: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of values) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}

function countBy(sightings: readonly Sighting[], keysOf: (one: Sighting) => readonly string[]): Counts {
  const counts = new Map<string, number>()
  for (const one of sightings) for (const key of keysOf(one)) counts.set(key, (counts.get(key) ?? 0) + one.times)
  return Object.fromEntries(counts)
}
