import { defineTable } from '../../kernel/index.ts'

/** An item of a collection. One table holds those of all, so that a document that is saved anew finds its rows again. */
export interface Row {
  readonly key: string
  readonly collection: string
  /** The collection, and the ids its path names before the item's own. */
  readonly scope: string
  readonly id: string
  /** When it was made, among all. */
  readonly serial: number
  readonly value: Readonly<Record<string, unknown>>
}

export const crudSpecs = {
  items: defineTable<Row>()({
    key: (row) => row.key,
    unique: {},
    many: { collection: (row) => row.collection, scope: (row) => row.scope },
  }),
} as const

export function scopeOf(collection: string, parents: readonly unknown[]): string {
  return JSON.stringify([collection, ...parents.map(String)])
}

export function keyIn(scope: string, id: unknown): string {
  return `${scope}${String(id)}`
}
