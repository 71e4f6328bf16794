import type { Diagnostic, Where } from '../../kernel/index.ts'
import type { Case, Cell, Finding, Report } from './report.ts'

/** Every finding with the case it belongs to. */
export function* findingsOf(report: Report): Generator<{ readonly finding: Finding; readonly of: Case | undefined }> {
  for (const finding of report.findings) yield { finding, of: undefined }
  for (const of of report.cases) for (const finding of of.findings) yield { finding, of }
}

/** `3 passed, 1 failed`: only what there is, and the errors and warnings. */
export function tally(report: Report): string {
  const parts: string[] = []
  for (const status of ['passed', 'failed', 'pending', 'skipped'] as const) {
    const many = report.cases.filter((one) => one.status === status).length
    if (many > 0) parts.push(`${many} ${status}`)
  }
  for (const severity of ['error', 'warning'] as const) {
    const many = [...findingsOf(report)].filter(({ finding }) => finding.severity === severity).length
    if (many > 0) parts.push(`${many} ${severity}${many === 1 ? '' : 's'}`)
  }
  return parts.length === 0 ? 'nothing was found' : parts.join(', ')
}

/** `file:line:column`; with the pointer where there is no line. */
export function toPlace({ file, line, column, pointer }: Where): string {
  if (line === undefined) return pointer === undefined || pointer === '' ? file : `${file}#${pointer}`
  return `${file}:${line}${column === undefined ? '' : `:${column}`}`
}

export function toSentence({ message, code }: Diagnostic): string {
  return `${message} [${code}]`
}

/** `default 3, pending 1` for a map, `-` for an empty one and for what can't be. */
export function toCellText(cell: Cell): string {
  if (cell === null) return '-'
  if (typeof cell !== 'object') return String(cell)
  if (Array.isArray(cell)) return cell.join(', ')
  const counts = Object.entries(cell)
  if (counts.length === 0) return '-'
  return counts.map(([name, times]) => `${name} ${times}`).join(', ')
}

/** A name from a pact may hold anything, escape sequences for terminals too: control characters and halves of pairs become visible. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff\u2028\u2029]|\p{Surrogate}/gu, '\ufffd')
}

/** The same on one line. */
export function inLine(text: string): string {
  return printable(text.replace(/\s*[\r\n]+\s*/g, ' ').replaceAll('\t', ' '))
}
