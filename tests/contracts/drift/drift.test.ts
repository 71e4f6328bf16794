import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DriftOptions, drift, isGood, parseAccepted, type Report } from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import { altered, type Passing } from './altered.ts'

let ours: Mock
beforeAll(async () => {
  ours = await createMock()
})
afterAll(() => ours.close())

const ids = { token: 'tok_owner', organization: 'org_xyz789', otherOrganization: 'org_globex1', otherToken: 'tok_globex_owner' }

async function run(url: string, more: Partial<DriftOptions> = {}): Promise<Report> {
  const mock = await createMock({ port: 0, auth: 'strict' })
  try {
    return await drift({
      api: ours.api,
      mock: { url: mock.url, ...ids },
      provider: { url, ...ids },
      assumptions: await mock.assumptions.list(),
      run: 'a1',
      ...more,
    })
  } finally {
    await mock.close()
  }
}

/** Every sentence of a report. */
const sentencesOf = ({ cases, findings }: Report) => [...findings, ...cases.flatMap((one) => one.findings)].map(({ message }) => message)

async function membersOf(mock: Mock): Promise<string> {
  const members = (await mock.state()).members as { user_id?: string; state?: string }[]
  return JSON.stringify(members.filter((member) => !JSON.stringify(member).includes('removed')).length)
}

