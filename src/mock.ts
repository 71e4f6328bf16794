import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { backendOf, createOwn, loadCorrections, loadOwn } from './backends/index.ts'
import { Messenger } from './callbacks/index.ts'
import {
  Announcements,
  aboutWorld,
  type Control,
  createControl,
  createGuard,
  createLocalControl,
  type Reload,
  type Target,
} from './control/index.ts'
import { type Engine, type Population, respond, respondLater } from './engine/index.ts'
import { isLoopback, toLine } from './kernel/index.ts'
import { Courier, parseSmtpUrl } from './mail/index.ts'
import { type Api, load } from './openapi/index.ts'
import { flagshipDocument, type MockOptions } from './options.ts'
import { Editions, type ReloadReport, type ReloadRequest, type SourceFiles, warmUpOf } from './reload/index.ts'
import { createServer, type Front, WarmUp, worldOf } from './server/index.ts'
import { openStorage } from './storage/index.ts'
import { emptyStart, type Scenario, World, type WorldStart, Worlds } from './world/index.ts'

export { findUnmade, inferModel, loadCorrections, type Model, toFacts } from './backends/index.ts'
export { flagshipDocument, type MockOptions }

/** A mock that is ready to answer, in this process or over a socket, with all verbs of control; those at its root are about the world `default`. */
export interface Mock extends Control {
  readonly api: Api
  readonly engine: Engine
  /** What `start` was made from; undefined for a backend that keeps nothing. */
  readonly startedFrom: Scenario | undefined
  readonly population: Population
  /** What worlds start from unless asked otherwise. */
  readonly start: WorldStart
  /** The worlds themselves; `worlds` has the verbs on them. */
  readonly registry: Worlds
  /** Why the mock itself failed, one line for each time; a test that finds one fails. */
  readonly defects: readonly string[]
  /** Where it is reached; an address nobody listens on until `listen`. */
  readonly url: string
  /** A new world in the same starting state, reached by nobody but the caller. */
  createWorld(name: string): World
  /** Answers without a socket, otherwise the same way. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Opens a socket; the address it is reached at. `port` 0 takes any free one. With a `front`, that answers whatever is not asked of control. */
  listen(port: number, host: string, front?: Front): Promise<string>
  /** The files the document and the scenario were read from: where a change is looked for. */
  readonly files: SourceFiles
  /**
   * Reads the document and the fixtures anew, as `standin --watch` does when they are saved. Worlds keep what they hold and no connection is dropped;
   * what can't be used is reported and left as it was.
   */
  reload(request?: ReloadRequest): Promise<ReloadReport>
  close(): Promise<void>
}

const require = createRequire(import.meta.url)

/** Of Standin itself. */
export const version: string = require('../package.json').version

const controlDocument = fileURLToPath(new URL('../openapi/control.yaml', import.meta.url))
/** The scenarios that come along. */
export const ownFixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const journalBytes = 16 * 1_048_576
const day = 86_400_000

