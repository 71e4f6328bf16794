import type { Diagnostic, Where } from '../../kernel/index.ts'

/** A diagnostic that may touch a second place: the line of the document that a line of a pact contradicts. */
export interface Finding extends Diagnostic {
  readonly also?: readonly Where[] | undefined
}

/** What a command of this room found, before it is written as a table, JSON, JUnit, SARIF, GitHub annotations or a job summary. */
export interface Report {
  /** The command, e.g. `verify`. */
  readonly command: 'check' | 'verify' | 'drift' | 'contract check' | 'contract merge' | 'coverage' | 'record' | 'proxy'
  /** One line for people: what was held to what. */
  readonly title: string
  readonly cases: readonly Case[]
  /** Findings that belong to no case. */
  readonly findings: readonly Finding[]
  /** Named figures, e.g. `fidelity: 97.5`. */
  readonly figures: Readonly<Record<string, number>>
  /** Sentences a reader must not miss, e.g. that nothing was mailed. */
  readonly notes: readonly string[]
  /** What cases can't tell: one thing held against another. */
  readonly tables?: readonly Table[] | undefined
}

export interface Table {
  readonly title: string
  /** Of the same columns each. */
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

/** A map counts things by name; null = it can't be. */
export type Cell = string | number | null | readonly string[] | Readonly<Record<string, number>>

/** One thing that was held to another: an interaction, a step of a journey, an operation's answer. */
export interface Case {
  readonly name: string
  /** What it belongs to, e.g. `admin-web → organisations`. */
  readonly group: string
  readonly status: 'passed' | 'failed' | 'pending' | 'skipped'
  /** In milliseconds. */
  readonly duration?: number
  readonly findings: readonly Finding[]
  /** Why it was skipped, or is pending. */
  readonly reason?: string
}

/** Whether the command's exit code is 0: no case failed, and no finding is an error. */
export function isGood(report: Report): boolean {
  const isError = ({ severity }: Diagnostic) => severity === 'error'
  return !report.findings.some(isError) && report.cases.every(({ status }) => status !== 'failed')
}
