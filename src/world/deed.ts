import type { ClockSetting } from '../kernel/index.ts'
import type { Fault } from './fault.ts'
import type { WorldStart } from './start.ts'

/** What is done to a world from outside its API. With its exchanges, in order, its deeds are all that ever changes a world. */
export type Deed =
  | { readonly verb: 'begin'; readonly start: WorldStart }
  | { readonly verb: 'clock'; readonly setting: ClockSetting }
  | { readonly verb: 'assumptions'; readonly values: Readonly<Record<string, string>> }
  | { readonly verb: 'fault'; readonly fault: Fault }
  /** All of them when `id` is left out. */
  | { readonly verb: 'heal'; readonly id?: string | undefined }
  | { readonly verb: 'snapshot'; readonly id: string }
  | { readonly verb: 'restore'; readonly id: string }
  | { readonly verb: 'undo' }
