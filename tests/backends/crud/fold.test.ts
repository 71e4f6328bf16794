import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Response, replay, respond } from '../../../src/engine/index.ts'
import { createMock, type Mock, type World } from '../../../src/index.ts'
import type { Operation } from '../../../src/openapi/index.ts'

const document = fileURLToPath(new URL('depot.yaml', import.meta.url))

type Item = Readonly<Record<string, unknown>> & { readonly id: number; readonly label: string; readonly version: number }

/** What the depot holds, as anybody would write it down. */
interface Shelf {
  readonly crates: Map<number, Item>
  /** By crate. */
  readonly parcels: Map<number, Map<number, string>>
}

/** `pick` chooses a crate among those that are there, and now and then one that is not. */
type Deed =
  | { readonly kind: 'make'; readonly body: Part }
  | { readonly kind: 'read' | 'drop' | 'send' | 'unpack'; readonly pick: number }
  | { readonly kind: 'replace' | 'set' | 'merge'; readonly pick: number; readonly body: Part }
  | { readonly kind: 'patch'; readonly pick: number; readonly label: string; readonly tag: string; readonly isTested: boolean }
  | { readonly kind: 'list'; readonly tag: string | undefined; readonly isDown: boolean; readonly limit: number; readonly offset: number }

interface Part {
  readonly label?: string | undefined
  readonly weight?: number | null | undefined
  readonly tags?: readonly string[] | undefined
  readonly place?: { readonly row?: number | null | undefined; readonly shelf?: string | null | undefined } | undefined
}

const label = fc.constantFrom('tea', 'jam', 'fig', 'a label that is far too long')
const tag = fc.constantFrom('old', 'new', 'odd')
const pick = fc.nat(7)
const plain = {
  weight: fc.constantFrom(undefined, 0, 2.5, -1),
  tags: fc.constantFrom(undefined, [], ['old'], ['new', 'odd']),
  place: fc.constantFrom(undefined, { row: 1 }, { shelf: 'b' }, { row: 2, shelf: 'c' }),
}
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('make'), body: fc.record({ label, ...plain }) }),
  fc.record({ kind: fc.constantFrom('read', 'drop', 'send', 'unpack'), pick }),
  fc.record({ kind: fc.constant('replace'), pick, body: fc.record({ label, ...plain }) }),
  fc.record({ kind: fc.constant('set'), pick, body: fc.record(plain) }),
  fc.record({
    kind: fc.constant('merge'),
    pick,
    body: fc.record({ ...plain, weight: fc.constantFrom(null, 1), place: fc.constantFrom(undefined, { row: null }, { shelf: 'd' }) }),
  }),
  fc.record({ kind: fc.constant('patch'), pick, label, tag, isTested: fc.boolean() }),
  fc.record({
    kind: fc.constant('list'),
    tag: fc.option(tag, { nil: undefined }),
    isDown: fc.boolean(),
    limit: fc.integer({ min: 1, max: 3 }),
    offset: fc.nat(4),
  }),
)

interface Said {
  readonly status: number
  readonly body?: unknown
}

describe('what is kept is what a plain map of it would be', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ document, stateful: true, journalLimit: 10_000, clock: { mode: 'frozen', now: Date.UTC(2025, 11, 22) } })
  })
  afterAll(() => mock.close())

  it('after whatever is done, and again when it is replayed', () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 5, maxLength: 25 }), (deeds) => {
        const world = mock.createWorld('default')
        const shelf: Shelf = { crates: new Map(), parcels: new Map() }
        for (const item of ask(mock, world, 'listCrates', [], { query: 'limit=50' }).body as Item[]) shelf.crates.set(item.id, item)
        for (const one of deeds) play(mock, world, shelf, one)
        const whole = ask(mock, world, 'listCrates', [], { query: 'limit=50' }).body as Item[]
        expect(whole).toEqual([...shelf.crates.values()])
        expect(world.defects).toEqual([])

        const again = mock.createWorld('default')
        const told = (responses: readonly (Response | undefined)[]) => responses.map((one) => [one?.status, one?.headers, one?.text])
        const before = [...world.journal.exchanges()]
        expect(told(replay(mock.engine, again, before))).toEqual(told(before.map(({ response }) => response as Response | undefined)))
        expect(again.dump()).toEqual(world.dump())
      }),
      { numRuns: 25 },
    )
  })
})

/** Does a deed to the world and to the shelf, and holds one to the other. */
function play(mock: Mock, world: World, shelf: Shelf, deed: Deed): void {
  if (deed.kind === 'list') {
    list(mock, world, shelf, deed)
    return
  }
  if (deed.kind === 'make') {
    const said = ask(mock, world, 'makeCrate', [], { body: deed.body })
    const wanted = judge(shelf, undefined, deed.body)
    expect(said.status).toBe(wanted ?? 201)
    if (wanted !== undefined) return
    const made = said.body as Item
    expect(made).toMatchObject({ ...defined(deed.body), version: 1 })
    expect(shelf.crates.has(made.id)).toBe(false)
    shelf.crates.set(made.id, made)
    return
  }
  const id = [...shelf.crates.keys()][deed.pick] ?? 4711
  const before = shelf.crates.get(id)
  if (before === undefined) {
    expect(change(mock, world, id, deed).status).toBe(404)
    return
  }
  switch (deed.kind) {
    case 'read':
      expect(change(mock, world, id, deed)).toEqual({ status: 200, body: before })
      return
    case 'drop': {
      const parcels = [...(shelf.parcels.get(id)?.keys() ?? [])]
      expect(change(mock, world, id, deed)).toEqual({ status: 200, body: { id, object: 'crate', deleted: true } })
      shelf.crates.delete(id)
      shelf.parcels.delete(id)
      for (const parcel of parcels) expect(ask(mock, world, 'getParcel', [id, parcel]).status).toBe(404)
      return
    }
    case 'send': {
      const { status, body } = change(mock, world, id, deed)
      expect([status, body]).toEqual([201, { id: expect.any(Number), to: 'jane' }])
      shelf.parcels.set(id, new Map([...(shelf.parcels.get(id) ?? []), [(body as { id: number }).id, 'jane']]))
      return
    }
    case 'unpack': {
      const parcels = [...(shelf.parcels.get(id) ?? [])].map(([parcel, to]) => ({ id: parcel, to }))
      expect(change(mock, world, id, deed)).toEqual({ status: 200, body: parcels })
      return
    }
    default: {
      const said = change(mock, world, id, deed)
      const after = wantedOf(before, deed)
      const wanted = typeof after === 'number' ? after : judge(shelf, id, after)
      expect(said.status).toBe(wanted ?? 200)
      if (wanted !== undefined) return
      const item = { ...(after as Item), version: before.version + 1 }
      expect(said.body).toEqual(item)
      shelf.crates.set(id, item)
    }
  }
}

