import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { type Request, respond } from '../../src/engine/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import { Desk } from '../journeys/desk.ts'
import { crashed, everything, folder, open } from './house.ts'

const sent = 'send_invitation: { type: boolean'

/** Invites without a mail; the status it is answered. */
function invite({ engine, api }: Mock, kept: ReturnType<typeof open>, email: string): number {
  const request: Request = {
    method: 'POST',
    target: '/v1/organizations/org_xyz789/users/invite/v2',
    params: ['org_xyz789'],
    query: '',
    headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ email, send_invitation: false })),
    unreadable: undefined,
  }
  const { status } = respond(engine, kept.worlds.at('default'), api.operation('inviteUserV2') as Operation, request)
  kept.storage?.settle()
  return status
}

it('hands over from one document to the next so that a crash at any moment loses nothing and changes nothing', async () => {
  const desk = new Desk()
  const create = async () => {
    const mock = await createMock({ document: desk.document, fixtures: [desk.folder] })
    onTestFinished(() => mock.close())
    return mock
  }
  const before = await create()
  desk.edit(desk.document, sent, `${sent}, const: true`)
  const after = await create()
  const data = folder()
  const kept = open(before, data)
  // What a crash now leaves is read by the document that the newest snapshot was handed to.
  const isHadBy = (mock: Mock) => {
    const left = crashed(data)
    const again = open(mock, left)
    expect(everything(again)).toEqual(everything(kept))
    return again.storage?.close()
  }
  const all = (moment: string) => {
    expect([invite(before, kept, `${moment}1@example.com`), invite(after, kept, `${moment}2@example.com`)]).toEqual([201, 422])
  }

  all('swapped')
  await isHadBy(before)
  kept.worlds
    .at('default')
    .perform({ verb: 'fault', fault: { id: 'flt_1', operationId: 'inviteUserV2', share: 0.5, status: 500, times: 2 } })
  const handed = kept.storage?.checkpoint(after.engine)
  invite(before, kept, 'asked1@example.com')
  invite(after, kept, 'asked2@example.com')
  await isHadBy(before)
  while (!existsSync(join(data, '2.log'))) await nextTurn()
  invite(before, kept, 'written1@example.com')
  invite(after, kept, 'written2@example.com')
  const reader = readdirSync(data).includes('2.snapshot') ? after : before
  await isHadBy(reader)
  await handed
  for (let index = 0; index < 4; index++) {
    invite(before, kept, `late${index}@example.com`)
    invite(after, kept, `new${index}@example.com`)
  }
  await isHadBy(after)
  kept.worlds.at('default').perform({ verb: 'undo' })
  await isHadBy(after)
  await kept.storage?.close()
})
