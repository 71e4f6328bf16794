import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { backends } from './backends/index.ts'
import { createControl, createGuard, emptyStart, isLoopback, Starts, type Target } from './control/index.ts'
import { type Backend, type Engine, type Population, type Problem, respond, respondLater } from './engine/index.ts'
import { type ClockSetting, Unusable } from './kernel/index.ts'
import { type Api, load } from './openapi/index.ts'
import { createServer } from './server/index.ts'
import { type Scenario, World, type WorldStart, Worlds, WorldsRefusal } from './world/index.ts'

export interface MockOptions {
  /** Path of an OpenAPI document; the organisation-membership API if left out. */
  readonly document?: string | undefined
  /** A scenario by name, or a fixture's path; `default` if left out. */
  readonly scenario?: string | undefined
  /** Folders with fixtures of your own, looked through before the ones that come along. */
  readonly fixtures?: readonly string[] | undefined
  /** Where ids and randomness come from; the scenario's if left out. */
  readonly seed?: number | undefined
  /** How time goes; the scenario's if left out. */
  readonly clock?: ClockSetting | undefined
  /** `strict` lets only the scenario's tokens pass. */
  readonly auth?: 'lenient' | 'strict' | undefined
  /** Decisions that rest on inference, chosen otherwise than the scenario does. */
  readonly assumptions?: Readonly<Record<string, string>> | undefined
  /** Every answer waits so many milliseconds, drawn evenly between the two. */
  readonly delay?: { readonly min: number; readonly max: number } | undefined
  /** The largest request body in bytes; 1 MiB if left out. */
  readonly bodyLimit?: number | undefined
  /** How many exchanges the journal of each world keeps; 1000 if left out. */
  readonly journalLimit?: number | undefined
  /** `strict` refuses API calls that name no world; `open`, the default, plays them in the world `default`. */
  readonly worlds?: 'open' | 'strict' | undefined
  /** How many worlds there may be at once; 1000 if left out. */
  readonly worldsLimit?: number | undefined
  /** How many bytes worlds may hold together, as estimated; 1 GiB if left out. */
  readonly worldsMemory?: number | undefined
  /** After how many milliseconds without a request a world is dropped; a day if left out. */
  readonly worldsIdle?: number | undefined
  /** What control asks for as a bearer token; none = open, which is for loopback only. */
  readonly controlToken?: string | undefined
  /** Where browsers reach the mock, for links in mails, when that is not the address it listens on. */
  readonly publicUrl?: string | undefined
  /** Listens there at once, on 127.0.0.1; 0 takes any free port. */
  readonly port?: number | undefined
}

/** A mock that is ready to answer, in this process or over a socket. */
export interface Mock {
  readonly api: Api
  readonly engine: Engine
  readonly scenario: Scenario | undefined
  readonly population: Population
  /** What worlds start from unless asked otherwise. */
  readonly start: WorldStart
  readonly worlds: Worlds
  /** Why the mock itself failed, one line for each time; a test that finds one fails. */
  readonly defects: readonly string[]
  /** Where it is reached; an address nobody listens on until `listen`. */
  readonly url: string
  /** A new world in the same starting state, reached by nobody but the caller. */
  createWorld(name: string): World
  /** Answers without a socket, otherwise the same way. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Opens a socket; the address it is reached at. `port` 0 takes any free one. */
  listen(port: number, host: string): Promise<string>
  close(): Promise<void>
}

const require = createRequire(import.meta.url)

/** Of Standin itself. */
export const version: string = require('../package.json').version

/** The document that comes along. */
export const flagshipDocument = fileURLToPath(new URL('../openapi/organizations.yaml', import.meta.url))
const controlDocument = fileURLToPath(new URL('../openapi/control.yaml', import.meta.url))
/** The scenarios that come along. */
export const ownFixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))

const journalBytes = 16 * 1_048_576
const day = 86_400_000

