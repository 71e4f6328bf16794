import { type Html, html } from '../../kernel/index.ts'
import type { ScenarioEntry } from '../verbs.ts'
import { code } from './code.ts'
import { linkTo, type PageName, type Place, toQuery } from './place.ts'
import { type Column, table } from './table.ts'

export interface SnapshotEntry {
  readonly id: string
  readonly scenario: string
  /** How many calls had been made. */
  readonly exchanges: number
}

export interface ScenariosPage {
  readonly place: Place
  /** What the world began with. */
  readonly scenario: string
  readonly scenarios: readonly ScenarioEntry[]
  readonly snapshots: readonly SnapshotEntry[]
  /** What the world holds as a fixture, once it was asked for. */
  readonly saved: { readonly name: string; readonly fixture: string } | undefined
}

/** Where a world begins, and the ways back. */
export function scenariosPage({ place, scenario, scenarios, snapshots, saved }: ScenariosPage): Html {
  const { base } = place
  return html`<h1>Scenarios</h1>
<p>The world <strong>${place.world}</strong> began with <strong data-testid="scenario-now">${scenario}</strong>. Loading a scenario begins it anew: journal, outbox, faults and clock included.</p>
<div class="row">${resetForm(place, 'scenarios')}${undoForm(place, 'scenarios')}</div>
<section aria-labelledby="list-heading">
<h2 id="list-heading">Load</h2>
${table({
  id: 'scenarios',
  caption: 'Scenarios',
  columns: columns(place, scenario),
  rows: scenarios,
  key: ({ name }) => name,
  mark: 'scenario',
  empty: html`There is no scenario for this API yet.`,
})}
</section>
<section aria-labelledby="save-heading">
<h2 id="save-heading">Save what this world holds</h2>
<p>As a fixture, relative to its base, with the steps that led there. Put the file into a folder named with <code>--fixtures</code> and it can be loaded by its name.</p>
<form method="get" action="${linkTo(place, 'scenarios')}" class="row" id="save">
<label class="field">Name <input name="save" required pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" title="Letters, digits, dots, dashes and underscores" value="${saved?.name ?? ''}" autocomplete="off" data-testid="save-name"></label>
<button data-testid="save">Show the fixture</button>
</form>
${
  saved !== undefined &&
  html`<p><a href="${base}/__standin/console/fixture${toQuery({ name: saved.name })}" download="${saved.name}.yaml" data-testid="download-fixture">Download ${saved.name}.yaml</a></p>
${code('fixture', 'the fixture', saved.fixture)}`
}
</section>
<section aria-labelledby="snapshots-heading">
<h2 id="snapshots-heading">Snapshots</h2>
<p>A state to come back to, kept until the world is dropped.</p>
<form method="post" action="${base}/__standin/console/snapshots" data-stay id="take"><button data-testid="snapshot">Take a snapshot</button></form>
${table({
  id: 'snapshots',
  caption: 'Snapshots',
  columns: snapshotColumns(place),
  rows: snapshots,
  key: ({ id }) => id,
  mark: 'snapshot',
  empty: html`None was taken yet.`,
})}
</section>`
}

function columns(place: Place, current: string): readonly Column<ScenarioEntry>[] {
  return [
    {
      head: 'Name',
      kind: 'brief',
      cell: ({ name }) => html`<strong>${name}</strong>${name === current && html` <span class="badge">this world</span>`}`,
    },
    { head: 'What it is', kind: 'wide', cell: ({ description }) => description },
    { head: 'File', kind: 'brief', cell: ({ file }) => html`<code class="soft">${file.split(/[\\/]/).at(-1)}</code>` },
    {
      head: 'Load',
      kind: 'actions',
      cell: ({ name }) =>
        loadForm(place, name, html`<button class="small" data-testid="load-scenario">Load<span class="hidden"> ${name}</span></button>`),
    },
  ]
}

function snapshotColumns({ base }: Place): readonly Column<SnapshotEntry>[] {
  return [
    { head: 'Snapshot', kind: 'wide', cell: ({ id }) => html`<code>${id}</code>` },
    { head: 'Scenario', kind: 'brief', cell: ({ scenario }) => scenario },
    { head: 'Calls', kind: 'brief', cell: ({ exchanges }) => exchanges },
    {
      head: 'Restore',
      kind: 'actions',
      cell: ({ id }) =>
        html`<form method="post" action="${base}/__standin/console/restore" data-stay><input type="hidden" name="id" value="${id}"><button class="small" data-testid="restore">Restore<span class="hidden"> ${id}</span></button></form>`,
    },
  ]
}

function loadForm({ base }: Place, name: string, button: Html): Html {
  return html`<form method="post" action="${base}/__standin/console/reset" data-stay><input type="hidden" name="scenario" value="${name}"><input type="hidden" name="back" value="scenarios">${button}</form>`
}

/** A scenario chosen from a list, for a page that has little room. */
export function pick({ base }: Place, scenarios: readonly ScenarioEntry[], current: string): Html | undefined {
  if (scenarios.length === 0) return undefined
  return html`<form method="post" action="${base}/__standin/console/reset" class="row" data-stay id="pick">
<label class="field">Scenario <select name="scenario" data-testid="scenario-select">${scenarios.map(({ name }) => html`<option${name === current && html` selected`}>${name}</option>`)}</select></label>
<input type="hidden" name="back" value="overview">
<button data-testid="load">Load</button>
</form>`
}

export function resetForm({ base }: Place, back: PageName): Html {
  return html`<form method="post" action="${base}/__standin/console/reset" data-stay><input type="hidden" name="back" value="${back}"><button data-testid="reset">Reset</button></form>`
}

export function undoForm({ base }: Place, back: PageName): Html {
  return html`<form method="post" action="${base}/__standin/console/undo" data-stay><input type="hidden" name="back" value="${back}"><button data-testid="undo">Undo the last change</button></form>`
}
