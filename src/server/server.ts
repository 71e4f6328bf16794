import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Engine, type Problem, problem, type Request, type Response, reject } from '../engine/index.ts'
import type { Method, Operation, Path } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import { crossOriginHeaders, preflightHeaders } from './cors.ts'
import { registerDocs } from './docs.ts'
import { answer, toRequest } from './exchange.ts'
import { leaving } from './leaving.ts'
import { Listener } from './listener.ts'
import { LocalFetch } from './local-fetch.ts'
import { Turn } from './turn.ts'
import { stripWorld, worldNameOf } from './world-key.ts'

/** An API on this server: the engine that plays it and the worlds its requests belong to. */
export interface Surface {
  readonly engine: Engine
  /** The world of a name, or of a request that names none; or why there is no such world. */
  readonly worldOf: (name: string | undefined) => World | Problem
  /** Where a request is refused that has no world. */
  readonly lobby: World
  readonly play: (engine: Engine, world: World, operation: Operation, request: Request) => Response | Promise<Response>
  /** Whether pages of other origins may call it. */
  readonly crossOrigin: boolean
  /** Whether its answers may take their time, so that they have to know when the caller has gone. */
  readonly waits: boolean
  /** A no before anything else, for surfaces that are not for everyone. */
  readonly guard?: (request: FastifyRequest) => Problem | undefined
}

export interface ServerOptions {
  readonly api: Surface
  /** What stands under `/__standin`. */
  readonly control: Surface
  /** The largest body taken, in bytes; a larger one is answered 413. */
  readonly bodyLimit: number
  /** Called when requests were played and before their answers are sent. What it gives is sent instead of all of them. */
  readonly settle: () => Response | undefined
}

const methods: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']

/** Answers in this process and, once it listens, over sockets. */
export interface MockServer {
  /** The port that was taken. */
  listen(port: number, host: string): Promise<number>
  fetch: LocalFetch['fetch']
  /** Routes by another document from the next request on. No connection is dropped, and requests under way end as they began. */
  swap(engine: Engine): Promise<void>
  close(): Promise<void>
}

/** A server that hands every request to an engine and sends what comes back. Not listening yet. */
export function createServer(options: ServerOptions): MockServer {
  const turn = new Turn(options.settle, (thrown) =>
    options.api.lobby.defects.push(`A stream failed: ${String(thrown instanceof Error ? thrown.stack : thrown)}`),
  )
  let app = createApp(options, turn)
  const listener = new Listener(() => app)
  const local = new LocalFetch((options) => app.inject(options))
  return {
    async listen(port, host) {
      await app.ready()
      return listener.listen(port, host)
    },
    fetch: (request) => local.fetch(request),
    async swap(engine) {
      // Fastify takes no routes once it has answered, so there is another one. The one before holds nothing open: it is done with when its last request is.
      const next = createApp({ ...options, api: { ...options.api, engine } }, turn)
      await next.ready()
      app = next
    },
    async close() {
      local.close()
      await listener.close()
      await app.close()
    },
  }
}

function createApp({ api, control, bodyLimit }: ServerOptions, turn: Turn): FastifyInstance {
  const surfaceOf = (request: FastifyRequest) => (request.url.startsWith('/__standin/') ? control : api)
  const refuse = (request: FastifyRequest, reply: FastifyReply, reason: Problem) =>
    rejected(turn, surfaceOf(request), request, reply, reason)
  const app = fastify({
    logger: false,
    bodyLimit,
    rewriteUrl: stripWorld,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 2048, querystringParser: () => noQuery },
    frameworkErrors: (error, request, reply) => refuse(request, reply, fromRouter(error)),
  })
  // The document validates bodies, not Fastify: they come through as bytes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const surface of [api, control]) for (const path of surface.engine.api.paths) registerPath(app, turn, surface, path, bodyLimit)
  registerDocs(app, api.engine.api, control.engine.api, (request, reply) => {
    const refused = control.guard?.(request)
    if (refused !== undefined) refuse(request, reply, refused)
    return refused !== undefined
  })
  app.setNotFoundHandler((request, reply) => refuse(request, reply, nothingMatches(request)))
  return app
}

/** What Fastify would parse from a query; the engine reads the raw one. */
const noQuery = Object.freeze({})

