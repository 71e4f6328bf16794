import type { Declares, DefaultedFields, DefaultedOf, Given, Reply, Request } from '../engine/index.ts'
import type { operations } from './document.gen.ts'
import type { Target } from './target.ts'
import type { Control, WorldControl } from './verbs.ts'

export type OperationId = keyof operations

/** Fields of a request that have a default; a test holds this table to the document. */
export const defaulted = {
  getState: ['limit'],
  getTable: ['skip', 'limit'],
  listMessages: ['limit'],
  listCallbacks: ['limit'],
  waitForMessage: ['timeout_ms'],
  listRequests: ['limit'],
} as const satisfies DefaultedFields<operations>

/** What a call of control is about. */
export interface Here {
  readonly target: Target
  readonly control: Control
  readonly world: WorldControl
  /** The world, when the call names one. */
  readonly named: string | undefined
  readonly request: Request
}

/** What a handler gets: the document has decoded, checked and defaulted all of it. */
export interface ControlCall<Id extends OperationId> extends Given<operations[Id], DefaultedOf<typeof defaulted, Id>> {
  readonly here: Here
}

/** Refusals are thrown, and what goes on and on is a stream. */
export type ControlReply<Id extends OperationId> = Exclude<
  Declares<operations[Id]>,
  { readonly body: unknown; readonly mediaType?: 'application/problem+json' | 'text/event-stream' }
>

/** Ties the document to the code: an operation without a handler, a status not declared and a body not allowed don't compile. */
export type ControlHandlers<Ids extends OperationId = OperationId> = {
  readonly [Id in Ids]: (call: ControlCall<Id>) => ControlReply<Id> | Promise<ControlReply<Id>>
}

/** Pages are text to a type; what they may be answered with is checked when they are sent. */
export type PageHandlers<Ids extends OperationId> = {
  readonly [Id in Ids]: (call: ControlCall<Id>) => Reply | Promise<Reply>
}
