/**
 * Answering: one function from api, backend, world and request to a response, and its steps.
 * It must not know sockets or files, nor what any API means; no `node:` import, so that it can run in a browser.
 */
export type {
  Assumption,
  Backend,
  Call,
  Credential,
  ErrorContext,
  Invitation,
  Mail,
  Mailbox,
  Population,
  Principal,
  Reasons,
  Remedy,
  Reply,
  StateTable,
} from './backend.ts'
export type { Effect, Engine } from './engine.ts'
export { type Because, type EngineProblemCode, type Problem, problem } from './problem.ts'
export { replay } from './replay.ts'
export type { Breakage, Open, Request, Response } from './request.ts'
export { reject, respond, respondLater } from './respond.ts'
