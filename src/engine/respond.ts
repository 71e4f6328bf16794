import { stopwatch, toHttpTime } from '../kernel/index.ts'
import type { Api, Operation, RequestParts } from '../openapi/index.ts'
import type { Exchange, World } from '../world/index.ts'
import { authenticate } from './authenticate.ts'
import type { Backend, Principal, Reply } from './backend.ts'
import { conform, Nonconforming } from './conform.ts'
import { type Problem, problem, toProblemDetails } from './problem.ts'

/** A request as a transport hands it over. */
export interface Request extends RequestParts {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  /** Why the transport could not take the body, when it could not; told after the credentials were checked. */
  readonly unreadable: Problem | undefined
}

/** An answer ready to be sent. */
export interface Response {
  readonly status: number
  /** Made for this answer alone: the transport may add its own. */
  readonly headers: Record<string, string>
  /** What stands in `text`, before it was written; for the journal and for callers in this process. */
  readonly body: unknown
  /** Undefined = no body. */
  readonly text: string | undefined
  /** How long the transport shall wait before it sends, in milliseconds. */
  readonly delay: number
}

/** What the engine stands on for one document; shared by all worlds. */
export interface Engine {
  readonly api: Api
  readonly backend: Backend
}

/** The whole way of a request to an operation. `as` acts for someone who was recognised by other means than a credential. */
export function respond(engine: Engine, world: World, operation: Operation, request: Request, as?: Principal): Response {
  const exchange = begin(world, operation, request)
  exchange.actedAs = as?.id
  try {
    const outcome = outcomeOf(engine, world, exchange, operation, as)
    return finish(world, operation, exchange, isProblem(outcome) ? refuse(engine, exchange, operation, outcome) : outcome)
  } catch (thrown) {
    return finish(world, operation, exchange, refuse(engine, exchange, operation, defect(thrown)))
  }
}

function outcomeOf(engine: Engine, world: World, exchange: Open, operation: Operation, as: Principal | undefined): Reply | Problem {
  const principal = as ?? authenticate(operation, engine.backend, world, exchange.request)
  if (isProblem(principal)) return principal
  exchange.principalId = principal?.id
  return play(engine, world, exchange, operation, principal)
}

/** The answer to a request no operation can take: unknown route, wrong method, a path that can't be decoded. `nearest` is an operation of the same path, if any. */
export function reject(engine: Engine, world: World, request: Request, reason: Problem, nearest?: Operation): Response {
  const exchange = begin(world, nearest, request)
  exchange.rejected = reason
  return finish(world, nearest, exchange, refuse(engine, exchange, nearest, reason))
}

/** An exchange while it is under way; once recorded, nobody changes it. */
type Open = { -readonly [Key in keyof Exchange<Request, Response | undefined>]: Exchange<Request, Response | undefined>[Key] }

function begin(world: World, operation: Operation | undefined, request: Request): Open {
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
    rejected: undefined,
    // when it began, until it has ended
    durationMs: stopwatch(),
    defect: undefined,
  }
}

/** Validates the request and plays the operation; everything it writes is one transaction. */
function play({ backend }: Engine, world: World, exchange: Open, operation: Operation, principal: Principal | undefined): Reply | Problem {
  const { request, at: now } = exchange
  if (request.unreadable !== undefined) return request.unreadable
  if (operation.unusable !== undefined) return problem('not_implemented', `${operation.id} can't be served: ${operation.unusable}`)
  if (!backend.handles(operation)) {
    return problem(
      'not_implemented',
      `${operation.id} stands in the document, but the backend "${backend.name}" has no handler for it. Add one, or remove the operation.`,
    )
  }
  try {
    const read = operation.read(request)
    if (!read.ok)
      return problem('validation_failed', 'The request does not fit the document', { violations: read.violations, total: read.total })
    const { input } = read
    return world.store.transact(operation.id, () => conform(operation, backend.answer({ operation, input, principal, world, now })))
  } catch (thrown) {
    return backend.toProblem(thrown) ?? defect(thrown)
  }
}

/** A problem as the document's own error answer; one that the document does not allow is a defect of its own. */
function refuse(engine: Engine, exchange: Open, operation: Operation | undefined, refused: Problem): Reply {
  const reply = toReply(engine, exchange, refused)
  // No document speaks of an unknown route, nor of the mock's own words where the API has none.
  if (operation === undefined || engine.backend.toErrorBody === undefined) return reply
  try {
    return conform(operation, reply)
  } catch (thrown) {
    return refused.code === 'defect' ? reply : toReply(engine, exchange, defect(thrown))
  }
}

function toReply({ backend }: Engine, exchange: Open, refused: Problem): Reply {
  const { status, code, reason, headers = none } = refused
  if (code === 'defect') exchange.defect = reason
  if (backend.toErrorBody === undefined) return { status, headers, body: toProblemDetails(refused), mediaType: 'application/problem+json' }
  return { status, headers, body: backend.toErrorBody(refused, { traceId: exchange.traceId, now: exchange.at }) }
}

const none = Object.freeze({})

function defect(thrown: unknown): Problem {
  const reason =
    thrown instanceof Nonconforming ? thrown.message : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return problem('defect', reason)
}

function finish(world: World, operation: Operation | undefined, exchange: Open, reply: Reply): Response {
  const { status, body } = reply
  const mediaType = reply.mediaType ?? operation?.response(status)?.mediaTypes[0] ?? 'application/json'
  const text = body === undefined ? undefined : toText(body, mediaType)
  const headers: Record<string, string> = { 'x-request-id': exchange.traceId, 'standin-world': world.name, date: toHttpTime(exchange.at) }
  if (text !== undefined) headers['content-type'] = mediaType
  if (reply.headers !== undefined) Object.assign(headers, reply.headers)
  const response: Response = { status, headers, body, text, delay: delayOf(world) }
  exchange.response = response
  exchange.durationMs = stopwatch() - exchange.durationMs
  if (exchange.defect !== undefined) world.defects.push(`${operation?.id ?? exchange.request.target}: ${exchange.defect}`)
  world.journal.record(exchange)
  return response
}

function toText(body: unknown, mediaType: string): string {
  return typeof body === 'string' && mediaType.startsWith('text/') ? body : JSON.stringify(body)
}

function delayOf({ start: { delay }, random }: World): number {
  if (delay === undefined) return 0
  return delay.min + random.int(delay.max - delay.min + 1)
}

function isProblem(value: Principal | Problem | Reply | undefined): value is Problem {
  return value !== undefined && 'reason' in value
}
