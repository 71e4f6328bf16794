import { beforeAll, describe, expect, it } from 'vitest'
import { drift } from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import { type DriftName, driftNames, drifts, startProvider } from '../provider/app.ts'

/** The provider that was written apart from the mock, held to it, as it is and with each planted drift. */
describe('drift against another provider', () => {
  let api: Mock['api']
  let usual: ReadonlySet<string>
  beforeAll(async () => {
    const mock = await createMock()
    api = mock.api
    await mock.close()
    const { lines, fidelity } = await run(undefined)
    expect(fidelity).toBeGreaterThan(60)
    usual = new Set(lines)
  })

  async function run(planted: DriftName | undefined): Promise<{ readonly lines: readonly string[]; readonly fidelity: number }> {
    const provider = await startProvider(planted === undefined ? {} : { drift: planted })
    const mock = await createMock({ port: 0, auth: 'strict' })
    try {
      const before = provider.members()
      const report = await drift({
        api,
        mock: {
          url: mock.url,
          token: 'tok_owner',
          organization: 'org_xyz789',
          otherOrganization: 'org_globex1',
          otherToken: 'tok_globex_owner',
        },
        provider,
        assumptions: await mock.assumptions.list(),
        run: 'b2',
      })
      expect(report.findings).toEqual([])
      expect([provider.members(), provider.mails()]).toEqual([before, 0])
      const lines = report.cases.flatMap(({ findings }) => findings.map(({ message }) => message.replace(/ \(in \d+ more steps?\)/, '')))
      return { lines, fidelity: report.figures.fidelity as number }
    } finally {
      await Promise.all([provider.close(), mock.close()])
    }
  }

  it('tells what Pact can not see', () => {
    const told = [...usual].join('\n')
    expect(told).toContain('$.invited_at: mock date-time(seconds, no offset) · real date-time(fraction, no offset)')
    expect(told).toContain('$.locale: only the provider sends it')
    expect(told).toContain('$.error.documentation: only the provider sends it')
    expect(told).toContain('header x-request-id: only the mock sends it')
  })

  for (const name of driftNames) {
    it(`names in one line that ${drifts[name]}`, async () => {
      const { lines } = await run(name)
      expect(lines.filter((line) => !usual.has(line))).toContainEqual(expect.stringContaining(sentences[name]))
    })
  }
})

const sentences: Readonly<Record<DriftName, string>> = {
  'conflict-code': '$.error.code: mock "USER_ALREADY_EXISTS" · real "USER_EXISTS"',
  'conflict-status': 'status: mock 409 USER_ALREADY_EXISTS · real 400 USER_ALREADY_EXISTS',
  'bare-error': '$.error: only the mock sends it (object)',
  'user-id-format': '$.id: mock id usr_… · real id uuid',
  'missing-user-name': '$.user_name: only the mock sends it (null)',
  'null-organization': '$.organization_id: mock id org_… · real null',
  'letter-case': 'status: mock 409 USER_ALREADY_EXISTS · real 201',
  'existing-user-active':
    '$.account_state: mock "pending_invitation" · real "active"; touches the assumption existing_user_state=pending_invitation',
  'existing-user-new-id': '$.id: mock <known_user> · real id usr_…',
  'date-as-number': '$.invited_at: mock date-time(seconds, no offset) · real integer',
  'created-as-200': 'status: mock 201 · real 200',
  'validation-as-400': 'status: mock 422 VALIDATION_ERROR · real 400 VALIDATION_ERROR',
  'removed-with-body': 'removeUser: status: mock 204 · real 200',
  'deactivated-at-null': '$.deactivated_at: mock date-time(seconds, no offset) · real null',
  'deactivated-word': '$.account_state: mock "deactivated" · real "inactive"',
  'wrapped-user': '$: mock the fields of the document · real the same inside data',
  'roles-as-text': '$.role_ids: mock list · real id without a prefix',
  'reactivate-anyone': 'reactivateUser: status: mock 422 USER_NOT_DEACTIVATED · real 200',
  'unknown-user-403': 'status: mock 404 USER_NOT_FOUND · real 403 USER_NOT_FOUND',
  'bad-token-403': 'status: mock 401 TOKEN_INVALID · real 403 TOKEN_INVALID',
}
