import type { ClockSetting, Snapshot, TableSpecs } from '../kernel/index.ts'

/** Everything a world begins with; two worlds made from one start and sent the same exchanges stay equal. */
export interface WorldStart<Specs extends TableSpecs = TableSpecs> {
  readonly scenario: string
  readonly specs: Specs
  /** The scenario's rows, frozen and shared; empty tables if left out. */
  readonly rows?: Snapshot | undefined
  readonly seed: number
  readonly clock: ClockSetting
  /** By assumption name; the backend knows what they mean. */
  readonly assumptions: Readonly<Record<string, string>>
  /** `strict` lets only listed credentials pass. */
  readonly auth: 'lenient' | 'strict'
  /** Whom any other well-formed credential stands for when `auth` is lenient. */
  readonly defaultPrincipalId: string | undefined
  /** Every answer waits this long, in milliseconds; drawn evenly between the two. */
  readonly delay?: { readonly min: number; readonly max: number } | undefined
  /** Where it came from; undefined when there is no scenario. */
  readonly source?: StartSource | undefined
}

/** What a start was made from, so that an equal one can be made. */
export interface StartSource {
  /** The scenario as it was asked for: a name, or the path of a fixture. */
  readonly scenario: string
  /** The time its facts were written at, which relative times in them go by; milliseconds since 1970. */
  readonly at: number
  /** Values of all assumptions, before any step of the scenario. */
  readonly assumptions: Readonly<Record<string, string>>
  /** Those that were given for the scenario's parameters; the others have their defaults. */
  readonly params?: Readonly<Record<string, string>> | undefined
  /** The fingerprint of its facts: whether a scenario of that name still says the same. */
  readonly facts: string
}

/** Of a world that holds nothing. */
export const emptyStart: WorldStart = {
  scenario: 'none',
  specs: {},
  seed: 1,
  clock: { mode: 'real' },
  assumptions: {},
  auth: 'lenient',
  defaultPrincipalId: undefined,
}
