/**
 * The verbs of control, said three ways: in this process, as a client over HTTP, and as handlers for `openapi/control.yaml`; and the pages for people.
 * It must not know the server's sockets, nor any API's meaning: it sees a backend only through what every backend offers.
 */
export { Announcements } from './announcements.ts'
export { type ControlCode, controlCodes } from './codes.ts'
export { explainExchange } from './explain/explain.ts'
export { type ExchangeFilter, matchesFilter } from './explain/filter.ts'
export { showExchange } from './explain/show.ts'
export { createGuard, type Guard } from './guard.ts'
export { aboutWorld, createControl } from './handlers.ts'
export { createLocalControl } from './local.ts'
export { connect } from './remote.ts'
export type { ExplainedRequest, Explanation, RequestEntry } from './request-entry.ts'
export type { CallbackEntry, SentEntry, WebhookChoices, WebhookEntry } from './sending-verbs.ts'
export { type OwnChoices, type Start, Starts } from './starts.ts'
export type { Reload, Scope, Target } from './target.ts'
export {
  type AssumptionEntry,
  type ClockReading,
  type Control,
  ControlError,
  type ControlEvent,
  type FaultEntry,
  type Message,
  type WorldChoices,
  type WorldControl,
  type WorldEntry,
} from './verbs.ts'
