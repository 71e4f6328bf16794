import { toWords } from '../../engine/index.ts'
import type { ListPage } from './list.ts'
import type { ListPlay } from './list-play.ts'

/** Queries that lead from a page to others of its list; undefined where there is none. */
export interface Ways {
  readonly next: string | undefined
  readonly prev: string | undefined
  readonly first: string | undefined
  readonly last: string | undefined
  readonly self: string
}

/** What a query has to be for the pages beside one. */
export function waysOf(page: ListPage, { controls, isFromZero }: ListPlay, query: string): Ways {
  const { limit, offset, total, hasMore, hasBefore, rows } = page
  const given = (changes: Readonly<Record<string, string | undefined>>) => {
    const parameters = new URLSearchParams(query)
    for (const name of [controls.offset, controls.page, controls.after, controls.before]) if (name !== undefined) parameters.delete(name)
    for (const [name, value] of Object.entries(changes)) if (value !== undefined) parameters.set(name, value)
    return parameters.size === 0 ? '' : `?${parameters}`
  }
  const self = query === '' ? '' : `?${query}`
  const isOnly = !hasMore && !hasBefore
  if (limit === 0 || (isOnly && controls.page === undefined && controls.offset === undefined && controls.after === undefined))
    return { next: undefined, prev: undefined, first: self, last: self, self }
  const asked = new URLSearchParams(query)
  const isAsked = (name: string | undefined) => name !== undefined && asked.has(name)
  const first = given({})
  // The way it was asked for, else the one that says where.
  const way =
    isAsked(controls.after) || isAsked(controls.before)
      ? undefined
      : isAsked(controls.page) || controls.offset === undefined
        ? controls.page
        : controls.offset
  if (way !== undefined) {
    const at = (skip: number) => given({ [way]: String(way === controls.page ? Math.floor(skip / limit) + (isFromZero ? 0 : 1) : skip) })
    const end = total === 0 ? 0 : Math.floor((total - 1) / limit) * limit
    return {
      next: hasMore ? at(offset + limit) : undefined,
      prev: hasBefore ? at(Math.max(0, offset - limit)) : undefined,
      first: at(0),
      last: at(end),
      self,
    }
  }
  const [head, tail] = [rows[0], rows.at(-1)]
  const next = hasMore && controls.after !== undefined && tail !== undefined ? given({ [controls.after]: page.cursorOf(tail) }) : undefined
  const prev =
    hasBefore && controls.before !== undefined && head !== undefined ? given({ [controls.before]: page.cursorOf(head) }) : undefined
  return { next, prev, first, last: undefined, self }
}

/** What an answer says of the list as a whole by the name it says it under, the likeliest first; empty for what is no word about a list. `to` makes an address of a query. */
export function sayOf(
  name: string,
  page: ListPage,
  ways: Ways,
  isFromZero: boolean,
  to: (query: string) => readonly string[],
): readonly unknown[] {
  const words = toWords(name)
  const { rows, total, limit, offset, hasMore, hasBefore } = page
  const [head, tail] = [rows[0], rows.at(-1)]
  const pages = limit === 0 ? 1 : Math.ceil(total / limit)
  const number = (limit === 0 ? 0 : Math.floor(offset / limit)) + (isFromZero ? 0 : 1)
  const address = (query: string | undefined) => (query === undefined ? [null, ''] : to(query))
  switch (words) {
    case 'total':
    case 'total_count':
    case 'total_items':
    case 'total_results':
    case 'total_elements':
    case 'total_records':
    case 'total_size':
      return [total, String(total)]
    case 'count':
    case 'size':
    case 'number_of_elements':
    case 'result_count':
    case 'items_count':
      return [rows.length, String(rows.length)]
    case 'limit':
    case 'per_page':
    case 'page_size':
      return [limit, Math.max(1, limit), String(limit)]
    case 'offset':
    case 'skip':
      return [offset, String(offset)]
    case 'start':
      return [rows.length === 0 ? 0 : offset]
    case 'end':
      return [rows.length === 0 ? 0 : offset + rows.length - 1]
    case 'from':
      return [rows.length === 0 ? null : offset + 1, offset + 1]
    case 'to':
      return [rows.length === 0 ? null : offset + rows.length, offset + rows.length]
    case 'page':
    case 'page_number':
    case 'current_page':
    case 'number':
      return [number, String(number)]
    case 'total_pages':
    case 'page_count':
    case 'pages':
    case 'last_page':
      return [pages, Math.max(1, pages), String(pages)]
    case 'next_page':
      return hasMore ? [number + 1, ...to(ways.next ?? ''), String(number + 1)] : [null, '']
    case 'prev_page':
    case 'previous_page':
      return hasBefore ? [number - 1, ...to(ways.prev ?? ''), String(number - 1)] : [null, '']
    case 'has_more':
    case 'has_next':
    case 'has_next_page':
    case 'more':
      return [hasMore]
    case 'has_previous':
    case 'has_prev':
    case 'has_previous_page':
    case 'has_prev_page':
      return [hasBefore]
    case 'is_last':
      return [!hasMore]
    case 'is_first':
      return [!hasBefore]
    case 'empty':
      return [rows.length === 0]
    case 'next_cursor':
    case 'next_token':
    case 'next_page_token':
    case 'continuation_token':
    case 'end_cursor':
      return hasMore && tail !== undefined ? [page.cursorOf(tail)] : [null, '']
    case 'prev_cursor':
    case 'previous_cursor':
    case 'start_cursor':
      return hasBefore && head !== undefined ? [page.cursorOf(head)] : [null, '']
    case 'first_id':
      return [head?.id ?? null]
    case 'last_id':
      return [tail?.id ?? null]
    case 'next':
    case 'next_url':
    case 'next_uri':
    case 'next_page_uri':
    case 'next_page_url':
    case 'next_link':
      return address(ways.next)
    case 'prev':
    case 'previous':
    case 'prev_url':
    case 'previous_url':
    case 'previous_uri':
    case 'previous_page_uri':
    case 'prev_page_url':
    case 'previous_page_url':
      return address(ways.prev)
    case 'first_page_uri':
    case 'first_page_url':
      return address(ways.first)
    case 'last_page_uri':
    case 'last_page_url':
      return address(ways.last)
    case 'first':
      return [!hasBefore, ...address(ways.first)]
    case 'last':
      return [!hasMore, ...(ways.last === undefined ? [null, ''] : address(ways.last))]
    case 'self':
    case 'uri':
      return address(ways.self)
    default:
      return []
  }
}
