import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkInvariants, type OrganizationTables } from '../../src/domain/index.ts'
import { type Response, replay } from '../../src/engine/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import { play, randomCall } from './random-calls.ts'

describe('a world is a fold', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ journalLimit: 10_000 })
  })
  afterAll(() => mock.close())

  const bytes = (responses: readonly Response[]) => responses.map(({ status, headers, text }) => [status, headers, text])

  it('keeps every invariant, writes nothing when it refuses, meets no defect, and is the same when replayed', () => {
    fc.assert(
      fc.property(fc.array(randomCall, { minLength: 1, maxLength: 20 }), (steps) => {
        const world = mock.createWorld('default')
        const first = play(mock, world, steps)
        expect(world.defects).toEqual([])
        expect(checkInvariants(world.tables as unknown as OrganizationTables)).toEqual([])

        const again = mock.createWorld('default')
        const second = replay(mock.engine, again, world.journal.exchanges())
        expect(again.dump()).toEqual(world.dump())
        expect(bytes(second)).toEqual(bytes(first))
      }),
      { numRuns: 1000 },
    )
  })

  it('goes back to a snapshot, and takes back the last change', () => {
    fc.assert(
      fc.property(fc.array(randomCall, { maxLength: 10 }), fc.array(randomCall, { minLength: 1, maxLength: 10 }), (before, after) => {
        const world = mock.createWorld('default')
        play(mock, world, before)
        const snapshot = world.snapshot()
        const dump = world.dump()
        const first = bytes(play(mock, world, after))
        world.restore(snapshot)
        expect(world.dump()).toEqual(dump)
        expect(bytes(play(mock, world, after))).toEqual(first)

        const rows = () => (world.dump() as { rows: unknown }).rows
        const undone: unknown[] = []
        world.restore(snapshot)
        const states = after.map((taken) => {
          const state = rows()
          play(mock, world, [taken])
          return state
        })
        while (world.store.undo() !== undefined) undone.push(rows())
        expect(rows()).toEqual((dump as { rows: unknown }).rows)
        for (const state of undone) expect(states).toContainEqual(state)
      }),
      { numRuns: 200 },
    )
  })
})
