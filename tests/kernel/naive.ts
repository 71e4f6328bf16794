import { defineTable, type Store } from '../../src/kernel/index.ts'

/** A row of the tables under test: a key, a value for each kind of index, and something to sort by. */
export interface Thing {
  readonly key: string
  readonly code: string | null
  readonly group: string | null
  readonly tags: readonly string[]
  readonly rank: number
}

export const specs = {
  things: defineTable<Thing>()({
    key: (row) => row.key,
    unique: { code: (row) => row.code ?? undefined },
    many: { group: (row) => row.group ?? undefined, tag: (row) => row.tags },
  }),
}

export type Things = Store<typeof specs>

/** The same as a plain Map, where everything is a scan. */
export type Naive = Map<string, Thing>

export const byRank = (a: Thing, b: Thing) => a.rank - b.rank || (a.key < b.key ? -1 : 1)
export const byKeyDown = (a: Thing, b: Thing) => (a.key < b.key ? 1 : -1)
export const orders = [byRank, byKeyDown]

export const codes = ['c0', 'c1', 'c2']
export const groups = ['g0', 'g1']
export const tags = ['t0', 't1', 't2']

export function isTaken(naive: Naive, row: Thing): boolean {
  return row.code !== null && [...naive.values()].some((other) => other.key !== row.key && other.code === row.code)
}

export function under(naive: Naive, index: 'group' | 'tag', value: string): Thing[] {
  return [...naive.values()].filter((row) => (index === 'group' ? row.group === value : row.tags.includes(value)))
}
