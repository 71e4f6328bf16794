import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Snapshot, Store } from '../../src/kernel/index.ts'
import { codes, groups, isTaken, type Naive, orders, specs, type Thing, type Things, tags, under } from './naive.ts'

const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5']
const thing = fc.record<Thing>({
  key: fc.constantFrom(...keys),
  code: fc.option(fc.constantFrom(...codes)),
  group: fc.option(fc.constantFrom(...groups)),
  tags: fc.uniqueArray(fc.constantFrom(...tags)),
  rank: fc.nat(2),
})

type Change = { readonly put: Thing } | { readonly delete: string }
type Step =
  | { readonly do: 'change'; readonly changes: readonly Change[]; readonly fails: boolean }
  | { readonly do: 'nest'; readonly outer: readonly Change[]; readonly inner: readonly Change[]; readonly fails: boolean }
  | { readonly do: 'snapshot' | 'undo' | 'look' | 'fork' }
  | { readonly do: 'restore'; readonly which: number }

const changes = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.record({ put: thing }) }, fc.record({ delete: fc.constantFrom(...keys) })) as fc.Arbitrary<Change>,
  { maxLength: 4 },
)
const rarely = fc.nat(4).map((number) => number === 0)
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('change' as const), changes, fails: rarely }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('nest' as const), outer: changes, inner: changes, fails: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('snapshot' as const, 'undo' as const, 'look' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('fork' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(9) }) },
  ) as fc.Arbitrary<Step>,
  { maxLength: 40, size: 'max' },
)

/** The store beside its plain twin. */
interface Pair {
  store: Things
  naive: Naive
  /** What `undo` goes back to. */
  history: Naive[]
  readonly snapshots: { readonly snapshot: Snapshot; readonly naive: Naive }[]
}

class Planned extends Error {}

function apply(store: Things, naive: Naive, list: readonly Change[]): boolean {
  let wrote = false
  for (const change of list) {
    if ('delete' in change) {
      wrote ||= naive.has(change.delete)
      store.tables.things.delete(change.delete)
      naive.delete(change.delete)
      continue
    }
    const row = { ...change.put }
    if (isTaken(naive, row)) {
      expect(() => store.tables.things.put(row)).toThrow('belongs to')
      continue
    }
    store.tables.things.put(row)
    naive.set(row.key, row)
    wrote = true
  }
  return wrote
}

function take(pair: Pair, step: Step): void {
  const { store } = pair
  switch (step.do) {
    case 'change':
      if (step.fails) expectRollBack(pair, step.changes)
      else change(pair, (naive) => apply(store, naive, step.changes))
      break
    case 'nest':
      change(pair, (naive) => {
        const outer = apply(store, naive, step.outer)
        return step.fails ? expectInnerRollBack(pair, naive, step.inner) || outer : applyInside(pair, naive, step.inner) || outer
      })
      break
    case 'undo':
      undo(pair)
      break
    case 'snapshot':
      pair.snapshots.push({ snapshot: store.snapshot(), naive: pair.naive })
      break
    case 'restore':
      goBack(pair, step.which, (snapshot) => store.restore(snapshot))
      break
    case 'fork':
      goBack(pair, 0, (snapshot) => {
        pair.store = new Store(specs, snapshot)
      })
      break
    case 'look':
      expectPages(pair)
  }
}

function undo(pair: Pair): void {
  const before = pair.history.pop()
  expect(pair.store.undo()).toBe(before === undefined ? undefined : 'outer')
  pair.naive = before ?? pair.naive
}

/** One transaction on both; `work` says whether it wrote anything. */
function change(pair: Pair, work: (naive: Naive) => boolean): void {
  const naive: Naive = new Map(pair.naive)
  const wrote = pair.store.transact('outer', () => work(naive))
  if (wrote) pair.history.push(pair.naive)
  pair.naive = naive
}

function applyInside(pair: Pair, naive: Naive, list: readonly Change[]): boolean {
  return pair.store.transact('inner', () => apply(pair.store, naive, list))
}

/** A failed transaction inside another takes back its own changes only. */
function expectInnerRollBack(pair: Pair, naive: Naive, list: readonly Change[]): false {
  const fail = () => {
    apply(pair.store, new Map(naive), list)
    throw new Planned()
  }
  expect(() => pair.store.transact('inner', fail)).toThrow(Planned)
  return false
}

function expectRollBack(pair: Pair, list: readonly Change[]): void {
  const { store, naive } = pair
  const serial = store.serial
  const fail = () => {
    store.nextSerial()
    apply(store, new Map(naive), list)
    throw new Planned()
  }
  expect(() => store.transact('outer', fail)).toThrow(Planned)
  expect(store.serial).toBe(serial)
}

function goBack(pair: Pair, which: number, to: (snapshot: Snapshot) => void): void {
  const kept = pair.snapshots[which % Math.max(pair.snapshots.length, 1)]
  if (kept === undefined) return
  to(kept.snapshot)
  pair.naive = kept.naive
  pair.history = []
}

function expectEqual({ store, naive }: Pair): void {
  const { things } = store.tables
  expect(things.size).toBe(naive.size)
  expect(sorted(things.rows())).toEqual(sorted(naive.values()))
  for (const key of keys) expect(things.get(key)).toEqual(naive.get(key))
  for (const code of codes) expect(things.by('code', code)).toEqual([...naive.values()].find((row) => row.code === code))
  for (const [index, value] of indexed) {
    expect(things.count(index, value)).toBe(under(naive, index, value).length)
    expect(sorted(things.where(index, value))).toEqual(sorted(under(naive, index, value)))
  }
}

const indexed = [...groups.map((value) => ['group', value] as const), ...tags.map((value) => ['tag', value] as const)]
const filters = [undefined, (row: Thing) => row.rank > 0, (row: Thing) => row.code !== null]

/** Looked at now and then only, since every look fills a cache that a later write must not be misled by. */
function expectPages({ store, naive }: Pair): void {
  for (const [index, value] of indexed) {
    for (const order of orders) {
      for (const filter of filters) {
        const all = under(naive, index, value).sort(order)
        const fitting = filter === undefined ? all : all.filter(filter)
        for (const [skip, size] of [
          [0, 10],
          [0, 0],
          [1, 2],
          [3, 1],
        ] as const) {
          const page = store.tables.things.page(index, value, { order, filter, skip, take: size })
          expect(page).toEqual({ rows: fitting.slice(skip, skip + size), total: fitting.length })
        }
      }
    }
  }
}

function sorted(rows: Iterable<Thing>): Thing[] {
  return [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))
}

describe('a store', () => {
  it('behaves as a plain map with scans, over transactions, nesting, undo, snapshots, restores and forks', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const pair: Pair = { store: new Store(specs), naive: new Map(), history: [], snapshots: [] }
        for (const step of sequence) {
          take(pair, step)
          expectEqual(pair)
        }
        expectPages(pair)
        // Whatever was done later, a snapshot is what it was.
        for (const { snapshot, naive } of pair.snapshots) {
          const fork: Pair = { store: new Store(specs, snapshot), naive, history: [], snapshots: [] }
          expectEqual(fork)
          expectPages(fork)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('refuses to write outside a transaction', () => {
    const store = new Store(specs)
    expect(() => store.tables.things.put({ key: 'k', code: null, group: null, tags: [], rank: 0 })).toThrow('outside a transaction')
  })
})
