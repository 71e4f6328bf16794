import { type Html, html } from '../../kernel/index.ts'
import type { RequestEntry } from '../request-entry.ts'
import type { ClockReading, Message, ScenarioEntry } from '../verbs.ts'
import { clockForms } from './clock.ts'
import { journalTable } from './journal.ts'
import { mailTable } from './outbox.ts'
import { linkTo, type Place } from './place.ts'
import { pick, resetForm, undoForm } from './scenarios.ts'
import { stateTable } from './state.ts'
import { type Labels, type Rows, toTitle } from './state-columns.ts'

export interface Overview {
  readonly place: Place
  readonly scenario: string
  readonly scenarios: readonly ScenarioEntry[]
  readonly clock: ClockReading
  readonly requests: readonly RequestEntry[]
  /** Undefined for a backend that mails nothing. */
  readonly messages: readonly Message[] | undefined
  /** By table. */
  readonly state: Readonly<Record<string, Rows>>
  /** How many rows of each table were looked at; a table with one more has more than that. */
  readonly looked: number
  readonly labels: Labels
  /** Where its API is reached. */
  readonly url: string
}

/** How many rows of a table stand on the overview. */
const shownRows = 10
/** How many tables are open at first; the rest is a click away. */
const openTables = 5

/** A world at a glance. */
export function overview(world: Overview): Html {
  const { place, scenario, scenarios, clock, requests, messages, url } = world
  return html`<h1>World ${place.world}</h1>
<div class="cards">
<section class="card" aria-labelledby="clock-heading">
<h2 id="clock-heading">Clock</h2>
${clockForms(place, clock)}
</section>
<section class="card" aria-labelledby="scenario-heading">
<h2 id="scenario-heading">Scenario</h2>
<p>It began with <strong data-testid="scenario-now">${scenario}</strong>.</p>
${pick(place, scenarios, scenario)}
<div class="row">${resetForm(place, 'overview')}${undoForm(place, 'overview')}<a href="${linkTo(place, 'scenarios')}">Snapshots and saving</a></div>
</section>
</div>
${tableLinks(world)}
<section aria-labelledby="latest-heading">
<h2 id="latest-heading">Latest calls</h2>
${journalTable(place, requests, html`Nothing was called yet. Its API is at <code data-testid="api-url">${url}</code>.`)}
${requests.length > 0 && html`<p><a href="${linkTo(place, 'journal')}">The whole journal</a></p>`}
</section>
${
  messages !== undefined &&
  html`<section aria-labelledby="mails-heading">
<h2 id="mails-heading">Latest mails</h2>
${mailTable(place, messages)}
${messages.length > 0 && html`<p><a href="${linkTo(place, 'outbox')}">The whole outbox</a></p>`}
</section>`
}
${stateTables(world)}`
}

/** Ways past the calls and mails, which a phone shows one below the other. */
function tableLinks({ state, looked }: Overview): Html | undefined {
  const tables = Object.entries(state)
  if (tables.length === 0) return undefined
  return html`<nav aria-label="Tables" id="tables"><ul class="choice">${tables.map(([name, rows]) => html`<li data-key="${name}"><a href="#state-${name}">${toTitle(name)} ${many(rows, looked)}</a></li>`)}</ul></nav>`
}

/** What the world holds: the first tables open, and those that only say the same in an older form closed. */
function stateTables({ place, state, looked, labels }: Overview): Html {
  const names = Object.keys(state)
  const open = names.filter((name) => !names.includes(name.replace(/_v\d+$/, '')) || !/_v\d+$/.test(name)).slice(0, openTables)
  const count = (name: string) => many(state[name] as Rows, looked)
  return html`${Object.entries(state).map(
    ([name, rows]) => html`<section aria-labelledby="state-${name}-heading" id="state-${name}">
<details class="fold"${open.includes(name) && html` open`}><summary><h2 id="state-${name}-heading">${toTitle(name)} <span class="count" data-testid="state-count" data-table="${name}">${count(name)}</span></h2></summary>
${stateTable(name, rows.slice(0, shownRows), labels)}
<p><a href="${linkTo(place, 'state', { table: name })}" data-testid="state-all">${rows.length > shownRows ? 'All' : 'Search'} ${toTitle(name).toLowerCase()}</a></p>
</details>
</section>
`,
  )}`
}

function many({ length }: Rows, looked: number): string {
  return length > looked ? `more than ${looked}` : String(length)
}
