import type { AnyTable, Recorder } from './table.ts'

/** Rows that are only ever added, in the order of their serials. */
export interface LogSpec<Row> {
  readonly isLog: true
  /** Never set; carries the row's type. */
  readonly row?: Row
}

export function defineLog<Row extends { readonly serial: number }>(): LogSpec<Row> {
  return { isLog: true }
}

/** What was added up to a moment; shared by any number of worlds. */
export type Pages<Row> = readonly (readonly Row[])[]

/** A table for what happened: adding costs a push, and nothing is ever changed or deleted but by taking a change back. */
export class Log<Row extends { readonly serial: number }> implements AnyTable {
  readonly name: string
  readonly #record: Recorder
  #below: Pages<Row>
  #own: Row[] = []

  constructor(name: string, record: Recorder, below: Pages<Row> = []) {
    this.name = name
    this.#record = record
    this.#below = below
  }

  get size(): number {
    return this.#below.reduce((size, page) => size + page.length, this.#own.length)
  }

  add(row: Row): void {
    this.#record(this, '', undefined)
    this.#own.push(Object.freeze(row))
  }

  /** The row with a serial; takes the logarithm of the number of rows. */
  find(serial: number): Row | undefined {
    for (const page of [...this.#below, this.#own]) {
      const last = page[page.length - 1]
      if (last !== undefined && last.serial >= serial) return search(page, serial)
    }
    return undefined
  }

  *newestFirst(): Generator<Row> {
    for (const page of [this.#own, ...this.#below.toReversed()]) {
      for (let index = page.length - 1; index >= 0; index--) yield page[index] as Row
    }
  }

  *entries(): Generator<readonly [key: string, row: Row]> {
    for (const row of this.newestFirst()) yield [String(row.serial).padStart(12, '0'), row]
  }

  /** The only change there is to take back is the last row added. */
  revert(): void {
    if (this.#own.pop() !== undefined) return
    const page = this.#below.at(-1) ?? []
    this.#below = [...this.#below.slice(0, -1), page.slice(0, -1)].filter(({ length }) => length > 0)
  }

  pile(): Pages<Row> {
    return this.#own.length === 0 ? this.#below : [...this.#below, [...this.#own]]
  }

  freeze(): Pages<Row> {
    if (this.#own.length > 0) {
      this.#below = collapsePages([...this.#below, this.#own])
      this.#own = []
    }
    return this.#below
  }

  thaw(pages: Pages<Row>): void {
    this.#below = pages
    this.#own = []
  }
}

/** As in tables, the number of pages grows with the logarithm of the rows; the first page, the scenario's own, stays as it is. */
export function collapsePages<Row>(pages: Pages<Row>): Pages<Row> {
  const kept = [...pages]
  let newest = kept.pop() ?? []
  while (kept.length > 1 && (kept.at(-1) as readonly Row[]).length <= newest.length * 2)
    newest = [...(kept.pop() as readonly Row[]), ...newest]
  return newest.length === 0 ? kept : [...kept, newest]
}

function search<Row extends { readonly serial: number }>(page: readonly Row[], serial: number): Row | undefined {
  let [low, high] = [0, page.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((page[middle] as Row).serial < serial) low = middle + 1
    else high = middle
  }
  const row = page[low]
  return row?.serial === serial ? row : undefined
}
