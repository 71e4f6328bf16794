import { isEqual } from '../../engine/index.ts'
import type { Operation } from '../../openapi/index.ts'
import type { Collection } from './model.ts'
import type { Value } from './plays.ts'
import { missing, taken } from './refusals.ts'
import { type CrudStore, keyIn, marked, type Row, scopeOf, valueUnder } from './rows.ts'

/** An item by its id, or by another of the names its path takes. */
export function findItem(store: CrudStore, { id }: Collection, scope: string, own: unknown): Row | undefined {
  const row = store.tables.items.get(keyIn(scope, own))
  if (row !== undefined) return row
  for (const name of id.also) {
    const found = [...marked(store, scope, name, own)].filter(({ value }) => String(valueUnder(value, name)) === String(own))
    if (found.length > 0) return found.reduce((first, one) => (one.serial < first.serial ? one : first))
  }
  return undefined
}

/** Throws `No` where another item has what no two may share. */
export function refuseDoubles(
  store: CrudStore,
  collection: Collection,
  scope: string,
  key: string,
  value: Value,
  operation: Operation | undefined,
): void {
  for (const name of collection.unique) {
    if (value[name] === undefined || value[name] === null) continue
    for (const other of marked(store, scope, name, value[name])) {
      if (other.key !== key && isEqual(other.value[name], value[name])) throw taken(collection, operation, name, value[name], scope)
    }
  }
}

/** The collections of a model, each with what is a part of it. */
export class Family {
  readonly #byName: ReadonlyMap<string, Collection>
  readonly #children = new Map<string, Collection[]>()

  constructor(collections: readonly Collection[]) {
    this.#byName = new Map(collections.map((collection) => [collection.name, collection]))
    for (const collection of collections) {
      const holder = collection.parent?.collection
      if (holder !== undefined) this.#children.set(holder, [...(this.#children.get(holder) ?? []), collection])
    }
  }

  /** The scope that a path names by its first parameters, under the ids of the items they stand for. Throws `No` where one is not there. */
  scopeOf(store: CrudStore, collection: Collection, parents: readonly unknown[]): string {
    const holder = collection.parent?.collection === undefined ? undefined : this.#byName.get(collection.parent.collection)
    if (holder === undefined) return scopeOf(collection.name, parents)
    const own = parents.at(-1)
    const outer = this.scopeOf(store, holder, parents.slice(0, -1))
    const row = findItem(store, holder, outer, own)
    if (row === undefined) throw missing(holder, own, outer)
    const [, ...ids] = JSON.parse(row.scope) as string[]
    return scopeOf(collection.name, [...ids, row.id])
  }

  /** Takes an item away with everything that is a part of it. */
  remove(store: CrudStore, row: Row): void {
    const [, ...ids] = JSON.parse(row.scope) as string[]
    store.tables.items.delete(row.key)
    for (const child of this.#children.get(row.collection) ?? [])
      for (const part of [...store.tables.items.where('scope', scopeOf(child.name, [...ids, row.id]))]) this.remove(store, part)
  }
}
