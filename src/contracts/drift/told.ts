import type { AssumptionEntry } from '../../control/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { Finding } from '../report/report.ts'
import { absent, type Difference } from './compare.ts'
import type { Step } from './journey.ts'
import { placeOf } from './place.ts'

/** A difference at a step, and how many other steps show the same. */
export interface Shown {
  readonly step: Step
  /** What the mock answered. */
  readonly status: number
  readonly difference: Difference
  readonly others: number
}

/** One line a person understands: where, both values, the assumption it rests on; with the document's line as its place. */
export function tell(
  api: Api,
  assumptions: readonly AssumptionEntry[],
  { step, status, difference, others }: Shown,
  isError: boolean,
): Finding {
  const { at, mock, real } = difference
  const assumption = assumptions.find(({ name }) => name === restsOn(step, difference))
  const many = others === 0 ? '' : ` (in ${others} more ${others === 1 ? 'step' : 'steps'})`
  return {
    code: codeOf(difference),
    severity: isError ? 'error' : 'warning',
    message: `${step.operation}: ${sentenceOf(at, mock, real)}${many}${assumption === undefined ? '' : ruleOf(assumption)}`,
    where: placeOf(api, step.operation, status, at),
  }
}

/** The assumption that a difference touches. */
export function restsOn({ rests }: Step, { at }: Difference): string | undefined {
  return rests?.[at]
}

function sentenceOf(at: string, mock: string, real: string): string {
  if (mock === absent) return `${at}: only the provider sends it${real === 'there' ? '' : ` (${real})`}`
  if (real === absent) return `${at}: only the mock sends it${mock === 'there' ? '' : ` (${mock})`}`
  return `${at}: mock ${mock} · real ${real}`
}

function codeOf({ at, mock, real }: Difference): string {
  if (at === 'status') return 'drift.status'
  const kind = at.startsWith('header ') ? 'drift.header' : 'drift.body'
  if (mock === absent) return `${kind}.extra`
  return real === absent ? `${kind}.missing` : `${kind}.different`
}

function ruleOf({ name, value, alternatives }: AssumptionEntry): string {
  const others = alternatives.filter((one) => one !== value).map((one) => `--assume ${name}=${one}`)
  return `; touches the assumption ${name}=${value}${others.length === 0 ? '' : `, try ${others.join(' or ')}`}`
}
