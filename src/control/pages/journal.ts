import { type Html, html } from '../../kernel/index.ts'
import type { RequestEntry, RequestFilter } from '../request-entry.ts'
import { operationOptions } from './operations.ts'
import { linkTo, type Place } from './place.ts'
import { type Column, table } from './table.ts'
import { readable } from './time.ts'

export interface JournalPage {
  readonly place: Place
  readonly requests: readonly RequestEntry[]
  readonly filter: RequestFilter
  readonly limit: number
  /** The document's operations, to choose from. */
  readonly operations: readonly string[]
}

/** How many exchanges are shown at first, and how many more at a time. */
export const journalStep = 50

/** What was called, newest first. */
export function journalPage({ place, requests, filter, limit, operations }: JournalPage): Html {
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const next = { operation: filter.operationId, status: filter.status, search: filter.search, limit: limit + 2 * journalStep }
  return html`<h1>Journal</h1>
<form method="get" action="${linkTo(place, 'journal')}" class="row" role="search" id="filter">
<label class="field">Operation <select name="operation" data-testid="filter-operation">${operationOptions(operations, filter.operationId, 'Any')}</select></label>
<label class="field">Status <input name="status" inputmode="numeric" pattern="[0-9]{1,3}" title="A status code, e.g. 409" size="5" value="${filter.status ?? ''}" autocomplete="off" data-testid="filter-status"></label>
<label class="field">Search <input name="search" type="search" value="${filter.search ?? ''}" placeholder="path, caller or body" data-testid="filter-search"></label>
<button data-testid="filter">Filter</button>
${isFiltered && html`<a href="${linkTo(place, 'journal')}" data-testid="filter-none">All calls</a>`}
</form>
${journalTable(place, requests, isFiltered ? html`No call fits.` : html`Nothing was called yet.`)}
${requests.length === limit && html`<p><a href="${linkTo(place, 'journal', next)}" data-testid="more">Older calls</a></p>`}`
}

export function journalTable(place: Place, requests: readonly RequestEntry[], empty: Html): Html {
  return table({
    id: 'journal',
    caption: 'Calls, newest first',
    columns: columns(place),
    rows: requests,
    key: ({ id }) => id,
    mark: 'exchange',
    empty,
  })
}

function columns(place: Place): readonly Column<RequestEntry>[] {
  return [
    {
      head: 'No.',
      kind: 'brief',
      cell: ({ id }) => html`<a href="${requestLink(place, id)}" aria-label="Call ${id}" data-testid="open-exchange">${id}</a>`,
    },
    { head: 'Time', kind: 'brief', cell: ({ at }) => readable(at) },
    {
      head: 'Status',
      kind: 'brief',
      cell: ({ status, fault, breaches = 0 }) =>
        html`${statusBadge(status)}${fault !== null && html` <span class="badge warn" title="${fault}">fault</span>`}${breaches > 0 && html` <span class="badge bad" data-testid="breaches">breaks ${breaches}</span>`}`,
    },
    { head: 'Call', kind: 'wide', cell: ({ method, path }) => html`<code><b>${method}</b> ${path}</code>` },
    { head: 'Operation', kind: 'brief', cell: ({ operationId }) => operationId ?? html`<span class="soft">none</span>` },
    { head: 'Caller', kind: 'brief', cell: ({ principal }) => principal ?? html`<span class="soft">nobody</span>` },
    { head: 'Took', kind: 'minor', cell: ({ durationMs }) => html`<span class="soft">${durationMs.toFixed(1)} ms</span>` },
  ]
}

/** 0 = a fault closed the connection before anything was answered. */
export function statusBadge(status: number): Html {
  const tone = status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good'
  return html`<span class="badge ${tone}" data-testid="status">${status === 0 ? 'no answer' : status}</span>`
}

export function requestLink({ base }: Place, id: number): string {
  return `${base}/__standin/requests/${id}`
}
