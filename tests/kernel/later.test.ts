import { expect, it } from 'vitest'
import { defineTable, LaterSnapshot, Store } from '../../src/kernel/index.ts'

const specs = { teas: defineTable<{ id: string }>()({ key: ({ id }) => id, unique: {}, many: {} }) }

function later(...ids: string[]) {
  const store = new Store(specs)
  const done: string[] = []
  const work = function* () {
    for (const id of ids) {
      if (id === 'none') throw new Error('There is no such tea')
      store.transact('fill', () => {
        store.nextSerial()
        store.tables.teas.put({ id })
      })
      done.push(id)
      yield
    }
  }
  return { done, rows: new LaterSnapshot(store, work()) }
}

it('does nothing until a store that stands on it is asked for something, and then everything, once for all of them', () => {
  const { done, rows } = later('assam', 'ceylon')
  const [one, other, untouched] = [new Store(specs, rows), new Store(specs, rows), new Store(specs, rows)]
  expect(untouched.snapshot()).toBe(rows)
  expect(done).toEqual([])
  expect([one.tables.teas.size, one.serial]).toEqual([2, 2])
  one.transact('change', () => one.tables.teas.delete('assam'))
  expect([...other.tables.teas.rows()]).toEqual(expect.arrayContaining([{ id: 'assam' }, { id: 'ceylon' }]))
  expect(done).toEqual(['assam', 'ceylon'])
})

it('gives numbers that go on after those the work has taken, in whatever way a store is asked first', () => {
  const ways = [
    (store: Store<typeof specs>) => store.nextSerial(),
    (store: Store<typeof specs>) => store.transact('change', () => store.nextSerial()),
  ]
  for (const way of ways) expect(way(new Store(specs, later('assam', 'ceylon').rows))).toBe(3)
})

it('does a part at a time where that is asked for, to the same end', () => {
  const { done, rows } = later('assam', 'ceylon')
  expect([rows.advance(), done.length]).toEqual([true, 1])
  const store = new Store(specs, rows)
  expect([store.tables.teas.size, rows.advance()]).toEqual([2, false])
})

it('throws what a part threw, to everyone who asks: half of it is never taken for the whole', () => {
  const { rows } = later('assam', 'none', 'ceylon')
  const store = new Store(specs, rows)
  for (let time = 0; time < 2; time++) expect(() => store.tables).toThrow('There is no such tea')
  expect(() => rows.advance()).toThrow('There is no such tea')
})
