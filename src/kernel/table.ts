import {
  addKey,
  type Content,
  collapse,
  contentOf,
  countKeys,
  countRows,
  createLayer,
  keysUnder,
  type Layer,
  pileOf,
  removeKey,
  rowAt,
  rowsOf,
  setRow,
  setUnique,
  uniqueKey,
} from './layer.ts'
import { type Page, type PageRequest, page } from './page.ts'

/** What a table is made of. `unique` and `many` name its secondary indexes; undefined = the row is not in that index. */
export interface TableSpec<Row, Unique extends string = string, Many extends string = string> {
  readonly key: (row: Row) => string
  readonly unique: { readonly [Name in Unique]: (row: Row) => string | undefined }
  readonly many: { readonly [Name in Many]: (row: Row) => string | readonly string[] | undefined }
}

export function defineTable<Row>() {
  return <const Unique extends string, const Many extends string>(spec: TableSpec<Row, Unique, Many>): TableSpec<Row, Unique, Many> => spec
}

/** Called before a row changes, so that the change can be taken back. */
export type Recorder = (table: AnyTable, key: string, before: object | undefined) => void

export interface AnyTable {
  readonly name: string
  /** Puts back what stood under a key before a change. */
  revert(key: string, before: object | undefined): void
  /** What stands, as sheets, lowest first: those that are frozen as they are, and a copy of what is not. */
  pile(): readonly object[]
  /** Freezes what stands and goes on above it. */
  freeze(): unknown
  /** Goes back to what `freeze` gave. */
  thaw(frozen: never): void
  entries(): Iterable<readonly [key: string, row: object]>
}

/**
 * Rows by key with secondary indexes, layered: own changes over a shared, immutable base.
 * Making one over a million rows copies nothing; a write costs the same at ten rows and at ten million.
 */
export class Table<Row extends object, Unique extends string = string, Many extends string = string> implements AnyTable {
  readonly name: string
  readonly #spec: TableSpec<Row, Unique, Many>
  readonly #uniques: readonly Unique[]
  readonly #manys: readonly Many[]
  readonly #record: Recorder
  /** Unique values of the change at hand, by index: kept from one write to the next, so that none is made for each. */
  readonly #taken: (string | undefined)[] = []
  readonly #brought: (string | undefined)[] = []
  #top: Layer<Row>
  #version = 0

  constructor(name: string, spec: TableSpec<Row, Unique, Many>, record: Recorder, base?: Layer<Row>) {
    this.name = name
    this.#spec = spec
    this.#uniques = Object.keys(spec.unique) as Unique[]
    this.#manys = Object.keys(spec.many) as Many[]
    this.#record = record
    this.#top = createLayer(base, this.#uniques.length, this.#manys.length)
  }

  /** What was frozen once, from its rows: over `below`, and without the rows there whose keys are gone. */
  static layer<Row extends object>(
    name: string,
    spec: TableSpec<Row>,
    below: Layer<Row> | undefined,
    { rows, gone }: Content<Row>,
  ): Layer<Row> {
    const table = new Table(name, spec, () => undefined, below)
    // What changed hands between two rows is given up before it is taken, in whatever order the rows come.
    for (const key of gone) table.delete(key)
    if (below !== undefined) for (const row of rows) table.delete(spec.key(row))
    for (const row of rows) table.put(row)
    return table.#top
  }

