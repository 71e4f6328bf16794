import type { Backend, Call, Reply } from '../../engine/index.ts'
import { type TableSpecs, toUuid, toZuluTime } from '../../kernel/index.ts'
import type { HandlerCall } from './handler.ts'
import { sendMail } from './mailbox.ts'
import { refuse } from './refusal.ts'

/** A call as a handler sees it. */
export function toHandlerCall(call: Call, rest: Backend): HandlerCall<unknown, TableSpecs> {
  const { operation, principal, world, now } = call
  const { params, query, headers, cookies, body } = call.input
  return {
    params,
    query,
    headers,
    cookies,
    body,
    caller: principal?.id,
    tables: world.tables,
    clock: { now, iso: toZuluTime(now) },
    ids: {
      text: (prefix) => world.newId(prefix),
      uuid: () => toUuid(world.start.seed, world.store.nextSerial()),
      number: () => world.store.nextSerial(),
    },
    random: world.random,
    outbox: { send: (mail) => sendMail(world, mail, now) },
    origin: world.origin,
    refuse: (status, said, more) => refuse(operation, status, said, more),
    next: () => rest.answer(call) as never,
  }
}

/** What a handler gave, if it is an answer at all; what it says is checked like any other. */
export function toReply(given: unknown): Reply {
  if (given instanceof Promise) {
    given.catch(() => undefined)
    throw new Error('it gave a promise. A handler answers at once: take the async away')
  }
  const { status } = (given ?? {}) as Partial<Reply>
  if (typeof status === 'number') return given as Reply
  throw new Error(`it gave ${given === undefined ? 'nothing' : JSON.stringify(given)}; expected an answer like { status: 200, body }`)
}
