import { keysUnder, type Layer, rowAt } from './layer.ts'

export interface PageRequest<Row> {
  /** A total order: two different rows never compare equal. Give the same function each time, its identity keys a cache. */
  readonly order: (a: Row, b: Row) => number
  readonly filter?: ((row: Row) => boolean) | undefined
  readonly skip: number
  readonly take: number
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** All rows that pass the filter. */
  readonly total: number
}

export interface PageSource<Row> {
  readonly top: Layer<Row>
  readonly version: number
  readonly many: number
  readonly value: string
  readonly count: number
  readonly under: (row: Row) => boolean
  readonly keyOf: (row: Row) => string
}

interface Sorted {
  readonly version: number
  readonly rows: readonly object[]
}

/** Stands for the version of a frozen sheet; no table ever has it, so what was kept of the sheet while it was still written is not taken for it. */
const frozen = -1

/** Sorted rows of a sheet by order and index value; a frozen sheet's stay right for ever, the topmost's until the next write. */
const cache = new WeakMap<Layer<never>, Map<unknown, Map<string, Sorted>>>()

/** One page out of the base's sorted rows merged with the sorted changes above it. `count` is how many rows stand under the value. */
export function page<Row extends object>(source: PageSource<Row>, request: PageRequest<Row>): Page<Row> {
  const { top, version, many, value } = source
  const { order, filter, skip, take } = request
  const base = bottom(top)
  const settled = remembered(base, base === top ? version : frozen, many, value, order, () => sortedUnder(base, many, value, order))
  const changed = base === top ? [] : remembered(top, version, many, value, order, () => changesAbove(top, base, source.under).sort(order))
  const isUntouched = base === top || hasNoChanges(top, base)
  if (filter === undefined && isUntouched) return { rows: settled.slice(skip, skip + take), total: settled.length }
  const rows: Row[] = []
  let total = 0
  for (const row of merged(settled, changed, order, (row) => !isUntouched && isChanged(top, base, source.keyOf(row)))) {
    if (filter !== undefined && !filter(row)) continue
    if (total >= skip && rows.length < take) rows.push(row)
    total++
    if (filter === undefined && rows.length === take) return { rows, total: source.count }
  }
  return { rows, total }
}

function* merged<Row>(
  settled: readonly Row[],
  changed: readonly Row[],
  order: (a: Row, b: Row) => number,
  isStale: (row: Row) => boolean,
): Generator<Row> {
  let next = 0
  for (const row of settled) {
    if (isStale(row)) continue
    while (next < changed.length && order(changed[next] as Row, row) < 0) yield changed[next++] as Row
    yield row
  }
  while (next < changed.length) yield changed[next++] as Row
}

function hasNoChanges<Row>(top: Layer<Row>, base: Layer<Row>): boolean {
  for (let layer: Layer<Row> | undefined = top; layer !== undefined && layer !== base; layer = layer.below)
    if (layer.rows.size > 0) return false
  return true
}

function bottom<Row>(top: Layer<Row>): Layer<Row> {
  let layer = top
  while (layer.below !== undefined) layer = layer.below
  return layer
}

function isChanged<Row>(top: Layer<Row>, base: Layer<Row>, key: string): boolean {
  for (let layer: Layer<Row> | undefined = top; layer !== undefined && layer !== base; layer = layer.below) {
    if (layer.rows.has(key)) return true
  }
  return false
}

function changesAbove<Row>(top: Layer<Row>, base: Layer<Row>, under: (row: Row) => boolean): Row[] {
  const found = new Map<string, Row | null>()
  for (let layer: Layer<Row> | undefined = top; layer !== undefined && layer !== base; layer = layer.below) {
    for (const [key, row] of layer.rows) if (!found.has(key)) found.set(key, row)
  }
  const rows: Row[] = []
  for (const row of found.values()) if (row !== null && under(row)) rows.push(row)
  return rows
}

function sortedUnder<Row>(layer: Layer<Row>, many: number, value: string, order: (a: Row, b: Row) => number): Row[] {
  const rows: Row[] = []
  for (const key of keysUnder(layer, many, value)) rows.push(rowAt(layer, key) as Row)
  return rows.sort(order)
}

function remembered<Row extends object>(
  layer: Layer<Row>,
  version: number,
  many: number,
  value: string,
  order: (a: Row, b: Row) => number,
  make: () => Row[],
): readonly Row[] {
  const orders = cache.get(layer as Layer<never>) ?? new Map<unknown, Map<string, Sorted>>()
  cache.set(layer as Layer<never>, orders)
  const values = orders.get(order) ?? new Map<string, Sorted>()
  orders.set(order, values)
  const name = `${many}\n${value}`
  const known = values.get(name)
  if (known !== undefined && known.version === version) return known.rows as readonly Row[]
  const rows = make()
  values.set(name, { version, rows })
  return rows
}
