import { type Html, html } from '../../kernel/index.ts'
import type { ScenarioEntry, WorldEntry } from '../verbs.ts'
import { linkTo, type Place, placeOf } from './place.ts'
import { type Column, table } from './table.ts'
import { readable } from './time.ts'

/** What was typed into the form that makes a world. */
export type WorldForm = Readonly<Record<string, string | undefined>>

/** Every world of this server. */
export function worldsPage(place: Place, worlds: readonly WorldEntry[], scenarios: readonly ScenarioEntry[], form: WorldForm): Html {
  return html`<h1>Worlds</h1>
<p>Each has its own state, clock, outbox, journal and faults. Name one with the header <code>Standin-World</code>, a cookie of that name, or by putting <code>/__standin/worlds/{name}</code> before the path.</p>
${table({
  id: 'worlds',
  caption: 'Worlds',
  columns: columns(place),
  rows: worlds,
  key: ({ name }) => name,
  mark: 'world',
  empty: html`There is none yet: a world is made on first use, or below.`,
})}
<section class="card" aria-labelledby="make-heading">
<h2 id="make-heading">Make a world</h2>
${makeForm(place, scenarios, form)}
</section>`
}

function columns(place: Place): readonly Column<WorldEntry>[] {
  return [
    {
      head: 'Name',
      kind: 'wide',
      cell: ({ name }) =>
        html`<a href="${linkTo(placeOf(name, place.scope), 'overview')}" data-testid="open-world">${name}</a>${name === place.world && html` <span class="badge">this one</span>`}${placeOf(name, place.scope).base !== '' && html`<br><code class="soft">${placeOf(name, place.scope).base}</code>`}`,
    },
    { head: 'Scenario', kind: 'brief', cell: ({ scenario }) => scenario },
    { head: 'Calls', kind: 'brief', cell: ({ exchanges }) => html`<span data-testid="world-exchanges">${exchanges}</span>` },
    { head: 'Made', kind: 'brief', cell: ({ createdAt }) => readable(createdAt) },
    { head: 'Actions', kind: 'actions', cell: ({ name }) => actions(place, name) },
  ]
}

function actions(place: Place, name: string): Html {
  return html`<div class="row end">
<form method="post" action="${placeOf(name, place.scope).base}/__standin/console/reset" data-stay><input type="hidden" name="back" value="worlds"><button class="small" data-testid="reset-world">Reset<span class="hidden"> ${name}</span></button></form>
<details class="confirm"><summary data-testid="drop-world">Drop<span class="hidden"> ${name}</span> …</summary>
<form method="post" action="${place.base}/__standin/console/worlds/drop"><input type="hidden" name="name" value="${name}"><button class="small danger" data-testid="drop-world-really">Drop ${name} and all it holds</button></form>
</details>
</div>`
}

function makeForm({ base }: Place, scenarios: readonly ScenarioEntry[], form: WorldForm): Html {
  const chosen = (field: string, value: string) => form[field] === value && html` selected`
  return html`<form method="post" action="${base}/__standin/console/worlds" class="fields" id="make">
<label class="field">Name <input name="name" required maxlength="64" pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" title="Letters, digits, dots, dashes and underscores" autocomplete="off" value="${form.name ?? ''}" data-testid="world-name-input"></label>
<label class="field">Scenario <select name="scenario" data-testid="world-scenario-input"><option value="">The server's own</option>${scenarios.map(({ name }) => html`<option${chosen('scenario', name)}>${name}</option>`)}</select></label>
<label class="field">Seed <input name="seed" inputmode="numeric" pattern="[0-9]*" title="A whole number" placeholder="the scenario's" autocomplete="off" value="${form.seed ?? ''}" data-testid="world-seed-input"></label>
<label class="field">Clock <select name="mode" data-testid="world-clock-input"><option value="">The scenario's</option><option value="frozen"${chosen('mode', 'frozen')}>Frozen at</option><option value="offset"${chosen('mode', 'offset')}>Running from</option><option value="real"${chosen('mode', 'real')}>Real</option></select></label>
<label class="field">Time in UTC <input type="datetime-local" step="1" name="now" value="${form.now ?? ''}" data-testid="world-now-input"></label>
<label class="field">Credentials <select name="auth" data-testid="world-auth-input"><option value="">As the scenario says</option><option value="lenient"${chosen('auth', 'lenient')}>Lenient: any well-formed one passes</option><option value="strict"${chosen('auth', 'strict')}>Strict: only those listed</option></select></label>
<div><button class="primary" data-testid="make-world">Make it</button></div>
</form>`
}

/** An address that names a world nobody has used yet: looking at it makes none. */
export function absentWorld(place: Place): Html {
  return html`<h1>There is no world ${place.world}</h1>
<p data-testid="absent">It is made as soon as its API is called, or now.</p>
<form method="post" action="/__standin/console/worlds" class="row"><input type="hidden" name="name" value="${place.world}"><button class="primary" data-testid="make-world">Make it</button><a href="/__standin/console/worlds">All worlds</a></form>`
}
