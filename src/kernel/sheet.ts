import { type Content, collapse, contentOf as contentOfLayer, type Layer, pileOf } from './layer.ts'
import { collapsePages, type LogSpec, type Pages } from './log.ts'
import type { Piles, Snapshot, TableSpecs } from './store.ts'
import { Table, type TableSpec } from './table.ts'

/** A part of a table that never changes. Any number of snapshots stand on it, and it is told from others by identity. */
export type Sheet = object

export type SheetContent = Content<object>

export function contentOf(sheet: Sheet): SheetContent {
  if (Array.isArray(sheet)) return { rows: sheet, gone: [] }
  return 'below' in sheet ? contentOfLayer(sheet as Layer<object>) : (sheet as SheetContent)
}

/** A sheet over others of its table, from its content. Throws when its rows can't stand in one table. */
export function toSheet(specs: TableSpecs, table: string, below: readonly Sheet[], content: SheetContent): Sheet {
  const spec = specs[table] as TableSpec<object> | LogSpec<{ readonly serial: number }>
  if ('isLog' in spec) return content.rows.map((row) => Object.freeze(row))
  return Table.layer(table, spec, below.at(-1) as Layer<object> | undefined, content)
}

export function toPiles({ frozen, serial }: Snapshot): Piles {
  const pile = (sheets: unknown) => (Array.isArray(sheets) ? (sheets as Pages<object>) : pileOf(sheets as Layer<object>))
  return { tables: Object.fromEntries(Object.entries(frozen).map(([table, sheets]) => [table, pile(sheets)])), serial }
}

/** `isOwn`: no other snapshot has to share its sheets, so that many small ones may become one. */
export function fromPiles(specs: TableSpecs, { tables, serial }: Piles, isOwn: boolean): Snapshot {
  const freeze = ([table, sheets]: [string, readonly Sheet[]]) => {
    if ('isLog' in (specs[table] as TableSpecs[string])) return [table, isOwn ? collapsePages(sheets as Pages<object>) : sheets]
    const top = sheets.at(-1) as Layer<object>
    return [table, isOwn ? collapse(top) : top]
  }
  return { frozen: Object.fromEntries(Object.entries(tables).map(freeze)), serial }
}
