import type { Assumption } from '../../engine/index.ts'
import { didYouMean } from '../../kernel/index.ts'
import { refusal } from '../codes.ts'
import type { Target } from '../target.ts'
import type { AssumptionEntry, WorldControl } from '../verbs.ts'
import { worldAt } from './places.ts'

export function localAssumptions(target: Target, name: string): WorldControl['assumptions'] {
  const list = (): readonly AssumptionEntry[] => {
    const { assumptions: chosen } = worldAt(target, name)
    return target.engine().backend.assumptions.map((assumption) => {
      const { name, default: usual, alternatives, evidence, says } = assumption
      return { name, value: chosen[name] ?? usual, default: usual, alternatives, evidence, says }
    })
  }
  return {
    list: async () => list(),
    async set(values) {
      requireAssumptions(target.engine().backend.assumptions, values)
      worldAt(target, name).perform({ verb: 'assumptions', values: { ...values } })
      return list()
    },
  }
}

/** Refuses a name or a value that the backend does not know. */
export function requireAssumptions(known: readonly Assumption[], values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    const assumption = known.find((one) => one.name === name)
    if (assumption === undefined) {
      const names = known.map((one) => one.name)
      const expected = names.length === 0 ? 'this backend has none' : `expected one of ${names.join(', ')}`
      throw refusal('assumption_unknown', `${JSON.stringify(name)} is no assumption; ${expected}.${didYouMean(name, names)}`)
    }
    const allowed = [assumption.default, ...assumption.alternatives]
    if (allowed.includes(value)) continue
    throw refusal(
      'assumption_value_unknown',
      `${JSON.stringify(value)} is no value of the assumption ${name}; expected ${allowed.join(' or ')}.${didYouMean(String(value), allowed)}`,
    )
  }
}