  get size(): number {
    return countRows(this.#top)
  }

  /** Grows with every write; lets a reader keep what it derived until then. */
  get version(): number {
    return this.#version
  }

  /** The sheet that is written now. Whoever lets others stand on it sees to it that nothing they were told changes. */
  get top(): Layer<Row> {
    return this.#top
  }

  get(key: string): Row | undefined {
    return rowAt(this.#top, key)
  }

  /** The row a unique index knows under a value. */
  by(index: Unique, value: string): Row | undefined {
    const key = uniqueKey(this.#top, this.#uniques.indexOf(index), value)
    return key === undefined ? undefined : rowAt(this.#top, key)
  }

  /** Rows under an index value, in no promised order: sort by a total order before showing them. */
  *where(index: Many, value: string): Generator<Row> {
    for (const key of keysUnder(this.#top, this.#manys.indexOf(index), value)) yield rowAt(this.#top, key) as Row
  }

  count(index: Many, value: string): number {
    return countKeys(this.#top, this.#manys.indexOf(index), value)
  }

  rows(): Generator<Row> {
    return rowsOf(this.#top)
  }

  *entries(): Generator<readonly [key: string, row: Row]> {
    for (const row of rowsOf(this.#top)) yield [this.#spec.key(row), row]
  }

  /** A page of the rows under an index value, in a total order. The base's order is worked out once for all worlds. */
  page(index: Many, value: string, request: PageRequest<Row>): Page<Row> {
    const many = this.#manys.indexOf(index)
    const count = countKeys(this.#top, many, value)
    const under = (row: Row) => isUnder(this.#spec.many[index](row), value)
    return page({ top: this.#top, version: this.#version, many, value, count, under, keyOf: this.#spec.key }, request)
  }

  /** Adds a row or replaces the one with its key. Throws when a unique index already knows its value under another key. */
  put(row: Row): void {
    const key = this.#spec.key(row)
    const before = rowAt(this.#top, key)
    this.#compare(before, row)
    for (let index = 0; index < this.#uniques.length; index++) this.#refuseDouble(index, key)
    this.#record(this, key, before)
    this.#write(key, before, Object.freeze(row))
  }

  delete(key: string): void {
    const before = rowAt(this.#top, key)
    if (before === undefined) return
    this.#record(this, key, before)
    this.#compare(before, undefined)
    this.#write(key, before, undefined)
  }

  revert(key: string, before: object | undefined): void {
    const now = rowAt(this.#top, key)
    this.#compare(now, before as Row | undefined)
    this.#write(key, now, before as Row | undefined)
  }

  pile(): readonly object[] {
    const below = pileOf(this.#top.below)
    return this.#top.rows.size === 0 && below.length > 0 ? below : [...below, contentOf(this.#top)]
  }

  freeze(): Layer<Row> {
    if (this.#top.rows.size === 0 && this.#top.below !== undefined) return this.#top.below
    const frozen = collapse(this.#top)
    this.#top = createLayer(frozen, this.#uniques.length, this.#manys.length)
    this.#version++
    return frozen
  }

  thaw(layer: Layer<Row>): void {
    this.#top = createLayer(layer, this.#uniques.length, this.#manys.length)
    this.#version++
  }

  /** Works out which unique values a change takes away and which it brings; equal ones count as neither. */
  #compare(before: Row | undefined, after: Row | undefined): void {
    for (let index = 0; index < this.#uniques.length; index++) {
      const of = this.#spec.unique[this.#uniques[index] as Unique]
      const old = before === undefined ? undefined : of(before)
      const now = after === undefined ? undefined : of(after)
      this.#taken[index] = old === now ? undefined : old
      this.#brought[index] = old === now ? undefined : now
    }
  }

  #refuseDouble(index: number, key: string): void {
    const value = this.#brought[index]
    const owner = value === undefined ? undefined : uniqueKey(this.#top, index, value)
    if (owner === undefined || owner === key) return
    throw new Error(`${this.name}.${this.#uniques[index]}: ${value} belongs to ${owner} already, ${key} can't have it too`)
  }

  #write(key: string, before: Row | undefined, after: Row | undefined): void {
    const top = this.#top
    for (let index = 0; index < this.#uniques.length; index++) {
      const old = this.#taken[index]
      const now = this.#brought[index]
      if (old !== undefined) setUnique(top, index, old, undefined)
      if (now !== undefined) setUnique(top, index, now, key)
    }
    for (let index = 0; index < this.#manys.length; index++) {
      const of = this.#spec.many[this.#manys[index] as Many]
      const old = before === undefined ? undefined : of(before)
      const now = after === undefined ? undefined : of(after)
      if (old === now) continue
      for (const value of listed(old)) if (!isUnder(now, value)) removeKey(top, index, value, key)
      for (const value of listed(now)) if (!isUnder(old, value)) addKey(top, index, value, key)
    }
    setRow(top, key, after, before !== undefined)
    this.#version++
  }
}

const none: readonly string[] = []

function listed(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? none : typeof value === 'string' ? [value] : value
}

function isUnder(values: string | readonly string[] | undefined, value: string): boolean {
  return typeof values === 'string' ? values === value : values?.includes(value) === true
}
