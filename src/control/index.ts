/**
 * The verbs of control and the pages for people, as handlers for `openapi/control.yaml`.
 * It must not know the transport, nor any API's meaning: it sees a backend only through what every backend offers.
 */
export { createControl } from './control.ts'
export { createGuard, type Guard, isLoopback } from './guard.ts'
export type { Target } from './local.ts'
export { emptyStart, type Start, Starts } from './starts.ts'
export { type Control, ControlError, type WorldControl } from './verbs.ts'
