import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFault, type Response, replay, respond } from '../../src/engine/index.ts'
import { createMock, type Exchange, type Mock, type World } from '../../src/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import type { Deed, FaultSpec } from '../../src/world/index.ts'

/** What happens to a world: a call, or something done to it from outside. */
type Happening =
  | { readonly kind: 'call'; readonly email: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'list' }
  | { readonly kind: 'fault'; readonly spec: FaultSpec }
  | { readonly kind: 'heal'; readonly pick: number }
  | { readonly kind: 'healAll' | 'snapshot' | 'undo' | 'begin' }
  | { readonly kind: 'restore'; readonly pick: number }
  | { readonly kind: 'wait'; readonly ms: number }

const emails = ['jane@example.com', 'paul@example.com', 'a@example.com', 'b@example.com', 'no address']

const when = {
  operationId: fc.constantFrom(undefined, 'inviteUserV2', 'listRoles'),
  match: fc.constantFrom(undefined, { headers: { 'x-tenant': 'blue' } }, { body: { email: 'a@example.com' } }),
}
const count = fc.constantFrom(undefined, undefined, 1, 2, 3)
const often = { times: count, every: count, share: fc.constantFrom(undefined, 0.3, 0.7, 1) }
const delayMs = fc.constantFrom(
  undefined,
  5,
  [1, 9] as const,
  { distribution: 'lognormal', median: 20, sigma: 1 } as const,
  { distribution: 'normal', mean: 20, deviation: 9 } as const,
)
const spec: fc.Arbitrary<FaultSpec> = fc.oneof(
  fc.record({ ...when, ...often, delayMs, status: fc.constantFrom(500, 429, 403) }),
  fc.record({
    ...when,
    ...often,
    delayMs,
    code: fc.constantFrom('USER_ALREADY_EXISTS', 'TOKEN_EXPIRED', 'ANYTHING'),
    any: fc.constantFrom(true, undefined),
  }),
  fc.record({ ...when, ...often, connection: fc.constantFrom('refuse', 'drop', 'truncate', 'timeout') }),
  fc.record({ ...when, ...often, delayMs }),
  fc.record({ ...when, rateLimit: fc.record({ requests: fc.integer({ min: 1, max: 3 }), per: fc.constantFrom('1s', 'PT1M', '1d') }) }),
)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('call'),
      email: fc.constantFrom(...emails),
      headers: fc.constantFrom<Record<string, string>>(
        {},
        { 'x-tenant': 'blue' },
        { prefer: 'code=409, wait=1' },
        { prefer: 'code=777, handling=strict' },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('list') }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('fault'), spec }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('heal'), pick: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('healAll', 'snapshot', 'undo', 'begin') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore'), pick: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(500, 30_000, 86_400_000) }) },
)

/** Everything that happened to a world, in order, as somebody who watches it is told. */
type Told = { readonly exchange: Exchange } | { readonly deed: Deed }

function watch(world: World): Told[] {
  const told: Told[] = []
  world.watcher = { exchange: (_, exchange) => told.push({ exchange }), deed: (_, deed) => told.push({ deed }), message: () => undefined }
  return told
}

function ask(mock: Mock, world: World, operation: Operation, headers: Readonly<Record<string, string>>, body?: unknown): Response {
  return respond(mock.engine, world, operation, {
    method: operation.method,
    target: operation.path.template,
    params: ['org_xyz789'],
    query: '',
    headers: { authorization: 'Bearer tok_owner', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body)),
    unreadable: undefined,
  })
}

function happen(mock: Mock, world: World, happening: Happening, number: number): Response | undefined {
  const pickFrom = (ids: readonly string[], pick: number) => ids[pick % Math.max(ids.length, 1)]
  switch (happening.kind) {
    case 'call':
      return ask(mock, world, mock.api.operation('inviteUserV2') as Operation, happening.headers, { email: happening.email })
    case 'list':
      return ask(mock, world, mock.api.operation('listRoles') as Operation, {})
    case 'fault':
      if (checkFault(mock.engine, happening.spec) === undefined) {
        world.perform({ verb: 'fault', fault: { id: `fault_${number}`, ...happening.spec } })
      }
      return undefined
    case 'heal': {
      const id = pickFrom(
        world.faults.list().map((fault) => fault.id),
        happening.pick,
      )
      if (id !== undefined) world.perform({ verb: 'heal', id })
      return undefined
    }
    case 'healAll':
      world.perform({ verb: 'heal' })
      return undefined
    case 'snapshot':
      world.perform({ verb: 'snapshot', id: `snapshot_${number}` })
      return undefined
    case 'restore': {
      const id = pickFrom([...world.snapshots.keys()], happening.pick)
      if (id !== undefined) world.perform({ verb: 'restore', id })
      return undefined
    }
    case 'undo':
      world.perform({ verb: 'undo' })
      return undefined
    case 'begin':
      world.perform({ verb: 'begin', start: world.start })
      return undefined
    case 'wait':
      world.perform({ verb: 'clock', setting: world.clock.advanced(happening.ms) })
      return undefined
  }
}

describe('a world with faults is a fold', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ journalLimit: 10_000 })
  })
  afterAll(() => mock.close())

  const bytes = ({ status, headers, text, delay, connection }: Response) => [status, headers, text, delay, connection]

  it('is the same when its exchanges and deeds are done again, answers, delays and broken connections included', () => {
    const met = new Set<string>()
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 40, size: 'max' }), (happenings) => {
        const world = mock.createWorld('default')
        const told = watch(world)
        const first = happenings.flatMap((one, number) => happen(mock, world, one, number) ?? [])
        expect(world.defects).toEqual([])

        const again = mock.createWorld('default')
        const second = told.flatMap((one) => {
          if ('exchange' in one) return replay(mock.engine, again, [one.exchange])
          again.perform(one.deed)
          return []
        })
        expect(second.map(bytes)).toEqual(first.map(bytes))
        expect(again.dump()).toEqual(world.dump())
        expect(again.faults.list()).toEqual(world.faults.list())
        for (const { status, connection, delay } of first)
          met
            .add(String(status))
            .add(connection ?? 'whole')
            .add(delay > 0 ? 'late' : 'at once')
      }),
      { numRuns: 250 },
    )
    // What would be missing if the arbitraries above did not come to it.
    const expected = ['0', '200', '201', '400', '401', '403', '409', '422', '429', '500', 'refuse', 'timeout', 'drop', 'truncate', 'late']
    expect([...met]).toEqual(expect.arrayContaining(expected))
  })

  it('goes on from a snapshot, taken through text, as it went on the first time', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), fc.array(happening, { minLength: 1, maxLength: 15 }), (before, after) => {
        const world = mock.createWorld('default')
        before.forEach((one, number) => {
          happen(mock, world, one, number)
        })
        const snapshot = world.snapshot()
        const faults = JSON.parse(JSON.stringify(snapshot.faults))
        const calls = after.filter(({ kind }) => kind === 'call' || kind === 'list' || kind === 'wait')
        const play = () => calls.flatMap((one, number) => happen(mock, world, one, 1000 + number) ?? [])
        const first = play().map(bytes)
        const dump = world.dump()
        world.restore({ ...snapshot, faults })
        expect(play().map(bytes)).toEqual(first)
        expect(world.dump()).toEqual(dump)
      }),
      { numRuns: 200 },
    )
  })
})
