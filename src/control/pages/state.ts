import { type Html, html } from '../../kernel/index.ts'
import { toText } from './code.ts'
import { linkTo, type Place } from './place.ts'
import { type Field, idOf, isEmpty, isRow, isTime, type Labels, labelOf, type Row, type Rows, toFields, toTitle } from './state-columns.ts'
import { type Column, table } from './table.ts'
import { readable } from './time.ts'

export interface StatePage {
  readonly place: Place
  readonly name: string
  /** All of them for a search; otherwise those of this page, and one more if there is another page. */
  readonly rows: Rows
  readonly labels: Labels
  readonly search: string | undefined
  /** From 1. */
  readonly page: number
}

export const rowsPerPage = 100

/** One table of a world, all of its rows. */
export function statePage({ place, name, rows, labels, search, page }: StatePage): Html {
  const found = search === undefined ? rows : rows.filter((row) => JSON.stringify(row).toLowerCase().includes(search.toLowerCase()))
  const here = search === undefined ? found : found.slice((page - 1) * rowsPerPage)
  const link = (to: number, label: string) =>
    html`<a href="${linkTo(place, 'state', { table: name, search, page: to })}" data-testid="page-${to < page ? 'before' : 'after'}">${label}</a>`
  const hasMore = here.length > rowsPerPage
  return html`<p class="back"><a href="${linkTo(place, 'overview')}">Overview</a></p>
<h1>${toTitle(name)}</h1>
<form method="get" action="${linkTo(place, 'state')}" class="row" role="search" id="filter">
<input type="hidden" name="table" value="${name}">
<label class="field">Search <input name="search" type="search" value="${search ?? ''}" data-testid="state-search"></label>
<button data-testid="state-filter">Search</button>
${search !== undefined && html`<span>${found.length} found</span><a href="${linkTo(place, 'state', { table: name })}">All</a>`}
</form>
${stateTable(name, here.slice(0, rowsPerPage), labels)}
${(page > 1 || hasMore) && html`<p class="row" data-testid="pages">${page > 1 && link(page - 1, 'Page before')}<span>Page ${page}</span>${hasMore && link(page + 1, 'Next page')}</p>`}`
}

/** Rows of a table, with names in the place of ids. */
export function stateTable(name: string, rows: Rows, labels: Labels): Html {
  const known = rows.filter(isRow)
  const fields = toFields(known)
  const columns: Column<Row & { readonly [key]: string }>[] = fields.map((field, index) => ({
    head: toTitle(field.name.replace(/_(?:ids?|at)$/, '')),
    kind: index === 0 ? undefined : 'brief',
    cell: (row) => (index === 0 ? html`${cell(field, row, labels)}${idBelow(row)}` : cell(field, row, labels)),
  }))
  const details: (typeof columns)[number] = {
    head: 'Everything',
    kind: 'actions',
    cell: (row) =>
      html`<details><summary>JSON<span class="hidden"> of ${labelOf(row) ?? idOf(row) ?? 'this row'}</span></summary><pre>${toText(row)}</pre></details>`,
  }
  return html`<div class="state" data-testid="state" data-table="${name}">${table({
    id: `rows-${name}`,
    caption: toTitle(name),
    columns: [...columns, details],
    rows: withKeys(known),
    key: (row) => row[key],
    mark: 'state',
    empty: html`There are none.`,
  })}</div>`
}

const key = Symbol('key')

/** Ids as keys; a row that has the id of one before it, as a person in two organisations does, gets a number of its own. */
function withKeys(rows: readonly Row[]): (Row & { readonly [key]: string })[] {
  const times = new Map<string, number>()
  return rows.map((row) => {
    const id = idOf(row) ?? ''
    const time = (times.get(id) ?? 0) + 1
    times.set(id, time)
    return { ...row, [key]: time === 1 && id !== '' ? id : `${id}:${time}` }
  })
}

function idBelow(row: Row): Html | undefined {
  const id = idOf(row)
  return id === undefined ? undefined : html`<br><code class="soft">${id}</code>`
}

function cell({ name, kind }: Field, row: Row, labels: Labels): Html | undefined {
  const value = row[name]
  if (isEmpty(value)) return undefined
  const content = kind === 'state' ? stateBadge(value) : contentOf(value, labels)
  return html`<span data-field="${name}">${content}</span>`
}

function contentOf(value: unknown, labels: Labels): Html {
  if (isTime(value)) return readable(value)
  if (typeof value === 'boolean') return html`${value ? 'yes' : 'no'}`
  if (Array.isArray(value)) return listOf(value, labels)
  if (isRow(value)) return html`${labelOf(value) ?? JSON.stringify(value).slice(0, 120)}`
  const text = String(value)
  const label = labels.get(text)
  return label === undefined ? html`${text.length > 200 ? `${text.slice(0, 200)}…` : text}` : html`<span title="${text}">${label}</span>`
}

const mostItems = 5

function listOf(values: readonly unknown[], labels: Labels): Html {
  const items = values.slice(0, mostItems).map((value, index) => html`${index > 0 && ', '}${contentOf(value, labels)}`)
  return html`${items}${values.length > mostItems && html` <span class="soft">and ${values.length - mostItems} more</span>`}`
}

/** States by how they are usually called: going well, waiting, over. */
const good = /^(?:active|open|accepted|enabled|ok|used|done)$/i
const waiting = /pending|sent|invited|waiting|paused|draft/i

function stateBadge(value: unknown): Html {
  const text = isRow(value) ? (labelOf(value) ?? JSON.stringify(value)) : String(value)
  const tone = good.test(text) ? 'good' : waiting.test(text) ? 'warn' : 'plain'
  return html`<span class="badge ${tone}" data-testid="state-badge">${text.replaceAll('_', ' ')}</span>`
}
