/**
 * One sheet of a table: the rows and index entries that differ from the sheet below it.
 * A frozen sheet is shared by any number of worlds; only the topmost is ever written.
 */
export interface Layer<Row> {
  readonly below: Layer<Row> | undefined
  /** null = the row below is deleted here. */
  readonly rows: Map<string, Row | null>
  readonly unique: Map<string, string | null>[]
  readonly many: Map<string, Entry>[]
  /** Visible rows more than below; less than none where more were deleted than added. */
  grown: number
  /** What has rows of this sheet still to make. Each function here that looks into a sheet asks it first; there is none in sheets above others. */
  later: Unmade | undefined
}

/** Rows that are made when something of them is asked for. */
export interface Unmade {
  /** Makes those that a key, or a value of an index, is of. */
  need(text: string): void
  finish(): void
}

/** The keys under one index value, as changes to the sheet below. A single key added stands for itself: most values have only one. */
type Entry = string | { readonly added: Set<string>; readonly removed: Set<string> }

export function createLayer<Row>(below: Layer<Row> | undefined, uniques: number, manys: number): Layer<Row> {
  return {
    below,
    rows: new Map(),
    unique: Array.from({ length: uniques }, () => new Map()),
    many: Array.from({ length: manys }, () => new Map()),
    grown: 0,
    later: undefined,
  }
}

/** A layer and all below it, lowest first, with nothing left to make. */
export function pileOf<Row>(top: Layer<Row> | undefined): Layer<Row>[] {
  const pile: Layer<Row>[] = []
  for (let layer = top; layer !== undefined; layer = layer.below) {
    layer.later?.finish()
    pile.push(layer)
  }
  return pile.reverse()
}

/** How many rows are visible. */
export function countRows<Row>(top: Layer<Row>): number {
  let count = 0
  for (let layer: Layer<Row> | undefined = top; layer !== undefined; layer = layer.below) {
    layer.later?.finish()
    count += layer.grown
  }
  return count
}

/** What a layer changes of the one below. */
export interface Content<Row> {
  readonly rows: readonly Row[]
  /** Keys of rows below that are deleted. */
  readonly gone: readonly string[]
}

export function contentOf<Row>(layer: Layer<Row>): Content<Row> {
  const rows: Row[] = []
  const gone: string[] = []
  for (const [key, row] of layer.rows) {
    if (row === null) gone.push(key)
    else rows.push(row)
  }
  return { rows, gone }
}

export function rowAt<Row>(top: Layer<Row>, key: string): Row | undefined {
  for (let layer: Layer<Row> | undefined = top; layer !== undefined; layer = layer.below) {
    layer.later?.need(key)
    const row = layer.rows.get(key)
    if (row !== undefined) return row === null ? undefined : row
  }
  return undefined
}

export function setRow<Row>(top: Layer<Row>, key: string, row: Row | undefined, existed: boolean): void {
  if (row !== undefined) {
    top.rows.set(key, row)
    if (!existed) top.grown++
    return
  }
  if (top.below !== undefined && rowAt(top.below, key) !== undefined) top.rows.set(key, null)
  else top.rows.delete(key)
  if (existed) top.grown--
}

export function uniqueKey<Row>(top: Layer<Row>, index: number, value: string): string | undefined {
  for (let layer: Layer<Row> | undefined = top; layer !== undefined; layer = layer.below) {
    layer.later?.need(value)
    const key = layer.unique[index]?.get(value)
    if (key !== undefined) return key === null ? undefined : key
  }
  return undefined
}

export function setUnique<Row>(top: Layer<Row>, index: number, value: string, key: string | undefined): void {
  const map = top.unique[index] as Map<string, string | null>
  if (key !== undefined) map.set(value, key)
  else if (top.below !== undefined && uniqueKey(top.below, index, value) !== undefined) map.set(value, null)
  else map.delete(value)
}

export function addKey<Row>(top: Layer<Row>, index: number, value: string, key: string): void {
  const map = top.many[index] as Map<string, Entry>
  const entry = map.get(value)
  if (entry === undefined) map.set(value, key)
  else if (typeof entry === 'string') map.set(value, { added: new Set([entry, key]), removed: new Set() })
  else if (!entry.removed.delete(key)) entry.added.add(key)
}

export function removeKey<Row>(top: Layer<Row>, index: number, value: string, key: string): void {
  const map = top.many[index] as Map<string, Entry>
  const entry = map.get(value)
  if (entry === key) map.delete(value)
  else if (entry === undefined) map.set(value, { added: new Set(), removed: new Set([key]) })
  else if (typeof entry === 'string') map.set(value, { added: new Set([entry]), removed: new Set([key]) })
  else if (!entry.added.delete(key)) entry.removed.add(key)
}

/** How many keys stand under an index value; the cost is the number of sheets. */
export function countKeys<Row>(top: Layer<Row>, index: number, value: string): number {
  let count = 0
  for (let layer: Layer<Row> | undefined = top; layer !== undefined; layer = layer.below) {
    layer.later?.need(value)
    const entry = layer.many[index]?.get(value)
    if (entry !== undefined) count += typeof entry === 'string' ? 1 : entry.added.size - entry.removed.size
  }
  return count
}

/** Keys under an index value, in no promised order. */
export function* keysUnder<Row>(top: Layer<Row>, index: number, value: string): Generator<string> {
  const gone = new Set<string>()
  for (let layer: Layer<Row> | undefined = top; layer !== undefined; layer = layer.below) {
    layer.later?.need(value)
    const entry = layer.many[index]?.get(value)
    if (entry === undefined) continue
    if (typeof entry === 'string') {
      if (!gone.has(entry)) yield entry
      continue
    }
    for (const key of entry.added) if (!gone.has(key)) yield key
    for (const key of entry.removed) gone.add(key)
  }
}

/** All visible rows, in no promised order. */
export function* rowsOf<Row>(top: Layer<Row>): Generator<Row> {
  const seen = new Set<string>()
  for (let layer: Layer<Row> | undefined = top; layer !== undefined; layer = layer.below) {
    layer.later?.finish()
    for (const [key, row] of layer.rows) {
      if (seen.has(key)) continue
      if (row !== null) yield row
      if (layer.below !== undefined) seen.add(key)
    }
  }
}

/** Neighbours of like size are merged, so that the number of sheets grows with the logarithm of the changes; the base stays as it is. */
export function collapse<Row>(top: Layer<Row>): Layer<Row> {
  let layer = top
  while (layer.below?.below !== undefined && layer.below.rows.size <= layer.rows.size * 2) layer = merge(layer, layer.below)
  return layer
}

/** Two neighbouring sheets as one, so that many snapshots don't make reading slow. Neither is changed. */
function merge<Row>(upper: Layer<Row>, lower: Layer<Row>): Layer<Row> {
  const merged = createLayer(lower.below, lower.unique.length, lower.many.length)
  merged.grown = upper.grown + lower.grown
  for (const sheet of [lower, upper]) {
    for (const [key, row] of sheet.rows) merged.rows.set(key, row)
    sheet.unique.forEach((map, index) => {
      for (const [value, key] of map) merged.unique[index]?.set(value, key)
    })
    sheet.many.forEach((map, index) => {
      for (const [value, entry] of map) {
        if (typeof entry === 'string') {
          addKey(merged, index, value, entry)
          continue
        }
        for (const key of entry.removed) removeKey(merged, index, value, key)
        for (const key of entry.added) addKey(merged, index, value, key)
      }
    })
  }
  return merged
}