function registerPath(app: FastifyInstance, turn: Turn, surface: Surface, path: Path, bodyLimit: number): void {
  const { guard } = surface
  const names = path.names.map((_, index) => `p${index}`)
  const take = (request: FastifyRequest, reply: FastifyReply, operation: Operation, unreadable?: Problem) => {
    const params = paramsOf(request, names)
    const refused = params.includes('') ? nothingMatches(request) : guard?.(request)
    if (refused !== undefined) return rejected(turn, surface, request, reply, refused)
    answer(turn, reply, headersFor(surface, request), () => play(surface, request, reply, operation, params, unreadable))
  }
  for (const operation of path.operations) {
    app.route({
      method: operation.method,
      url: path.route,
      handler: (request, reply) => take(request, reply, operation),
      errorHandler: (error: FastifyError, request, reply) => take(request, reply, operation, toUnreadable(error, bodyLimit)),
    })
  }
  registerOthers(app, turn, surface, path, names)
}

/** A request to an operation, in the world it names. */
function play(
  { engine, worldOf, lobby, play, waits }: Surface,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  params: readonly string[],
  unreadable: Problem | undefined,
): Response | Promise<Response> {
  const name = worldNameOf(request.raw)
  const world = worldOf(name)
  const asked = toRequest(request, params, name, unreadable)
  if ('reason' in world) return reject(inLobby(engine), lobby, asked, world)
  return play(engine, world, operation, waits ? { ...asked, left: leaving(reply.raw) } : asked)
}

/** Every method that the path does not take: 405 with `Allow`, or the answer to a preflight. */
function registerOthers(app: FastifyInstance, turn: Turn, surface: Surface, path: Path, names: readonly string[]): void {
  const allowed = path.operations.map((operation) => operation.method)
  const allow = allowed.join(', ')
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    const preflight = surface.crossOrigin ? preflightHeaders(request.method, request.headers, allow) : undefined
    if (preflight !== undefined) return reply.code(204).headers(preflight).send()
    if (paramsOf(request, names).includes('')) return rejected(turn, surface, request, reply, nothingMatches(request))
    const wrong = problem('method_not_allowed', `${path.template} takes ${allow}, not ${request.method}`, { headers: { allow } })
    return rejected(turn, surface, request, reply, wrong, path.operations[0])
  }
  const others = methods.filter((method) => !allowed.includes(method))
  app.route({ method: others, url: path.route, handler: refuse, errorHandler: (_error, request, reply) => refuse(request, reply) })
}

/** The answer to a request that never came to an operation. */
function rejected(turn: Turn, surface: Surface, request: FastifyRequest, reply: FastifyReply, reason: Problem, nearest?: Operation): void {
  const { engine, worldOf, lobby, guard } = surface
  answer(turn, reply, headersFor(surface, request), () => {
    const name = worldNameOf(request.raw)
    const world = worldOf(name)
    const asked = toRequest(request, [], name)
    if ('reason' in world) return reject(inLobby(engine), lobby, asked, world, nearest)
    // What there is and what there is not is told only to those whom it is for.
    return reject(engine, world, asked, guard?.(request) ?? reason, nearest)
  })
}

/** What is refused for want of a world stands in no world's journal, so nothing can explain it. */
function inLobby(engine: Engine): Engine {
  return { ...engine, explains: false }
}

function headersFor({ crossOrigin }: Surface, { headers }: FastifyRequest): Record<string, string> | undefined {
  return crossOrigin ? crossOriginHeaders(headers) : undefined
}

/** By position; the router takes an empty segment for a value, which no path parameter may be (OAS 3.1 §4.8.2). */
function paramsOf(request: FastifyRequest, names: readonly string[]): readonly string[] {
  const params = request.params as Record<string, string>
  return names.map((name) => params[name] as string)
}

function nothingMatches(request: FastifyRequest): Problem {
  return problem('route_not_found', `Nothing matches ${request.method} ${request.url}`)
}

/** The router's own no, before any route was found. */
function fromRouter(error: FastifyError): Problem {
  if (error.code !== 'FST_ERR_BAD_URL') return problem('route_not_found', error.message)
  return invalid('path', 'encoding', 'must be percent-encoded UTF-8')
}

/** Why Fastify could not take a body, as a problem; anything else is our bug. */
function toUnreadable(error: FastifyError, limit: number): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const because = { rule: 'body-limit', facts: { limit } }
    return problem('payload_too_large', `The body is over the limit of ${limit} bytes`, { because })
  }
  if (error.code?.startsWith('FST_ERR_CTP_') !== true) return problem('defect', error.stack ?? error.message)
  return invalid('body', 'mediaType', error.message)
}

/** A part of the request that broke before the document could look at it. */
function invalid(place: 'path' | 'body', rule: string, message: string): Problem {
  const violation = { in: place, path: [], rule, params: {}, message, value: undefined, rulePointer: undefined }
  return problem('validation_failed', `The ${place} ${message}`, { violations: [violation], total: 1 })
}
