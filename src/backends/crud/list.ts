import { isObject } from '../../kernel/index.ts'
import { fromCursor, toCursor } from './cursor.ts'
import type { ListPlay } from './list-play.ts'
import type { Filter } from './model.ts'
import { compare, compareValues, type SortKey, sortOf, standingOf } from './order.ts'
import { askedUnder } from './query-names.ts'
import { type CrudStore, countMarked, marked, type Row, valueUnder } from './rows.ts'

type Query = Readonly<Record<string, unknown>>

/** One page of a list. */
export interface ListPage {
  readonly rows: readonly Row[]
  /** All that pass the filters. */
  readonly total: number
  readonly limit: number
  /** How many stand before it. */
  readonly offset: number
  readonly hasMore: boolean
  readonly hasBefore: boolean
  /** The cursor of a row, as this list takes it. */
  cursorOf(row: Row): string
}

/** Why there is no page. */
export class Unlisted {
  readonly code: string
  readonly parameter: string
  readonly value: unknown
  readonly reason: string
  constructor(code: string, parameter: string, value: unknown, reason: string) {
    this.code = code
    this.parameter = parameter
    this.value = value
    this.reason = reason
  }
}

/** A page of a scope as a query asks for it, or why it can't be given. */
export function listPage(store: CrudStore, scope: string, query: Query, list: ListPlay): ListPage | Unlisted {
  const { controls } = list
  const asked = [controls.sort, controls.direction, controls.after, controls.before, ...controls.filters.map(({ parameter }) => parameter)]
  if (asked.some((name) => askedUnder(query, name) !== undefined)) return pageOf(candidates(store, scope, query, list), query, list)
  // In the order things were made, which the table remembers.
  const limit = limitOf(query, list) ?? store.tables.items.count('scope', scope)
  const skip = offsetOf(query, list, limit)
  const { rows, total } = store.tables.items.page('scope', scope, { order: bySerial, skip, take: limit })
  const cursorOf = (row: Row) => toToken(row, [], list)
  const offset = Math.min(skip, total)
  return { rows, total, limit, offset, hasMore: skip + limit < total, hasBefore: offset > 0, cursorOf }
}

function bySerial(a: Row, b: Row): number {
  return a.serial - b.serial
}

/** The rows of a scope that a query may ask for: by the index of the filter that leaves the fewest, or all. */
function candidates(store: CrudStore, scope: string, query: Query, { controls }: ListPlay): Iterable<Row> {
  let best: { readonly property: string; readonly values: readonly unknown[]; readonly count: number } | undefined
  for (const { parameter, property, test } of controls.filters) {
    const wanted = test === 'is' ? askedUnder(query, parameter) : undefined
    const values = [...new Set([wanted].flat())]
    if (wanted === undefined || values.length === 0 || values.some(isObject)) continue
    const count = values.reduce<number>((sum, value) => sum + countMarked(store, scope, property, value), 0)
    if (best === undefined || count < best.count) best = { property, values, count }
  }
  if (best === undefined) return store.tables.items.where('scope', scope)
  const { property, values } = best
  return new Set(values.flatMap((value) => [...marked(store, scope, property, value)]))
}

/** Rows as a query asks for them, or why it can't be given. */
export function pageOf(all: Iterable<Row>, query: Query, list: ListPlay): ListPage | Unlisted {
  const { controls } = list
  const keys = sortOf(query, list)
  if ('unknown' in keys)
    return new Unlisted(
      'sort_unknown',
      String(controls.sort),
      keys.unknown,
      `Items can't be sorted by ${JSON.stringify(keys.unknown)}: they have ${[...list.names.values()].join(', ')}.`,
    )
  const standings = new Map<Row, ReturnType<typeof standingOf>>()
  for (const row of all) if (passes(row, query, list)) standings.set(row, standingOf(row, keys))
  const rows = [...standings.keys()].sort((a, b) => compare(standings.get(a) as never, standings.get(b) as never, keys))
  const limit = limitOf(query, list) ?? rows.length
  const cursorOf = (row: Row) => toToken(row, keys, list)
  const from = (offset: number, end = offset + limit): ListPage => ({
    rows: rows.slice(offset, end),
    total: rows.length,
    limit,
    offset: Math.min(offset, rows.length),
    hasMore: end < rows.length,
    hasBefore: offset > 0 && rows.length > 0,
    cursorOf,
  })
  const [after, before] = [cursorIn(query, controls.after), cursorIn(query, controls.before)]
  if (after !== undefined) return placed(rows, keys, String(after), controls.after, (_, end) => from(end))
  if (before !== undefined) return placed(rows, keys, String(before), controls.before, (start) => from(Math.max(0, start - limit), start))
  return from(offsetOf(query, list, limit))
}

