import { refusal } from '../codes.ts'
import type { ControlHandlers } from '../handler.ts'
import type { Message, WorldControl } from '../verbs.ts'
import { toWire } from '../wire.ts'

export const outboxHandlers = {
  listMessages: async ({ query, here: { world } }) => ({ status: 200, body: toWire(await world.outbox.list(query)) }),

  async waitForMessage({ query: { to, timeout_ms: timeoutMs }, here: { world, request } }) {
    const { left } = request
    try {
      return { status: 200, body: toWire(await world.outbox.waitFor({ to, timeoutMs, signal: left })) }
    } catch (thrown) {
      // Nobody is there any more to be told; but that is no defect.
      throw left?.aborted === true ? refusal('closing', 'The caller left while it waited.') : thrown
    }
  },

  getMessage: async ({ params, query, here: { world } }) => ({ status: 200, body: toWire(await messageOf(world, params.id, query.to)) }),

  async getMessageSource({ params, query, here: { world } }) {
    const { id } = await messageOf(world, params.id, query.to)
    return { status: 200, body: await world.outbox.eml(id), mediaType: 'message/rfc822' }
  },
} satisfies ControlHandlers<'listMessages' | 'waitForMessage' | 'getMessage' | 'getMessageSource'>

function messageOf(world: WorldControl, id: string, to: string | undefined): Promise<Message> {
  return id === 'latest' ? world.outbox.latest({ to }) : world.outbox.find(id)
}
