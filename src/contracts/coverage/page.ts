import { type Html, html } from '../../kernel/index.ts'
import { type AnswerCoverage, type Coverage, isSeen, share } from './coverage.ts'

/** A page of its own: nothing is loaded from anywhere. */
export function toPage(coverage: Coverage): string {
  const { title, answers, fields, states, unusedStates } = coverage
  const missing = answers.filter((one) => !isSeen(one))
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Contract coverage of ${title}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
th, td { text-align: left; padding: .25rem .75rem; border-bottom: 1px solid #8884 }
td.number { text-align: right }
tr.missing td:first-child { border-left: 4px solid #c33 }
</style>
<h1>What contracts have seen of ${title}</h1>
<p>${share(answers.length - missing.length, answers.length)} % of ${answers.length} answers.</p>
<h2>Not seen by any contract (${missing.length})</h2>
${missing.length === 0 ? html`<p>Nothing.</p>` : answerTable(missing)}
<h2>All answers</h2>
${answerTable(answers)}
<h2>Fields that may be left out or null</h2>
<table><thead><tr><th scope="col">Operation</th><th scope="col">Status</th><th scope="col">Field</th><th scope="col">Seen</th><th scope="col">Seen as null</th></tr></thead><tbody>
${fields.map(
  ({
    operation,
    status,
    field,
    seen,
    seenNull,
  }) => html`<tr class="${seen || seenNull ? '' : 'missing'}"><td>${operation}</td><td>${status}</td><td><code>${field}</code></td><td>${yes(seen)}</td><td>${yes(seenNull)}</td></tr>
`,
)}</tbody></table>
<h2>States</h2>
<table><thead><tr><th scope="col">State</th><th scope="col">Times</th></tr></thead><tbody>
${Object.entries(states).map(
  ([name, times]) => html`<tr><td>${name}</td><td class="number">${times}</td></tr>
`,
)}${unusedStates.map(
  (name) => html`<tr class="missing"><td>${name}</td><td class="number">0</td></tr>
`,
)}</tbody></table>
</html>
`
  return page.text
}

function answerTable(answers: readonly AnswerCoverage[]): Html {
  return html`<table><thead><tr><th scope="col">Operation</th><th scope="col">Status</th><th scope="col">Code</th><th scope="col">In pacts</th><th scope="col">In journals</th></tr></thead><tbody>
${answers.map(
  (
    one,
  ) => html`<tr class="${isSeen(one) ? '' : 'missing'}"><td>${one.target.operation.id}</td><td>${one.target.status}</td><td>${one.target.code ?? ''}</td><td class="number">${one.pacts}</td><td class="number">${one.journal}</td></tr>
`,
)}</tbody></table>`
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no'
}
