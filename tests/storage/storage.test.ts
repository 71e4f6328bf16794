import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import type { Deed, FaultSpec, World, WorldStart } from '../../src/world/index.ts'
import { play, type RandomCall, randomCall } from '../journeys/random-calls.ts'
import { crashed, everything, folder, type Kept, open } from './house.ts'

const verbs = ['clock', 'assumptions', 'fault', 'heal', 'snapshot', 'restore', 'undo', 'begin'] as const satisfies readonly Deed['verb'][]
type Verb = (typeof verbs)[number]

type Step =
  | { readonly do: 'call'; readonly call: RandomCall }
  | { readonly do: Verb; readonly pick: number }
  | { readonly do: 'drop' | 'crash' | 'restart' | 'checkpoint' }

const names = ['default', 'a', 'b.c-d']
const step = fc.record({
  world: fc.constantFrom(...names),
  step: fc.oneof(
    { weight: 12, arbitrary: fc.record({ do: fc.constant('call' as const), call: randomCall }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...verbs), pick: fc.nat(15) }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'crash' as const, 'restart' as const, 'checkpoint' as const) }),
    },
  ) as fc.Arbitrary<Step>,
})

const faults: readonly FaultSpec[] = [
  { status: 500, times: 2 },
  { operationId: 'inviteUserV2', share: 0.5, code: 'INTERNAL_ERROR' },
  { rateLimit: { requests: 3, per: '1h' } },
  { operationId: 'listMembers', delayMs: [10, 20], every: 2 },
]

describe('kept worlds', () => {
  let mock: Mock
  let starts: readonly WorldStart[]

  beforeAll(async () => {
    mock = await createMock({ journalLimit: 5 })
    const others = await Promise.all([
      createMock({ scenario: 'existing-elsewhere', seed: 7 }),
      createMock({ assumptions: { expired_invitation: 'renew' } }),
    ])
    starts = [mock.start, ...others.map(({ start }) => start)]
    await Promise.all(others.map((other) => other.close()))
  })
  afterAll(() => mock.close())

  function act(world: World, step: Step): void {
    if (step.do === 'call') play(mock, world, [{ ...step.call, wait: 0 }])
    const deed = 'pick' in step ? toDeed(world, step.do, step.pick) : undefined
    if (deed !== undefined) world.perform(deed)
  }

  function toDeed(world: World, verb: Verb, pick: number): Deed | undefined {
    const snapshots = [...world.snapshots.keys()]
    switch (verb) {
      case 'clock':
        return { verb, setting: world.clock.advanced([1000, 86_400_000, 8 * 86_400_000][pick % 3] as number) }
      case 'assumptions':
        return { verb, values: { existing_user_state: pick % 2 === 0 ? 'active' : 'pending_invitation' } }
      case 'fault':
        return { verb, fault: { ...(faults[pick % faults.length] as FaultSpec), id: `fault_${pick}` } }
      case 'heal':
        return pick % 2 === 0 ? { verb } : { verb, id: `fault_${pick}` }
      case 'snapshot':
        return { verb, id: `snap_${snapshots.length + 1}` }
      case 'restore':
        return snapshots.length === 0 ? undefined : { verb, id: snapshots[pick % snapshots.length] as string }
      case 'undo':
        return { verb }
      case 'begin':
        return { verb, start: starts[pick % starts.length] as WorldStart }
    }
  }

  it('are the same after any story with crashes, restarts and compactions in it as without', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (story) => {
        let kept = open(mock, folder())
        const twin = open(mock, undefined)
        const again = async (data: string) => {
          kept = open(mock, data)
          expect(kept.reported).toEqual([])
          expect(everything(kept)).toEqual(everything(twin))
        }
        for (const { world, step: taken } of story) {
          // A snapshot is written while things go on happening.
          if (taken.do === 'checkpoint') kept.storage?.checkpoint()
          else if (taken.do === 'crash' || taken.do === 'restart') {
            const { storage, data } = kept as Kept & { data: string }
            expect(storage?.settle()).toBeUndefined()
            const left = crashed(data)
            await storage?.close()
            await again(taken.do === 'crash' ? left : data)
          } else if (taken.do === 'drop') for (const { worlds } of [kept, twin]) worlds.drop(world)
          else for (const { worlds } of [kept, twin]) act(worlds.at(world), taken)
          await nextTurn()
        }
        await kept.storage?.close()
        await again(kept.data as string)
        await kept.storage?.close()
      }),
      { numRuns: 60 },
    )
  })
})
