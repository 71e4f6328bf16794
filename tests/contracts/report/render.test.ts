import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Case, isGood, type Report, type ReportFormat, renderReport } from '../../../src/contracts/index.ts'
import { parseXml } from './parse-xml.ts'

const finding = {
  code: 'pact.secret',
  severity: 'error',
  message: 'A "token", <here> & there\nsecond line: 100 %',
  where: { file: 'contracts/pacts/a b.json', line: 3, column: 7, pointer: '/interactions/0' },
  also: [{ file: 'openapi/organizations.yaml', line: 99 }],
} as const

const report: Report = {
  command: 'verify',
  title: '3 interactions held to the mock',
  cases: [
    { name: 'an invitation', group: 'admin-web → organisations', status: 'passed', duration: 12.4, findings: [] },
    { name: 'a secret', group: 'admin-web → organisations', status: 'failed', duration: 3, findings: [finding] },
    { name: 'a server error', group: 'onboarding → organisations', status: 'skipped', reason: 'nobody can bring it about', findings: [] },
    { name: 'a plan', group: 'onboarding → organisations', status: 'pending', findings: [{ ...finding, severity: 'warning' }] },
    { name: 'no reason', group: 'onboarding → organisations', status: 'failed', findings: [] },
  ],
  findings: [{ ...finding, code: 'verify.none', where: { file: 'x.json' } }],
  figures: { fidelity: 97.5 },
  notes: ['Nobody was mailed.'],
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(']]>', '::error::x', '\u001b[31m', '\ud800', '</failure>', '| a | <script>', '%0A', '\r\n::x::'),
)
const anyFinding = fc.record({
  code: anyText,
  severity: fc.constantFrom('error' as const, 'warning' as const),
  message: anyText,
  where: fc.record({ file: anyText, line: fc.nat() }),
})
const anyCase: fc.Arbitrary<Case> = fc.record({
  name: anyText,
  group: anyText,
  status: fc.constantFrom('passed' as const, 'failed' as const, 'pending' as const, 'skipped' as const),
  reason: anyText,
  findings: fc.array(anyFinding, { maxLength: 2 }),
})
const anyReport: fc.Arbitrary<Report> = fc.record({
  command: fc.constant('drift' as const),
  title: anyText,
  cases: fc.array(anyCase, { maxLength: 4 }),
  findings: fc.array(anyFinding, { maxLength: 2 }),
  figures: fc.constant({}),
  notes: fc.array(anyText, { maxLength: 2 }),
})

interface Sarif {
  readonly version: string
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly level: string
      readonly message: { readonly text: string }
      readonly locations: readonly {
        readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string }; readonly region?: object }
      }[]
      readonly relatedLocations?: readonly object[]
    }[]
  }[]
}

function readSarif(of: Report): Sarif['runs'][0] {
  const log = JSON.parse(renderReport(of, 'sarif')) as Sarif
  expect(log.version).toBe('2.1.0')
  const [run] = log.runs
  if (run === undefined) throw new Error('no run')
  for (const { ruleId, ruleIndex, level, message, locations } of run.results) {
    expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    expect(['error', 'warning', 'note']).toContain(level)
    expect(typeof message.text).toBe('string')
    for (const { physicalLocation } of locations)
      if (physicalLocation !== undefined) expect(() => new URL(physicalLocation.artifactLocation.uri, 'file:///base/')).not.toThrow()
  }
  return run
}

describe('a report', () => {
  it('is a table that tells each case, its findings and both places', () => {
    const table = renderReport(report, 'table')
    expect(table).toContain('  ok      an invitation (12 ms)')
    expect(table).toContain('contracts/pacts/a b.json:3:7 error A "token", <here> & there second line: 100 % [pact.secret]')
    expect(table).toContain('see openapi/organizations.yaml:99')
    expect(table).toContain('note: Nobody was mailed.')
    expect(table).toContain('1 passed, 2 failed, 1 pending, 1 skipped, 2 errors, 1 warning')
  })

  it('is JSON with its verdict', () => {
    expect(JSON.parse(renderReport(report, 'json'))).toEqual({ ...report, ok: false })
  })

  it('is JUnit whose counts add up, findings of no case among them', () => {
    const root = parseXml(renderReport(report, 'junit'))
    expect(root.attributes).toMatchObject({ tests: '6', failures: '3', skipped: '2' })
    const [first] = root.children.flatMap((suite) => suite.children.flatMap((one) => one.children.filter(({ name }) => name === 'failure')))
    expect(first?.attributes.type).toBe('pact.secret')
    expect(first?.text).toContain('A "token", <here> & there\nsecond line: 100 %')
  })

  it('is SARIF with the places of both files, and loses no failed case', () => {
    const { results } = readSarif(report)
    const secret = results.find(({ ruleId }) => ruleId === 'pact.secret')
    expect(secret?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'contracts/pacts/a%20b.json' },
      region: { startLine: 3, startColumn: 7 },
    })
    expect(secret?.relatedLocations).toHaveLength(1)
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(3)
  })

  it('is annotations, one line each', () => {
    const lines = renderReport(report, 'github').trimEnd().split('\n')
    expect(lines).toContainEqual(
      '::error file=contracts/pacts/a b.json,line=3,col=7,title=admin-web → organisations%3A a secret::A "token", <here> & there%0Asecond line: 100 %25 [pact.secret]%0Asee openapi/organizations.yaml:99',
    )
    expect(lines.every((line) => /^::(?:error|warning|notice)[ :]/.test(line))).toBe(true)
  })

  it('is a summary that says the verdict first', () => {
    expect(renderReport(report, 'summary')).toMatch(/^### ❌ standin verify/)
    expect(renderReport({ ...report, cases: [], findings: [] }, 'summary')).toMatch(/^### ✅/)
  })

  it('stays well-formed whatever its names and messages hold', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        const text = (format: ReportFormat) => renderReport(any, format)
        parseXml(text('junit'))
        readSarif(any)
        expect(JSON.parse(text('json'))).toMatchObject({ ok: isGood(any) })
        for (const line of text('github').trimEnd().split('\n')) expect(line).toMatch(/^::(?:error|warning|notice)[ :]/)
        expect(text('summary')).not.toMatch(/<(?!br>|\/?details>|\/?summary>)/)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not be told anything
        expect(text('table')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
      }),
    )
  })
})
