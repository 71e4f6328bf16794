import type { Report } from './report.ts'
import { findingsOf, printable, tally, toPlace, toSentence } from './words.ts'

/** Workflow commands of GitHub Actions: annotations on the lines of a pull request. */
export function toGithub(report: Report): string {
  const lines: string[] = []
  for (const { finding, of } of findingsOf(report)) {
    const { file, line, column } = finding.where
    const isQuiet = of?.status === 'pending' || of?.status === 'skipped'
    const also = (finding.also ?? []).map((where) => `\nsee ${toPlace(where)}`).join('')
    const title = of === undefined ? report.command : `${of.group}: ${of.name}`
    lines.push(command(isQuiet ? 'notice' : finding.severity, { file, line, col: column, title }, `${toSentence(finding)}${also}`))
  }
  for (const { name, group, status, reason, findings } of report.cases) {
    if (status === 'failed' && findings.length === 0) lines.push(command('error', { title: `${group}: ${name}` }, reason ?? 'failed'))
  }
  for (const note of report.notes) lines.push(command('notice', { title: report.command }, note))
  lines.push(command('notice', { title: report.title }, tally(report)))
  return `${lines.join('\n')}\n`
}

function command(name: string, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapedProperty(String(value))}`)
  return `::${name}${written.length === 0 ? '' : ` ${written.join(',')}`}::${escapedData(message)}`
}

/** As the runner's toolkit escapes: unescaped, a line break would end the command and start another. */
function escapedData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function printableLines(text: string): string {
  return printable(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
}
