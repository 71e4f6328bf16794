import { expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { contentOf } from '../../src/kernel/index.ts'
import { type Captured, capture } from '../../src/world/index.ts'
import { play, type RandomCall } from '../journeys/random-calls.ts'

const call: RandomCall = { kind: 'invite', token: 'tok_owner', pick: 0, other: 0, flag: true, wait: 0 }

function toText({ state: { start: _start, store, ...state }, ...rest }: Captured): string {
  return JSON.stringify([state, store.serial, Object.values(store.tables).flat().map(contentOf), rest.journal.map(([{ id }]) => id), rest])
}

it('what is captured stays what it was, whatever happens to the world', async () => {
  const mock = await createMock({ journalLimit: 3 })
  const world = mock.createWorld('default')
  world.perform({ verb: 'fault', fault: { id: 'f', operationId: 'listMembers', status: 500, every: 2 } })
  play(mock, world, [call, { ...call, pick: 5 }, { ...call, kind: 'list' }])
  const captured = capture(world)
  const before = toText(captured)
  play(mock, world, [
    { ...call, kind: 'createRole', pick: 1 },
    { ...call, kind: 'remove', pick: 4 },
    { ...call, kind: 'list' },
  ])
  world.perform({ verb: 'undo' })
  world.perform({ verb: 'snapshot', id: 'snap_1' })
  world.perform({ verb: 'assumptions', values: { existing_user_state: 'active' } })
  expect(toText(captured)).toBe(before)
  expect(toText(capture(world))).not.toBe(before)
  await mock.close()
})
