import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defineTable, Later, Store } from '../../src/kernel/index.ts'

interface Tea {
  readonly id: string
  readonly serial: number
}

/** Keys are `kind/name`, and the kind is what a tea's part is called. */
const specs = {
  teas: defineTable<Tea>()({ key: ({ id }) => id, unique: { own: ({ id }) => id }, many: { kind: ({ id }) => kindOf(id) } }),
  cups: defineTable<{ readonly id: string }>()({ key: ({ id }) => id, unique: {}, many: {} }),
}

const kindOf = (text: string) => text.split('/')[0] as string

/** Three kinds, each with two teas; blends look at black ones. */
function shelf(broken?: string) {
  const store = new Store(specs)
  const made: string[] = []
  const part = (name: string, needs?: string) => ({
    name,
    needs,
    numbers: 3,
    make(nextSerial: () => number) {
      if (name === broken) throw new Error(`There is no ${name} tea`)
      for (const own of ['first', 'second']) store.tables.teas.put({ id: `${name}/${own}`, serial: nextSerial() })
      if (needs !== undefined && store.tables.teas.count('kind', needs) === 0) throw new Error('Nothing to blend')
      made.push(name)
    },
  })
  const all = () => [part('green'), part('black'), part('blend', 'black')]
  const later = new Later(store as never, { table: 'teas', all, of: (text) => (text === 'any' ? undefined : kindOf(text)) })
  const rows = later.snapshot()
  return { made, later, rows, open: () => new Store(specs, rows) }
}

type Shelf = Store<typeof specs>

it('makes a part and what it looks at when something of it is first asked for, once for all stores, and no other', () => {
  const { made, rows, open } = shelf()
  const [one, other, untouched] = [open(), open(), open()]
  expect(untouched.snapshot()).toBe(rows)
  expect(one.serial).toBe(9)
  expect(one.tables.cups.size).toBe(0)
  expect(made).toEqual([])
  expect(one.tables.teas.get('green/first')).toEqual({ id: 'green/first', serial: 1 })
  expect(made).toEqual(['green'])
  expect(other.tables.teas.get('green/second')).toBeDefined()
  expect([...other.tables.teas.where('kind', 'blend')]).toHaveLength(2)
  expect(made).toEqual(['green', 'black', 'blend'])
})

const page = { order: (a: Tea, b: Tea) => a.serial - b.serial, skip: 0, take: 9 }

it.each<[string, (store: Shelf) => unknown, unknown]>([
  ['all rows', ({ tables }) => [...tables.teas.rows()].length, 6],
  ['how many there are', ({ tables }) => tables.teas.size, 6],
  [
    'what stands, to be written down',
    (store) => store.piles().tables.teas?.flatMap((sheet) => [...(sheet as never as { rows: Map<string, Tea> }).rows]).length,
    6,
  ],
  ['a dump', (store) => Object.keys(store.dump().teas ?? {}).length, 6],
  ['a value that may be of any', ({ tables }) => tables.teas.by('own', 'any'), undefined],
])('makes everything for %s', (_, ask, expected) => {
  const { made, open } = shelf()
  expect(ask(open())).toEqual(expected)
  expect(made).toHaveLength(3)
})

it.each<[string, (store: Shelf) => unknown, unknown]>([
  ['a key', ({ tables }) => tables.teas.get('black/first')?.serial, 4],
  ['a unique value', ({ tables }) => tables.teas.by('own', 'black/second')?.serial, 5],
  ['how many stand under a value', ({ tables }) => tables.teas.count('kind', 'black'), 2],
  ['a page', ({ tables }) => tables.teas.page('kind', 'black', page).rows.map(({ serial }) => serial), [4, 5]],
  ['a key that is not there', ({ tables }) => tables.teas.get('black/third'), undefined],
  ['a change', (store) => store.transact('change', () => store.tables.teas.delete('black/first')), undefined],
])('makes one part for %s', (_, ask, expected) => {
  const { made, open } = shelf()
  expect(ask(open())).toEqual(expected)
  expect(made).toEqual(['black'])
})

it('goes on with numbers after those of all parts, whichever were made', () => {
  const ways = [(store: Shelf) => store.nextSerial(), (store: Shelf) => store.transact('change', () => store.nextSerial())]
  for (const way of ways) expect(way(shelf().open())).toBe(10)
  const { open } = shelf()
  open().tables.teas.get('blend/first')
  expect(open().nextSerial()).toBe(10)
})

it('comes to the same in whatever order it is asked, and whatever was changed in between', () => {
  const [all, deleted] = [shelf().open(), shelf().open()]
  deleted.transact('change', () => deleted.tables.teas.delete('green/first'))
  const wanted = all.dump()
  fc.assert(
    fc.property(fc.array(fc.constantFrom('green', 'black', 'blend', 'background'), { maxLength: 5 }), (order) => {
      const { later, open } = shelf()
      const [asked, changed] = [open(), open()]
      changed.transact('change', () => changed.tables.teas.delete('green/first'))
      for (const kind of order) kind === 'background' ? later.advance() : asked.tables.teas.count('kind', kind)
      expect(asked.dump()).toEqual(wanted)
      expect(changed.dump()).toEqual(deleted.dump())
    }),
  )
})

it('makes a part at a time where that is asked for', () => {
  const { later, made, open } = shelf()
  open().tables.teas.get('black/first')
  const left = []
  while (later.advance()) left.push(made.at(-1))
  expect(left).toEqual(['green', 'blend'])
})

it('throws what a part threw to everyone who asks for it, and to nobody else: half of it is never taken for the whole', () => {
  const { later, open } = shelf('black')
  while (later.advance());
  const store = open()
  for (const kind of ['black', 'blend', 'black']) expect(() => store.tables.teas.count('kind', kind)).toThrow('There is no black tea')
  expect(() => store.tables.teas.size).toThrow('There is no black tea')
  expect(store.tables.teas.count('kind', 'green')).toBe(2)
})
