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
  Reply,
} from './backend.ts'
export { type EngineProblemCode, type Problem, problem } from './problem.ts'
export { replay } from './replay.ts'
export { type Engine, type Request, type Response, reject, respond } from './respond.ts'
