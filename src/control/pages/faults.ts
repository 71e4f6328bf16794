import { type Html, html } from '../../kernel/index.ts'
import type { FaultEntry } from '../verbs.ts'
import type { FaultForm } from './fault-form.ts'
import { describeFault } from './fault-words.ts'
import { operationOptions } from './operations.ts'
import type { Place } from './place.ts'
import { type Column, table } from './table.ts'

export interface FaultsPage {
  readonly place: Place
  readonly faults: readonly FaultEntry[]
  /** What was typed, when it could not be taken. */
  readonly form: FaultForm
  /** The document's operations, and the API's own error codes, to choose from. */
  readonly operations: readonly string[]
  readonly codes: readonly string[]
}

/** What goes wrong on purpose in a world, and a form for more of it. */
export function faultsPage({ place, faults, form, operations, codes }: FaultsPage): Html {
  const { base } = place
  return html`<h1>Faults</h1>
<p>What shall go wrong in this world, on purpose. They are asked in the order they were added.</p>
${table({
  id: 'faults',
  caption: 'Faults',
  columns: columns(place),
  rows: faults,
  key: ({ id }) => id,
  mark: 'fault',
  empty: html`Nothing goes wrong on purpose.`,
})}
${
  faults.length > 0 &&
  html`<form method="post" action="${base}/__standin/console/faults/clear" data-stay id="clear"><button data-testid="faults-clear">Remove all</button></form>`
}
<section class="card" aria-labelledby="add-heading">
<h2 id="add-heading">Add a fault</h2>
<form method="post" action="${base}/__standin/console/faults" id="add">
${addFields(form, operations, codes)}
<p class="rule"><button class="primary" data-testid="fault-add">Add the fault</button></p>
</form>
</section>`
}

function columns({ base }: Place): readonly Column<FaultEntry>[] {
  return [
    { head: 'Fault', kind: 'wide', cell: (fault) => html`${describeFault(fault)}<br><code class="soft">${fault.id}</code>` },
    { head: 'Asked', kind: 'brief', cell: ({ seen }) => html`<span data-testid="fault-seen">${seen}</span>` },
    { head: 'Struck', kind: 'brief', cell: ({ struck }) => html`<span data-testid="fault-struck">${struck}</span>` },
    {
      head: 'State',
      kind: 'brief',
      cell: ({ times, struck }) =>
        times !== undefined && struck >= times ? html`<span class="badge">over</span>` : html`<span class="badge warn">active</span>`,
    },
    {
      head: 'Remove',
      kind: 'actions',
      cell: ({ id }) =>
        html`<form method="post" action="${base}/__standin/console/faults/remove" data-stay><input type="hidden" name="id" value="${id}"><button class="small" data-testid="fault-remove">Remove<span class="hidden"> ${id}</span></button></form>`,
    },
  ]
}

function addFields(form: FaultForm, operations: readonly string[], codes: readonly string[]): Html {
  const value = (name: string) => form[name] ?? ''
  const number = (name: string, label: string, example: string) =>
    html`<label class="field">${label} <input name="${name}" inputmode="decimal" placeholder="${example}" autocomplete="off" value="${value(name)}" data-testid="fault-${name}"></label>`
  const options = (name: string, choices: Readonly<Record<string, string>>) =>
    Object.entries(choices).map(([key, label]) => html`<option value="${key}"${key === value(name) && html` selected`}>${label}</option>`)
  return html`<fieldset><legend>Which calls</legend>
<div class="fields">
<label class="field">Operation <select name="operation" data-testid="fault-operation">${operationOptions(operations, value('operation') || undefined, 'Every one')}</select></label>
${number('times', 'How many times', 'always')}
${number('every', 'Only every nth', '1')}
${number('share', 'Only a share, in percent', '100')}
</div>
</fieldset>
<fieldset><legend>What happens</legend>
<div class="fields">
<label class="field">Status <input name="status" inputmode="numeric" placeholder="e.g. 500" autocomplete="off" value="${value('status')}" data-testid="fault-status"></label>
<label class="field">Error code <input name="code" list="codes" autocomplete="off" spellcheck="false" placeholder="${codes[0] === undefined ? '' : `e.g. ${codes[0]}`}" value="${value('code')}" data-testid="fault-code"></label>
<datalist id="codes">${codes.map((one) => html`<option value="${one}"></option>`)}</datalist>
${number('delay', 'Delay in milliseconds', '200 or 100-400')}
<label class="field">Connection <select name="connection" data-testid="fault-connection">${options('connection', { '': 'Stays whole', refuse: 'Refused before the answer', timeout: 'Kept open without an answer', drop: 'Dropped midway', truncate: 'Ended too early' })}</select></label>
</div>
<label class="check"><input type="checkbox" name="any" value="yes"${value('any') !== '' && html` checked`} data-testid="fault-any"> Also what the document does not declare</label>
</fieldset>
<details${hasMore(form) && html` open`}><summary>More: a match on the request, a rate limit</summary>
<div class="fields">
<label class="field">Header <input name="header" placeholder="user-agent: mobile" autocomplete="off" spellcheck="false" value="${value('header')}" data-testid="fault-header"></label>
<label class="field wide">Part of the body, as JSON <textarea name="body" rows="2" placeholder="${'{"email": "jane@example.com"}'}" spellcheck="false" data-testid="fault-body">${value('body')}</textarea></label>
${number('requests', 'Rate limit: calls', 'e.g. 10')}
<label class="field">Rate limit: in a time of <input name="per" placeholder="e.g. 60s" autocomplete="off" value="${value('per')}" data-testid="fault-per"></label>
</div>
</details>`
}

function hasMore(form: FaultForm): boolean {
  return ['header', 'body', 'requests', 'per'].some((name) => (form[name] ?? '') !== '')
}
