import { type Case, isGood, type Report, type Table } from './report.ts'
import { findingsOf, inLine, tally, toCellText, toPlace } from './words.ts'

const marks = { passed: '✅', failed: '❌', pending: '⏳', skipped: '⏭️' } as const

/** A job summary takes 1 MiB and is dropped whole beyond it; the file stays well below. */
const mostRows = 1000

/** Markdown for `GITHUB_STEP_SUMMARY`: the verdict first, then what is wrong, then everything. */
export function toSummary(report: Report): string {
  const lines = [`### ${isGood(report) ? '✅' : '❌'} standin ${report.command}: ${cell(report.title)}`, '', tally(report)]
  if (report.notes.length > 0) lines.push('', ...report.notes.map((note) => `> ${cell(note)}`))
  const figures = Object.entries(report.figures)
  if (figures.length > 0)
    lines.push('', '| figure | value |', '| --- | ---: |', ...figures.map(([name, value]) => `| ${cell(name)} | ${value} |`))
  const findings = [...findingsOf(report)].map(({ finding, of }) => {
    const also = (finding.also ?? []).map((where) => `<br>${cell(toPlace(where))}`).join('')
    return `| ${finding.severity} | ${cell(toPlace(finding.where))}${also} | ${of === undefined ? '' : cell(of.name)} | ${cell(finding.message)} | ${cell(finding.code)} |`
  })
  if (findings.length > 0) lines.push('', '| | where | what | finding | code |', '| --- | --- | --- | --- | --- |', ...capped(findings))
  if (report.cases.length > 0) {
    const rows = capped(report.cases.map(caseRow))
    lines.push(
      '',
      '<details><summary>All of them</summary>',
      '',
      '| | of | what | ms | |',
      '| --- | --- | --- | ---: | --- |',
      ...rows,
      '',
      '</details>',
    )
  }
  for (const table of report.tables ?? []) lines.push(...tableLines(table))
  return `${lines.join('\n')}\n`
}

function tableLines({ title, rows }: Table): readonly string[] {
  const names = Object.keys(rows[0] ?? {})
  if (names.length === 0) return []
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`
  const body = capped(rows.map((row) => line(names.map((name) => cell(toCellText(row[name] ?? null))))))
  return [
    '',
    `<details><summary>${cell(title)}</summary>`,
    '',
    line(names.map(cell)),
    line(names.map(() => '---')),
    ...body,
    '',
    '</details>',
  ]
}

function caseRow({ name, group, status, duration, reason }: Case): string {
  const time = duration === undefined ? '' : String(Math.round(duration))
  return `| ${marks[status]} | ${cell(group)} | ${cell(name)} | ${time} | ${reason === undefined ? '' : cell(reason)} |`
}

function capped(rows: readonly string[]): readonly string[] {
  return rows.length <= mostRows ? rows : [...rows.slice(0, mostRows), `| and ${rows.length - mostRows} more |`]
}

/** Text that stays text in a cell: whatever Markdown or HTML would read in it is escaped. */
function cell(text: string): string {
  return inLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~@$]/g, (character) => `&#${character.charCodeAt(0)};`)
}
