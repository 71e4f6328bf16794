import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isGood, mockStates, remoteStates, type Verification, verify } from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/mock.ts'
import { type DriftName, driftNames, type Provider, startProvider } from '../provider/app.ts'

const pact = fileURLToPath(new URL('admin.pact.json', import.meta.url))
const { env } = process

async function held(provider: Provider, pacts = [pact], mayMail = false): Promise<Verification> {
  const { url, token, organization, otherOrganization } = provider
  const states = remoteStates({ url, token, organization, otherOrganization, mailDomain: 'example.com', run: 'test' })
  return verify({ pacts, states, provider: 'the provider', mayMail, env })
}

const linesOf = ({ report }: Verification) =>
  [...report.cases.flatMap(({ findings }) => findings), ...report.findings].map(({ message }) => message)

async function pactWith(change: (pact: { interactions: Record<string, unknown>[] }) => void): Promise<string> {
  const value = JSON.parse(await readFile(pact, 'utf8'))
  change(value)
  const file = join(await mkdtemp(join(tmpdir(), 'standin-pact-')), 'changed.json')
  await writeFile(file, JSON.stringify(value))
  return file
}

/** The line each drift is told in. */
const says: Partial<Record<DriftName, RegExp>> = {
  'conflict-code': /^\$\.error\.code: expected USER_ALREADY_EXISTS, got USER_EXISTS$/m,
  'conflict-status': /^status: expected 409, got 400$/m,
  'bare-error': /^\$\.error: expected it to be there, and it is missing$/m,
  'user-id-format': /^\$\.id: expected usr_\w+, got [0-9a-f-]{36} \(must match usr_\[A-Za-z0-9_\]\+\)$/m,
  'missing-user-name': /^\$\.user_name: expected it to be there, and it is missing$/m,
  'null-organization': /^\$\.organization_id: expected org_xyz789, got null/m,
  'existing-user-active': /^\$\.account_state: expected pending_invitation, got active$/m,
  'date-as-number': /^\$\.invited_at: expected 2025-12-22T15:30:00, got \d+ /m,
  'created-as-200': /^status: expected 201, got 200$/m,
  'validation-as-400': /^status: expected 422, got 400$/m,
  'removed-with-body': /^status: expected 204, got 200$/m,
  'deactivated-at-null': /^\$\.deactivated_at: expected 2025-12-22T15:30:00, got null/m,
  'deactivated-word': /^\$\.account_state: expected deactivated, got inactive$/m,
  'wrapped-user': /^\$\.id: expected it to be there, and it is missing$/m,
  'roles-as-text': /^\$\.role_ids: expected \[\], got ""$/m,
  'reactivate-anyone': /^status: expected 422, got 200$/m,
  'unknown-user-403': /^status: expected 404, got 403$/m,
  'bad-token-403': /^status: expected 401, got 403$/m,
}

describe('a real provider', () => {
  it('is held to the pacts by its own API, mails nobody, and is left as it was', { timeout: 60_000 }, async () => {
    const provider = await startProvider()
    try {
      const before = provider.members()
      const { report, exchanges } = await held(provider)
      expect(linesOf({ report, exchanges })).toEqual([])
      expect(report.figures).toEqual({ interactions: 10, passed: 9, failed: 0, pending: 0, skipped: 1 })
      expect(report.cases.find(({ status }) => status === 'skipped')?.reason).toMatch(/^last-owner: mock-only/)
      expect(report.notes[0]).toBe('Nothing was mailed: send_invitation was set to false in 5 requests (--allow-mail leaves it as it is).')
      expect(provider.members()).toBe(before)
      expect(provider.mails()).toBe(0)
      expect(JSON.stringify(exchanges)).not.toMatch(/standin-test-\d+@|live_/)
    } finally {
      await provider.close()
    }
  })

  it('is left as it was after failures too, and what an earlier run left is swept', { timeout: 60_000 }, async () => {
    const provider = await startProvider({ drift: 'created-as-200' })
    try {
      const { url, token, organization, otherOrganization } = provider
      const before = provider.members()
      await fetch(`${url}/v1/organizations/${organization}/users/invite/v2`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'standin-old-1@example.com', send_invitation: false }),
      })
      expect(isGood((await held(provider)).report)).toBe(false)
      expect(provider.members()).toBe(before + 1)
      const states = remoteStates({ url, token, organization, otherOrganization, mailDomain: 'example.com', run: 'new' })
      expect(await states.sweep()).toEqual([])
      expect(provider.members()).toBe(before)
    } finally {
      await provider.close()
    }
  })

  // What no pact can say, or none here does: `standin drift` compares it.
  const onlyDriftSees: ReadonlySet<DriftName> = new Set<DriftName>(['existing-user-new-id', 'letter-case'])

  it.each(driftNames.filter((name) => !onlyDriftSees.has(name)))(
    'that has drifted by %s is found out, in one line each',
    { timeout: 60_000 },
    async (drift) => {
      const provider = await startProvider({ drift })
      try {
        const found = await held(provider)
        expect(isGood(found.report)).toBe(false)
        const lines = linesOf(found)
        expect(lines.every((line) => !line.includes('\n'))).toBe(true)
        expect(lines.join('\n')).toMatch(says[drift] as RegExp)
      } finally {
        await provider.close()
      }
    },
  )
})

describe('the mock', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ port: 0 })
  })
  afterAll(() => mock.close())

  const heldToMock = async (file: string, env = process.env) =>
    verify({ pacts: [file], states: mockStates(mock), provider: 'the mock', mayMail: true, env })

  it('does what the pacts say, whatever filters are set for Pact, and keeps no world', { timeout: 60_000 }, async () => {
    const filters = { ...env, PACT_PROVIDER_STATE: 'nothing', PACT_DESCRIPTION: 'nothing', HTTP_PROXY: 'http://127.0.0.1:9' }
    const found = await heldToMock(pact, filters)
    expect(linesOf(found)).toEqual([])
    expect(found.report.figures).toMatchObject({ interactions: 10, passed: 10, skipped: 0 })
    expect((await mock.worlds.list()).map(({ name }) => name)).not.toContain('verify')
  })

  it('fails with an unknown state or parameter, though the answer would match', { timeout: 60_000 }, async () => {
    const file = await pactWith(({ interactions }) => {
      ;(interactions[3] as { providerStates: unknown }).providerStates = [{ name: 'no-such-state' }]
      ;(interactions[4] as { providerStates: unknown }).providerStates = [{ name: 'pending', params: { emial: 'a@b.co' } }]
    })
    const found = await heldToMock(file)
    expect(found.report.figures).toMatchObject({ failed: 2, passed: 8 })
    expect(linesOf(found).join('\n')).toMatch(/no state "no-such-state"[\s\S]*Did you mean "email"/)
  })

  it('refuses a pact with nothing to verify', async () => {
    const file = await pactWith((value) => {
      value.interactions = []
    })
    await expect(heldToMock(file)).rejects.toThrow(/has no interaction; expected one at least.*\[pact\.empty\]/)
  })

  it('does not fail for an interaction that is pending, and tells of it', { timeout: 60_000 }, async () => {
    const file = await pactWith(({ interactions }) => {
      const [, second] = interactions as [unknown, { pending: boolean; response: { status: number } }]
      second.pending = true
      second.response.status = 418
    })
    const { report } = await heldToMock(file)
    expect(isGood(report)).toBe(true)
    expect(report.figures).toMatchObject({ passed: 9, pending: 1, failed: 0 })
  })
})
