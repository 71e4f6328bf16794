import { isGood, type Report } from './report.ts'

/** The report as it is, with its verdict, for programs. */
export function toJson(report: Report): string {
  const { command, title, cases, findings, figures, notes, tables } = report
  return `${JSON.stringify({ command, title, ok: isGood(report), figures, notes, cases, findings, tables }, null, 2)}\n`
}