function change(mock: Mock, world: World, id: number, deed: Exclude<Deed, { kind: 'list' | 'make' }>): Said {
  switch (deed.kind) {
    case 'read':
      return ask(mock, world, 'getCrate', [id])
    case 'drop':
      return ask(mock, world, 'dropCrate', [id])
    case 'send':
      return ask(mock, world, 'makeParcel', [id], { body: { to: 'jane' } })
    case 'unpack':
      return ask(mock, world, 'listParcels', [id])
    case 'replace':
      return ask(mock, world, 'replaceCrate', [id], { body: deed.body })
    case 'set':
      return ask(mock, world, 'changeCrate', [id], { body: deed.body })
    case 'merge':
      return ask(mock, world, 'changeCrate', [id], { body: deed.body, type: 'application/merge-patch+json' })
    case 'patch': {
      const tested = deed.isTested ? [{ op: 'test', path: '/label', value: 'tea' }] : []
      const body = [{ op: 'add', path: '/tags/0', value: deed.tag }, ...tested, { op: 'replace', path: '/label', value: deed.label }]
      return ask(mock, world, 'changeCrate', [id], { body, type: 'application/json-patch+json' })
    }
  }
}

/** What a crate becomes, or the status that says why not. */
function wantedOf(before: Item, deed: Exclude<Deed, { kind: 'list' | 'make' | 'read' | 'drop' | 'send' | 'unpack' }>): Item | number {
  switch (deed.kind) {
    case 'replace':
      return { ...serversOf(before), ...defined(deed.body) } as Item
    case 'set':
      return { ...before, ...defined(deed.body) } as Item
    case 'merge': {
      const { weight, place, ...rest } = defined(deed.body) as Part
      const merged: Record<string, unknown> = { ...before, ...rest }
      if (weight === null) delete merged.weight
      else if (weight !== undefined) merged.weight = weight
      if (place !== undefined)
        merged.place = Object.fromEntries(Object.entries({ ...(before.place as object), ...place }).filter(([, one]) => one !== null))
      return merged as Item
    }
    case 'patch':
      if (!Array.isArray(before.tags) || (deed.isTested && before.label !== 'tea')) return 409
      return { ...before, label: deed.label, tags: [deed.tag, ...before.tags] }
  }
}

/** What a replacement leaves: that which only the server says. */
function serversOf({ id, createdAt, updatedAt, version }: Item): object {
  return { id, createdAt, updatedAt, version }
}

/** The status of what can't be kept. */
function judge({ crates }: Shelf, own: number | undefined, part: Readonly<Record<string, unknown>> | Part): number | undefined {
  if (String(part.label).length > 20 || (typeof part.weight === 'number' && part.weight < 0)) return 422
  return [...crates.values()].some(({ id, label }) => id !== own && label === part.label) ? 409 : undefined
}

function list(mock: Mock, world: World, { crates }: Shelf, { tag, isDown, limit, offset }: Extract<Deed, { kind: 'list' }>): void {
  const query = new URLSearchParams({
    limit: String(limit),
    offset: String(offset),
    sort: `${isDown ? '-' : ''}label`,
    ...(tag === undefined ? {} : { tags: tag }),
  })
  const matching = [...crates.values()].filter(({ tags }) => tag === undefined || (Array.isArray(tags) && tags.includes(tag)))
  const order = matching.sort((a, b) => (a.label < b.label ? -1 : 1) * (isDown ? -1 : 1))
  expect(ask(mock, world, 'listCrates', [], { query: query.toString() })).toEqual({
    status: 200,
    body: order.slice(offset, offset + limit),
  })
}

function defined(part: Part): object {
  return Object.fromEntries(Object.entries(part).filter(([, one]) => one !== undefined))
}

function ask(
  mock: Mock,
  world: World,
  id: string,
  params: readonly number[],
  { query = '', body, type = 'application/json' }: { query?: string; body?: unknown; type?: string } = {},
): Said {
  const operation = mock.api.operation(id) as Operation
  const { status, text } = respond(mock.engine, world, operation, {
    method: operation.method,
    target: `${operation.path.template}?${query}`,
    params: params.map(String),
    query,
    headers: body === undefined ? {} : { 'content-type': type },
    body: body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body)),
    unreadable: undefined,
  })
  return { status, ...(status < 400 && text !== undefined ? { body: JSON.parse(text) } : {}) }
}
