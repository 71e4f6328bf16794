import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { backends } from './backends/index.ts'
import { createControl, createGuard, isLoopback } from './control/index.ts'
import type { Backend, Engine, Population } from './engine/index.ts'
import { type Clock, type ClockSetting, type Diagnostic, Store, Unusable } from './kernel/index.ts'
import { type Api, load } from './openapi/index.ts'
import { createServer } from './server/index.ts'
import { type Journal, loadScenario, type Scenario, World, type WorldStart } from './world/index.ts'

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
  /** How many exchanges the journal keeps; 1000 if left out. */
  readonly journalLimit?: number | undefined
  /** What control asks for as a bearer token; none = open, which is for loopback only. */
  readonly controlToken?: string | undefined
  /** Where browsers reach the mock, for links in mails, when that is not the address it listens on. */
  readonly publicUrl?: string | undefined
}

/** A mock that is ready to answer, in this process or over a socket. */
export interface Mock {
  readonly api: Api
  readonly engine: Engine
  readonly scenario: Scenario | undefined
  readonly population: Population
  readonly world: World
  readonly clock: Clock
  readonly journal: Journal
  /** Why the mock itself failed, one line for each time; a test that finds one fails. */
  readonly defects: readonly string[]
  /** A new world in the same starting state. */
  createWorld(name: string): World
  /** Answers without a socket, otherwise the same way. */
  fetch(
    url: string,
    init?: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array },
  ): Promise<Response>
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

/** Document, backend and scenario as a running mock. Throws `Unusable` with every finding when one of them can't be used. */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const [api, controlApi] = await Promise.all([load(options.document ?? flagshipDocument), load(controlDocument)])
  const engine: Engine = { api, backend: backendOf(api) }
  const { scenario, start, population } = await startOf(engine, options)
  const worldOptions = { origin: options.publicUrl ?? 'http://127.0.0.1:4010', journalLimit: options.journalLimit ?? 1000 }
  const world = new World(start, { name: 'default', ...worldOptions })
  const controlWorld = new World({ ...emptyStart, scenario: 'control' }, { name: world.name, ...worldOptions, journalLimit: 100 })
  const control: Engine = { api: controlApi, backend: createControl({ engine, world: () => world, version }) }
  const app = createServer({
    api: { engine, worldOf: () => world, crossOrigin: true },
    control: { engine: control, worldOf: () => controlWorld, crossOrigin: false, guard: createGuard(options.controlToken) },
    bodyLimit: options.bodyLimit ?? 1_048_576,
  })
  return {
    api,
    engine,
    scenario,
    population,
    world,
    clock: world.clock,
    journal: world.journal,
    get defects() {
      return [...world.defects, ...controlWorld.defects]
    },
    createWorld: (name) => new World(start, { name, ...worldOptions }),
    fetch: (url, init) => inject(app, url, init),
    async listen(port, host) {
      if (!isLoopback(host) && options.controlToken === undefined) {
        throw new Error(`Listening on ${host} opens control to other machines: give createMock a controlToken, or listen on 127.0.0.1`)
      }
      await app.listen({ port, host })
      const address = app.server.address() as { readonly port: number; readonly family: string }
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
      if (options.publicUrl === undefined) world.origin = host === '0.0.0.0' || host === '::' ? `http://127.0.0.1:${address.port}` : url
      return url
    },
    close: () => app.close(),
  }
}

const emptyStart: WorldStart = {
  scenario: 'none',
  specs: {},
  seed: 1,
  clock: { mode: 'real' },
  assumptions: {},
  auth: 'lenient',
  defaultPrincipalId: undefined,
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

/** The starting state that worlds share: the scenario's rows, and what the options choose otherwise. */
async function startOf(
  { api, backend }: Engine,
  options: MockOptions,
): Promise<{ scenario: Scenario | undefined; start: WorldStart; population: Population }> {
  const name = options.scenario ?? (backend.name === 'none' ? undefined : 'default')
  const own = { seed: options.seed, clock: options.clock, auth: options.auth, delay: options.delay }
  if (name === undefined) {
    return { scenario: undefined, start: { ...emptyStart, ...defined(own) }, population: backend.populate(noFacts, api, new Store({})) }
  }
  const loaded = await loadScenario(name, [...(options.fixtures ?? []), ownFixtures])
  const scenario: Scenario = { ...loaded, ...defined(own), assumptions: { ...loaded.assumptions, ...options.assumptions } }
  const store = new Store(backend.specs)
  const population = backend.populate(scenario, api, store)
  if (population.diagnostics.some(isError)) throw new Unusable(`The scenario "${name}" can't be used`, population.diagnostics)
  const { seed, clock, auth, assumptions } = scenario
  const start: WorldStart = {
    scenario: scenario.name,
    specs: backend.specs,
    rows: store.snapshot(),
    seed,
    clock,
    assumptions: { ...defaultsOf(backend), ...assumptions },
    auth,
    defaultPrincipalId: population.defaultPrincipal?.id,
    delay: options.delay,
  }
  return { scenario, start, population }
}

const noFacts: Scenario = {
  name: 'none',
  description: '',
  file: '',
  seed: 1,
  clock: { mode: 'real' },
  auth: 'lenient',
  assumptions: {},
  facts: {},
  locate: () => ({ file: '' }),
}

function defaultsOf(backend: Backend): Record<string, string> {
  return Object.fromEntries(backend.assumptions.map((assumption) => [assumption.name, assumption.default]))
}

function defined<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

async function inject(app: FastifyInstance, url: string, init: Parameters<Mock['fetch']>[1] = {}): Promise<Response> {
  const { method = 'GET', headers = {}, body } = init
  const target = url.replace(/^https?:\/\/[^/]+/, '')
  const answer = await app.inject({
    method: method as 'GET',
    url: target,
    headers: { host: '127.0.0.1', ...headers },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }),
  })
  const isBodiless = answer.statusCode === 204 || answer.statusCode === 304
  const received = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) received.append(name, String(value))
  return new Response(isBodiless ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers: received })
}
