import type { Case, Finding, Report, Table } from './report.ts'
import { inLine, tally, toCellText, toPlace, toSentence } from './words.ts'

const marks = { passed: 'ok', failed: 'FAILED', pending: 'pending', skipped: 'skipped' } as const

/** For a terminal: one line a case under its group, findings below the case they belong to, totals last. */
export function toTable(report: Report): string {
  const lines = [inLine(report.title)]
  for (const [group, cases] of groupsOf(report.cases)) {
    lines.push('', inLine(group))
    for (const one of cases) lines.push(...caseLines(one))
  }
  for (const table of report.tables ?? []) lines.push('', ...tableLines(table))
  if (report.findings.length > 0) lines.push('', ...report.findings.flatMap((finding) => findingLines(finding, '')))
  const figures = Object.entries(report.figures)
  if (figures.length > 0) {
    const width = Math.max(...figures.map(([name]) => inLine(name).length))
    lines.push('', ...figures.map(([name, value]) => `${inLine(name).padEnd(width)}  ${value}`))
  }
  if (report.notes.length > 0) lines.push('', ...report.notes.map((note) => `note: ${inLine(note)}`))
  lines.push('', tally(report))
  return `${lines.join('\n')}\n`
}

export function groupsOf(cases: readonly Case[]): ReadonlyMap<string, readonly Case[]> {
  const groups = new Map<string, Case[]>()
  for (const one of cases) {
    const group = groups.get(one.group)
    if (group === undefined) groups.set(one.group, [one])
    else group.push(one)
  }
  return groups
}

function caseLines({ name, status, duration, findings, reason }: Case): string[] {
  const time = duration === undefined ? '' : ` (${Math.round(duration)} ms)`
  const why = reason === undefined ? '' : `: ${inLine(reason)}`
  return [
    `  ${marks[status].padEnd(7)} ${inLine(name)}${time}${why}`,
    ...findings.flatMap((finding) => findingLines(finding, '          ')),
  ]
}

function tableLines({ title, rows }: Table): string[] {
  const names = Object.keys(rows[0] ?? {})
  const texts = [names, ...rows.map((row) => names.map((name) => inLine(toCellText(row[name] ?? null))))]
  const widths = names.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)))
  return [inLine(title), ...texts.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())]
}

function findingLines(finding: Finding, indent: string): string[] {
  const also = (finding.also ?? []).map((where) => `${indent}  see ${inLine(toPlace(where))}`)
  return [`${indent}${inLine(toPlace(finding.where))} ${finding.severity} ${inLine(toSentence(finding))}`, ...also]
}
