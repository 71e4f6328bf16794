import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Engine, type Problem, problem, type Request, type Response, reject } from '../engine/index.ts'
import { findOperation, type Method, type Operation, operationsAt } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import { crossOriginHeaders, preflightHeaders } from './cors.ts'
import { registerDocs } from './docs.ts'
import { answer, toRequest } from './exchange.ts'
import { leaving } from './leaving.ts'
import { type Front, Listener } from './listener.ts'
import { LocalFetch } from './local-fetch.ts'
import { malformedPath, nothingMatches, toUnreadable } from './problems.ts'
import { Turn } from './turn.ts'
import { unpack } from './unpack.ts'
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
  /** Called when somebody connects, and with every request over a socket. */
  readonly visited: () => void
}

/** Answers in this process and, once it listens, over sockets. */
export interface MockServer {
  /** The port that was taken. */
  listen(port: number, host: string, front?: Front): Promise<number>
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
  const listener = new Listener(() => app, options.visited)
  const local = new LocalFetch((options) => app.inject(options))
  return {
    async listen(port, host, front) {
      await app.ready()
      return listener.listen(port, host, front)
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
    frameworkErrors: (error, request, reply) => {
      const surface = surfaceOf(request)
      const { api, backend } = surface.engine
      if (error.code !== 'FST_ERR_BAD_URL') return rejected(turn, surface, request, reply, problem('route_not_found', error.message))
      const nearest = findOperation(api, request.method, toPath(request.url))?.operation
      // where neither the document nor its backend says how it refuses, RFC 9110 §15.5.1 does
      const isOurs = nearest === undefined && backend.toErrorBody === undefined
      rejected(turn, surface, request, reply, isOurs ? { ...malformedPath, status: 400 } : malformedPath, nearest)
    },
  })
  // The document validates bodies, not Fastify: they come through as bytes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    const coding = request.headers['content-encoding']
    if (coding === undefined) done(null, body)
    else void unpack(request, body as Buffer, coding, bodyLimit).then((unpacked) => done(null, unpacked), done)
  })
  for (const surface of [api, control]) register(app, turn, surface, bodyLimit)
  registerDocs(app, api.engine.api, control.engine.api, (request, reply) => {
    const refused = control.guard?.(request)
    if (refused !== undefined) refuse(request, reply, refused)
    return refused !== undefined
  })
  const miss = (request: FastifyRequest, reply: FastifyReply) => noOperation(turn, surfaceOf(request), request, reply)
  app.setNotFoundHandler(miss)
  // what was not taken of such a request does not matter
  app.setErrorHandler((_error, request, reply) => miss(request, reply))
  return app
}

/** What Fastify would parse from a query; the engine reads the raw one. */
const noQuery = Object.freeze({})

/** Every operation at each of its addresses, and GET for a HEAD that is not declared (RFC 9110 §9.3.2). */
function register(app: FastifyInstance, turn: Turn, surface: Surface, bodyLimit: number): void {
  const { operations } = surface.engine.api
  const declared = operations.flatMap(({ method, addresses }) => (method === 'HEAD' ? addresses.map(({ route }) => route) : []))
  const heads = new Set(declared)
  for (const method of new Set(operations.map((one) => one.method)))
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true })
  for (const operation of operations) {
    const names = operation.path.names.map((_, index) => `p${index}`)
    const take = (request: FastifyRequest, reply: FastifyReply, unreadable?: Problem) => {
      const params = paramsOf(request, names)
      if (params.includes('')) return noOperation(turn, surface, request, reply)
      const refused = surface.guard?.(request)
      if (refused !== undefined) return rejected(turn, surface, request, reply, refused)
      answer(turn, reply, headersFor(surface, request), () => play(surface, request, reply, operation, params, unreadable))
    }
    const handler = (request: FastifyRequest, reply: FastifyReply) => take(request, reply)
    const errorHandler = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      // RFC 9112 §8: whoever left before the end of his body asked for nothing
      if (request.raw.destroyed && !request.raw.complete && error.code === 'ECONNRESET') return void reply.hijack()
      take(request, reply, toUnreadable(error, request.headers['content-type'], bodyLimit))
    }
    for (const { route: url } of operation.addresses) {
      const method = operation.method === 'GET' && !heads.has(url) ? ['GET', 'HEAD'] : operation.method
      app.route({ method, url, handler, errorHandler })
    }
  }
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

/** A path that takes other methods: 405 with `Allow`, or what OPTIONS asks for; nothing at all: 404. */
function noOperation(turn: Turn, surface: Surface, request: FastifyRequest, reply: FastifyReply): void {
  const { api } = surface.engine
  // RFC 9110 §9.3.7: about the server as a whole
  const there = request.url === '*' ? api.operations : operationsAt(api, toPath(request.url))
  const [first] = there
  if (first === undefined) {
    rejected(turn, surface, request, reply, nothingMatches(request))
    return
  }
  const methods = [...new Set(there.map(({ method }) => method))]
  const allow = allowed(methods, surface)
  if (surface.crossOrigin && request.method === 'OPTIONS') {
    const headers = preflightHeaders(request.headers, allow) ?? { allow, ...crossOriginHeaders(request.headers) }
    reply.code(204).headers(headers).send()
    return
  }
  const reason = `${first.path.template} takes ${methods.join(', ')}, not ${request.method}`
  const nearest = there.find((operation) => operation.response(405) !== undefined) ?? first
  rejected(turn, surface, request, reply, problem('method_not_allowed', reason, { headers: { allow } }), nearest)
}

/** What may be asked beside what is declared is answered as well. */
function allowed(methods: readonly Method[], { crossOrigin }: Surface): string {
  const more = [...(methods.includes('GET') ? ['HEAD'] : []), ...(crossOrigin ? ['OPTIONS'] : [])]
  return [...new Set([...methods, ...more])].join(', ')
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

function toPath(url: string): string {
  const mark = url.indexOf('?')
  return mark === -1 ? url : url.slice(0, mark)
}
