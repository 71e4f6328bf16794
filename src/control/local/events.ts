import type { WorldsEvent } from '../../world/index.ts'
import { showExchange } from '../explain/show.ts'
import type { Target } from '../target.ts'
import type { ControlEvent } from '../verbs.ts'
import { showCallback } from './callbacks.ts'
import { toMessage } from './outbox.ts'

export interface EventsOptions {
  readonly world?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** How many events may wait for a reader; one that falls further behind is let go, rather than fed from a list that grows without end. */
const behind = 10_000

/** Everything that happens from now on. Listens from the moment someone iterates, and no longer than he does. */
export function localEvents(target: Target, { world, signal }: EventsOptions): AsyncIterable<ControlEvent> {
  return { [Symbol.asyncIterator]: () => iterate(target, world, signal) }
}

function iterate(target: Target, world: string | undefined, signal: AbortSignal | undefined): AsyncIterator<ControlEvent> {
  const waiting: ControlEvent[] = []
  const readers: ((result: IteratorResult<ControlEvent>) => void)[] = []
  let isOver = false
  const take = (event: ControlEvent | undefined) => {
    if (event === undefined || isOver) return
    const reader = readers.shift()
    if (reader !== undefined) reader({ done: false, value: event })
    else if (waiting.push(event) > behind) end()
  }
  const stops = [
    target.worlds.listen((event) => (world === undefined || event.world.name === world) && take(toControlEvent(target, event))),
    target.messenger.listen((sent) => {
      const { name } = sent.world
      if (world === undefined || name === world)
        take({ type: 'callback', world: name, callback: showCallback(sent.engine, sent.due, sent.delivery) })
    }),
    target.reloads.listen((reload) => take({ type: 'reload', ...reload })),
  ]
  const end = () => {
    isOver = true
    for (const stop of stops) stop()
    signal?.removeEventListener('abort', end)
    target.closing.removeEventListener('abort', end)
    for (const reader of readers.splice(0)) reader({ done: true, value: undefined })
  }
  signal?.addEventListener('abort', end)
  target.closing.addEventListener('abort', end)
  if (signal?.aborted === true || target.closing.aborted) end()
  return {
    next() {
      const event = waiting.shift()
      if (event !== undefined) return Promise.resolve({ done: false, value: event })
      if (isOver) return Promise.resolve({ done: true, value: undefined })
      return new Promise((resolve) => readers.push(resolve))
    },
    async return() {
      waiting.length = 0
      end()
      return { done: true, value: undefined }
    },
  }
}

/** Undefined for a message that is not there any more. */
function toControlEvent({ engine }: Target, event: WorldsEvent): ControlEvent | undefined {
  const { name: world } = event.world
  switch (event.type) {
    case 'exchange':
      return { type: 'exchange', world, request: showExchange(engine(), event.world, event.exchange) }
    case 'message': {
      const mail = engine().backend.mailbox?.find(event.world, event.id)
      return mail === undefined ? undefined : { type: 'message', world, message: toMessage(mail) }
    }
    case 'made':
    case 'dropped':
      return { type: 'world', world, change: event.type }
    case 'deed':
      return { type: 'world', world, change: 'changed' }
  }
}
