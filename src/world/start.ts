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
}
