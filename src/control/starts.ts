import type { Backend, Engine, Population } from '../engine/index.ts'
import { type ClockSetting, Store, Unusable } from '../kernel/index.ts'
import { loadScenario, type Scenario, type WorldStart } from '../world/index.ts'

/** What is chosen otherwise than the scenario does. */
export interface StartChoices {
  readonly seed?: number | undefined
  readonly clock?: ClockSetting | undefined
  readonly auth?: 'lenient' | 'strict' | undefined
  readonly assumptions?: Readonly<Record<string, string>> | undefined
  readonly delay?: { readonly min: number; readonly max: number } | undefined
}

/** A state that worlds start from, made once and shared. */
export interface Start {
  /** Undefined for a backend that keeps nothing. */
  readonly scenario: Scenario | undefined
  readonly start: WorldStart
  readonly population: Population
}

/** How many starts are kept for the next world. */
const keptStarts = 32

/** Loads scenarios into states that worlds start from. */
export class Starts {
  readonly #engine: Engine
  readonly #folders: readonly string[]
  readonly #choices: StartChoices
  readonly #loaded = new Map<string, Promise<Start>>()

  /** Folders are looked through in order; `choices` hold for every start that does not choose otherwise. */
  constructor(engine: Engine, folders: readonly string[], choices: StartChoices) {
    this.#engine = engine
    this.#folders = folders
    this.#choices = choices
  }

  /** A scenario's start; read once, until `forget`. Throws `Unusable` with every finding when it can't be used. */
  load(scenario: string | undefined, choices: StartChoices = {}): Promise<Start> {
    const key = JSON.stringify([scenario, choices])
    const known = this.#loaded.get(key)
    if (known !== undefined) return known
    const assumptions = { ...this.#choices.assumptions, ...choices.assumptions }
    const loading = this.#load(scenario, { ...this.#choices, ...defined(choices), assumptions })
    this.#loaded.set(key, loading)
    loading.catch(() => this.#loaded.delete(key))
    if (this.#loaded.size > keptStarts) this.#loaded.delete(this.#loaded.keys().next().value as string)
    return loading
  }

  /** Reads everything anew from now on. */
  forget(): void {
    this.#loaded.clear()
  }

  async #load(name: string | undefined, choices: StartChoices): Promise<Start> {
    const { api, backend } = this.#engine
    const wanted = name ?? (backend.name === 'none' ? undefined : 'default')
    const { assumptions: assumed, delay, ...others } = choices
    const own = defined(others)
    if (wanted === undefined) {
      const start = { ...emptyStart, ...own, ...defined({ delay }) }
      return { scenario: undefined, start, population: backend.populate(noFacts, api, new Store({})) }
    }
    const loaded = await loadScenario(wanted, this.#folders)
    const scenario: Scenario = { ...loaded, ...own, assumptions: { ...loaded.assumptions, ...assumed } }
    const store = new Store(backend.specs)
    const population = backend.populate(scenario, api, store)
    if (population.diagnostics.some(({ severity }) => severity === 'error')) {
      throw new Unusable(`The scenario "${wanted}" can't be used`, population.diagnostics)
    }
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
      delay,
    }
    return { scenario, start, population }
  }
}

/** Of a world that holds nothing. */
export const emptyStart: WorldStart = {
  scenario: 'none',
  specs: {},
  seed: 1,
  clock: { mode: 'real' },
  assumptions: {},
  auth: 'lenient',
  defaultPrincipalId: undefined,
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
