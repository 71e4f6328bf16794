import { toWords } from '../../engine/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import type { Filter } from './model.ts'
import { type QueryName, queryNamesOf } from './query-names.ts'

/** What the query of a list does, by what its names mean. */
export interface ListControls {
  readonly limit: string | undefined
  readonly offset: string | undefined
  readonly page: string | undefined
  readonly after: string | undefined
  readonly before: string | undefined
  readonly sort: string | undefined
  readonly direction: string | undefined
  readonly filters: readonly NamedFilter[]
  /** Parameters that do nothing. */
  readonly ignored: readonly string[]
}

export interface NamedFilter extends Filter {
  readonly parameter: string
  /** Whether it may hold filters of its own, as `created` may be a time or its bounds: an object is those. */
  readonly isAlsoHolder?: boolean
}

const meanings = {
  limit: /^(?:limit|page_limit|per_page|page_size|pagesize|max_results|size|take|top|rows)$/,
  offset: /^(?:offset|page_offset|skip|start_index)$/,
  page: /^(?:page|page_number|page_no)$/,
  after: /^(?:starting_after|after|cursor|page_after|page_cursor|page_token|next_token|continuation_token)$/,
  before: /^(?:ending_before|before|page_before)$/,
  sort: /^(?:sort|sort_by|order_by|ordering)$/,
  direction: /^(?:order|direction|sort_order|sort_dir|dir)$/,
} as const

/** Parameters of an operation's query by their meaning; those that are filters are given. */
export function controlsOf(api: Api, operation: Operation, given: Readonly<Record<string, Filter>> = {}): ListControls {
  const found: Partial<Record<keyof typeof meanings, string>> = {}
  const filters: NamedFilter[] = []
  const heeded = new Set<string>()
  const idle: QueryName[] = []
  const open = (name: string) => Object.keys(given).flatMap((one) => (one.startsWith(`${name}[`) ? [one.slice(name.length + 1, -1)] : []))
  for (const one of queryNamesOf(api, operation, open)) {
    const { name, parameter, isHolder } = one
    const filter = given[name]
    const meaning = isHolder ? undefined : meaningOf(name)
    if (filter !== undefined) filters.push({ parameter: name, isAlsoHolder: open(name).length > 0, ...filter })
    else if (meaning !== undefined && found[meaning] === undefined) found[meaning] = name
    else {
      idle.push(one)
      continue
    }
    heeded.add(parameter)
  }
  // Of an object that does nothing at all, its own name says enough; of one that is heeded, what it holds is not told where the whole is a filter.
  const ignored = idle.flatMap(({ name, parameter, isHolder }) => {
    const isOwn = name === parameter
    return (isOwn ? !heeded.has(parameter) : heeded.has(parameter) && !isHolder && given[parameter] === undefined) ? [name] : []
  })
  const { limit, offset, page, after, before, sort, direction } = found
  return { limit, offset, page, after, before, sort, direction, filters, ignored }
}

/** What a parameter says of pages and order; undefined where it says nothing of them. */
export function meaningOf(parameter: string): keyof typeof meanings | undefined {
  const words = toWords(parameter)
  return (Object.keys(meanings) as (keyof typeof meanings)[]).find((key) => meanings[key].test(words))
}
