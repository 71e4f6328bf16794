import { fingerprint, type Where } from '../../kernel/index.ts'
import type { FactPath, Scenario, WorldStart } from '../../world/index.ts'

/** The scenarios that starts were made from. Beside the start, since a start is data and this is not. */
const scenarios = new WeakMap<WorldStart, Scenario>()

/** Lets explanations find the line of the fixture behind a world's start. */
export function keepScenario(start: WorldStart, scenario: Scenario): void {
  scenarios.set(start, scenario)
}

/** The same for another start that was made from the same scenario. */
export function passScenario(from: WorldStart, to: WorldStart): void {
  const scenario = scenarios.get(from)
  if (scenario !== undefined) scenarios.set(to, scenario)
}

/** Equal for scenarios that say the same. */
export function fingerprintOf({ facts }: Scenario): string {
  return fingerprint(JSON.stringify(facts))
}

/** Where the first of some facts stands that the scenario of a start has. */
export function placeOfFact(start: WorldStart, paths: readonly FactPath[]): Where | undefined {
  const scenario = scenarios.get(start)
  if (scenario === undefined) return undefined
  for (const path of paths) {
    const spelt = spell(scenario.facts, path)
    if (spelt !== undefined) return scenario.locate(spelt, 'key')
  }
  return undefined
}

/** The path as the scenario spells it, letter case aside; undefined when it has no such fact. */
function spell(facts: unknown, path: FactPath): FactPath | undefined {
  const [key, ...rest] = path
  if (key === undefined) return []
  if (facts === null || typeof facts !== 'object') return undefined
  const wanted = String(key).toLowerCase()
  const name = Object.hasOwn(facts, key) ? String(key) : Object.keys(facts).find((one) => one.toLowerCase() === wanted)
  if (name === undefined) return undefined
  const inside = spell((facts as Record<string, unknown>)[name], rest)
  return inside && [name, ...inside]
}
