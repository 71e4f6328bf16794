import type { ControlHandlers } from '../handler.ts'
import { fromWire, toWire } from '../wire.ts'

export const callbackHandlers = {
  listCallbacks: async ({ query, here: { world } }) => ({ status: 200, body: toWire(await world.callbacks.list(fromWire(query))) }),
  sendCallback: async ({ params, here: { world } }) => ({ status: 200, body: toWire(await world.callbacks.send(params.id)) }),
  listWebhooks: async ({ here: { world } }) => ({ status: 200, body: toWire(await world.webhooks.list()) }),
  sendWebhook: async ({ params, body, here: { world } }) => ({
    status: 200,
    body: toWire(await world.webhooks.send(params.name, fromWire(body))),
  }),
} satisfies ControlHandlers<'listCallbacks' | 'sendCallback' | 'listWebhooks' | 'sendWebhook'>