/** Document, backend and scenario as a running mock. Throws `Unusable` with every finding when one of them can't be used. */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const courier = options.smtp === undefined ? undefined : new Courier({ server: parseSmtpUrl(options.smtp), report: options.report })
  const messenger = new Messenger({ reach: options.callbacks, report: options.report })
  const sources = {
    loadEngine: () => loadEngine(options),
    ownFixtures,
    backend: typeof options.backend === 'string' ? options.backend : undefined,
    model: options.model,
  }
  const [editions, controlApi] = await Promise.all([Editions.open(options, sources), loadControl()])
  let base = options.publicUrl ?? 'http://127.0.0.1:4010'

  const journal = { exchanges: options.journalLimit ?? 1000, bytes: journalBytes }
  const createWorld = (name: string, from = editions.current.own.start) => {
    const path = name === 'default' ? '' : `/__standin/worlds/${name}`
    return new World(from, { name, path, origin: base + path, journal })
  }
  const worlds = new Worlds({
    create: createWorld,
    limit: options.worldsLimit ?? 1000,
    memoryLimit: options.worldsMemory ?? 1_073_741_824,
    idleLimit: options.worldsIdle ?? (options.data === undefined ? day : Number.POSITIVE_INFINITY),
  })
  const { engine, own } = editions.current
  const storage = openStorage(options, { worlds, create: createWorld, start: own.start, engine, version })
  await editions.current.starts.recognise(worlds.list())
  if (options.worlds !== 'strict' && worlds.find('default') === undefined) worlds.add('default')
  const lobby = new World(emptyStart, { name: 'none', path: '', origin: base, journal: { exchanges: 100, bytes: journalBytes } })

  const closing = new AbortController()
  const warmUp = new WarmUp()
  const target: Target = {
    scope: options.control ?? 'all',
    engine: () => editions.current.engine,
    starts: () => editions.current.starts,
    worlds,
    messenger,
    get scenario() {
      return editions.current.settings.scenario
    },
    get folders() {
      return editions.current.folders
    },
    urlOf: (name) => base + (name === 'default' ? '' : `/__standin/worlds/${name}`),
    controlToken: options.controlToken,
    version,
    reloads: new Announcements<Reload>(),
    closing: closing.signal,
  }
  const verbs = createLocalControl(target)
  const control: Engine = { api: controlApi, backend: createControl(target), explains: false, worldOf: aboutWorld }
  const app = createServer({
    api: {
      engine: editions.current.engine,
      worldOf: (name) => worldOf(worlds, name, options.worlds === 'strict'),
      lobby,
      play: respond,
      crossOrigin: true,
      waits: false,
    },
    control: {
      engine: control,
      worldOf: () => lobby,
      lobby,
      play: respondLater,
      crossOrigin: false,
      waits: true,
      guard: createGuard(options.controlToken, () => base),
    },
    bodyLimit: options.bodyLimit ?? 1_048_576,
    settle: () => storage?.settle(),
    visited: () => warmUp.giveWay(),
  })
  if (options.report !== undefined) tellDefects(worlds, options.report)
  if (courier !== undefined) deliver(worlds, courier, target.engine)
  messenger.follow(worlds, target.engine)
  const mock: Mock = {
    ...verbs,
    get api() {
      return editions.current.engine.api
    },
    get engine() {
      return editions.current.engine
    },
    get startedFrom() {
      return editions.current.own.scenario
    },
    get population() {
      return editions.current.own.population
    },
    get start() {
      return editions.current.own.start
    },
    registry: worlds,
    get files() {
      return editions.files
    },
    get defects() {
      return [...worlds.defects, ...lobby.defects]
    },
    get url() {
      return base
    },
    createWorld,
    fetch: (input, init) =>
      app.fetch(new Request(new URL(input instanceof Request ? input.url : input, base), input instanceof Request ? input : init)),
    async listen(port, host, front) {
      if (!isLoopback(host) && options.controlToken === undefined) {
        throw new Error(`Listening on ${host} opens control to other machines: give createMock a controlToken, or listen on 127.0.0.1`)
      }
      const taken = await app.listen(port, host, front)
      if (options.warmUp === true) warmUp.begin(warmUpOf(editions.current))
      // Nobody calls "every address" by its name.
      const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
      const url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${taken}`
      base = options.publicUrl ?? url
      for (const world of worlds.list()) world.origin = base + world.path
      return url
    },
    async reload(request = {}) {
      const report = await editions.reload(request, worlds, app.swap)
      if (report.document === 'taken' && options.warmUp === true) warmUp.begin(warmUpOf(editions.current))
      // What was played by the document before can't be played again by this one.
      if (report.document === 'taken') await storage?.checkpoint(editions.current.engine)
      target.reloads.announce({ isTaken: report.isTaken, diagnostics: report.diagnostics.map(toLine) })
      return report
    },
    async close() {
      closing.abort()
      warmUp.stop()
      await app.close()
      await Promise.all([courier?.close(), messenger.close()])
      await storage?.close()
    },
  }
  if (options.port === undefined) return mock
  try {
    await mock.listen(options.port, '127.0.0.1')
    return mock
  } catch (thrown) {
    await mock.close()
    throw thrown
  }
}

let loadedControl: Promise<Api> | undefined

/** The same for every mock of this process: nobody changes it. */
function loadControl(): Promise<Api> {
  loadedControl ??= load(controlDocument)
  return loadedControl
}

async function loadEngine({ document, backend, allowRemote, stateful, model }: MockOptions): Promise<Engine> {
  const own = backend === undefined ? undefined : await loadOwn(backend)
  const api = await load(document ?? own?.document ?? flagshipDocument, { allowRemote })
  const corrections = model === undefined ? undefined : await loadCorrections(model)
  const rest = await backendOf(api, { isStateful: stateful, corrections, played: own && new Set(own.handlers.keys()) })
  return { api, backend: own === undefined ? rest : createOwn(own, api, rest), explains: true }
}

/** Tells of every failure of the mock itself when it happens. */
function tellDefects(worlds: Worlds, report: (line: string) => void): void {
  worlds.listen((event) => {
    if (event.type === 'exchange' && event.exchange.defect !== undefined)
      report(
        `Request ${event.exchange.id} of the world "${event.world.name}" met a defect in ${event.exchange.operationId}: ${event.exchange.defect}`,
      )
  })
}

/** Delivers what worlds mail from now on. What they mailed before they were read from the disk went out when it happened. */
function deliver(worlds: Worlds, courier: Courier, engine: () => Engine): void {
  worlds.listen((event) => {
    if (event.type !== 'message') return
    const mail = engine().backend.mailbox?.find(event.world, event.id)
    if (mail !== undefined) courier.take(mail, event.world.name)
  })
}
