import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cover } from '../../../src/contracts/coverage/coverage.ts'
import { parseExempt } from '../../../src/contracts/coverage/exempt.ts'
import { noFields } from '../../../src/contracts/coverage/fields.ts'
import { toPage } from '../../../src/contracts/coverage/page.ts'
import { parseShard, type Sighting, seenInJournal, seenInPacts, toShard } from '../../../src/contracts/coverage/seen.ts'
import { targetsOf } from '../../../src/contracts/coverage/targets.ts'
import { toCoverageReport } from '../../../src/contracts/coverage/told.ts'
import { isGood, renderReport } from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import { type Api, load } from '../../../src/openapi/index.ts'
import { document, goodPact, sourceOf } from '../check/given.ts'

const sighting = (more: Partial<Sighting>): Sighting => ({
  by: 'pact',
  operation: 'inviteUserV2',
  status: 201,
  code: null,
  request: noFields,
  answer: noFields,
  states: ['s'],
  times: 1,
  ...more,
})

describe('coverage', () => {
  let api: Api
  beforeAll(async () => {
    api = await load(document)
  })
  const pacts = () => [sourceOf(goodPact()).pact]
  const all = (): Sighting[] =>
    targetsOf(api).map(({ operation, status, code }) => {
      return sighting({ operation: operation.id, status: Number(status), code: code ?? null })
    })

  it('knows every code the document lists, one target each', () => {
    const invite = targetsOf(api).filter(({ operation }) => operation.id === 'inviteUserV2')
    const codes = (of: string) => invite.filter(({ status }) => status === of).map(({ code }) => code)
    expect(codes('201')).toEqual([undefined])
    expect(codes('403')).toEqual(['INSUFFICIENT_PERMISSIONS', 'ORGANIZATION_ACCESS_DENIED'])
    expect(codes('409')).toEqual(['USER_ALREADY_EXISTS'])
    expect(targetsOf(api).filter(({ status, code }) => !status.startsWith('2') && code === undefined)).toEqual([])
  })

  it('counts what pacts have seen, and tells what none has', () => {
    const coverage = cover(api, seenInPacts(api, pacts()).sightings, { catalogue: ['no user with email', 'pending'] })
    const seen = coverage.answers
      .filter((one) => one.pacts > 0)
      .map(({ target }) => `${target.operation.id} ${target.status} ${target.code ?? ''}`)
    expect(seen).toEqual(['inviteUserV2 201 ', 'inviteUserV2 409 USER_ALREADY_EXISTS'])
    expect(coverage.states).toMatchObject({ 'no user with email': { inviteUserV2: 1 }, pending: {} })
    expect(coverage.states.pending).toEqual({})
    const report = toCoverageReport(api, coverage)
    expect(report.notes).toContain('No interaction begins in: pending.')
    expect(report.cases.filter(({ status }) => status === 'passed')).toHaveLength(2)
    expect(report.cases.filter(({ status }) => status === 'skipped')).toHaveLength(targetsOf(api).length - 2)
    expect(isGood(report)).toBe(true)
    expect(isGood(toCoverageReport(api, coverage, { min: 50 }))).toBe(false)
  })

  it('is 100 % only when every answer was seen', () => {
    expect(toCoverageReport(api, cover(api, all()), { min: 100 }).figures.answers).toBe(100)
    expect(isGood(toCoverageReport(api, cover(api, all()), { min: 100 }))).toBe(true)
    expect(isGood(toCoverageReport(api, cover(api, all().slice(1)), { min: 100 }))).toBe(false)
  })

  it('tells of an answer the document does not list', () => {
    const [first] = all()
    const odd = { ...(first as Sighting), status: 409, code: 'NEVER_HEARD_OF' }
    const report = toCoverageReport(api, cover(api, [odd, odd]))
    expect(report.findings.map(({ code, message }) => [code, message.includes('NEVER_HEARD_OF')])).toEqual([['coverage.undeclared', true]])
  })

  it('adds up what workers wrote, whatever the order, and refuses what is none', () => {
    const any: fc.Arbitrary<Sighting> = fc.constantFrom(...all(), ...seenInPacts(api, pacts()).sightings)
    fc.assert(
      fc.property(fc.array(any), fc.array(any), (one, two) => {
        const merged = (...shards: string[]) => toShard(shards.flatMap((text) => parseShard(text) ?? []))
        expect(merged(toShard(one), toShard(two))).toBe(merged(toShard(two), toShard(one)))
        expect(merged(toShard(one), toShard(two))).toBe(toShard([...one, ...two]))
        const count = (sightings: readonly Sighting[]) => sightings.reduce((sum, { times }) => sum + times, 0)
        expect(count(parseShard(merged(toShard(one), toShard(two))) ?? [])).toBe(one.length + two.length)
      }),
      { numRuns: 30 },
    )
    expect(parseShard('{"by":"pact"}')).toBeUndefined()
    expect(parseShard('{')).toBeUndefined()
  })

  it('escapes what stands in its page, and loads nothing', () => {
    const page = toPage(
      cover(api, [sighting({ operation: 'x', states: ['<script>alert(1)</script>'] })], {
        exempt: [{ operation: 'inviteUserV2', status: '201', code: undefined, reason: '<script>alert(2)</script>', pointer: '/0' }],
      }),
    )
    expect(page.match(/&lt;script&gt;alert\(\d\)/g)).toHaveLength(2)
    expect(page).not.toMatch(/<script|src=|href=/)
  })
})

