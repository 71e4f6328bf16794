import { defineTable, isObject, type Store } from '../../kernel/index.ts'

/** An item of a collection. One table holds those of all, so that a document that is saved anew finds its rows again. */
export interface Row {
  readonly key: string
  readonly collection: string
  /** The collection, and the ids its path names before the item's own. */
  readonly scope: string
  readonly id: string
  /** When it was made, among all. */
  readonly serial: number
  /** When it was made or changed last, milliseconds since 1970. */
  readonly changedAt: number
  readonly value: Readonly<Record<string, unknown>>
}

/** The tables of a model's worlds. `indexed` names by collection the properties that its items are looked up by. */
export function specsOf(indexed: ReadonlyMap<string, readonly string[]>) {
  const marksOf = ({ collection, scope, value }: Row) => [
    ...new Set((indexed.get(collection) ?? []).flatMap((name) => marksIn(valueUnder(value, name)).map((one) => markOf(scope, name, one)))),
  ]
  return {
    items: defineTable<Row>()({
      key: (row) => row.key,
      unique: {},
      many: { collection: (row) => row.collection, scope: (row) => row.scope, mark: marksOf },
    }),
  } as const
}

export type CrudStore = Pick<Store<ReturnType<typeof specsOf>>, 'tables' | 'nextSerial'>

export function scopeOf(collection: string, parents: readonly unknown[]): string {
  return JSON.stringify([collection, ...parents.map(String)])
}

/** The collection that a key, or a value of an index, is of. */
export function collectionOf(text: string): string {
  const name = scopeBegin.exec(text)?.[1]
  return name === undefined ? text : (JSON.parse(name) as string)
}

const scopeBegin = /^\[("(?:[^"\\]|\\.)*")/

export function keyIn(scope: string, id: unknown): string {
  return `${scope}${String(id)}`
}

/** Rows of a scope that may have a value under an indexed name: those that have it are among them. */
export function marked(store: CrudStore, scope: string, name: string, value: unknown): Iterable<Row> {
  return store.tables.items.where('mark', markOf(scope, name, value))
}

export function countMarked(store: CrudStore, scope: string, name: string, value: unknown): number {
  return store.tables.items.count('mark', markOf(scope, name, value))
}

/** What stands under a name, with dots where it stands inside another; a name with dots of its own comes first. */
export function valueUnder(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, name)) return value[name]
  const dot = name.indexOf('.')
  return dot === -1 ? undefined : valueUnder(value[name.slice(0, dot)], name.slice(dot + 1))
}

/** Long texts share an entry with others that begin alike. */
const longestMark = 100

function markOf(scope: string, name: string, value: unknown): string {
  return `${scope}${name}\n${String(value).slice(0, longestMark)}`
}

/** What is looked up: the value, each of a list, and what an object says of itself. */
function marksIn(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap(marksIn)
  return isObject(value) ? Object.values(value).filter((one) => one !== null && typeof one !== 'object') : [value]
}
