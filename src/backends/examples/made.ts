import type { Call, SampleOptions } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'

/** What an answer is made from; everything about it is told by this alone, so the same request gets the same answer. */
export interface Made {
  readonly api: Api
  readonly call: Call
  /** The day of the world, milliseconds since 1970: what is told from it does not change from one request to the next. */
  readonly now: number
  readonly seed: number
  readonly isDynamic: boolean
  /** The cookie that a security scheme asks for, if one does. */
  readonly cookie: string | undefined
  /** How the values for one use are made up. */
  sampling(use: string): Omit<SampleOptions, 'check'>
}
