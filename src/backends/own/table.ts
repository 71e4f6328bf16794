import type { Sent } from '../../engine/index.ts'
import { defineTable as define, type TableSpec } from '../../kernel/index.ts'

/** A table of your own: what it is made of, and what stands in it at the start. */
export interface OwnTable<Row = unknown, Unique extends string = string, Many extends string = string>
  extends TableSpec<Sent<Row>, Unique, Many> {
  /** Until a scenario has rows for it. */
  readonly start: readonly Sent<Row>[]
  /** The schema under `components/schemas` that rows are held to; undefined = none. */
  readonly schema: string | undefined
}

export interface TableShape<Row, Unique extends string, Many extends string> {
  /** What tells rows apart; a row put under a key that is taken replaces the one there. */
  readonly key: (row: Sent<Row>) => string
  /** Indexes of values that only one row can have, for `by`; undefined = the row is not in it. */
  readonly unique?: { readonly [Name in Unique]: (row: Sent<Row>) => string | undefined }
  /** Indexes of values that many rows can have, for `where` and `count`. */
  readonly many?: { readonly [Name in Many]: (row: Sent<Row>) => string | readonly string[] | undefined }
  /** What stands in it at the start, unless a scenario has a fact of the table's name. */
  readonly rows?: readonly Sent<Row>[]
  /** A name under `components/schemas`: rows of scenarios, and of running worlds when the document is saved, are held to it. */
  readonly schema?: string
}

/** A table for `defineBackend`: `defineTable<Order>()({ key: ({ id }) => id })`. Its rows can be replaced but not changed. */
export function defineTable<Row>() {
  return <const Unique extends string = never, const Many extends string = never>(
    shape: TableShape<Row, Unique, Many>,
  ): OwnTable<Row, Unique, Many> => {
    const { key, unique = {}, many = {}, rows = [], schema } = shape
    const spec = define<Sent<Row>>()({
      // Asked first whenever a row is put. A row may hold what its maker still has in hand, and what changes without being put can't be taken back.
      key: (row) => key(freeze(row)),
      unique: unique as { readonly [Name in Unique]: (row: Sent<Row>) => string | undefined },
      many: many as { readonly [Name in Many]: (row: Sent<Row>) => string | readonly string[] | undefined },
    })
    return { ...spec, start: rows, schema }
  }
}

function freeze<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) freeze(inner)
  return value
}