/** The page beside a cursor's place: `make` gets how many rows stand before it, and how many with it. */
function placed(
  rows: readonly Row[],
  keys: readonly SortKey[],
  cursor: string,
  parameter: string | undefined,
  make: (start: number, end: number) => ListPage,
): ListPage | Unlisted {
  const index = rows.findIndex(({ id }) => id === cursor)
  if (index !== -1) return make(index, index + 1)
  const standing = fromCursor(cursor, keys)
  if (standing === undefined)
    return new Unlisted(
      'cursor_unknown',
      String(parameter),
      cursor,
      `${parameter} names no place in this list. Take it from a page of the same list, sorted alike.`,
    )
  const start = rows.findIndex((row) => compare(standingOf(row, keys), standing, keys) >= 0)
  if (start === -1) return make(rows.length, rows.length)
  return make(start, compare(standingOf(rows[start] as Row, keys), standing, keys) === 0 ? start + 1 : start)
}

function toToken(row: Row, keys: readonly SortKey[], { isOpaque }: ListPlay): string {
  return isOpaque ? toCursor(keys, standingOf(row, keys)) : row.id
}

function cursorIn(query: Query, name: string | undefined): unknown {
  // An empty cursor is that of the first page.
  const cursor = askedUnder(query, name)
  return cursor === '' || cursor === null ? undefined : cursor
}

function limitOf(query: Query, { controls }: ListPlay): number | undefined {
  const wanted = Number(askedUnder(query, controls.limit) ?? Number.NaN)
  return Number.isFinite(wanted) && wanted >= 0 ? Math.floor(wanted) : undefined
}

function offsetOf(query: Query, { controls, isFromZero }: ListPlay, limit: number): number {
  const page = askedUnder(query, controls.page)
  if (page !== undefined && Number.isFinite(Number(page))) return Math.max(0, Math.floor(Number(page)) - (isFromZero ? 0 : 1)) * limit
  const offset = Number(askedUnder(query, controls.offset) ?? 0)
  return Number.isFinite(offset) ? Math.max(0, Math.floor(offset)) : 0
}

/** Whether a row has what is asked for: of several values, any. */
function passes({ value }: Row, query: Query, { controls: { filters } }: ListPlay): boolean {
  const asked = filters.filter(({ parameter, isAlsoHolder }) => {
    const wanted = askedUnder(query, parameter)
    return wanted !== undefined && !(isAlsoHolder && isObject(wanted))
  })
  if (asked.length === 0) return true
  const properties = new Set(asked.map(({ property }) => property))
  return [...properties].every((property) => {
    const tests = asked.filter((filter) => filter.property === property)
    const held = property === '*' ? Object.values(value) : [valueUnder(value, property)].flat()
    // Of a list, one and the same value must lie between two bounds.
    return held.some((one) => tests.every(({ parameter, test }) => isMet(one, askedUnder(query, parameter), test, parameter)))
  })
}

function isMet(held: unknown, wanted: unknown, test: Filter['test'], parameter: string): boolean {
  const choices = [wanted].flat()
  if (test === 'is') return choices.length === 0 || choices.some((choice) => isSame(held, choice, parameter))
  const [bound] = choices
  if (held === undefined || held === null || bound === undefined) return false
  if (test === 'contains') return typeof held === 'string' && held.toLowerCase().includes(String(bound).toLowerCase())
  // A day as a bound is all of it.
  const cut = typeof held === 'string' && typeof bound === 'string' && /^\d{4}-\d\d-\d\d$/.test(bound) ? held.slice(0, 10) : held
  const order = compareValues(cut, bound)
  if (test === 'from') return order >= 0
  if (test === 'to') return order <= 0
  return test === 'after' ? order > 0 : order < 0
}

/** A tag is asked for by its name or id, or by what the parameter names; an object by what is said of it. */
function isSame(held: unknown, wanted: unknown, parameter: string): boolean {
  if (isObject(wanted)) return isObject(held) && Object.entries(wanted).every(([name, one]) => isSame(valueUnder(held, name), one, ''))
  if (isObject(held)) return ['name', 'id', parameter].some((key) => isSame(held[key], wanted, ''))
  return held !== undefined && held !== null && String(held) === String(wanted)
}
