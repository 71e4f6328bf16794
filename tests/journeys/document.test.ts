import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { flagshipDocument } from '../../src/mock.ts'

/** The document decides, not the code: each case changes the document alone and looks at what the mock makes of it. */
describe('a changed document', () => {
  const folders: string[] = []
  const mocks: Mock[] = []
  afterEach(async () => {
    await Promise.all(mocks.splice(0).map((mock) => mock.close()))
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  async function served(change: (text: string) => string): Promise<Mock> {
    const folder = mkdtempSync(join(tmpdir(), 'standin-document-'))
    folders.push(folder)
    const text = readFileSync(flagshipDocument, 'utf8')
    const changed = change(text)
    expect(changed).not.toBe(text)
    const document = join(folder, 'changed.yaml')
    writeFileSync(document, changed)
    const mock = await createMock({ document })
    mocks.push(mock)
    return mock
  }

  const invite = (mock: Mock, body: unknown) =>
    mock.fetch('/v1/organizations/org_xyz789/users/invite/v2', {
      method: 'POST',
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('with an operation nobody has a handler for answers 501 and says why, and everything else works', async () => {
    const mock = await served((text) =>
      text.replace(
        /^paths:$/m,
        `paths:
  /v1/organizations/{organization_id}/statuses:
    parameters:
      - $ref: '#/components/parameters/OrganizationId'
    get:
      operationId: listStatuses
      responses:
        '200': { description: Statuses., content: { application/json: { schema: { type: array } } } }
        '501': { $ref: '#/components/responses/NotImplemented' }`,
      ),
    )
    const response = await mock.fetch('/v1/organizations/org_xyz789/statuses', { headers: { authorization: 'Bearer tok_owner' } })
    const { error } = (await response.json()) as { error: { code: string; system_message: string } }
    expect([response.status, error.code]).toEqual([501, 'NOT_IMPLEMENTED'])
    expect(error.system_message).toMatch(/listStatuses.*no handler/)
    expect((await invite(mock, { email: 'jane@example.com' })).status).toBe(201)
    expect(mock.defects).toEqual([])
  })

  it('that wants more of an answer than the handler gives turns it into a 500, writes nothing, and the defect is kept', async () => {
    const mock = await served((text) => text.replace(/^( {4}OrganizationUserV2:\n.*\n {6}type: object\n)/m, '$1      minProperties: 12\n'))
    const before = JSON.stringify(mock.registry.at('default').dump())
    const response = await invite(mock, { email: 'jane@example.com' })
    const { error } = (await response.json()) as { error: { code: string; system_message: string } }
    expect([response.status, error.code]).toEqual([500, 'INTERNAL_ERROR'])
    expect(error.system_message).toMatch(/inviteUserV2 answered 201 with a body the document does not allow/)
    expect(mock.defects).toHaveLength(1)
    const rows = (dump: string) => JSON.stringify((JSON.parse(dump) as { rows: unknown }).rows)
    expect(rows(JSON.stringify(mock.registry.at('default').dump()))).toBe(rows(before))
  })

  it('that no longer declares a status turns that answer into a 500', async () => {
    const mock = await served((text) => text.replace(/(operationId: inviteUserV2[\s\S]*?)\n {8}'201':/, "$1\n        '202':"))
    expect((await invite(mock, { email: 'jane@example.com' })).status).toBe(500)
    expect(mock.defects[0]).toMatch(/answered 201, but the document declares only/)
  })

  it('with another default is played with that default', async () => {
    const mock = await served((text) => text.replace(/(send_invitation:[\s\S]*?default: )true/, '$1false'))
    const response = await invite(mock, { email: 'jane@example.com' })
    expect(((await response.json()) as { invitation_link: string }).invitation_link).toContain('invkey_')
  })

  it('with another path is answered there and nowhere else', async () => {
    const mock = await served((text) => text.replace('/users/invite/v2:', '/people/invite:'))
    expect((await invite(mock, { email: 'jane@example.com' })).status).toBe(404)
    const moved = await mock.fetch('/v1/organizations/org_xyz789/people/invite', {
      method: 'POST',
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
      body: '{"email":"jane@example.com"}',
    })
    expect(moved.status).toBe(201)
  })

  it('without security lets everyone in', async () => {
    const mock = await served((text) => text.replace('operationId: listCapabilities', 'operationId: listCapabilities\n      security: []'))
    expect((await mock.fetch('/v1/capabilities')).status).toBe(200)
  })
})
