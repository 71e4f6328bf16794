import { checkFault } from '../../engine/index.ts'
import { refusal } from '../codes.ts'
import type { Target } from '../target.ts'
import type { WorldControl } from '../verbs.ts'
import { worldAt, worldWith } from './places.ts'

export function localFaults(target: Target, name: string): WorldControl['faults'] {
  return {
    list: async () => worldAt(target, name).faults.list(),

    async add(spec) {
      const reason = checkFault(target.engine(), spec)
      if (reason !== undefined) throw refusal('fault_unusable', `${reason} No fault was added.`)
      const world = worldAt(target, name)
      const id = newId(world.faults.list(), world.exchanges)
      // A copy: what the caller does to his own afterwards is no change of the world.
      world.perform({ verb: 'fault', fault: { ...structuredClone(spec), id } })
      return id
    },

    async remove(id) {
      const world = worldWith(target, name)
      if (!world.faults.list().some((fault) => fault.id === id)) {
        throw refusal('fault_unknown', `The world "${name}" has no fault ${JSON.stringify(id)}. GET /__standin/faults lists them.`)
      }
      world.perform({ verb: 'heal', id })
    },

    async clear() {
      worldAt(target, name).perform({ verb: 'heal' })
    },
  }
}

/** From the world alone, so that the same story gives the same id: how many calls there were before it, and which of those added since it is. An id that is free again was never in the journal. */
function newId(faults: readonly { readonly id: string }[], exchanges: number): string {
  for (let number = 1; ; number++) {
    const id = `fault_${exchanges}_${number}`
    if (!faults.some((fault) => fault.id === id)) return id
  }
}
