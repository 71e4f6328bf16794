import type { ControlHandlers } from '../handler.ts'
import { placeOf } from '../pages/place.ts'
import { requestPage } from '../pages/request.ts'
import { fromWire, toWire } from '../wire.ts'

export const requestHandlers = {
  listRequests: async ({ query, here: { world } }) => ({ status: 200, body: toWire(await world.requests.list(fromWire(query))) }),

  async getRequest({ params, here: { world, request, target } }) {
    const found = await world.requests.find(params.id)
    // A browser asks for HTML before anything else, and for everything after it.
    if (request.headers.accept?.includes('text/html')) {
      // What passed through a proxy leads to nothing here: whoever was asked calls back himself.
      const callbacks = target.scope === 'all' ? await world.callbacks.list({ requestId: found.id }) : []
      const { body, headers = {} } = requestPage(found, callbacks, placeOf(world.name, target.scope))
      return { status: 200, body: body as string, mediaType: 'text/html', headers }
    }
    return { status: 200, body: toWire(found) }
  },

  countRequests: async ({ body, here: { world } }) => ({ status: 200, body: { count: await world.requests.count(fromWire(body ?? {})) } }),
} satisfies ControlHandlers<'listRequests' | 'getRequest' | 'countRequests'>
