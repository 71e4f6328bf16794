import { toZuluTime } from '../../kernel/index.ts'
import type { World } from '../../world/index.ts'
import type { Target } from '../target.ts'
import type { Control, WorldEntry } from '../verbs.ts'
import { requireOneOf, requireWhole } from './arguments.ts'
import { requireAssumptions } from './assumptions.ts'
import { toSetting } from './clock.ts'
import { requireName, toRefusal, worldWith } from './places.ts'
import { loadStart, requireNamed, type ScenarioNames } from './scenarios.ts'

export function localWorlds(target: Target, names: ScenarioNames): Control['worlds'] {
  const { worlds } = target
  return {
    list: async () => worlds.list().map(toEntry),
    find: async (name) => toEntry(worldWith(target, name)),
    async create(name, { clock, ...choices } = {}) {
      requireName(name)
      requireNamed(choices.scenario, names)
      requireAssumptions(target.engine().backend.assumptions, choices.assumptions ?? {})
      if (choices.seed !== undefined) requireWhole('seed', choices.seed, 0, 4_294_967_295)
      if (choices.auth !== undefined) requireOneOf('auth', choices.auth, ['lenient', 'strict'])
      const setting = clock === undefined ? undefined : toSetting(clock, undefined)
      const { start } = await loadStart(target, choices.scenario ?? target.scenario, {
        params: choices.params,
        seed: choices.seed,
        auth: choices.auth,
        assumptions: choices.assumptions,
        clock: setting,
      })
      const isNew = worlds.find(name) === undefined
      try {
        const made = worlds.add(name, start)
        return { name, scenario: made.start.scenario, url: target.urlOf(name), isNew }
      } catch (thrown) {
        throw toRefusal(thrown)
      }
    },
    async drop(name) {
      worldWith(target, name)
      worlds.drop(name)
    },
  }
}

function toEntry({ name, start, createdAt, exchanges }: World): WorldEntry {
  return { name, scenario: start.scenario, createdAt: toZuluTime(createdAt), exchanges }
}
