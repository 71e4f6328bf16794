/** Handlers that a user writes for some operations of a document, with tables, mails and refusals; another backend plays the rest. */
export { createOwn } from './create.ts'
export { type BackendExtras, defineBackend, type OwnBackend } from './define.ts'
export type { Handler, HandlerCall, HandlerReply, Handlers, MailDraft } from './handler.ts'
export { loadOwn } from './load.ts'
export { defineTable, type OwnTable, type TableShape } from './table.ts'
