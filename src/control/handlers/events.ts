import type { ControlHandlers } from '../handler.ts'
import type { ControlEvent } from '../verbs.ts'
import { toWire } from '../wire.ts'

export const eventHandlers = {
  watchEvents({ here: { control, named, request } }) {
    const events = control.events({ world: named, signal: request.left })
    return {
      status: 200,
      stream: toServerSentEvents(events),
      mediaType: 'text/event-stream',
      headers: { 'cache-control': 'no-store' },
    }
  },
} satisfies ControlHandlers<'watchEvents'>

/** WHATWG HTML §9.2. The comment at the beginning tells the reader that it listens by now. */
async function* toServerSentEvents(events: AsyncIterable<ControlEvent>): AsyncGenerator<string> {
  yield ': listening\n\n'
  let id = 0
  for await (const event of events) yield `event: ${event.type}\nid: ${++id}\ndata: ${JSON.stringify(toWire(event))}\n\n`
}
