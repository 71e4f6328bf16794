import { type Html, html } from '../../kernel/index.ts'
import { marks } from './marks.ts'
import { table } from './table.ts'

/** What tests of users may hold on to. */
export function marksPage(): Html {
  const rows = Object.entries(marks).flatMap(([page, names]) => Object.entries(names).map(([name, says]) => ({ page, name, says })))
  return html`<h1>Test ids</h1>
<p>Every <code>data-testid</code> of these pages. They stay from version to version, so that tests of yours can hold on to them.</p>
${table({
  id: 'marks',
  caption: 'Test ids',
  columns: [
    { head: 'Test id', kind: 'brief', cell: ({ name }) => html`<code>${name}</code>` },
    { head: 'Page', kind: 'brief', cell: ({ page }) => page },
    { head: 'What it marks', kind: 'wide', cell: ({ says }) => (says === '' ? html`<span class="soft">as above</span>` : withCode(says)) },
  ],
  rows,
  key: ({ name }) => name,
  mark: 'mark',
  empty: html`There are none.`,
})}`
}

/** Shows what stands between backticks as code. */
function withCode(sentence: string): Html {
  return html`${sentence.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`
}
