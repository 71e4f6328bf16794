import { refit, type TableSpecs } from '../kernel/index.ts'
import type { WorldStart } from './start.ts'
import type { Refitted, World, WorldSnapshot } from './world.ts'

/**
 * What a world would be with its tables made by other specifications, as its `adopt` takes it; nothing is changed yet.
 * `refitStart` gives the start in the place of one. Throws when rows can't stand there.
 */
export function refitWorld(world: World, specs: TableSpecs, refitStart: (start: WorldStart) => WorldStart): Refitted {
  const snapshots = Array.from(world.snapshots, ([id, { store, start, ...rest }]): [string, WorldSnapshot] => [
    id,
    { ...rest, store: refit(start.specs, store, specs), start: refitStart(start) },
  ])
  return { rows: refit(world.start.specs, world.store.snapshot(), specs), start: refitStart(world.start), snapshots }
}
