import type { Call, Problem } from '../../engine/index.ts'
import { isObject, toUuid, toZuluTime } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import { answerSchema, itemShape, listShape } from './answers.ts'
import { fieldsOf } from './fields.ts'
import type { ListPage } from './list.ts'
import type { Collection } from './model.ts'
import type { Making, Play, Value } from './plays.ts'
import { keyIn } from './rows.ts'

export const createdAt = /^(?:created|created_at|created_on|creation_date|date_created)$/
export const updatedAt = /^(?:updated|updated_at|updated_on|modified_at|last_modified|date_updated)$/

/** A time in the notations documents have it in. */
export function times(now: number): unknown[] {
  return [toZuluTime(now), now, Math.floor(now / 1000), toZuluTime(now).slice(0, 10)]
}

export function timeLike(before: unknown, now: number): unknown {
  if (typeof before === 'number') return before > 1e11 ? now : Math.floor(now / 1000)
  return typeof before === 'string' && before.length === 10 ? toZuluTime(now).slice(0, 10) : toZuluTime(now)
}

export function isRequired(api: Api, { operation, role }: Play, name: string): boolean {
  const schema = answerSchema(api, operation, role === 'create' ? 201 : 200)
  const fields = role === 'list' ? fieldsOf(api, listShape(api, schema)?.item) : itemShape(api, schema)?.fields
  return fields?.get(name)?.isRequired === true
}

export function freeId({ id }: Collection, scope: string, { store, seed }: Making, serial: number): string | number {
  const make = (number: number) =>
    id.kind === 'integer' ? number : id.kind === 'prefix' ? id.prefix + toUuid(seed, number).replaceAll('-', '') : toUuid(seed, number)
  let number = serial
  while (store.tables.items.get(keyIn(scope, make(number))) !== undefined) number = store.nextSerial()
  return make(number)
}

/** The body, and parameters of the query that are named like a property. */
export function sentBy({ input }: Call, { controls }: Play): Value {
  const named = controls.filters.flatMap(({ parameter, property }) =>
    input.query[parameter] === undefined ? [] : [[property, input.query[parameter]] as const],
  )
  return { ...Object.fromEntries(named), ...(isObject(input.body) ? input.body : {}) }
}

export function withId({ id }: Collection, value: unknown): Value {
  return id.property === undefined || value === undefined ? {} : { [id.property]: value }
}

export function pick(value: Value, names: ReadonlySet<string>): Value {
  return Object.fromEntries(Object.entries(value).filter(([name, one]) => names.has(name) && one !== undefined))
}

export function missing({ collection }: Play, id: unknown): Problem {
  return {
    code: 'not_found',
    status: 404,
    reason: `${collection.name} has no item ${JSON.stringify(id)}. Make it first, or ask for one that is listed.`,
  }
}

export function taken({ name }: Collection, operation: Operation | undefined, property: string, value: unknown): Problem {
  const status = [409, 422, 400].find((one) => operation?.statuses.includes(String(one))) ?? 409
  return { code: 'conflict', status, reason: `${name} has an item whose ${property} is ${JSON.stringify(value)} already. Choose another.` }
}

export function nextTarget(
  { controls, operation }: Play,
  page: { offset: number; limit: number },
  query: Value,
  last: string | undefined,
): string {
  const next = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]))
  if (controls.offset !== undefined) next.set(controls.offset, String(page.offset + page.limit))
  else if (controls.page !== undefined) next.set(controls.page, String(Math.floor(page.offset / page.limit) + 2))
  else if (controls.after !== undefined && last !== undefined) next.set(controls.after, last)
  return `${operation.path.template}?${next}`
}

/** What an answer says of the list as a whole, by the name it says it under. */
export function countOf(name: string, page: ListPage): unknown {
  switch (name) {
    case 'total':
    case 'total_count':
    case 'total_items':
    case 'total_results':
      return page.total
    case 'count':
    case 'size':
      return page.rows.length
    case 'limit':
    case 'per_page':
    case 'page_size':
      return page.limit
    case 'offset':
      return page.offset
    case 'page':
      return page.limit === 0 ? 1 : Math.floor(page.offset / page.limit) + 1
    case 'total_pages':
    case 'page_count':
      return page.limit === 0 ? 1 : Math.ceil(page.total / page.limit)
    case 'has_more':
    case 'has_next':
      return page.hasMore
    case 'next_cursor':
      return page.hasMore ? (page.rows.at(-1)?.id ?? null) : null
    default:
      return undefined
  }
}
