import { isGood, type Report } from './report.ts'

/** The report as it is, with its verdict, for programs. */
export function toJson({ command, title, cases, findings, figures, notes }: Report): string {
  const ok = isGood({ command, title, cases, findings, figures, notes })
  return `${JSON.stringify({ command, title, ok, figures, notes, cases, findings }, null, 2)}\n`
}