describe('drift', () => {
  it('finds nothing between two mocks of other ids, mails nobody and leaves nobody behind', async () => {
    const { mock, url } = await altered()
    const report = await run(url)
    expect(sentencesOf(report)).toEqual([])
    expect(report.figures).toMatchObject({ fidelity: 100, differences: 0, skipped: 2 })
    expect(isGood(report)).toBe(true)
    expect(await mock.outbox.list()).toEqual([])
    const left = await mock.requests.list({ operationId: 'removeUser', limit: 1000 })
    expect(left.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(4)
    for (const organization of ['org_xyz789', 'org_globex1']) {
      for (const { path, status, response } of await mock.requests.list({ operationId: 'inviteUserV2', status: 201 })) {
        const { id } = response.body as { id: string }
        if (!path.includes(organization)) continue
        const member = await mock.fetch(`/v1/organizations/${organization}/users/${id}`, {
          headers: { authorization: `Bearer ${organization === 'org_xyz789' ? 'tok_owner' : 'tok_globex_owner'}` },
        })
        expect([status, member.status]).toEqual([201, 404])
      }
    }
  })

  it('mails only when it was let', async () => {
    const { mock, url } = await altered()
    const report = await run(url, { mayMail: true })
    expect(report.figures).toMatchObject({ fidelity: 100, skipped: 0 })
    expect((await mock.outbox.list()).map(({ to }) => to)).toEqual(['standin-a1-mailed@example.com', 'standin-a1-mailed@example.com'])
    expect(report.notes.join()).toContain('was let mail')
  })

  const planted: readonly (readonly [string, (passing: Passing) => void, string])[] = [
    [
      '400 for 409',
      (one) => one.status === 409 && Object.assign(one, { status: 400 }),
      'status: mock 409 USER_ALREADY_EXISTS · real 400 USER_ALREADY_EXISTS',
    ],
    [
      'another code',
      (one) => {
        if (one.status === 409) one.body.error.code = 'USER_EXISTS'
      },
      '$.error.code: mock "USER_ALREADY_EXISTS" · real "USER_EXISTS"',
    ],
    ['a missing field', (one) => one.body?.account_state && delete one.body.user_name, '$.user_name: only the mock sends it (null)'],
    [
      'an extra field',
      (one) => {
        if (one.body?.account_state) one.body.locale = 'en'
      },
      '$.locale: only the provider sends it ("en")',
    ],
    [
      'null for a value',
      (one) => {
        if (one.body?.account_state) one.body.full_name = null
      },
      '$.full_name: mock string · real null',
    ],
    [
      'a number for a text',
      (one) => {
        if (one.body?.account_state) one.body.account_state = 1
      },
      '$.account_state: mock string · real integer',
    ],
    [
      'fractions of a second',
      (one) => {
        if (one.body?.invited_at) one.body.invited_at += '.123456'
      },
      '$.invited_at: mock date-time(seconds, no offset) · real date-time(fraction, no offset)',
    ],
    ['a header that is not there', (one) => delete one.headers['x-request-id'], 'header x-request-id: only the mock sends it'],
    [
      'another header',
      (one) => {
        one.headers['x-ratelimit-limit'] = '100'
      },
      'header x-ratelimit-limit: only the provider sends it',
    ],
    [
      'another form of ids',
      (one) => {
        if (one.body?.account_state) one.body.id = one.body.id.replace('usr_', 'USER-')
      },
      '$.id: mock id usr_… · real id USER-…',
    ],
    [
      'another media type',
      (one) => {
        if (one.status === 409) one.headers['content-type'] = 'application/problem+json'
      },
      'header content-type: mock application/json · real application/problem+json',
    ],
  ]
  for (const [what, alter, sentence] of planted) {
    it(`names ${what} in one line`, async () => {
      const { url } = await altered((passing) => void alter(passing))
      const report = await run(url)
      const found = sentencesOf(report).filter((line) => line.includes(sentence))
      expect(found, sentencesOf(report).join('\n')).toHaveLength(1)
      expect(isGood(report)).toBe(false)
      const finding = report.cases.flatMap(({ findings }) => findings).find(({ message }) => message.includes(sentence))
      expect(finding?.where).toMatchObject({ file: expect.stringContaining('organizations.yaml'), line: expect.any(Number) })
    })
  }

  it('names the assumption that a difference touches', async () => {
    const { mock, url } = await altered()
    await mock.assumptions.set({ existing_user_state: 'active', unknown_organization: 'not_found' })
    const lines = sentencesOf(await run(url))
    expect(lines).toContainEqual(
      expect.stringMatching(/account_state: mock "pending_invitation" · real "active".*--assume existing_user_state=active/),
    )
    expect(lines).toContainEqual(expect.stringMatching(/status: mock 403 .* · real 404 .*--assume unknown_organization=not_found/))
  })

  it('is good when the fidelity is high enough', async () => {
    const { url } = await altered((one) => {
      if (one.status === 409) one.body.error.code = 'USER_EXISTS'
    })
    const report = await run(url, { min: 90 })
    expect(report.figures.fidelity).toBeGreaterThan(90)
    expect(report.figures.fidelity).toBeLessThan(100)
    expect(isGood(report)).toBe(true)
    expect(sentencesOf(report)).not.toEqual([])
  })

  it('lets accepted differences be, and tells of those that are gone', async () => {
    const { url } = await altered((one) => {
      if (one.body?.account_state) one.body.locale = 'en'
    })
    const { accepted } = parseAccepted(
      [
        { at: '$.locale', reason: 'the app does not read it' },
        { at: '$.zone', reason: 'it was there once' },
      ],
      'accepted.yaml',
    )
    const report = await run(url, { accepted, acceptedFile: 'accepted.yaml' })
    expect(report.figures).toMatchObject({ fidelity: 100, differences: 0 })
    expect(report.figures.accepted).toBeGreaterThan(5)
    expect(report.findings).toEqual([
      expect.objectContaining({ code: 'drift.accepted.stale', severity: 'warning', where: { file: 'accepted.yaml', pointer: '/1' } }),
    ])
    expect(isGood(report)).toBe(true)
  })

  it('removes whom it invited even when the provider breaks down in between', async () => {
    const { mock, url } = await altered((one) => {
      if (one.path.includes('/deactivate')) one.status = undefined
    })
    const before = await membersOf(mock)
    const report = await run(url)
    expect(report.cases.filter(({ status }) => status === 'failed').flatMap(({ findings }) => findings.map(({ code }) => code))).toContain(
      'drift.unreachable',
    )
    expect(await membersOf(mock)).toBe(before)
    expect(report.findings).toEqual([])
  })

  it('says who is left when removing fails, and stops when it is asked to', async () => {
    const { url } = await altered((one) => {
      if (one.method === 'DELETE') one.status = 500
    })
    const report = await run(url)
    expect(report.findings.map(({ code }) => code)).toContain('drift.leftover')
    expect(isGood(report)).toBe(false)
    const stopped = await run(url, { signal: AbortSignal.abort() })
    expect(new Set(stopped.cases.map(({ reason }) => reason))).toEqual(new Set(['the run was interrupted']))
  })

  it('shows no token', async () => {
    const { url } = await altered((one) => {
      if (one.body?.token) one.body.token = 'secret-of-the-provider'
    })
    expect(JSON.stringify(await run(url))).not.toMatch(/secret-of-the-provider|tok_owner/)
  })

  it('skips what needs a second organization when there is none', async () => {
    const { url } = await altered()
    const report = await run(url, { provider: { url, ...ids, otherOrganization: undefined } })
    expect(report.cases.filter(({ status }) => status === 'skipped').length).toBeGreaterThan(8)
    expect(report.notes.join()).toContain('No second organization')
  })
})
