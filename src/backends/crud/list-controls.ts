import { toWords } from '../../engine/index.ts'
import { type Api, type Operation, parametersOf } from '../../openapi/index.ts'
import type { Identity } from './model.ts'

/** What the query of a list does, by what its names mean. */
export interface ListControls {
  readonly limit: string | undefined
  readonly offset: string | undefined
  readonly page: string | undefined
  readonly after: string | undefined
  readonly before: string | undefined
  readonly sort: string | undefined
  readonly direction: string | undefined
  /** Property by parameter. */
  readonly filters: Readonly<Record<string, string>>
  /** Parameters that do nothing. */
  readonly ignored: readonly string[]
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

/** Parameters of a list by their meaning; those named like a property are filters. */
export function controlsOf(api: Api, operation: Operation, properties: readonly string[], id: Identity): ListControls {
  const byWords = new Map(properties.map((name) => [toWords(name), name]))
  const found: Partial<Record<keyof typeof meanings, string>> = {}
  const filters: Record<string, string> = {}
  const ignored: string[] = []
  for (const { name, in: place } of parametersOf(api, operation)) {
    if (place !== 'query') continue
    const words = toWords(name)
    const property = byWords.get(words) ?? (words === 'ids' ? id.property : undefined)
    const meaning = (Object.keys(meanings) as (keyof typeof meanings)[]).find(
      (key) => meanings[key].test(words) && found[key] === undefined,
    )
    if (property !== undefined) filters[name] = property
    else if (meaning !== undefined) found[meaning] = name
    else ignored.push(name)
  }
  const { limit, offset, page, after, before, sort, direction } = found
  return { limit, offset, page, after, before, sort, direction, filters, ignored }
}
