import { type Committed, fromPiles, type Piles } from '../kernel/index.ts'
import type { Exchange } from './journal.ts'
import type { World, WorldSnapshot } from './world.ts'

/** Everything a world is, as values that no longer change; rows and exchanges are shared with it, none is copied. */
export interface Captured {
  readonly state: CapturedState
  readonly snapshots: readonly (readonly [id: string, snapshot: WorldSnapshot])[]
  /** Milliseconds since 1970, by the world's own clock. */
  readonly createdAt: number
  readonly origin: string
  /** Oldest first, each with its weight in bytes. */
  readonly journal: readonly (readonly [exchange: Exchange, bytes: number])[]
  /** What can be undone, oldest first; the causes are exchanges. */
  readonly history: readonly Committed[]
  readonly writes: number
  readonly defects: readonly string[]
}

/** As a snapshot has it, but that nothing had to be frozen for it. */
export interface CapturedState extends Omit<WorldSnapshot, 'store'> {
  readonly store: Piles
}

export function capture(world: World): Captured {
  const { store, start, clock, random, assumptions, exchanges, faults, steps, snapshots, createdAt, origin, journal, defects } = world
  return {
    state: {
      store: store.piles(),
      start,
      clock: clock.setting,
      random: random.state,
      assumptions,
      exchanges,
      faults: faults.save(),
      steps: steps && [...steps],
    },
    snapshots: [...snapshots],
    createdAt,
    origin,
    journal: [...journal.weighed()],
    history: store.history(),
    writes: store.writes,
    defects: [...defects],
  }
}

/** Makes a new world what another was when it was captured. An exchange that stands in several places has to be the same object in all of them. */
export function revive(world: World, captured: Captured): void {
  const { state, snapshots, createdAt, origin, journal, history, writes, defects } = captured
  world.restore({ ...state, store: fromPiles(state.start.specs, state.store, true) })
  world.store.recall(history, writes)
  world.createdAt = createdAt
  world.origin = origin
  for (const [id, snapshot] of snapshots) world.snapshots.set(id, snapshot)
  for (const [exchange, bytes] of journal) world.journal.record(exchange, bytes)
  world.defects.push(...defects)
}
