import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, relative } from 'node:path'
import { type Command, Option } from 'commander'
import { isGood, type Report, renderReport } from '../contracts/index.ts'
import { Unusable, type Where } from '../kernel/index.ts'
import { exitCode } from './exit.ts'

/** What the flags of `withReports` give. */
export interface ReportOptions {
  readonly json?: boolean | undefined
  readonly junit?: string | undefined
  readonly sarif?: string | undefined
  readonly github?: boolean | undefined
  readonly summary?: string | undefined
}

/** Adds the flags that every command with a report has. */
export function withReports(command: Command, json = 'print the report as JSON instead of a table'): Command {
  return command
    .addOption(new Option('--json', json))
    .addOption(new Option('--junit <file>', 'write the report there as JUnit XML'))
    .addOption(new Option('--sarif <file>', 'write the findings there as SARIF 2.1.0, for code scanning'))
    .addOption(new Option('--github', 'print GitHub annotations as well'))
    .addOption(new Option('--summary <file>', 'append the report there as Markdown, e.g. to $GITHUB_STEP_SUMMARY'))
}

/** Writes a report wherever it was asked for and prints it; sets the exit code 1 when it is not good. Says whether it is. */
export function writeReports(
  found: Report,
  { json, junit, sarif, github, summary }: ReportOptions,
  print: (report: Report) => string = (report) => renderReport(report, json === true ? 'json' : 'table'),
): boolean {
  const report = fromHere(found)
  if (junit !== undefined) write(junit, renderReport(report, 'junit'))
  if (sarif !== undefined) write(sarif, renderReport(report, 'sarif'))
  if (summary !== undefined) append(summary, renderReport(report, 'summary'))
  process.stdout.write(print(report))
  // the runner reads both streams; JSON on standard output stays JSON
  if (github === true) (json === true ? process.stderr : process.stdout).write(renderReport(report, 'github'))
  if (isGood(report)) return true
  process.exitCode = exitCode.checkFailed
  return false
}

/** Files as seen from the working directory: an annotation on an absolute path is shown nowhere. */
function fromHere(report: Report): Report {
  const place = (where: Where): Where => {
    if (!isAbsolute(where.file)) return where
    const file = relative(process.cwd(), where.file)
    return file.startsWith('..') || isAbsolute(file) ? where : { ...where, file }
  }
  const near = (findings: Report['findings']) =>
    findings.map((one) => ({ ...one, where: place(one.where), ...(one.also === undefined ? {} : { also: one.also.map(place) }) }))
  return { ...report, findings: near(report.findings), cases: report.cases.map((one) => ({ ...one, findings: near(one.findings) })) }
}

/** Whole or not at all: who reads the file while it is written must not find half of it. */
export function write(file: string, text: string): void {
  attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    const draft = `${file}.${process.pid}.tmp`
    writeFileSync(draft, text)
    renameSync(draft, file)
  })
}

function append(file: string, text: string): void {
  attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, text)
  })
}

function attempt(file: string, deed: () => void): void {
  try {
    deed()
  } catch (error) {
    const message = `The file can not be written: ${(error as Error).message}. Name a file in a folder that may be written to.`
    throw new Unusable('The file is not written.', [{ code: 'report.unwritable', severity: 'error', message, where: { file } }])
  }
}
