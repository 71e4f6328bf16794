import { type Engine, type Passage, type Problem, passageOf, type Reasons } from '../../engine/index.ts'
import { toPointer, type Where } from '../../kernel/index.ts'
import { declaredAnswer, type Operation, toCurl, type toExample } from '../../openapi/index.ts'
import type { Exchange, World } from '../../world/index.ts'
import type { Explanation } from '../request-entry.ts'
import type { Account, Attempt } from './account.ts'
import { defectAccount, faultAccount, missingAccount, ownAccount, preferenceAccount } from './asked-account.ts'
import { credentialAccount } from './credential-account.ts'
import { acceptAccount, maskAt, methodAccount, sizeAccount, violationAccount } from './document-account.ts'
import { findNearest } from './nearest.ts'
import { passageAccount, upstreamAccount } from './passage-account.ts'
import { routeAccount } from './route-account.ts'
import { placeOfFact } from './scenario-of.ts'
import { settle, toSuggestion } from './settle.ts'
import type { Recorded } from './show.ts'
import { Subject } from './subject.ts'

/**
 * Why an exchange was refused, and a command that would be let through now; undefined when it was not refused. Everything is worked out when someone asks.
 * `isGuarded`: whether control wants its token.
 */
export function explainExchange(engine: Engine, world: World, exchange: Exchange, isGuarded = false): Explanation | undefined {
  const recorded = exchange as Recorded
  const { status, connection } = recorded.response
  const passage = passageOf(recorded.problem)
  if (status > 0 && status < 400 && connection === undefined && passage === undefined) return undefined
  const subject = new Subject(engine, world, recorded)
  const account = passage === undefined ? toAccount(subject) : ofPassage(subject, passage)
  return account && toExplanation(subject, account, isGuarded)
}

/** Undefined when nothing is wrong with it, whatever was answered: that was not for us to decide. */
function ofPassage(subject: Subject, passage: Passage): Account | undefined {
  if (passage.count === 0) return undefined
  const { engine, world, exchange } = subject
  const asked = passage.request && toAccount(new Subject(engine, world, { ...exchange, problem: passage.request }))
  return passageAccount(subject, asked, passage)
}

function toAccount(subject: Subject): Account | undefined {
  const { exchange, request, problem, operation } = subject
  if (problem?.because?.rule === 'upstream') return upstreamAccount(subject, problem.reason)
  if (operation === undefined || exchange.isRejected) {
    if (problem?.isOurs === true) return ofMock(subject)
    return operation !== undefined && problem?.code === 'method_not_allowed' ? methodAccount(subject, operation) : routeAccount(subject)
  }
  // A fault that only delayed the call has nothing to do with its no.
  const isFaulty = problem === undefined || problem.because?.rule === 'fault' || exchange.response.connection !== undefined
  if (exchange.faultId !== undefined && isFaulty) return faultAccount(subject, operation, exchange.faultId)
  if (exchange.defect !== undefined) return defectAccount(subject, operation, exchange.defect)
  const isPreferred = problem === undefined ? request.headers.prefer !== undefined : problem.because?.rule === 'preference'
  if (isPreferred || problem?.code === 'preference_impossible') return preferenceAccount(subject, operation)
  if (problem === undefined) return backendAccount(subject, operation, unnamed(exchange.response.status))
  return engineAccount(subject, operation, problem) ?? backendAccount(subject, operation, problem)
}

/** What Standin refused itself: no operation is known then, but which one was meant. */
function ofMock(subject: Subject): Account | undefined {
  const { api, request, operation } = subject
  const [meant] = findNearest(api, request.method, request.target).found
  const named = meant?.operation ?? operation ?? api.operations[0]
  return named && ownAccount(subject, named, meant?.params ?? request.params)
}

/** A no that a backend gave as its answer, without a reason. */
function unnamed(status: number): Problem {
  return { code: `status_${status}`, status, reason: `The backend answered ${status} of its own accord.` }
}

