import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contentOf,
  defineLog,
  defineTable,
  fromPiles,
  type Piles,
  type Sheet,
  type Snapshot,
  Store,
  toPiles,
  toSheet,
} from '../../src/kernel/index.ts'

interface Seat {
  readonly key: string
  /** Nobody else may have it. */
  readonly holder: string | null
  readonly rows: readonly string[]
}

const specs = {
  seats: defineTable<Seat>()({
    key: (seat) => seat.key,
    unique: { holder: (seat) => seat.holder ?? undefined },
    many: { row: (seat) => seat.rows },
  }),
  log: defineLog<{ readonly serial: number; readonly what: string }>(),
}

type Seats = Store<typeof specs>

const holders = ['ann', 'bob', 'cid']
const change = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  holder: fc.option(fc.constantFrom(...holders)),
  rows: fc.uniqueArray(fc.constantFrom('front', 'back')),
  do: fc.constantFrom(
    'put' as const,
    'put' as const,
    'put' as const,
    'delete' as const,
    'freeze' as const,
    'save' as const,
    'undo' as const,
  ),
})

function apply(
  store: Seats,
  { key, holder, rows, do: verb }: { key: string; holder: string | null; rows: readonly string[]; do: string },
): void {
  if (verb === 'freeze') store.snapshot()
  if (verb === 'undo') store.undo()
  if (verb !== 'put' && verb !== 'delete') return
  store.transact('change', () => {
    store.tables.log.add({ serial: store.nextSerial(), what: `${verb} ${key}` })
    if (verb === 'delete') return store.tables.seats.delete(key)
    const seat = holder === null ? undefined : store.tables.seats.by('holder', holder)
    // whoever sits there gets up first
    if (seat !== undefined && seat.key !== key) store.tables.seats.put({ ...seat, holder: null })
    store.tables.seats.put({ key, holder, rows })
  })
}

/** Through JSON and back, sheets that stand in several places as one. */
function saved(piles: Piles, known: Map<Sheet, Sheet>): Piles {
  const tables = Object.entries(piles.tables).map(([table, pile]) => {
    const below: Sheet[] = []
    for (const sheet of pile) {
      if (!known.has(sheet)) known.set(sheet, toSheet(specs, table, [...below], JSON.parse(JSON.stringify(contentOf(sheet)))))
      below.push(known.get(sheet) as Sheet)
    }
    return [table, below]
  })
  return { tables: Object.fromEntries(tables), serial: piles.serial }
}

function seen(store: Seats): unknown {
  return {
    dump: store.dump(),
    serial: store.serial,
    size: [store.tables.seats.size, store.tables.log.size],
    holders: holders.map((holder) => store.tables.seats.by('holder', holder)),
    rows: ['front', 'back'].map((row) => [
      store.tables.seats.count('row', row),
      [...store.tables.seats.where('row', row)].map(({ key }) => key).sort(),
    ]),
    log: [...store.tables.log.newestFirst()],
  }
}

describe('rows as sheets', () => {
  it('give the same store and the same snapshots back, and both go on as before', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), fc.array(change, { maxLength: 10 }), (before, after) => {
        const base = new Store(specs)
        for (const taken of before.slice(0, 5)) apply(base, taken)
        const store = new Store(specs, base.snapshot())
        const snapshots: Snapshot[] = []
        for (const taken of before) {
          apply(store, taken)
          if (taken.do === 'save') snapshots.push(store.snapshot())
        }
        const known = new Map<Sheet, Sheet>()
        const again = new Store(specs, fromPiles(specs, saved(store.piles(), known), true))
        again.recall(store.history(), store.writes)
        expect(seen(again)).toEqual(seen(store))
        const copies = snapshots.map((snapshot) => fromPiles(specs, saved(toPiles(snapshot), known), false))
        for (const taken of after) for (const each of [store, again]) apply(each, taken)
        expect(seen(again)).toEqual(seen(store))
        while (store.undo() !== undefined) again.undo()
        expect(seen(again)).toEqual(seen(store))
        for (const [index, snapshot] of snapshots.entries()) {
          for (const [each, from] of [
            [store, snapshot],
            [again, copies[index] as Snapshot],
          ] as const)
            each.restore(from)
          expect(seen(again)).toEqual(seen(store))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('shows what stands without freezing it: what is written later does not get into it', () => {
    const store = new Store(specs)
    apply(store, { key: 'a', holder: 'ann', rows: [], do: 'put' })
    const piles = store.piles()
    const before = JSON.stringify(Object.values(piles.tables).flat().map(contentOf))
    apply(store, { key: 'b', holder: 'ann', rows: ['front'], do: 'put' })
    expect(JSON.stringify(Object.values(piles.tables).flat().map(contentOf))).toBe(before)
  })
})
