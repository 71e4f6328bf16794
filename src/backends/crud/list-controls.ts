import { toWords } from '../../engine/index.ts'
import { type Api, type Operation, parametersOf } from '../../openapi/index.ts'
import type { Filter } from './model.ts'

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
}

const meanings = {
  limit: /^(?:limit|per_page|page_size|pagesize|max_results|size|take|top|rows)$/,
  offset: /^(?:offset|skip|start_index)$/,
  page: /^(?:page|page_number|page_no)$/,
  after: /^(?:starting_after|after|cursor|page_token|next_token|continuation_token)$/,
  before: /^(?:ending_before|before)$/,
  sort: /^(?:sort|sort_by|order_by|ordering)$/,
  direction: /^(?:order|direction|sort_order|sort_dir|dir)$/,
} as const

/** Parameters of an operation's query by their meaning; those that are filters are given. */
export function controlsOf(api: Api, operation: Operation, given: Readonly<Record<string, Filter>> = {}): ListControls {
  const found: Partial<Record<keyof typeof meanings, string>> = {}
  const filters: NamedFilter[] = []
  const ignored: string[] = []
  for (const { name, in: place } of parametersOf(api, operation)) {
    if (place !== 'query') continue
    const filter = given[name]
    const meaning = meaningOf(name)
    if (filter !== undefined) filters.push({ parameter: name, ...filter })
    else if (meaning !== undefined && found[meaning] === undefined) found[meaning] = name
    else ignored.push(name)
  }
  const { limit, offset, page, after, before, sort, direction } = found
  return { limit, offset, page, after, before, sort, direction, filters, ignored }
}

/** What a parameter says of pages and order; undefined where it says nothing of them. */
export function meaningOf(parameter: string): keyof typeof meanings | undefined {
  const words = toWords(parameter)
  return (Object.keys(meanings) as (keyof typeof meanings)[]).find((key) => meanings[key].test(words))
}
