import type { Case, Finding, Report } from './report.ts'
import { groupsOf } from './table.ts'
import { inLine, printable, toPlace, toSentence } from './words.ts'

/** JUnit XML, as CI servers read it. What is pending or skipped is `skipped` with its reason: the format has no third word. */
export function toJunit(report: Report): string {
  const suites = [...groupsOf(report.cases)].map(([group, cases]) => suite(group, cases))
  if (report.findings.length > 0) suites.push(suite(report.command, report.findings.map(asCase)))
  const total = (count: (suite: Suite) => number) => suites.reduce((sum, one) => sum + count(one), 0)
  const attributes = {
    name: report.title,
    tests: total(({ tests }) => tests),
    failures: total(({ failures }) => failures),
    errors: 0,
    skipped: total(({ skipped }) => skipped),
    time: seconds(total(({ time }) => time)),
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${written(attributes)}>`]
  for (const one of suites) lines.push(...one.lines)
  lines.push('</testsuites>')
  return `${lines.join('\n')}\n`
}

interface Suite {
  readonly tests: number
  readonly failures: number
  readonly skipped: number
  /** Milliseconds. */
  readonly time: number
  readonly lines: readonly string[]
}

/** A finding of no case is one: a server that counts cases only must not miss it. */
function asCase(finding: Finding): Case {
  const status = finding.severity === 'error' ? 'failed' : 'passed'
  return { name: `${toPlace(finding.where)} ${finding.code}`, group: '', status, findings: [finding] }
}

function suite(name: string, cases: readonly Case[]): Suite {
  const failures = cases.filter(({ status }) => status === 'failed').length
  const skipped = cases.filter(({ status }) => status === 'pending' || status === 'skipped').length
  const time = cases.reduce((sum, { duration }) => sum + (duration ?? 0), 0)
  const attributes = { name, tests: cases.length, failures, errors: 0, skipped, time: seconds(time) }
  const lines = [`  <testsuite${written(attributes)}>`, ...cases.flatMap((one) => caseLines(name, one)), '  </testsuite>']
  return { tests: cases.length, failures, skipped, time, lines }
}

function caseLines(group: string, { name, status, duration, findings, reason }: Case): string[] {
  const [first] = findings
  const place: Readonly<Record<string, string | number>> =
    first === undefined ? {} : { file: first.where.file, ...(first.where.line === undefined ? {} : { line: first.where.line }) }
  const open = `    <testcase${written({ name, classname: group, time: seconds(duration ?? 0), ...place })}`
  const text = findings.map(toText).join('\n')
  const lines: string[] = []
  if (status === 'failed') {
    const message = first?.message ?? reason ?? 'failed'
    lines.push(`      <failure${written({ message: inLine(message), type: first?.code ?? 'failed' })}>${escaped(text)}</failure>`)
  } else {
    if (status !== 'passed')
      lines.push(`      <skipped${written({ message: `${status}${reason === undefined ? '' : `: ${inLine(reason)}`}` })}/>`)
    if (text !== '') lines.push(`      <system-out>${escaped(text)}</system-out>`)
  }
  return lines.length === 0 ? [`${open}/>`] : [`${open}>`, ...lines, '    </testcase>']
}

function toText(finding: Finding): string {
  const also = (finding.also ?? []).map((where) => `\n  see ${toPlace(where)}`)
  return `${toPlace(finding.where)} ${finding.severity} ${toSentence(finding)}${also.join('')}`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

function written(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(inLine(String(value)))}"`)
    .join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return printable(text).replace(/[&<>"]/g, (character) => entities[character] as string)
}
