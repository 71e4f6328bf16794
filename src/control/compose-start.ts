import type { Backend, Engine, Population } from '../engine/index.ts'
import { Clock, type ClockSetting, type Snapshot, Store, Unusable } from '../kernel/index.ts'
import type { Scenario, ScenarioStep, WorldStart } from '../world/index.ts'
import { checkSteps } from './check-steps.ts'
import { fingerprintOf, keepScenario } from './explain/scenario-of.ts'
import { StepFault, StepPlayer } from './play-steps.ts'

/**
 * What is chosen otherwise than the scenario does. A clock is the one its facts are written by and its steps begin with;
 * where a step sets the clock itself, it is the one that goes on after the last step. Assumptions hold before the steps and after them.
 */
export interface StartChoices {
  readonly seed?: number | undefined
  readonly clock?: ClockSetting | undefined
  readonly auth?: 'lenient' | 'strict' | undefined
  readonly assumptions?: Readonly<Record<string, string>> | undefined
  readonly delay?: { readonly min: number; readonly max: number } | undefined
  /** For the scenario's parameters, where they are not to have their defaults. */
  readonly params?: Readonly<Record<string, string>> | undefined
  /** The time facts are written at, when that is not now: for an equal start on a clock that runs. Milliseconds since 1970. */
  readonly at?: number | undefined
}

/** A state that worlds start from, made once and shared. */
export interface Start {
  /** Undefined for a backend that keeps nothing. */
  readonly scenario: Scenario | undefined
  readonly start: WorldStart
  readonly population: Population
}

/** Writes a scenario's facts into an empty store and plays its steps on them. */
export function composeStart(engine: Engine, asked: string, loaded: Scenario, choices: StartChoices): Start {
  const { api, backend } = engine
  const { clock: chosenClock, assumptions: assumed, delay } = choices
  const setsClock = loaded.steps.some(({ facts }) => 'clock' in facts)
  const clock = setsClock ? loaded.clock : (chosenClock ?? loaded.clock)
  const at = choices.at ?? new Clock(clock).now()
  const { seed = loaded.seed, auth = loaded.auth } = choices
  const scenario: Scenario = { ...loaded, seed, auth, clock, assumptions: { ...loaded.assumptions, ...assumed } }
  const store = new Store(backend.specs)
  // A clock that runs must not show the facts one time and the steps another.
  const population = backend.populate({ ...scenario, clock: { mode: 'frozen', now: at } }, api, store)
  const findings = [...population.diagnostics, ...checkSteps(engine, scenario.steps)]
  if (findings.some(({ severity }) => severity === 'error')) throw new Unusable(`The scenario "${asked}" can't be used`, findings)
  const assumptions = { ...defaultsOf(backend), ...scenario.assumptions }
  const start: WorldStart = {
    scenario: scenario.name,
    specs: backend.specs,
    rows: rowsOf(store, population),
    seed,
    clock,
    assumptions,
    auth,
    defaultPrincipalId: population.defaultPrincipal?.id,
    delay,
    source: {
      scenario: asked,
      at,
      assumptions,
      ...(choices.params === undefined ? {} : { params: choices.params }),
      facts: fingerprintOf(scenario),
    },
  }
  keepScenario(start, scenario)
  if (scenario.steps.length === 0) return { scenario, start, population }
  const player = play(engine, scenario.steps, start, loaded)
  const stepped: WorldStart = {
    ...start,
    rows: player.world.store.snapshot(),
    clock: (setsClock ? chosenClock : undefined) ?? player.setting,
    assumptions: { ...player.world.assumptions, ...assumed },
  }
  keepScenario(stepped, scenario)
  const counts = { ...population.counts, steps: scenario.steps.length }
  return { scenario: { ...scenario, clock: stepped.clock }, start: stepped, population: { ...population, counts } }
}

/** What was written into a store, and what is to be written into it later. */
export function rowsOf(store: Store, { later }: Population): Snapshot {
  return later === undefined ? store.snapshot() : later.snapshot()
}

/** Plays steps one after another; throws `Unusable` at the first that fails, since those after it stand on it. */
function play(engine: Engine, steps: readonly ScenarioStep[], start: WorldStart, { seed, name }: Scenario): StepPlayer {
  const player = new StepPlayer(engine, start, start.source?.at ?? 0)
  for (const { facts, locate } of steps) {
    const played = player.play(facts)
    if (!(played instanceof StepFault)) continue
    const { code, path } = played
    const hint = start.seed === seed ? '' : ` The seed chosen is ${start.seed} where the scenario has ${seed}: other ids are made from it.`
    const message = played.message + hint
    throw new Unusable(`The scenario "${name}" can't be used`, [{ code, severity: 'error', message, where: locate(path) }])
  }
  return player
}

function defaultsOf(backend: Backend): Record<string, string> {
  return Object.fromEntries(backend.assumptions.map((assumption) => [assumption.name, assumption.default]))
}
