import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cover, toCoverageReport } from '../../../src/contracts/coverage/coverage.ts'
import { toPage } from '../../../src/contracts/coverage/page.ts'
import { parseShard, type Sighting, seenInJournal, seenInPacts, toShard } from '../../../src/contracts/coverage/seen.ts'
import { targetsOf } from '../../../src/contracts/coverage/targets.ts'
import { isGood } from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import { type Api, load } from '../../../src/openapi/index.ts'
import { document, goodPact, sourceOf } from '../check/given.ts'

describe('coverage', () => {
  let api: Api
  beforeAll(async () => {
    api = await load(document)
  })
  const pacts = () => [sourceOf(goodPact()).pact]
  const all = (): Sighting[] =>
    targetsOf(api).map(({ operation, status, code }) => {
      return { by: 'pact', operation: operation.id, status: Number(status), code: code ?? null, fields: [], states: ['s'] }
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
    const coverage = cover(api, seenInPacts(api, pacts()), ['no user with email', 'pending'])
    const seen = coverage.answers
      .filter((one) => one.pacts > 0)
      .map(({ target }) => `${target.operation.id} ${target.status} ${target.code ?? ''}`)
    expect(seen).toEqual(['inviteUserV2 201 ', 'inviteUserV2 409 USER_ALREADY_EXISTS'])
    expect(coverage.unusedStates).toEqual(['pending'])
    const report = toCoverageReport(api, coverage, undefined)
    expect(report.cases.filter(({ status }) => status === 'passed')).toHaveLength(2)
    expect(report.cases.filter(({ status }) => status === 'skipped')).toHaveLength(targetsOf(api).length - 2)
    expect(isGood(report)).toBe(true)
    expect(isGood(toCoverageReport(api, coverage, 50))).toBe(false)
  })

  it('is 100 % only when every answer was seen', () => {
    expect(toCoverageReport(api, cover(api, all()), 100).figures.answers).toBe(100)
    expect(isGood(toCoverageReport(api, cover(api, all()), 100))).toBe(true)
    expect(isGood(toCoverageReport(api, cover(api, all().slice(1)), 100))).toBe(false)
  })

  it('tells of an answer the document does not list', () => {
    const [first] = all()
    const odd = { ...(first as Sighting), status: 409, code: 'NEVER_HEARD_OF' }
    const report = toCoverageReport(api, cover(api, [odd, odd]), undefined)
    expect(report.findings.map(({ code, message }) => [code, message.includes('NEVER_HEARD_OF')])).toEqual([['coverage.undeclared', true]])
  })

  it('adds up what workers wrote, whatever the order, and refuses what is none', () => {
    const sighting: fc.Arbitrary<Sighting> = fc.constantFrom(...all(), ...seenInPacts(api, pacts()))
    fc.assert(
      fc.property(fc.array(sighting), fc.array(sighting), (one, two) => {
        const merged = (...shards: string[]) => toShard(shards.flatMap((text) => parseShard(text) ?? []))
        expect(merged(toShard(one), toShard(two))).toBe(merged(toShard(two), toShard(one)))
        expect(merged(toShard(one), toShard(two))).toBe(toShard([...one, ...two]))
      }),
      { numRuns: 30 },
    )
    expect(parseShard('{"by":"pact"}')).toBeUndefined()
    expect(parseShard('{')).toBeUndefined()
  })

  it('escapes what stands in its page, and loads nothing', () => {
    const page = toPage(
      cover(api, [{ by: 'pact', operation: 'x', status: 200, code: null, fields: [], states: ['<script>alert(1)</script>'] }]),
    )
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/<script|src=|href=/)
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
    expect((await invite({ email: 'new@example.com' })).status).toBe(201)
    expect((await invite({ email: 'new@example.com' })).status).toBe(409)
    const sightings = seenInJournal(await mock.requests.list(), 'default')
    const coverage = cover(api, sightings)
    const seen = coverage.answers.filter((one) => one.journal > 0).map(({ target }) => [target.operation.id, target.status, target.code])
    expect(seen).toEqual([
      ['inviteUserV2', '201', undefined],
      ['inviteUserV2', '409', 'USER_ALREADY_EXISTS'],
    ])
    expect(coverage.fields.find(({ operation, field }) => operation === 'inviteUserV2' && field === '$.user_name')?.seenNull).toBe(true)
  })
})
