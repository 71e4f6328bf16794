/** The public names of Standin. */
export {
  defineBackend,
  defineTable,
  type Handler,
  type HandlerCall,
  type HandlerReply,
  type Handlers,
  type OwnBackend,
  type OwnTable,
} from './backends/index.ts'
export {
  type AssumptionEntry,
  type CallbackEntry,
  type ClockReading,
  type Control,
  ControlError,
  type ControlEvent,
  connect,
  type ExplainedRequest,
  type Explanation,
  type FaultEntry,
  type Message,
  type RequestEntry,
  type SentEntry,
  type WebhookChoices,
  type WebhookEntry,
  type WorldChoices,
  type WorldControl,
  type WorldEntry,
} from './control/index.ts'
export type { Engine, Population } from './engine/index.ts'
export { type ClockSetting, type Diagnostic, Unusable, type Where } from './kernel/index.ts'
export { createMock, type Mock, type MockOptions, version } from './mock.ts'
export { type Api, FilePart, type Operation } from './openapi/index.ts'
export type { Exchange, FaultSpec, Scenario, World } from './world/index.ts'
