import { localEvents } from './local/events.ts'
import { listEntries, type ScenarioNames } from './local/scenarios.ts'
import { localWorld } from './local/world.ts'
import { localWorlds } from './local/worlds.ts'
import type { Target } from './target.ts'
import type { Control, WorldControl } from './verbs.ts'

/** Control in this process. The verbs at its root are about the world `default`. `names` says whether a scenario may be named by a path, as it may by code that runs here. */
export function createLocalControl(target: Target, names: ScenarioNames = 'any'): Control {
  const { engine, worlds, version } = target
  return Object.assign(localWorld(target, 'default', names), {
    health: async () => {
      const { api } = engine()
      const document = { title: api.title, version: api.version, operations: api.operations.length }
      return { status: 'ok' as const, version, document, worlds: worlds.size }
    },
    worlds: localWorlds(target, names),
    scenarios: { list: () => listEntries(target) },
    world: (name: string) => localWorld(target, name, names),
    events: (options = {}) => localEvents(target, options),
  } satisfies Omit<Control, keyof WorldControl>)
}
