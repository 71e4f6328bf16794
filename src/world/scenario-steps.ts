import type { Diagnostic } from '../kernel/index.ts'
import type { ScenarioCode, ScenarioStep, StepFacts } from './scenario.ts'
import type { Fixture } from './scenario-fixture.ts'
import { removable } from './scenario-schema.ts'
import { checkShape } from './scenario-shape.ts'
import { clockAfter, stepsSchema } from './scenario-step.ts'

/**
 * The steps of a fixture and of all it extends, in the order they are played: unlike other lists, which replace, a fixture's steps follow
 * those it inherits, since they stand on what those came to. `steps: null` takes the inherited ones back.
 */
export function stepsOf(chain: readonly Fixture[]): { steps: readonly ScenarioStep[]; findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = []
  let steps: ScenarioStep[] = []
  for (const fixture of chain.toReversed()) {
    const { steps: own } = fixture.value
    const report = (code: ScenarioCode, message: string, path: readonly (string | number)[], part: 'key' | 'value') =>
      findings.push({ code, severity: 'error', message, where: fixture.find(path, part).where })
    if (own === undefined) continue
    if (own === null && steps.length > 0) {
      steps = []
      continue
    }
    const wrong = checkShape(removable(stepsSchema), own, ['steps'])
    for (const { code, message, path, part } of wrong) report(code, message, path, part)
    if (wrong.length > 0) continue
    for (const [index, facts] of (own as readonly StepFacts[]).entries()) {
      if (('clock' in facts || 'advance' in facts) && clockAfter({ mode: 'frozen', now: 0 }, facts) === undefined) {
        const [key, text] = 'clock' in facts ? ['clock', facts.clock] : ['advance', facts.advance]
        report('scenario.value', `${JSON.stringify(text)} is no time that exists; expected one that does.`, ['steps', index, key], 'value')
      }
      steps.push({
        facts: 'assume' in facts ? { assume: toWords(facts.assume) as Record<string, string> } : facts,
        locate: (path, part = 'value') => fixture.find(['steps', index, ...path], part).where,
      })
    }
  }
  return { steps, findings }
}

/** `null` is a word as the value of an assumption, though YAML reads it as none; everywhere else it removes. */
export function toWords(assumptions: unknown): unknown {
  if (assumptions === null || typeof assumptions !== 'object' || Array.isArray(assumptions)) return assumptions
  return Object.fromEntries(Object.entries(assumptions).map(([name, value]) => [name, value === null ? 'null' : value]))
}
