import type { ControlHandlers } from '../handler.ts'
import { fromWire, toWire } from '../wire.ts'

/** The server, its worlds, and the scenarios they start from. */
export const worldHandlers = {
  getHealth: async ({ here: { control } }) => ({ status: 200, body: toWire(await control.health()) }),

  listWorlds: async ({ here: { control } }) => ({ status: 200, body: toWire(await control.worlds.list()) }),

  getWorld: async ({ params, here: { control } }) => ({ status: 200, body: toWire(await control.worlds.find(params.name)) }),

  async putWorld({ params, body = {}, here: { control } }) {
    const { isNew, ...made } = await control.worlds.create(params.name, fromWire(body))
    return { status: isNew ? 201 : 200, body: toWire(made) }
  },

  async dropWorld({ params, here: { control } }) {
    await control.worlds.drop(params.name)
    return { status: 204 }
  },

  async resetWorld({ body, here: { world } }) {
    return { status: 200, body: toWire(await (body?.scenario === undefined ? world.reset() : world.scenario(body.scenario, body.params))) }
  },

  listScenarios: async ({ here: { control } }) => ({ status: 200, body: toWire(await control.scenarios.list()) }),

  saveScenario: async ({ body, here: { world } }) => ({ status: 201, body: toWire(await world.saveScenario(body.name)) }),
} satisfies ControlHandlers<
  'getHealth' | 'listWorlds' | 'getWorld' | 'putWorld' | 'dropWorld' | 'resetWorld' | 'listScenarios' | 'saveScenario'
>
