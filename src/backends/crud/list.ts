import { isEqual } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import type { ListControls } from './list-controls.ts'
import type { Filter } from './model.ts'
import type { Row } from './rows.ts'

type Query = Readonly<Record<string, unknown>>

/** One page of a list. */
export interface ListPage {
  readonly rows: readonly Row[]
  /** All that pass the filters. */
  readonly total: number
  readonly limit: number
  readonly offset: number
  readonly hasMore: boolean
}

/** Rows as a query asks for them; undefined where its cursor names none of them. `isFromZero`: whether pages count from 0. */
export function pageOf(all: Iterable<Row>, query: Query, controls: ListControls, isFromZero: boolean): ListPage | undefined {
  const rows = [...all].filter((row) => passes(row, query, controls)).sort(orderOf(query, controls))
  const at = (name: string | undefined) => (name === undefined ? undefined : query[name])
  const wanted = Number(at(controls.limit) ?? rows.length)
  const limit = Number.isFinite(wanted) && wanted >= 0 ? Math.floor(wanted) : rows.length
  const [after, before] = [at(controls.after), at(controls.before)]
  let offset = Math.max(0, Math.floor(Number(at(controls.offset) ?? 0)) || 0)
  const page = Number(at(controls.page))
  if (at(controls.page) !== undefined && Number.isFinite(page)) offset = Math.max(0, Math.floor(page) - (isFromZero ? 0 : 1)) * limit
  let end = offset + limit
  if (after !== undefined || before !== undefined) {
    const index = rows.findIndex(({ id }) => id === String(after ?? before))
    if (index === -1) return undefined
    offset = after !== undefined ? index + 1 : Math.max(0, index - limit)
    end = after !== undefined ? offset + limit : index
  }
  const hasMore = before !== undefined && after === undefined ? offset > 0 : end < rows.length
  return { rows: rows.slice(offset, end), total: rows.length, limit, offset, hasMore }
}

function passes({ value }: Row, query: Query, { filters }: ListControls): boolean {
  const asked = filters.filter(({ parameter }) => query[parameter] !== undefined)
  if (asked.length === 0) return true
  const properties = new Set(asked.map(({ property }) => property))
  return [...properties].every((property) => {
    const tests = asked.filter((filter) => filter.property === property)
    const held = property === '*' ? Object.values(value) : [value[property]].flat()
    // Of a list, one and the same value must lie between two bounds.
    return held.some((one) => tests.every(({ parameter, test }) => isMet(one, query[parameter], test, parameter)))
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
  const order = compare(cut, bound)
  if (test === 'from') return order >= 0
  if (test === 'to') return order <= 0
  return test === 'after' ? order > 0 : order < 0
}

/** A tag is asked for by its name or id, or by what the parameter names. */
function isSame(held: unknown, wanted: unknown, parameter: string): boolean {
  if (isObject(held)) return isEqual(held, wanted) || ['name', 'id', parameter].some((key) => isSame(held[key], wanted, ''))
  return held !== undefined && held !== null && String(held) === String(wanted)
}

function orderOf(query: Query, { sort, direction }: ListControls): (a: Row, b: Row) => number {
  const text = sort === undefined || query[sort] === undefined ? '' : String([query[sort]].flat()[0])
  const [, sign, property = '', way] = /^([+-]?)([\w.]+?)(?:[ :,](asc|desc))?$/i.exec(text) ?? []
  const given = direction === undefined ? way : (query[direction] ?? way)
  const factor = sign === '-' || String(given).toLowerCase() === 'desc' ? -1 : 1
  return (a, b) => factor * (compare(a.value[property], b.value[property]) || a.serial - b.serial)
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [a, b].map((value) => (value === undefined || value === null ? '' : String(value))) as [string, string]
  return one < other ? -1 : one > other ? 1 : 0
}
