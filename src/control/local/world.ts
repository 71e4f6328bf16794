import { toZuluTime } from '../../kernel/index.ts'
import type { Exchange, World } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import { saveScenario } from '../save-scenario.ts'
import type { Target } from '../target.ts'
import type { Begun, WorldControl } from '../verbs.ts'
import { localAssumptions } from './assumptions.ts'
import { localCallbacks, localWebhooks } from './callbacks.ts'
import { localClock } from './clock.ts'
import { localFaults } from './faults.ts'
import { localOutbox } from './outbox.ts'
import { worldAt, worldWith } from './places.ts'
import { localRequests } from './requests.ts'
import { loadStart, requireNamed, type ScenarioNames } from './scenarios.ts'
import { localState } from './state.ts'

/** The verbs on one world. What needs no file is done before they return, so nobody has to wait for their promises. */
export function localWorld(target: Target, name: string, names: ScenarioNames): WorldControl {
  const world = () => worldAt(target, name)
  return {
    name,
    get url() {
      return target.urlOf(name)
    },
    async reset() {
      const here = world()
      const start = target.starts().again(here.start)
      here.perform({ verb: 'begin', start: start instanceof Promise ? await start : start })
      return toBegun(here)
    },
    async scenario(scenario, params) {
      requireNamed(scenario, names)
      const { start } = await loadStart(target, scenario, { params })
      const here = world()
      here.perform({ verb: 'begin', start })
      return toBegun(here)
    },
    async saveScenario(scenario) {
      requireNamed(scenario, names)
      return saveScenario(target, world(), scenario)
    },
    async snapshot() {
      const here = world()
      // Snapshots are never dropped, so the number is free.
      const id = `snap_${here.snapshots.size + 1}`
      here.perform({ verb: 'snapshot', id })
      return id
    },
    snapshots: async () => [...world().snapshots.keys()],
    async restore(id) {
      const here = worldWith(target, name)
      if (!here.snapshots.has(id)) {
        const ids = [...here.snapshots.keys()].join(', ')
        const there = ids === '' ? 'There are none: POST /__standin/snapshots makes one' : `There are: ${ids}`
        throw refusal('snapshot_unknown', `The world "${name}" has no snapshot ${JSON.stringify(id)}. ${there}.`)
      }
      here.perform({ verb: 'restore', id })
    },
    async undo() {
      const undone = world().perform({ verb: 'undo' }) as Exchange | undefined
      if (undone === undefined) {
        throw refusal(
          'nothing_to_undo',
          `Nothing to undo in the world "${name}": no call changed it since it began, or since the last restore.`,
        )
      }
      return { operationId: undone.operationId ?? '', at: toZuluTime(undone.at) }
    },
    ...localState(target, name),
    clock: localClock(world),
    outbox: localOutbox(target, name),
    callbacks: localCallbacks(target, name),
    webhooks: localWebhooks(target, name),
    requests: localRequests(target, name),
    faults: localFaults(target, name),
    assumptions: localAssumptions(target, name),
  }
}

function toBegun({ name, start }: World): Begun {
  return { world: name, scenario: start.scenario }
}
