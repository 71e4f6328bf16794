import { toGithub } from './github.ts'
import { toJson } from './json.ts'
import { toJunit } from './junit.ts'
import type { Report } from './report.ts'
import { toSarif } from './sarif.ts'
import { toSummary } from './summary.ts'
import { toTable } from './table.ts'

const renderers = {
  /** For a terminal. */
  table: toTable,
  json: toJson,
  /** XML, as CI servers read it. */
  junit: toJunit,
  /** SARIF 2.1.0, for code scanning. */
  sarif: toSarif,
  /** Workflow commands: annotations on the lines of a pull request. */
  github: toGithub,
  /** Markdown, for `GITHUB_STEP_SUMMARY`. */
  summary: toSummary,
} as const satisfies Record<string, (report: Report) => string>

export type ReportFormat = keyof typeof renderers

/** A report as text; ends with a line break. Whatever names and messages hold, the text stays well-formed. */
export function renderReport(report: Report, format: ReportFormat): string {
  return renderers[format](report)
}