/** Document, backend and scenario as a running mock. Throws `Unusable` with every finding when one of them can't be used. */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const [api, controlApi] = await Promise.all([load(options.document ?? flagshipDocument), load(controlDocument)])
  const engine: Engine = { api, backend: backendOf(api), explains: true }
  const folders = [...(options.fixtures ?? []), ownFixtures]
  const starts = new Starts(engine, folders, options)
  const { scenario, start, population } = await starts.load(options.scenario)
  let base = options.publicUrl ?? 'http://127.0.0.1:4010'

  const journal = { exchanges: options.journalLimit ?? 1000, bytes: journalBytes }
  const createWorld = (name: string, from = start) => {
    const path = name === 'default' ? '' : `/__standin/worlds/${name}`
    return new World(from, { name, path, origin: base + path, journal })
  }
  const worlds = new Worlds({
    create: createWorld,
    limit: options.worldsLimit ?? 1000,
    memoryLimit: options.worldsMemory ?? 1_073_741_824,
    idleLimit: options.worldsIdle ?? day,
  })
  if (options.worlds !== 'strict') worlds.add('default')
  const lobby = new World(emptyStart, { name: 'none', path: '', origin: base, journal: { exchanges: 100, bytes: journalBytes } })

  const target: Target = {
    engine: () => engine,
    starts: () => starts,
    worlds,
    scenario: options.scenario,
    folders,
    urlOf: (name) => base + (name === 'default' ? '' : `/__standin/worlds/${name}`),
    version,
  }
  const control: Engine = { api: controlApi, backend: createControl(target), explains: false }
  const app = createServer({
    api: {
      engine,
      worldOf: (name) => worldOf(worlds, name, options.worlds === 'strict'),
      lobby,
      play: respond,
      crossOrigin: true,
    },
    control: {
      engine: control,
      worldOf: () => lobby,
      lobby,
      play: respondLater,
      crossOrigin: false,
      guard: createGuard(options.controlToken),
    },
    bodyLimit: options.bodyLimit ?? 1_048_576,
    settle: () => undefined,
  })
  const mock: Mock = {
    api,
    engine,
    scenario,
    population,
    start,
    worlds,
    get defects() {
      return [...worlds.defects, ...lobby.defects]
    },
    get url() {
      return base
    },
    createWorld,
    fetch: (input, init) =>
      inject(app, new Request(new URL(input instanceof Request ? input.url : input, base), input instanceof Request ? input : init)),
    async listen(port, host) {
      if (!isLoopback(host) && options.controlToken === undefined) {
        throw new Error(`Listening on ${host} opens control to other machines: give createMock a controlToken, or listen on 127.0.0.1`)
      }
      await app.listen({ port, host })
      const address = app.server.address() as { readonly port: number }
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
      base = options.publicUrl ?? (host === '0.0.0.0' || host === '::' ? `http://127.0.0.1:${address.port}` : url)
      for (const world of worlds.list()) world.origin = base + world.path
      return url
    },
    close: () => app.close(),
  }
  if (options.port !== undefined) await mock.listen(options.port, '127.0.0.1')
  return mock
}

/** The world a request names, or why it is played in none. */
function worldOf(worlds: Worlds, name: string | undefined, isStrict: boolean): World | Problem {
  if (name === undefined && isStrict) {
    const reason =
      'This call names no world, and --worlds strict asks for one: send the header Standin-World, or the cookie of that name, or call /__standin/worlds/{name}/…'
    return { code: 'world_required', status: 400, reason, isOurs: true }
  }
  try {
    return worlds.at(name ?? 'default')
  } catch (thrown) {
    if (!(thrown instanceof WorldsRefusal)) throw thrown
    return { code: thrown.code, status: thrown.code === 'worlds_exhausted' ? 503 : 400, reason: thrown.reason, isOurs: true }
  }
}

/** The backend a document asks for in `x-standin.backend`. */
function backendOf(api: Api): Backend {
  const name = api.settings.backend ?? 'none'
  if (typeof name === 'string' && Object.hasOwn(backends, name)) return backends[name as keyof typeof backends] as Backend
  const where = api.locate('/x-standin/backend')
  throw new Unusable(`${api.source} asks for a backend that is not there`, [
    {
      code: 'document.backend.unknown',
      severity: 'error',
      message: `x-standin.backend is ${JSON.stringify(name)}; there is ${Object.keys(backends).join(', ')}`,
      where,
    },
  ])
}

async function inject(app: FastifyInstance, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer())
  const answer = await app.inject({
    method: request.method as 'GET',
    url: pathname + search,
    headers: { host: '127.0.0.1', ...Object.fromEntries(request.headers) },
    ...(body === undefined ? {} : { payload: body }),
  })
  const isBodiless = answer.statusCode === 204 || answer.statusCode === 304
  const received = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) received.append(name, String(value))
  return new Response(isBodiless ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers: received })
}
