import type { Where } from '../../kernel/index.ts'
import type { Case, Finding, Report } from './report.ts'
import { findingsOf, printable } from './words.ts'

/** SARIF 2.1.0 (OASIS), for code scanning: every finding with its line, and with the second line it touches. */
export function toSarif(report: Report): string {
  const results = [...findingsOf(report)].map(({ finding, of }) => result(finding, of))
  // a failed case without a finding would be lost: the format knows findings only
  for (const one of report.cases) if (one.status === 'failed' && one.findings.length === 0) results.push(bare(one))
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'standin', rules: rules.map((id) => ({ id, shortDescription: { text: id } })) } },
        automationDetails: { id: `standin ${report.command}/` },
        columnKind: 'utf16CodeUnits',
        results: results.map((one) => ({ ...one, ruleIndex: rules.indexOf(one.ruleId) })),
        properties: { title: printable(report.title), figures: report.figures, notes: report.notes.map(printable) },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

interface Result {
  readonly ruleId: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: { readonly text: string }
  readonly locations: readonly object[]
  readonly relatedLocations?: readonly object[]
  readonly partialFingerprints?: Readonly<Record<string, string>>
}

function result({ code, severity, message, where, also = [] }: Finding, of: Case | undefined): Result {
  const name = of === undefined ? '' : `${of.name}: `
  return {
    ruleId: code,
    // what is pending or skipped is told, and does not count
    level: of?.status === 'pending' || of?.status === 'skipped' ? 'note' : severity,
    message: { text: printable(`${name}${message}`) },
    locations: [location(where)],
    ...(also.length === 0
      ? {}
      : { relatedLocations: also.map((one, id) => ({ id, ...location(one), message: { text: 'what it is held to' } })) }),
  }
}

function bare({ name, group, reason }: Case): Result {
  const text = printable(`${name}: ${reason ?? 'failed'}`)
  return { ruleId: 'case.failed', level: 'error', message: { text }, locations: [{ logicalLocations: [{ fullyQualifiedName: group }] }] }
}

function location({ file, line, column, pointer }: Where): object {
  const region = line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }
  const logical = pointer === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: printable(pointer) }] }
  return { physicalLocation: { artifactLocation: { uri: toUri(file) }, ...region }, ...logical }
}

/** A path as a URI reference (RFC 3986 §4.2); an address stays as it is. */
export function toUri(file: string): string {
  if (/^https?:\/\//.test(file) && URL.canParse(file)) return new URL(file).href
  const path = printable(file).replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  if (/^[A-Za-z]%3A\//.test(path)) return `file:///${path.replace('%3A', ':')}`
  return path.startsWith('/') ? `file://${path}` : path
}
