import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setsBy } from '../../../src/backends/crud/actions.ts'
import { parseCorrections } from '../../../src/backends/crud/model-file.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import { inferModel, toFacts } from '../../../src/mock.ts'
import { apiOf } from '../../openapi/given.ts'

const boolean = { type: 'boolean' }
const choice = (...some: string[]) => ({ type: 'string', enum: some })

describe('what an action sets by its name', () => {
  it.each([
    ['ban', { banned: boolean }, { banned: true }],
    ['unban', { banned: boolean }, { banned: false }],
    ['lock', { isLocked: boolean }, { isLocked: true }],
    ['enable', { enabled: boolean }, { enabled: true }],
    ['disable', { enabled: boolean, disabled: boolean }, { enabled: false, disabled: true }],
    ['activate', { active: boolean }, { active: true }],
    ['deactivate', { active: boolean }, { active: false }],
    ['verify', { verified: boolean }, { verified: true }],
    ['mark-as-read', { read: boolean }, { read: true }],
    ['revoke', { revoked: boolean, status: choice('active', 'revoked') }, { revoked: true, status: 'revoked' }],
    ['cancel', { state: choice('OPEN', 'CANCELLED') }, { state: 'CANCELLED' }],
    ['send', { status: choice('draft', 'sent') }, { status: 'sent' }],
    ['refresh', { status: choice('active', 'revoked'), fresh: boolean }, {}],
    ['lock', { locked: { type: 'string' }, status: { type: 'string' } }, {}],
    ['locks', { locked: boolean }, {}],
  ] as const)('%s of %j', (verb, properties, sets) => {
    const fields = Object.entries(properties).map(([name, part]) => [name, { name, parts: [part], isRequired: false }] as const)
    expect(setsBy(verb, new Map(fields))).toEqual(sets)
  })
})

const user = {
  type: 'object',
  required: ['id', 'name', 'banned', 'created_at'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    banned: { ...boolean, readOnly: true },
    banned_at: { type: 'integer' },
    blocked: { ...boolean, readOnly: true },
    reason: { type: 'string' },
    status: { ...choice('invited', 'revoked'), readOnly: true },
    created_at: { type: 'integer', example: 1735689600 },
    updated_at: { type: 'integer', example: 1735689600 },
  },
}
const schemas = { User: user, Team: { type: 'object', properties: { banned: boolean, size: { type: 'integer' } } } }
const json = (schema: object) => ({ 'application/json': { schema } })
const shows = (schema: object) => ({ '200': { description: '', content: json(schema) } })
const one = { $ref: '#/components/schemas/User' }
const item = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }]
const act = (operationId: string, responses: object, sent?: object) => ({
  parameters: item,
  post: { operationId, responses, ...(sent && { requestBody: { content: json(sent) } }) },
})
const paths = {
  '/users': {
    get: { operationId: 'listUsers', responses: shows({ type: 'array', items: one }) },
    post: {
      operationId: 'makeUser',
      requestBody: { content: json({ type: 'object', properties: { name: { type: 'string' } } }) },
      responses: { '201': { description: '', content: json(one) } },
    },
  },
  '/users/{id}': { parameters: item, get: { operationId: 'getUser', responses: shows(one) } },
  '/users/{id}/ban': act('banUser', shows(one), { type: 'object', properties: { reason: { type: 'string' } } }),
  '/users/{id}/unban': act('unbanUser', shows(one)),
  '/users/{id}/revoke': act('revokeUser', { '204': { description: '' } }),
  '/users/{id}/unblock': act('unblockUser', shows({ type: 'object', properties: { id: { type: 'integer' } } })),
  '/users/{id}/invite': act('inviteTeam', shows({ $ref: '#/components/schemas/Team' })),
}
const given = { openapi: '3.1.0', info: { title: 'Users', version: '1' }, paths, components: { schemas } }

describe('an action on an item', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ document: given, clock: { mode: 'frozen', now: Date.UTC(2025, 11, 22, 15, 30) } })
  })
  afterEach(() => expect(mock.defects).toEqual([]))
  afterAll(() => mock.close())
  const call = async (method: string, path: string, body?: object) => {
    const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await mock.fetch(path, { method, ...sent })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  it('changes it as the action says, keeps what is sent with it, and tells when', async () => {
    const { body } = await call('POST', '/users', { name: 'Ada' })
    const now = Date.UTC(2025, 11, 22, 16, 30) / 1000
    await mock.clock.set('frozen', '2025-12-22T16:30:00Z')
    const banned = { ...body, banned: true, banned_at: now, reason: 'spam', updated_at: now }
    expect(await call('POST', `/users/${body.id}/ban`, { reason: 'spam' })).toEqual({ status: 200, body: banned })
    expect((await call('GET', `/users/${body.id}`)).body).toEqual(banned)
    const { banned_at: _, ...unbanned } = { ...banned, banned: false }
    expect((await call('POST', `/users/${body.id}/unban`)).body).toEqual(unbanned)
    expect((await call('POST', `/users/${body.id}/revoke`)).status).toBe(204)
    expect((await call('GET', `/users/${body.id}`)).body).toEqual({ ...unbanned, status: 'revoked' })
    expect((await call('POST', '/users/4711/ban')).status).toBe(404)
    await mock.undo()
    expect((await call('GET', `/users/${body.id}`)).body.status).toBe('invited')
    expect((await call('POST', `/users/${body.id}/unblock`)).body).toEqual({ id: body.id })
    expect((await call('GET', `/users/${body.id}`)).body.blocked).toBe(false)
  })

  it('is none where its answer is about something else, and may be told otherwise', () => {
    const api = apiOf(paths, { components: { schemas } })
    const model = inferModel(api)
    expect(Object.keys(model.collections[0]?.sets ?? {})).toEqual(['banUser', 'unbanUser', 'revokeUser', 'unblockUser'])
    expect(model.others).toEqual([{ operation: 'inviteTeam', why: expect.any(String) }])
    expect(toFacts(model).users?.sets).toEqual(model.collections[0]?.sets)
    const correct = (text: string) => inferModel(api, parseCorrections(`collections: { users: ${text} }`, 'model.yaml'))
    const corrected = correct('{ operations: { inviteTeam: patch }, sets: { inviteTeam: { status: invited }, banUser: {} } }')
    expect(corrected.collections[0]?.sets).toMatchObject({ inviteTeam: { status: 'invited' }, revokeUser: { status: 'revoked' } })
    expect(Object.keys(corrected.collections[0]?.sets ?? {})).not.toContain('banUser')
    expect(() => correct('{ sets: { banUser: { baned: true } } }')).toThrow('No answer shows a "baned" of users. Did you mean "banned"?')
    expect(() => correct('{ sets: { banUsr: { banned: true } } }')).toThrow('Did you mean "banUser"?')
  })
})