/** What the engine says no to, whatever the API. */
function engineAccount(subject: Subject, operation: Operation, problem: Problem): Account | undefined {
  // Of a backend's own rule there is more to tell than the place.
  if (problem.violations !== undefined && problem.because === undefined) return violationAccount(subject, operation, problem)
  switch (problem.code) {
    case 'authentication_required':
      return credentialAccount(subject, operation)
    case 'not_acceptable':
      return acceptAccount(subject, operation, problem)
    case 'payload_too_large':
      return sizeAccount(subject, operation, problem)
    case 'not_implemented':
      return missingAccount(subject, operation, problem.reason)
    default:
      return problem.isOurs === true ? ofMock(subject) : undefined
  }
}

/** What the backend says no to; one that has nothing to say about it leaves the problem's own reason. */
function backendAccount(subject: Subject, operation: Operation, problem: Problem): Account {
  const { engine, api, world, exchange, params, query, content } = subject
  const body = content.kind === 'json' ? content.value : undefined
  const told = engine.backend.explain?.({ api, operation, problem, exchange, world, params, query, body })
  const reasons: Reasons = told ?? { rule: problem.reason, summary: problem.reason, blames: [], remedies: [] }
  const { rule, summary, blames, causedBy, facts, remedies } = reasons
  const pointer = declaredAnswer(api, operation, exchange.response.status, (shown) => codeIn(engine, shown) === codeOf(subject))
  const sent = subject.draft(operation)
  const again: Attempt = { says: 'The same call would be let through by now.', draft: sent, sender: 'same', isUnchanged: true }
  return {
    rule,
    summary,
    violations: blames.map(({ place, value, expected }) => ({ place, value: maskAt(subject, place, value), expected, pointer })),
    causedBy,
    facts,
    // Of someone nobody recognised, the same call would be another's.
    remedies: [
      exchange.principalId === undefined && operation.security.length > 0 ? [] : again,
      remedies.flatMap((remedy) => toSuggestion(subject, sent, remedy) ?? []),
    ].flat(),
    otherwise: again,
  }
}

function toExplanation(subject: Subject, account: Account, isGuarded: boolean): Explanation {
  const { api, world, secrets } = subject
  const { rule, summary, violations, causedBy, facts = [], nearest, remedies, otherwise } = account
  const { says, command, isControl } = settle(subject, remedies, otherwise)
  const place = causedBy === undefined ? placeOfFact(world.start, facts) : undefined
  return {
    code: codeOf(subject),
    rule,
    summary: secrets.hide(summary),
    violations: violations.map(({ place, value, expected, pointer }) => ({
      pointer: toPointer(place),
      value,
      expected: secrets.hide(expected),
      document: toLine(api.locate(pointer)),
    })),
    ...(causedBy === undefined ? {} : { causedBy }),
    ...(place === undefined ? {} : { scenario: toLine(place) }),
    ...(nearest === undefined ? {} : { nearest }),
    remedy: secrets.hide(says),
    curl: toCurl(world.origin, inWorld(subject, command)) + (isControl === true && isGuarded ? controlToken : ''),
  }
}

/** Whoever may read an explanation has the token already, and a command travels further than he: a shell that does not know it says where it is found. */
const controlToken = ` \\\n  -H "Authorization: Bearer \${STANDIN_CONTROL_TOKEN:?set it to the control token that was printed at the start}"`

function toLine({ file, line }: Where): { readonly file: string; readonly line: number } {
  return { file, line: line ?? 1 }
}

/** A world whose address is the server's own is named by a header, where the request did so. */
function inWorld({ world, request }: Subject, command: ReturnType<typeof toExample>): ReturnType<typeof toExample> {
  const isNamed = world.path === '' && request.headers['standin-world'] !== undefined
  return isNamed ? { ...command, headers: { 'Standin-World': world.name, ...command.headers } } : command
}

/** The code as it was answered, or the engine's where the answer has none. */
function codeOf({ engine, exchange, problem }: Subject): string {
  const { response } = exchange
  const { status, connection } = response
  if (connection !== undefined) return `connection_${connection}`
  if (problem !== undefined && passageOf(problem) !== undefined) return problem.code
  return codeIn(engine, response.body) ?? problem?.code ?? `status_${status}`
}

function codeIn({ backend }: Engine, body: unknown): string | undefined {
  const own = backend.fromErrorBody?.(body)?.code
  if (own !== undefined || body === null || typeof body !== 'object') return own
  const { code } = body as { readonly code?: unknown }
  return typeof code === 'string' ? code : undefined
}
