import type { Backend, Call } from '../../engine/index.ts'
import { type TableSpecs, toUuid, toZuluTime } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { HandlerCall } from './handler.ts'
import { sendMail } from './mailbox.ts'
import { refuse } from './refusal.ts'
import { written } from './reply.ts'

/** A call as a handler sees it. */
export function toHandlerCall(call: Call, rest: Backend, api: Api): HandlerCall<unknown, TableSpecs> {
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
    refuse: (status, said, more) => refuse(operation, status, said, more, (reply) => written(reply, call, api)),
    next: () => rest.answer(call) as never,
  }
}
