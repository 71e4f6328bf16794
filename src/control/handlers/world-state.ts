import { refusal } from '../codes.ts'
import type { ControlHandlers } from '../handler.ts'
import { fromWire, toWire } from '../wire.ts'

/** What one world holds and how it is steered. */
export const worldStateHandlers = {
  listSnapshots: async ({ here: { world } }) => ({ status: 200, body: (await world.snapshots()).map((id) => ({ id })) }),

  takeSnapshot: async ({ here: { world } }) => ({ status: 201, body: { id: await world.snapshot() } }),

  async restoreSnapshot({ params: { id }, here: { world } }) {
    await world.restore(id)
    return { status: 200, body: { id } }
  },

  undoLast: async ({ here: { world } }) => ({ status: 200, body: { undone: toWire(await world.undo()) } }),

  async getState({ query: { limit }, here: { world } }) {
    // One row more than is shown tells whether there are more.
    const tables = Object.entries(await world.state({ limit: limit + 1 }))
    const more = tables.filter(([, rows]) => rows.length > limit).map(([name]) => name)
    return {
      status: 200,
      body: Object.fromEntries(tables.map(([name, rows]) => [name, rows.slice(0, limit)])),
      ...(more.length > 0 && { headers: { 'standin-truncated': more.join(', ') } }),
    }
  },

  async getTable({ params: { table }, query: { skip, limit }, here: { world } }) {
    const rows = await world.table(table, { skip, limit: limit + 1 })
    const next = `/__standin/state/${encodeURIComponent(table)}?skip=${skip + limit}&limit=${limit}`
    const prefix = world.name === 'default' ? '' : `/__standin/worlds/${world.name}`
    return {
      status: 200,
      body: rows.slice(0, limit),
      ...(rows.length > limit && { headers: { 'standin-truncated': table, link: `<${prefix}${next}>; rel="next"` } }),
    }
  },

  getClock: async ({ here: { world } }) => ({ status: 200, body: toWire(await world.clock.get()) }),

  async setClock({ body, here: { world } }) {
    const { mode, now, advance } = body
    if (advance !== undefined && mode === undefined && now === undefined)
      return { status: 200, body: toWire(await world.clock.advance(advance)) }
    if (mode !== undefined && advance === undefined) return { status: 200, body: toWire(await world.clock.set(mode, now)) }
    throw refusal('clock_setting_invalid', 'Expected either `mode`, with `now` if need be, or `advance`: one of the two, and not both.')
  },

  listFaults: async ({ here: { world } }) => ({ status: 200, body: toWire(await world.faults.list()) }),

  addFault: async ({ body, here: { world } }) => ({ status: 201, body: { id: await world.faults.add(fromWire(body)) } }),

  async removeFaults({ here: { world } }) {
    await world.faults.clear()
    return { status: 204 }
  },

  async removeFault({ params, here: { world } }) {
    await world.faults.remove(params.id)
    return { status: 204 }
  },

  listAssumptions: async ({ here: { world } }) => ({ status: 200, body: toWire(await world.assumptions.list()) }),

  setAssumptions: async ({ body, here: { world } }) => ({ status: 200, body: toWire(await world.assumptions.set(body)) }),
} satisfies ControlHandlers<
  | 'listSnapshots'
  | 'takeSnapshot'
  | 'restoreSnapshot'
  | 'undoLast'
  | 'getState'
  | 'getTable'
  | 'getClock'
  | 'setClock'
  | 'listFaults'
  | 'addFault'
  | 'removeFaults'
  | 'removeFault'
  | 'listAssumptions'
  | 'setAssumptions'
>
