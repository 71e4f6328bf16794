import { didYouMean, Unusable } from '../../kernel/index.ts'
import { listScenarios } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import type { Start, StartChoices } from '../starts.ts'
import type { Target } from '../target.ts'
import type { ScenarioEntry } from '../verbs.ts'

/** How scenarios may be named: `any` way, the path of a file among them, or only by their `plain` names. */
export type ScenarioNames = 'any' | 'plain'

/** Whoever comes over the network may not have any file of this machine read. */
export function requireNamed(scenario: string | undefined, names: ScenarioNames): void {
  if (scenario === undefined || names === 'any' || !(/[/\\]/.test(scenario) || /\.ya?ml$/i.test(scenario))) return
  throw refusal(
    'name_invalid',
    `${JSON.stringify(scenario)} is no plain name; expected the name of a scenario without a path or .yaml. GET /__standin/scenarios lists them.`,
  )
}

export async function listEntries({ folders }: Target): Promise<readonly ScenarioEntry[]> {
  return (await listScenarios(folders)).map(({ name, description, file }) => ({ name, description, file }))
}

/** A scenario's start, or the reason there is none, in control's words. */
export async function loadStart(target: Target, scenario: string | undefined, choices: StartChoices): Promise<Start> {
  try {
    return await target.starts().load(scenario, choices)
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    if (scenario === undefined || thrown.diagnostics[0]?.code !== 'scenario.unknown') throw refusal('scenario_unusable', thrown.message)
    const names = (await listScenarios(target.folders)).map(({ name }) => name)
    throw refusal(
      'scenario_unknown',
      `There is no scenario ${JSON.stringify(scenario)}.${didYouMean(scenario, names)} There are: ${names.join(', ')}.`,
    )
  }
}
