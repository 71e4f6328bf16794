import { type Html, html } from '../../kernel/index.ts'
import { type AnswerCoverage, type Counts, type Coverage, isSeen } from './coverage.ts'
import { figuresOf, neverOf } from './told.ts'

/** A page of its own: nothing is loaded from anywhere. */
export function toPage(coverage: Coverage): string {
  const { title, answers } = coverage
  const unseen = answers.filter((one) => !isSeen(one))
  const missing = unseen.filter((one) => one.exempt === undefined)
  const exempt = unseen.filter((one) => one.exempt !== undefined)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Contract coverage of ${title}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem; border-bottom: 1px solid #8884 }
th { position: sticky; top: 0; background: Canvas }
td.number, th.number { text-align: right }
td:first-child { border-left: 4px solid transparent }
tr.missing td:first-child { border-left-color: #c33 }
tr.exempt td:first-child { border-left-color: #888 }
summary { cursor: pointer }
summary h2 { display: inline-block; margin-bottom: .5rem }
</style>
</head>
<body>
<h1>What contracts have seen of ${title}</h1>
${figures(coverage)}
<h2>Not seen by any contract (${missing.length})</h2>
${missing.length === 0 ? html`<p>Nothing.</p>` : answerTable(missing)}
${exempt.length === 0 ? '' : html`<h2>Exempt (${exempt.length})</h2>\n${exemptTable(exempt)}`}
${undeclaredList(coverage)}
${section('All answers', answerTable(answers))}
${section('States each operation was called in', countsTable('Operation', 'States', coverage.operations))}
${section('Operations called in each state', countsTable('State', 'Operations', coverage.states))}
${section('Fields that may be left out or null', fieldTable(coverage))}
</body>
</html>
`
  return page.text
}

function figures(coverage: Coverage): Html {
  const {
    answers,
    operations,
    'optional fields': fields,
    'answers by fault alone': byFault,
    'exempt answers': exempt,
  } = figuresOf(coverage)
  const besides = exempt === 0 ? '' : `, without ${exempt} exempt`
  return html`<table><tbody>
<tr><th scope="row">Answers</th><td>${answers} % of ${coverage.answers.length - exempt}${besides}</td></tr>
<tr><th scope="row">Operations</th><td>${operations} %</td></tr>
<tr><th scope="row">Fields that may be left out or null</th><td>${fields} %, given and null counted apart</td></tr>
<tr><th scope="row">Answers by fault alone</th><td>${byFault}: a fault or Prefer asked for them, no request led there</td></tr>
</tbody></table>`
}

function section(title: string, content: Html): Html {
  return html`<details open><summary><h2>${title}</h2></summary>
${content}
</details>`
}

function table(columns: readonly (string | { readonly number: string })[], rows: readonly Html[]): Html {
  const heads = columns.map((one) =>
    typeof one === 'string' ? html`<th scope="col">${one}</th>` : html`<th scope="col" class="number">${one.number}</th>`,
  )
  return html`<table><thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => html`${row}\n`)}</tbody></table>`
}

function answerTable(answers: readonly AnswerCoverage[]): Html {
  const rows = answers.map((one) => {
    const { target, pacts, journal, fault } = one
    const mark = isSeen(one) ? '' : one.exempt === undefined ? 'missing' : 'exempt'
    return html`<tr class="${mark}"><td>${target.operation.id}</td><td>${target.status}</td><td>${target.code ?? ''}</td><td class="number">${pacts}</td><td class="number">${journal}</td><td class="number">${fault}</td></tr>`
  })
  return table(['Operation', 'Status', 'Code', { number: 'In pacts' }, { number: 'In journals' }, { number: 'By fault' }], rows)
}

function exemptTable(answers: readonly AnswerCoverage[]): Html {
  const rows = answers.map(
    ({ target, exempt }) =>
      html`<tr class="exempt"><td>${target.operation.id}</td><td>${target.status}</td><td>${target.code ?? ''}</td><td>${exempt?.reason ?? ''}</td></tr>`,
  )
  return table(['Operation', 'Status', 'Code', 'Why nobody has to have seen it'], rows)
}

function undeclaredList({ undeclared }: Coverage): Html | string {
  if (undeclared.length === 0) return ''
  const lines = new Set(undeclared.map(({ operation, status, code }) => `${operation} ${status} ${code ?? ''}`.trim()))
  return html`<h2>Seen, and not in the document (${lines.size})</h2>
<ul>${[...lines].map((line) => html`<li>${line}</li>`)}</ul>`
}

function countsTable(of: string, counted: string, all: Readonly<Record<string, Counts>>): Html {
  const rows = Object.entries(all).map(([name, counts]) => {
    const parts = Object.entries(counts).map(([other, times]) => `${other} (${times})`)
    return html`<tr class="${parts.length === 0 ? 'missing' : ''}"><td>${name}</td><td>${parts.length === 0 ? 'none' : parts.join(', ')}</td></tr>`
  })
  return table([of, `${counted}, and how often`], rows)
}

function fieldTable({ fields }: Coverage): Html {
  const rows = fields.map((one) => {
    const mark = neverOf(one).length === 0 ? '' : 'missing'
    return html`<tr class="${mark}"><td>${one.operation}</td><td>${one.in}</td><td><code>${one.field}</code></td><td class="number">${one.given}</td><td class="number">${one.isNullable ? one.null : '–'}</td></tr>`
  })
  return table(['Operation', 'In', 'Field', { number: 'Given' }, { number: 'Null' }], rows)
}
