import { toWords } from '../../engine/index.ts'
import { type Field, typesOf } from './fields.ts'
import { itemOf } from './identity.ts'
import type { Collection } from './model.ts'
import type { Value } from './plays.ts'

/** A property that says which item another is a part of. */
interface WholeField {
  readonly name: string
  /** Which of the ids in a scope it says. */
  readonly index: number
  readonly isNumber: boolean
}

/** What items say of the items they are parts of: the `article_id` of a comment under `/articles/{articleId}`. */
export class Wholes {
  readonly #byName: ReadonlyMap<string, Collection>
  readonly #fields = new Map<Collection, readonly WholeField[]>()

  constructor(collections: readonly Collection[]) {
    this.#byName = new Map(collections.map((collection) => [collection.name, collection]))
  }

  /** `fields` are those that answers show, `scope` the place of the item. */
  of(collection: Collection, scope: string, fields: () => ReadonlyMap<string, Field>): Value {
    if (collection.parent === undefined) return {}
    const known = this.#fields.get(collection) ?? this.#find(collection, fields())
    this.#fields.set(collection, known)
    const [, ...ids] = JSON.parse(scope) as string[]
    return Object.fromEntries(known.map(({ name, index, isNumber }) => [name, isNumber ? Number(ids[index]) : ids[index]]))
  }

  #find({ parent }: Collection, fields: ReadonlyMap<string, Field>): WholeField[] {
    const found: WholeField[] = []
    let holder = this.#byName.get(parent?.collection ?? '')
    for (let index = (parent?.parameters.length ?? 0) - 1; index >= 0; index--) {
      const words = new Set([toWords(parent?.parameters[index] ?? '')])
      if (holder !== undefined) words.add(`${itemOf(holder.name)}_id`)
      for (const { name, parts } of fields.values()) {
        const types = typesOf(parts)
        const isNumber = (types.has('integer') || types.has('number')) && !types.has('string')
        if (words.has(toWords(name)) && /_(?:id|sid|uuid|guid|key)$/.test(toWords(name))) found.push({ name, index, isNumber })
      }
      holder = this.#byName.get(holder?.parent?.collection ?? '')
    }
    return found
  }
}
