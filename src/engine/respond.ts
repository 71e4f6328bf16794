import { stopwatch } from '../kernel/index.ts'
import type { Api, Operation, RequestInput, RequestParts } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import { authenticate } from './authenticate.ts'
import type { Backend, Principal, Reply } from './backend.ts'
import { conform, Nonconforming } from './conform.ts'
import { type Problem, problem } from './problem.ts'

/** A request as a transport hands it over. */
export interface Request extends RequestParts {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
}

/** An answer ready to be sent. */
export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** What stands in `text`, before it was written; for the journal and for callers in this process. */
  readonly body: unknown
  /** Undefined = no body. */
  readonly text: string | undefined
}

/** What the engine stands on for one document; shared by all worlds. */
export interface Engine {
  readonly api: Api
  readonly backend: Backend
}

/** The whole way of a request to an operation. `as` acts for someone who was recognised by other means than a credential. */
export function respond(engine: Engine, world: World, operation: Operation, request: Request, as?: Principal): Response {
  const begun = begin(world)
  const principal = as ?? authenticate(operation, engine.backend, world, request)
  if (isProblem(principal)) return finish(world, begun, operation, request, undefined, refuse(engine, begun, operation, principal))
  const read = operation.read(request)
  const outcome = read.ok
    ? play(engine, world, begun, operation, principal, read.input)
    : problem('validation_failed', 'The request does not fit the document', { violations: read.violations, total: read.total })
  const reply = isProblem(outcome) ? refuse(engine, begun, operation, outcome) : outcome
  return finish(world, begun, operation, request, principal, reply)
}

/** The answer to a request no operation can take: unknown route, wrong method, a body over the limit. `nearest` is an operation of the same path, if any. */
export function reject(engine: Engine, world: World, request: Request, reason: Problem, nearest?: Operation): Response {
  const begun = begin(world)
  return finish(world, begun, nearest, request, undefined, refuse(engine, begun, nearest, reason))
}

interface Begun {
  readonly exchange: number
  readonly traceId: string
  readonly now: number
  readonly started: number
}

/** A reply that passed the document, or the mock's own word that it could not. */
interface Settled extends Reply {
  readonly mediaType: string
  readonly defect?: string
}

function begin(world: World): Begun {
  const exchange = ++world.exchanges
  return { exchange, traceId: world.traceId(exchange), now: world.clock.now(), started: stopwatch() }
}

function play(engine: Engine, world: World, begun: Begun, operation: Operation, principal: Principal | undefined, input: RequestInput): Settled | Problem {
  const { backend } = engine
  if (operation.unusable !== undefined) return problem('not_implemented', `${operation.id} can't be served: ${operation.unusable}`)
  if (!backend.handles(operation)) {
    return problem('not_implemented', `${operation.id} stands in the document, but the backend "${backend.name}" has no handler for it. Add one, or remove the operation.`)
  }
  try {
    return world.store.transact(operation.id, () => conform(operation, backend.answer({ operation, input, principal, world, now: begun.now })))
  } catch (thrown) {
    return backend.toProblem(thrown) ?? defect(thrown)
  }
}

function refuse(engine: Engine, begun: Begun, operation: Operation | undefined, refused: Problem): Settled {
  const body = engine.backend.toErrorBody(refused, begun)
  const reply = { status: refused.status, body, ...(refused.headers === undefined ? {} : { headers: refused.headers }) }
  const text = refused.code === 'defect' ? { defect: refused.reason } : {}
  // An unknown route belongs to no operation, so no document speaks of its answer.
  if (operation === undefined) return { ...reply, mediaType: 'application/json', ...text }
  try {
    return { ...conform(operation, reply), ...text }
  } catch (thrown) {
    // The error body itself breaks the document: say so once, without asking the document again.
    const failed = refused.code === 'defect' ? refused : defect(thrown)
    return { status: failed.status, body: engine.backend.toErrorBody(failed, begun), mediaType: 'application/json', defect: failed.reason }
  }
}

function defect(thrown: unknown): Problem {
  const reason = thrown instanceof Nonconforming ? thrown.message : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return problem('defect', reason)
}

function finish(
  world: World,
  begun: Begun,
  operation: Operation | undefined,
  request: Request,
  principal: Principal | undefined,
  settled: Settled,
): Response {
  const text = settled.body === undefined ? undefined : JSON.stringify(settled.body)
  const headers: Record<string, string> = { 'x-request-id': begun.traceId, 'standin-world': world.name }
  if (text !== undefined) headers['content-type'] = settled.mediaType
  if (settled.headers !== undefined) Object.assign(headers, settled.headers)
  const response: Response = { status: settled.status, headers, body: settled.body, text }
  if (settled.defect !== undefined) world.defects.push(`${operation?.id ?? `${request.method} ${request.target}`}: ${settled.defect}`)
  world.journal.record({
    id: begun.exchange,
    traceId: begun.traceId,
    at: begun.now,
    operationId: operation?.id,
    request,
    response,
    principalId: principal?.id,
    durationMs: stopwatch() - begun.started,
    defect: settled.defect,
  })
  return response
}

function isProblem(value: Principal | Problem | Settled | undefined): value is Problem {
  return value !== undefined && 'reason' in value
}

