import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Clock, type ClockSetting, Store, toZuluTime, Unusable } from '../kernel/index.ts'
import {
  clockAfter,
  loadScenario,
  type Scenario,
  type Step,
  type World,
  type WorldSnapshot,
  type WorldStart,
  writeFixture,
} from '../world/index.ts'
import { refusal } from './codes.ts'
import { toTimeText } from './save-clock.ts'
import { type Beginning, StepWriter } from './save-steps.ts'
import type { Target } from './target.ts'

export interface SavedScenario {
  readonly name: string
  /** YAML. */
  readonly fixture: string
}

const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/**
 * What a world holds, as a fixture relative to the scenario it began with, with the steps that led there. Before it is given away it is
 * loaded once, and what it comes to compared with the world: what can be saved can be trusted. Rejects with `ControlError` when it can't be.
 */
export async function saveScenario(target: Target, world: World, name: string): Promise<SavedScenario> {
  if (!plainName.test(name) || /\.ya?ml$/.test(name)) {
    throw refusal(
      'name_invalid',
      `${JSON.stringify(name.slice(0, 80))} can't name a scenario. Use 1 to 64 letters, digits, dots, dashes and underscores, the first of them a letter or digit, without .yaml.`,
    )
  }
  const state = world.snapshot()
  const { start, steps } = state
  const { source } = start
  if (source === undefined)
    throw refusal('scenario_unsaveable', `The world "${world.name}" was made from no scenario, so there is nothing to save it relative to.`)
  if (steps === undefined) {
    throw refusal(
      'scenario_unsaveable',
      `The world "${world.name}" has seen more calls than it remembers as steps. Restore a snapshot, or reset it and do what matters once more; then save.`,
    )
  }
  const base = await usable(world, loadScenario(source.scenario, target.folders, source.params))
  if (base.files.some((file) => basename(file) === `${name}.yaml`)) {
    throw refusal('name_invalid', `"${name}" is what the world is based on, and would be replaced. Choose another name.`)
  }
  const fixture = write(target, world, state, steps, base)
  const saved = await usable(world, target.starts().loadText(fixture, join(dirname(base.file), `${name}.yaml`)))
  requireEqual(world, saved.start, state, base)
  return { name, fixture }
}

function write(target: Target, world: World, state: WorldSnapshot, steps: readonly Step[], base: Scenario): string {
  const { start } = state
  const { at, assumptions } = start.source as NonNullable<WorldStart['source']>
  const engine = target.engine()
  const isFrozenThere = base.clock.mode === 'frozen' && base.clock.now === at
  const own = differing(assumptions, { ...defaultsOf(engine.backend.assumptions), ...base.assumptions })
  const writer = new StepWriter(engine, start, afterBase(base, at, assumptions))
  writer.assume(start.assumptions)
  for (const step of steps) {
    if ('assumptions' in step) writer.assume(step.assumptions)
    else writer.call(step.exchange)
  }
  const now = new Clock(state.clock).now()
  writer.setClock(state.clock, now)
  const isPath = /[\\/]|\.ya?ml$/.test(start.source?.scenario ?? '')
  return writeFixture({
    comments: [
      `The world "${world.name}" as it was at ${toZuluTime(now)}: loading it plays the steps on top of ${base.name}.`,
      ...(isPath ? [`Keep it beside ${basename(base.file)}.`] : []),
      ...(world.faults.isEmpty ? [] : ['Faults are no part of a scenario; those the world had are not in here.']),
    ],
    facts: {
      description: `${base.name}, and ${writer.summary()} on top of it.`,
      extends: isPath ? `./${basename(base.file)}` : start.source?.scenario,
      params: start.source?.params,
      clock: isFrozenThere ? undefined : toTimeText(at),
      seed: start.seed === base.seed ? undefined : start.seed,
      auth: start.auth === base.auth ? undefined : start.auth,
      assumptions: Object.keys(own).length === 0 ? undefined : own,
    },
    steps: writer.finish(),
  })
}

/** Where the steps of the base leave things, when they are played from a time that stands still. */
function afterBase({ steps }: Scenario, at: number, assumptions: Beginning['assumptions']): Beginning {
  const all = steps.map(({ facts }) => facts)
  const start = { mode: 'frozen', now: at } as const
  return {
    clock: all.reduce<ClockSetting>(
      (clock, step) => ('clock' in step || 'advance' in step ? (clockAfter(clock, step) ?? clock) : clock),
      start,
    ),
    assumptions: Object.assign({}, assumptions, ...all.map((step) => ('assume' in step ? step.assume : {}))),
    names: all.flatMap((step) => ('call' in step && step.name !== undefined ? [step.name] : [])),
  }
}

function requireEqual(world: World, saved: WorldStart, state: WorldSnapshot, base: Scenario): void {
  const rows = saved.rows ?? state.store
  const [is, was] = [rows, state.store].map((snapshot) => new Store(saved.specs, snapshot).tables as Rows) as [Rows, Rows]
  const different = Object.keys(was).filter((table) => !isSame(is[table] as Rows[string], was[table] as Rows[string]))
  if (rows.serial !== state.store.serial) different.push('the next id')
  if (!isDeepStrictEqual(saved.clock, state.clock)) different.push('the clock')
  if (!isDeepStrictEqual(saved.assumptions, state.assumptions)) different.push('the assumptions')
  if (different.length === 0) return
  throw refusal(
    'scenario_unsaveable',
    `The steps do not lead back to the world "${world.name}": ${different.join(', ')} would be different. Was ${base.files.join(' or ')} changed since the world began, or is it played on the real clock? Reset the world, do what matters once more, then save.`,
  )
}

type Rows = Readonly<Record<string, { readonly size: number; entries(): Iterable<readonly [key: string, row: object]> }>>

function isSame(one: Rows[string], other: Rows[string]): boolean {
  if (one.size !== other.size) return false
  const rows = new Map(one.entries())
  for (const [key, row] of other.entries()) if (!isDeepStrictEqual(rows.get(key), row)) return false
  return true
}

/** A scenario that has gone or broken since the world began is a no, not a defect. */
async function usable<T>(world: World, loading: Promise<T>): Promise<T> {
  try {
    return await loading
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    throw refusal('scenario_unsaveable', `The world "${world.name}" can't be saved on top of what it began with. ${thrown.message}`)
  }
}

/** What is set otherwise than in `usual`. */
function differing(values: Readonly<Record<string, string>>, usual: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => usual[name] !== value))
}

function defaultsOf(assumptions: readonly { readonly name: string; readonly default: string }[]): Record<string, string> {
  return Object.fromEntries(assumptions.map((assumption) => [assumption.name, assumption.default]))
}
