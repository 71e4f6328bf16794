import { stopwatch, toHttpTime } from '../kernel/index.ts'
import { type Operation, Uncompilable } from '../openapi/index.ts'
import type { Exchange, World } from '../world/index.ts'
import { authenticate } from './authenticate.ts'
import type { Call, Reply } from './backend.ts'
import { conform, Nonconforming } from './conform.ts'
import type { Effect, Engine } from './engine.ts'
import { strike } from './fault.ts'
import { acceptOf } from './negotiate.ts'
import { prefer, withPreference } from './prefer.ts'
import { preferOf, withoutTwins } from './preferences.ts'
import type { Principal } from './principal.ts'
import { type Problem, problem, toProblemDetails } from './problem.ts'
import type { Open, Request, Response } from './request.ts'
import { toBinaryText } from './smallest-files.ts'

/** The whole way of a request to an operation. `as` acts for someone who was recognised by other means than a credential. */
export function respond(engine: Engine, world: World, operation: Operation, request: Request, as?: Principal): Response {
  const exchange = begin(world, operation, request)
  exchange.actedAs = as?.id
  let effect: Effect | undefined
  try {
    effect = world.faults.isEmpty ? undefined : strike(engine, world, operation, exchange)
    if (effect?.instead !== undefined) return close(engine, world, exchange, operation, effect.instead, effect)
    const preference = preferOf(request) === undefined ? undefined : prefer(engine, operation, exchange)
    const outcome = outcomeOf(engine, world, exchange, operation, as, preference?.instead)
    if (preference !== undefined) effect = withPreference(effect, preference, outcome)
    return close(engine, world, exchange, operation, outcome, effect)
  } catch (thrown) {
    return close(engine, world, exchange, operation, toFailure(thrown), effect)
  }
}

/** The same for backends that have to wait for something; what they write, they write in transactions of their own. */
export async function respondLater(engine: Engine, world: World, operation: Operation, request: Request): Promise<Response> {
  const exchange = begin(world, operation, request)
  try {
    return close(engine, world, exchange, operation, await outcomeLater(engine, world, exchange, operation))
  } catch (thrown) {
    return close(engine, world, exchange, operation, toFailure(thrown))
  }
}

/** The answer to a request no operation can take: unknown route, wrong method, a path that can't be decoded. `nearest` is an operation of the same path, if any. */
export function reject(engine: Engine, world: World, request: Request, reason: Problem, nearest?: Operation): Response {
  const exchange = begin(world, nearest, request)
  exchange.isRejected = true
  return close(engine, world, exchange, nearest, reason)
}

export function begin(world: World, operation: Operation | undefined, request: Request): Open {
  const id = ++world.exchanges
  return {
    id,
    traceId: world.traceId(id),
    at: world.clock.now(),
    operationId: operation?.id,
    request,
    response: undefined,
    principalId: undefined,
    actedAs: undefined,
    isRejected: false,
    problem: undefined,
    faultId: undefined,
    // when it began, until it has ended
    durationMs: stopwatch(),
    defect: undefined,
  }
}

/** Plays the operation, unless another answer is preferred; everything it writes is one transaction, which the check of its answer is part of. */
function outcomeOf(
  engine: Engine,
  world: World,
  exchange: Open,
  operation: Operation,
  as: Principal | undefined,
  preferred: Reply | Problem | undefined,
): Reply | Problem {
  const { backend } = engine
  const call = admit(engine, world, exchange, operation, as, preferred === undefined)
  if ('reason' in call) return call
  if (preferred !== undefined) return preferred
  try {
    return world.store.transact(exchange, () => conform(operation, backend.answer(call)))
  } catch (thrown) {
    return backend.toProblem(thrown) ?? toFailure(thrown)
  }
}

async function outcomeLater(engine: Engine, world: World, exchange: Open, operation: Operation): Promise<Reply | Problem> {
  const { backend } = engine
  const call = admit(engine, world, exchange, operation, undefined, true)
  if ('reason' in call) return call
  if (backend.answerLater === undefined) return problem('defect', `The backend "${backend.name}" answers at once or not at all`)
  try {
    return conform(operation, await backend.answerLater(call))
  } catch (thrown) {
    return backend.toProblem(thrown) ?? toFailure(thrown)
  }
}

/** Who calls and with what: everything that is checked before the operation is played. */
function admit(
  engine: Engine,
  world: World,
  exchange: Open,
  operation: Operation,
  as: Principal | undefined,
  isPlayed: boolean,
): Call | Problem {
  const { request, at: now } = exchange
  const { backend } = engine
  const principal = as ?? authenticate(operation, engine, world, request)
  if (isProblem(principal)) return principal
  exchange.principalId = principal?.id
  if (request.unreadable !== undefined) return request.unreadable
  if (operation.unusable !== undefined) return problem('not_implemented', `${operation.id} can't be served: ${operation.unusable}`)
  if (isPlayed && !backend.handles(operation)) {
    return problem(
      'not_implemented',
      `${operation.id} stands in the document, but the backend "${backend.name}" has no handler for it. Add one, or remove the operation.`,
    )
  }
  const read = operation.read(withoutTwins(request))
  if (!read.ok)
    return problem('validation_failed', 'The request does not fit the document', { violations: read.violations, total: read.total })
  return { operation, input: read.input, request, principal, world, now }
}

