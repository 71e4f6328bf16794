import type { ClockSetting, Where } from '../kernel/index.ts'

/** A named starting state, read from a fixture and merged with the ones it extends; what its facts mean is for the backend to say. */
export interface Scenario {
  readonly name: string
  readonly description: string
  /** The fixture's path. */
  readonly file: string
  /** This fixture and all it extends, itself first. */
  readonly files: readonly string[]
  readonly seed: number
  readonly clock: ClockSetting
  readonly auth: 'lenient' | 'strict'
  readonly assumptions: Readonly<Record<string, string>>
  /** What stands for `${name}` in its fixtures: as given, or their defaults. */
  readonly params: Readonly<Record<string, string>>
  /** What is done on top of the facts, in order: the base's steps first. */
  readonly steps: readonly ScenarioStep[]
  /** All other keys of the fixture, merged. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Where a fact stands: in this fixture or in the one it was inherited from. Asks for the key of an entry rather than its value with `key`. */
  locate(path: FactPath, part?: 'key' | 'value'): Where
}

/** Keys and list positions from the root of a fixture, e.g. `['people', 'jane@example.com', 'id']`. */
export type FactPath = readonly (string | number)[]

/** What is done on top of a scenario's facts before worlds start from it, as it stands in the fixture. */
export type StepFacts = CallStep | ClockStep | AdvanceStep | AssumeStep

/** A call of an operation. Texts that begin with `$` are taken from earlier steps; `$$` stands for one that is meant. */
export interface CallStep {
  /** An operationId. */
  readonly call: string
  /** Who calls: a listed token, or the name of a person; the default principal if left out. */
  readonly as?: string
  /** The path's parameters by name. */
  readonly path?: Readonly<Record<string, Scalar>>
  /** Parameters by name, or the raw query. */
  readonly query?: string | Readonly<Record<string, Scalar | readonly Scalar[]>>
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; a text as it is when `headers` name another media type. */
  readonly body?: unknown
  /** The status it must answer; any success if left out. */
  readonly expect?: number
  /** How later steps refer to its answer and its mail. */
  readonly name?: string
}

export type Scalar = string | number | boolean

/** Sets the clock: a time at which it stands still, or `real`. */
export interface ClockStep {
  readonly clock: string
}

/** Moves the clock on, or back with a minus. */
export interface AdvanceStep {
  readonly advance: string
}

/** Turns assumptions the other way. */
export interface AssumeStep {
  readonly assume: Readonly<Record<string, string>>
}

/** A step with its place in the file. */
export interface ScenarioStep {
  readonly facts: StepFacts
  /** Where a part of it stands; the step itself for an empty path. */
  locate(path: FactPath, part?: 'key' | 'value'): Where
}

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
  'scenario.param.unknown': 'A parameter that the scenario does not declare, given or in a placeholder.',
  'scenario.step.unknown': 'A step names an operation, a parameter, a person, an assumption or an earlier answer that is not there.',
  'scenario.step.refused': 'A step was refused, or answered another status than it expects.',
} as const

export type ScenarioCode = keyof typeof scenarioCodes