describe('exempt answers', () => {
  let api: Api
  beforeAll(async () => {
    api = await load(document)
  })
  const reason = 'nobody can bring it about'
  const told = (seen: readonly Sighting[], ...entries: readonly object[]) => {
    const { exempt, findings } = parseExempt(entries, 'exempt.yaml')
    expect(findings).toEqual([])
    return toCoverageReport(api, cover(api, seen, { exempt }), { min: 100, exemptFile: 'exempt.yaml' })
  }
  const codesOf = ({ findings }: ReturnType<typeof told>) => findings.map(({ code }) => code)

  it('are left out of the percentage, and never shown as seen', () => {
    const seen = targetsOf(api)
      .filter(({ code }) => code !== 'NOT_IMPLEMENTED')
      .map(({ operation, status, code }) => sighting({ operation: operation.id, status: Number(status), code: code ?? null }))
    expect(codesOf(told(seen))).toEqual(['coverage.too-low'])
    const report = told(seen, { operation: '*', status: 501, code: 'NOT_IMPLEMENTED', reason })
    expect(codesOf(report)).toEqual([])
    expect(report.figures).toMatchObject({ answers: 100, 'exempt answers': api.operations.length })
    const skipped = report.cases.filter(({ status }) => status === 'skipped')
    expect(skipped).toHaveLength(api.operations.length)
    for (const format of ['table', 'json', 'junit', 'summary'] as const) expect(renderReport(report, format)).toContain(`exempt: ${reason}`)
    const { exempt } = parseExempt([{ operation: '*', status: '501', reason }], '')
    expect(toPage(cover(api, seen, { exempt }))).toContain(`<td>${reason}</td>`)
  })

  it('are found out when they were seen after all, or are no answer', () => {
    const here = { operation: 'inviteUserV2', status: 201, reason }
    expect(codesOf(told([sighting({})], here))).toEqual(['coverage.exempt.seen', 'coverage.too-low'])
    const wrong = told(
      [],
      { ...here, operation: 'inviteUser' },
      { ...here, status: 299 },
      { ...here, status: 409, code: 'USER_ALREADY_EXIST' },
    )
    const messages = wrong.findings.filter(({ code }) => code === 'coverage.exempt.unknown').map(({ message }) => message)
    expect(messages).toEqual([
      expect.stringMatching(/no operation "inviteUser"\. Did you mean "inviteUserV2"\?/),
      expect.stringMatching(/^inviteUserV2 does not document 299\./),
      expect.stringMatching(/^inviteUserV2 does not document 409 USER_ALREADY_EXIST\. Did you mean "USER_ALREADY_EXISTS"\?/),
    ])
    expect(wrong.findings[0]?.where).toEqual({ file: 'exempt.yaml', pointer: '/0' })
  })

  it('need a reason, an operation and a status', () => {
    const whole = { operation: '*', status: '501', reason }
    const bad: readonly unknown[] = [
      'x',
      [null],
      [{ ...whole, reason: undefined }],
      [{ ...whole, reason: ' ' }],
      [{ ...whole, state: 'x' }],
    ]
    for (const one of bad) {
      const { exempt, findings } = parseExempt(JSON.parse(JSON.stringify(one)), 'exempt.yaml')
      expect([exempt, findings.map(({ code }) => code)]).toEqual([[], ['coverage.exempt.invalid']])
    }
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { exempt, findings } = parseExempt(value, '')
        expect(exempt.every((one) => one.reason.trim() !== '') && (findings.length === 0 || exempt.length === 0)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('coverage of a journal', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ document, port: 0 })
    return () => mock.close()
  })

  it('sees what a running mock answered', async () => {
    const api = await load(document)
    const invite = (body: object) => {
      const headers = { authorization: 'Bearer any', 'content-type': 'application/json' }
      return fetch(`${mock.url}/v1/organizations/org_xyz789/users/invite/v2`, { method: 'POST', headers, body: JSON.stringify(body) })
    }
    expect((await invite({ email: 'new@example.com', custom_message: 'Hello' })).status).toBe(201)
    expect((await invite({ email: 'new@example.com', role_ids: [] })).status).toBe(409)
    const { sightings } = seenInJournal(api, await mock.requests.list(), { scenario: 'default' })
    const coverage = cover(api, sightings)
    const seen = coverage.answers.filter((one) => one.journal > 0).map(({ target }) => [target.operation.id, target.status, target.code])
    expect(seen).toEqual([
      ['inviteUserV2', '201', undefined],
      ['inviteUserV2', '409', 'USER_ALREADY_EXISTS'],
    ])
    const field = (where: string, name: string) => coverage.fields.find((one) => one.in === where && one.field === name)
    expect(field('201', '$.user_name')).toMatchObject({ given: 0, null: 1, isNullable: true })
    // once in the request that went well; the one that was refused proves nothing
    expect(field('request', '$.custom_message')).toMatchObject({ given: 1, null: 0, isNullable: true })
    expect(field('request', '$.role_ids')).toMatchObject({ given: 0, isNullable: false })
    expect(coverage.operations).toMatchObject({ inviteUserV2: { default: 2 }, removeUser: {} })
  })

  it('tells what was asked for from what a request led to, and knows whose a wrong method is', async () => {
    const path = '/v1/organizations/org_xyz789/users/usr_member1'
    const call = (method: string, headers: Record<string, string> = {}, at = path) =>
      fetch(mock.url + at, { method, headers: { authorization: 'Bearer tok_owner', ...headers } })
    await mock.reset()
    await mock.faults.add({ operationId: 'getMember', code: 'INTERNAL_ERROR', times: 1 })
    await mock.faults.add({ operationId: 'getMember', delayMs: 1 })
    expect((await call('GET')).status).toBe(500)
    expect((await call('GET')).status).toBe(200)
    expect((await call('GET', { prefer: 'code=404' })).status).toBe(404)
    expect((await call('PUT')).status).toBe(405)
    await call('GET', {}, '/v1/nowhere')
    const entries = await mock.requests.list()
    const { sightings, strangers } = seenInJournal(mock.api, entries, { scenario: 'default', faults: await mock.faults.list() })
    expect(sightings.map(({ by, operation, status }) => `${by} ${operation} ${status}`).reverse()).toEqual([
      'fault getMember 500',
      'journal getMember 200',
      'fault getMember 404',
      'journal removeUser 405',
      'journal getMember 405',
    ])
    expect(strangers).toEqual(['GET /v1/nowhere'])
  })
})
