import type { Reply } from '../../engine/index.ts'
import { type Html, html } from '../../kernel/index.ts'
import type { ExplainedRequest, Explanation } from '../request-entry.ts'
import type { CallbackEntry } from '../sending-verbs.ts'
import { code, toText } from './code.ts'
import { frame } from './frame.ts'
import { requestLink, statusBadge } from './journal.ts'
import { linkTo, type Place } from './place.ts'
import { type Column, table } from './table.ts'
import { readable } from './time.ts'

/** One exchange for a browser: what was asked, what was answered, why, if it was a no, and what it led to. */
export function requestPage(found: ExplainedRequest, callbacks: readonly CallbackEntry[], place: Place): Reply {
  const { id, method, path, operationId, answeredBy, status, at, durationMs, principal, traceId, fault, explanation, request, response } =
    found
  const content = html`<p class="back"><a href="${linkTo(place, 'journal')}">Journal</a></p>
<h1>Call ${id} ${statusBadge(status)}</h1>
<p class="big"><code data-testid="exchange-call"><b>${method}</b> ${path}</code></p>
<dl class="facts">
<div><dt>Operation</dt><dd data-testid="exchange-operation">${operationId ?? 'none'}</dd></div>
${answeredBy !== null && html`<div><dt>Answered by</dt><dd data-testid="exchange-answered-by">${answeredBy}</dd></div>`}
<div><dt>Time</dt><dd>${readable(at)}</dd></div>
<div><dt>Caller</dt><dd data-testid="exchange-caller">${principal ?? 'nobody'}</dd></div>
<div><dt>Took</dt><dd>${durationMs.toFixed(1)} ms</dd></div>
<div><dt>Trace id</dt><dd><code>${traceId}</code></dd></div>
${fault !== null && html`<div><dt>Fault</dt><dd data-testid="exchange-fault"><a href="${linkTo(place, 'faults')}">${fault}</a></dd></div>`}
</dl>
${explanation !== null && why(place, explanation)}
<div class="halves">
${half('Request', 'request', request)}
${half(status === 0 ? 'No answer was sent' : `Answer ${status}`, 'response', response)}
</div>
${callbacks.length > 0 && calledBack(callbacks)}`
  return frame(200, { place, tab: 'journal', title: `Call ${id}`, content })
}

function why(place: Place, explanation: Explanation): Html {
  const { code: name, summary, violations, causedBy, scenario, nearest, remedy, curl } = explanation
  return html`<section class="card" aria-labelledby="why-heading" data-testid="explanation">
<h2 id="why-heading">Why</h2>
<p><code class="badge warn" data-testid="explanation-code">${name}</code></p>
<p data-testid="explanation-summary">${summary}</p>
${
  violations.length > 0 &&
  table({
    id: 'violations',
    caption: 'What does not fit',
    columns: violationColumns,
    rows: violations.map((violation, index) => ({ ...violation, index })),
    key: ({ index }) => index,
    mark: 'violation',
    empty: html``,
  })
}
${
  causedBy !== undefined &&
  html`<p data-testid="explanation-cause"><strong>What led to it:</strong> ${causedBy.how} (<a href="${requestLink(place, causedBy.id)}" data-testid="explanation-cause-link">call ${causedBy.id}</a>)</p>`
}
${scenario !== undefined && html`<p data-testid="explanation-scenario">The scenario says so: <code>${scenario.file}:${scenario.line}</code></p>`}
${
  nearest !== undefined &&
  nearest.length > 0 &&
  html`<p>Nearest operations:</p>
<ul data-testid="explanation-nearest">${nearest.map((one) => html`<li><code><b>${one.method}</b> ${one.path}</code> ${one.operationId}</li>`)}</ul>`
}
${remedy !== undefined && html`<p data-testid="explanation-remedy"><strong>What to change:</strong> ${remedy}</p>`}
<h3>A call that would be let through</h3>
${code('curl', 'the corrected command', curl)}
</section>`
}

const violationColumns: readonly Column<Explanation['violations'][number] & { readonly index: number }>[] = [
  { head: 'Where', cell: ({ pointer }) => html`<code>${pointer}</code>` },
  {
    head: 'Value seen',
    cell: ({ value }) => (value === undefined ? html`<span class="soft">nothing</span>` : html`<code>${JSON.stringify(value)}</code>`),
  },
  { head: 'Expected', cell: ({ expected }) => expected },
  {
    head: 'Document',
    cell: ({ document: { file, line } }) =>
      file === '' ? undefined : html`<code class="soft" title="${file}">${file.split(/[\\/]/).at(-1)}:${line}</code>`,
  },
]

function calledBack(callbacks: readonly CallbackEntry[]): Html {
  return html`<section aria-labelledby="callbacks-heading">
<h2 id="callbacks-heading">Callbacks it led to</h2>
${table({ id: 'callbacks', caption: 'Callbacks', columns: callbackColumns, rows: callbacks, key: ({ id }) => id, mark: 'callback', empty: html`` })}
</section>`
}

const callbackColumns: readonly Column<CallbackEntry>[] = [
  { head: 'Callback', kind: 'brief', cell: ({ name }) => name },
  { head: 'Request', kind: 'wide', cell: ({ method, url, expression }) => html`<code><b>${method}</b> ${url ?? expression}</code>` },
  { head: 'Body', cell: ({ body }) => (body === null ? undefined : html`<code>${toText(body)}</code>`) },
  {
    head: 'State',
    kind: 'brief',
    cell: ({ state, reason, answer }) =>
      [state, answer === null ? [] : `answered ${answer.status}`, reason ?? [], answer?.violations ?? []].flat(2).join('; '),
  },
]

function half(title: string, mark: string, { headers, body }: ExplainedRequest['request']): Html {
  const text = toText(body)
  return html`<section aria-labelledby="${mark}-heading">
<h2 id="${mark}-heading">${title}</h2>
${text === '' ? html`<p class="empty">No body.</p>` : code(`${mark}-body`, `the body of the ${mark}`, text)}
<details><summary>${Object.keys(headers).length} headers</summary>
<dl class="headers" data-testid="${mark}-headers">${Object.entries(headers).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</details>
</section>`
}
