import { stopwatch, toHttpTime } from '../kernel/index.ts'
import type { Api, Operation, RequestParts } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
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
  readonly unreadable?: Problem
}

/** An answer ready to be sent. */
export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
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
  const begun = begin(world, operation, request)
  begun.actedAs = as?.id
  const principal = as ?? authenticate(operation, engine.backend, world, request)
  if (isProblem(principal)) return finish(begun, refuse(engine, begun, principal))
  begun.principalId = principal?.id
  if (request.unreadable !== undefined) return finish(begun, refuse(engine, begun, request.unreadable))
  const outcome = play(engine, begun, operation, principal)
  return finish(begun, isProblem(outcome) ? refuse(engine, begun, outcome) : outcome)
}

/** The answer to a request no operation can take: unknown route, wrong method, a path that can't be decoded. `nearest` is an operation of the same path, if any. */
export function reject(engine: Engine, world: World, request: Request, reason: Problem, nearest?: Operation): Response {
  const begun = begin(world, nearest, request)
  begun.rejected = reason
  return finish(begun, refuse(engine, begun, reason))
}

/** An exchange under way. */
interface Begun {
  readonly world: World
  readonly operation: Operation | undefined
  readonly request: Request
  readonly id: number
  readonly traceId: string
  readonly now: number
  readonly started: number
  principalId: string | undefined
  actedAs: string | undefined
  rejected: Problem | undefined
}

/** A reply that passed the document, or the mock's own word that it could not. */
interface Settled extends Reply {
  readonly mediaType: string
  readonly defect?: string
}

function begin(world: World, operation: Operation | undefined, request: Request): Begun {
  const id = ++world.exchanges
  return {
    world,
    operation,
    request,
    id,
    traceId: world.traceId(id),
    now: world.clock.now(),
    started: stopwatch(),
    principalId: undefined,
    actedAs: undefined,
    rejected: undefined,
  }
}

/** Validates the request and plays the operation; everything it writes is one transaction. */
function play(engine: Engine, begun: Begun, operation: Operation, principal: Principal | undefined): Settled | Problem {
  const { backend } = engine
  const { world, now, request } = begun
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
function refuse(engine: Engine, begun: Begun, refused: Problem): Settled {
  const settled = toReply(engine, begun, refused)
  // No document speaks of an unknown route, nor of the mock's own words where the API has none.
  if (begun.operation === undefined || engine.backend.toErrorBody === undefined) return settled
  try {
    return conform(begun.operation, settled)
  } catch (thrown) {
    return refused.code === 'defect' ? settled : toReply(engine, begun, defect(thrown))
  }
}

function toReply({ backend }: Engine, begun: Begun, refused: Problem): Settled {
  return {
    status: refused.status,
    body: backend.toErrorBody === undefined ? toProblemDetails(refused) : backend.toErrorBody(refused, begun),
    mediaType: backend.toErrorBody === undefined ? 'application/problem+json' : 'application/json',
    ...(refused.headers === undefined ? {} : { headers: refused.headers }),
    ...(refused.code === 'defect' ? { defect: refused.reason } : {}),
  }
}

function defect(thrown: unknown): Problem {
  const reason =
    thrown instanceof Nonconforming ? thrown.message : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return problem('defect', reason)
}

function finish(begun: Begun, settled: Settled): Response {
  const { world, operation, request } = begun
  const text = toText(settled)
  const headers: Record<string, string> = { 'x-request-id': begun.traceId, 'standin-world': world.name, date: toHttpTime(begun.now) }
  if (text !== undefined) headers['content-type'] = settled.mediaType
  if (settled.headers !== undefined) Object.assign(headers, settled.headers)
  const response: Response = { status: settled.status, headers, body: settled.body, text, delay: delayOf(world) }
  if (settled.defect !== undefined) world.defects.push(`${operation?.id ?? `${request.method} ${request.target}`}: ${settled.defect}`)
  world.journal.record({
    id: begun.id,
    traceId: begun.traceId,
    at: begun.now,
    operationId: operation?.id,
    request,
    response,
    principalId: begun.principalId,
    actedAs: begun.actedAs,
    rejected: begun.rejected,
    durationMs: stopwatch() - begun.started,
    defect: settled.defect,
  })
  return response
}

function toText({ body, mediaType }: Settled): string | undefined {
  if (body === undefined) return undefined
  return typeof body === 'string' && mediaType.startsWith('text/') ? body : JSON.stringify(body)
}

function delayOf({ start: { delay }, random }: World): number {
  if (delay === undefined) return 0
  return delay.min + random.int(delay.max - delay.min + 1)
}

function isProblem(value: Principal | Problem | Settled | undefined): value is Problem {
  return value !== undefined && 'reason' in value
}