/** Puts the outcome into words and the exchange into the journal. */
export function close(
  engine: Engine,
  world: World,
  exchange: Open,
  operation: Operation | undefined,
  outcome: Reply | Problem,
  effect?: Effect,
): Response {
  const reply = isProblem(outcome) ? refuse(engine, exchange, operation, outcome) : outcome
  const { status, body, stream } = reply
  const mediaType = reply.mediaType ?? operation?.response(status)?.mediaTypes[0] ?? 'application/json'
  const isBytes = body instanceof Uint8Array
  const text = body === undefined ? undefined : isBytes ? toBinaryText(body) : toText(body, mediaType)
  const headers: Record<string, string | string[]> = {
    'x-request-id': exchange.traceId,
    'standin-world': engine.worldOf?.(exchange.request) ?? world.name,
    date: toHttpTime(exchange.at),
  }
  if (text !== undefined || stream !== undefined) headers['content-type'] = mediaType
  // RFC 9745 §2.1 wants a date, and a document has none
  if (operation?.isDeprecated === true) headers.deprecation = '@0'
  if (reply.headers !== undefined) Object.assign(headers, reply.headers)
  if (effect !== undefined) Object.assign(headers, effect.headers)
  // A journal that keeps nothing has no explanation to link to.
  const isExplained = engine.explains && world.journal.limits.exchanges > 0
  if (status >= 400 && isExplained) headers.link = `<${world.path}/__standin/requests/${exchange.id}>; rel="describedby"`
  const delay = delayOf(world) + (effect?.delay ?? 0) + (reply.delay ?? 0)
  const made = {
    status,
    headers: status === 0 ? {} : headers,
    body: isBytes ? text : body,
    text,
    stream,
    delay,
    connection: effect?.connection,
  }
  const response: Response = isBytes ? { ...made, encoding: 'latin1' } : made
  exchange.response = response
  exchange.faultId = effect?.faultId
  exchange.durationMs = stopwatch() - exchange.durationMs
  if (exchange.defect !== undefined) world.defects.push(`${operation?.id ?? exchange.request.target}: ${exchange.defect}`)
  world.journal.record(exchange, 1024 + (exchange.request.body?.byteLength ?? 0) + (text?.length ?? 0))
  tell(engine, world, exchange, status)
  return response
}

export function tell(engine: Engine, world: World, exchange: Exchange, status: number): void {
  const { outgoing, watcher } = world
  // A refused call has mailed nothing: what it had put out was taken back with it.
  if (watcher !== undefined && status < 400) for (const id of outgoing) watcher.message(world, id)
  if (outgoing.length > 0) outgoing.length = 0
  watcher?.exchange(world, exchange, engine)
}

/** A problem as the document's own error answer; one that the document does not allow is a defect of its own. */
function refuse(engine: Engine, exchange: Open, operation: Operation | undefined, refused: Problem): Reply {
  exchange.problem = refused
  const reply = toReply(engine, exchange, operation, refused)
  // No document speaks of an unknown route, nor of the mock's own words where the API has none; beyond the document goes only who asked to.
  if (operation === undefined || engine.backend.toErrorBody === undefined || refused.isForced === true) return reply
  try {
    return conform(operation, reply)
  } catch (thrown) {
    return refused.code === 'defect' ? reply : toReply(engine, exchange, operation, toFailure(thrown))
  }
}

function toReply({ backend }: Engine, exchange: Open, operation: Operation | undefined, refused: Problem): Reply {
  const { status, code, reason, headers = none } = refused
  if (code === 'defect') exchange.defect = reason
  const context = { traceId: exchange.traceId, now: exchange.at, accept: acceptOf(exchange.request) }
  const isApis = operation !== undefined && refused.isOurs !== true && refused.isForced !== true
  const own = isApis ? backend.toErrorReply?.(refused, operation, context) : undefined
  if (own !== undefined) return { ...own, headers: { ...own.headers, ...headers } }
  if (backend.toErrorBody === undefined || refused.isOurs === true)
    return { status, headers, body: toProblemDetails(refused), mediaType: 'application/problem+json' }
  return { status, headers, body: backend.toErrorBody(refused, context) }
}

const none = Object.freeze({})

/** What is to be answered in place of an answer that could not be made: 501 where the document is at fault, else 500. */
function toFailure(thrown: unknown): Problem {
  if (thrown instanceof Uncompilable) return problem('not_implemented', `This operation can't be served: ${thrown.message}`)
  const reason =
    thrown instanceof Nonconforming ? thrown.message : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return problem('defect', reason)
}

function toText(body: unknown, mediaType: string): string {
  return typeof body === 'string' && !/[/+]json$/.test(mediaType) ? body : JSON.stringify(body)
}

function delayOf({ start: { delay }, random }: World): number {
  if (delay === undefined) return 0
  return delay.min + random.int(delay.max - delay.min + 1)
}

function isProblem(value: Principal | Problem | Reply | undefined): value is Problem {
  return value !== undefined && 'reason' in value
}
