/**
 * The verbs of control and the pages for people, as handlers for `openapi/control.yaml`.
 * It must not know the transport, nor any API's meaning: it sees a backend only through what every backend offers.
 */
export { createControl, type Target } from './control.ts'
export { createGuard, type Guard, isLoopback } from './guard.ts'
