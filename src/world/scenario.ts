import type { ClockSetting, Where } from '../kernel/index.ts'

/** A named starting state, read from a fixture and merged with the ones it extends; what its facts mean is for the backend to say. */
export interface Scenario {
  readonly name: string
  readonly description: string
  /** The fixture's path. */
  readonly file: string
  readonly seed: number
  readonly clock: ClockSetting
  readonly auth: 'lenient' | 'strict'
  readonly assumptions: Readonly<Record<string, string>>
  /** All other keys of the fixture, merged. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Where a fact stands: in this fixture or in the one it was inherited from. Asks for the key of an entry rather than its value with `key`. */
  locate(path: FactPath, part?: 'key' | 'value'): Where
}

/** Keys and list positions from the root of a fixture, e.g. `['people', 'jane@example.com', 'id']`. */
export type FactPath = readonly (string | number)[]

/** What can be wrong with a fixture before its facts mean anything; the backend adds codes of its own. */
export const scenarioCodes = {
  'scenario.unknown': 'No fixture of this name in the folders searched, or no file at this path.',
  'scenario.extends.cycle': 'A scenario extends itself, directly or through others.',
  'scenario.syntax': 'The file is not YAML.',
  'scenario.key.duplicate': 'A key stands twice in one map.',
  'scenario.key.unknown': 'A key that means nothing here.',
  'scenario.key.invalid': 'A key that can not be one, such as a token with a space in it.',
  'scenario.key.missing': 'A key that must be there is not.',
  'scenario.type': 'A value of the wrong kind, e.g. a list where a map is expected.',
  'scenario.value': 'A value of the right kind that is not allowed here.',
  'scenario.null': 'A null that removes nothing, since nothing was inherited under its key.',
} as const

export type ScenarioCode = keyof typeof scenarioCodes
