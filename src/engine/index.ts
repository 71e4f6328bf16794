/**
 * Answering: one function from api, backend, world and request to a response, and its steps.
 * It must not know sockets or files, nor what any API means; no `node:` import, so that it can run in a browser.
 */

export { missingCredential } from './authenticate.ts'
export type {
  Assumption,
  Backend,
  Blame,
  Call,
  ErrorContext,
  People,
  Population,
  Reasons,
  RefusedCall,
  Remedy,
  Reply,
  StateTable,
} from './backend.ts'
export { checkFault } from './check-fault.ts'
export type { Effect, Engine } from './engine.ts'
export type { CookiesOf, Declares, DefaultedFields, DefaultedOf, Given, HeadersOf, Sent } from './handlers.ts'
export type { Invitation, Mail, Mailbox } from './mailbox.ts'
export { acceptOf, negotiate, type Offer } from './negotiate.ts'
export { type Breach, decline, type Passage, passageOf, recordPassed, withPassage } from './passage.ts'
export { parsePreferences, preferOf, toPreference } from './preferences.ts'
export type { Credential, KnownToken, Principal } from './principal.ts'
export { type Because, type EngineProblemCode, type Problem, problem, type ReplyHeaders, toProblemDetails } from './problem.ts'
export { replay } from './replay.ts'
export type { Breakage, Open, Request, Response } from './request.ts'
export { reject, respond, respondLater } from './respond.ts'
export {
  canonical,
  hash,
  isEqual,
  isProvider,
  loadTools,
  type SampleOptions,
  sample,
  type Tools,
  toWords,
  Unsatisfiable,
} from './sample/index.ts'
export { toPhrase, toStatusCode } from './status.ts'
export { sentAs, writeBody } from './write-body.ts'
