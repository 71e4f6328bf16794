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
  /** Where a fact stands: in this fixture or in the one it was inherited from. */
  locate(path: readonly (string | number)[]): Where
}
