import type { Engine } from '../engine/index.ts'
import { refit, Store, Unusable } from '../kernel/index.ts'
import { emptyStart, loadScenario, parseScenario, type Scenario, type World, type WorldStart } from '../world/index.ts'
import { composeStart, rowsOf, type Start, type StartChoices } from './compose-start.ts'
import { fingerprintOf, keepScenario, passScenario } from './explain/scenario-of.ts'

export type { Start, StartChoices }

/** What holds for every start of a mock, and the scenario that its worlds start from unless asked otherwise. */
export interface OwnChoices extends StartChoices {
  readonly scenario?: string | undefined
}

interface Origin {
  /** What was read at one time. */
  readonly edition: object
  readonly scenario: string | undefined
  readonly choices: StartChoices
  readonly isOwn: boolean
}

/** How many starts are kept for the next world. */
const keptStarts = 32

/** Loads scenarios into states that worlds start from. */
export class Starts {
  readonly #engine: Engine
  readonly #folders: readonly string[]
  readonly #choices: StartChoices
  readonly #own: string | undefined
  #ownStart: Start | undefined
  /** Not the object itself, which would keep alive what a world that stands on one of its starts has no use for. */
  readonly #edition = {}
  readonly #loaded = new Map<string, Promise<Start>>()
  /** Where starts came from, those of earlier editions too: a world may stand on one that was read before its file was saved. */
  readonly #origins: WeakMap<WorldStart, Origin>
  readonly #refitted = new WeakMap<WorldStart, WorldStart>()

  /** Folders are looked through in order; `choices` hold for every start that does not choose otherwise. */
  constructor(engine: Engine, folders: readonly string[], choices: OwnChoices, before?: Starts) {
    this.#engine = engine
    this.#folders = folders
    this.#own = choices.scenario
    this.#choices = choices
    this.#origins = before === undefined ? new WeakMap() : before.#origins
  }

  /** A scenario's start; read once. Throws `Unusable` with every finding when it can't be used. */
  load(scenario: string | undefined, choices: StartChoices = {}): Promise<Start> {
    const key = JSON.stringify([scenario, choices])
    const isOwn = key === JSON.stringify([this.#own, {}])
    if (isOwn && this.#ownStart !== undefined) return Promise.resolve(this.#ownStart)
    const known = this.#loaded.get(key)
    if (known !== undefined) return known
    const assumptions = { ...this.#choices.assumptions, ...choices.assumptions }
    const loading = this.#load(scenario, { ...this.#choices, ...defined(choices), assumptions })
    const origin = { edition: this.#edition, scenario, choices, isOwn }
    this.#loaded.set(key, loading)
    loading.then(
      ({ start }) => this.#origins.set(start, origin),
      () => this.#loaded.delete(key),
    )
    if (this.#loaded.size > keptStarts) this.#loaded.delete(this.#loaded.keys().next().value as string)
    return loading
  }

  /** The mock's own start. */
  loadOwn(): Promise<Start> {
    return this.load(this.#own)
  }

  /** Stays with a start as the mock's own, e.g. with the last good one of a fixture that is broken now. */
  keepOwn(start: Start): void {
    this.#ownStart = start
    this.#origins.set(start.start, { edition: this.#edition, scenario: this.#own, choices: {}, isOwn: true })
  }

  /** A start as its files have it now: itself while none was saved since it was read, and when what was saved can't be used. */
  again(start: WorldStart): WorldStart | Promise<WorldStart> {
    const origin = this.#origins.get(start)
    if (origin === undefined || origin.edition === this.#edition) return start
    const loading = origin.isOwn ? this.loadOwn() : this.load(origin.scenario, origin.choices)
    return loading.then(
      (fresh) => fresh.start,
      () => start,
    )
  }

  /** An equal start whose tables are made by the backend as it is now; the same for the same. Throws when its rows can't stand there. */
  refit(start: WorldStart): WorldStart {
    const { specs } = this.#engine.backend
    const known = this.#refitted.get(start)
    if (known !== undefined || start.specs === specs) return known ?? start
    const rows = start.rows === undefined ? undefined : refit(start.specs, start.rows, specs)
    const own: WorldStart = { ...start, specs, rows }
    const origin = this.#origins.get(start)
    if (origin !== undefined) this.#origins.set(own, origin)
    passScenario(start, own)
    this.#refitted.set(start, own)
    return own
  }

  /** Lets explanations name the scenario's lines in worlds that were read from the disk, as long as the scenario still says what it said. */
  async recognise(worlds: readonly World[]): Promise<void> {
    const met = new Set(worlds.flatMap((world) => [world.start, ...[...world.snapshots.values()].map(({ start }) => start)]))
    await Promise.all([...met].map((start) => this.#recognise(start)))
  }

  async #recognise(start: WorldStart): Promise<void> {
    const { source } = start
    if (source === undefined) return
    const scenario = await loadScenario(source.scenario, this.#folders, source.params).catch(() => undefined)
    if (scenario !== undefined && fingerprintOf(scenario) === source.facts) keepScenario(start, scenario)
  }

  /** The start that a fixture would have if it stood in a file, with nothing chosen otherwise. Throws as `load` does. */
  async loadText(text: string, file: string): Promise<Start> {
    return composeStart(this.#engine, file, await parseScenario(text, file, this.#folders), {})
  }

  async #load(name: string | undefined, choices: StartChoices): Promise<Start> {
    const { api, backend } = this.#engine
    const isEmpty = backend.startsEmpty ?? Object.keys(backend.specs).length === 0
    const wanted = name ?? (isEmpty ? undefined : (backend.startsFrom ?? 'default'))
    if (wanted !== undefined) return composeStart(this.#engine, wanted, await loadScenario(wanted, this.#folders, choices.params), choices)
    const { seed, clock, auth, delay } = choices
    const store = new Store(backend.specs)
    const population = backend.populate(noFacts, api, store)
    const findings = population.diagnostics.filter(({ severity }) => severity === 'error')
    if (findings.length > 0) throw new Unusable(`The tables of the backend can't be filled`, findings)
    const rows = rowsOf(store, population)
    return {
      scenario: undefined,
      start: { ...emptyStart, specs: backend.specs, rows, ...defined({ seed, clock, auth, delay }) },
      population,
    }
  }
}

const noFacts: Scenario = {
  name: 'none',
  description: '',
  file: '',
  files: [],
  seed: 1,
  clock: { mode: 'real' },
  auth: 'lenient',
  assumptions: {},
  params: {},
  steps: [],
  facts: {},
  locate: () => ({ file: '' }),
}

function defined<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never
}
