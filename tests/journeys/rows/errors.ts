import { expect } from 'vitest'
import { acme, type Client, stateOf } from '../client.ts'
import { expectError, invite, invitePath, type Row } from './row.ts'

const jane = 'jane@example.com'

export const errors: readonly Row[] = [
  {
    row: 'errors: envelope',
    title: 'validation lists every violation in document order',
    async play(client) {
      const answer = await invite(client, { custom_message: 3, department_ids: [1, 'dept_eng001', 'x y'], full_name: 'x'.repeat(256) })
      expectError(answer, 422, 'VALIDATION_ERROR')
      expect(answer.body.error.details.fields.map(({ field, type }: { field: string; type: string }) => [field, type])).toEqual([
        ['email', 'missing'],
        ['full_name', 'string_too_long'],
        ['department_ids.0', 'string_type'],
        ['department_ids.2', 'string_pattern_mismatch'],
        ['custom_message', 'string_type'],
      ])
    },
  },
  {
    row: 'errors: unmatched route',
    title: 'is the bare 404 of the framework',
    async play(client) {
      for (const path of ['/v1/nowhere', '/', '/v1/organizations/org_xyz789/users/invite/v3', '/v1/organizations//users']) {
        const answer = await client.call('GET', path)
        expect([answer.status, answer.text]).toEqual([404, '{"detail":"Not Found"}'])
        expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      }
    },
  },
  {
    row: 'errors: wrong method',
    title: 'is 405 with Allow',
    async play(client) {
      const wrong = await client.call('GET', invitePath)
      expectError(wrong, 405, 'METHOD_NOT_ALLOWED')
      expect(wrong.headers.get('allow')).toBe('POST, OPTIONS')
      const other = await client.call('PUT', `${acme}/users/usr_member1`, { body: {} })
      expectError(other, 405, 'METHOD_NOT_ALLOWED')
      expect(other.headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS'])
    },
  },
  {
    row: 'errors: bad input',
    title: 'is refused in the envelope, never 5xx, and writes nothing',
    async play(client) {
      const json = { 'content-type': 'application/json' }
      const before = await stateOf(client)
      const bad: readonly [string, number, Parameters<Client['call']>[2]][] = [
        ['malformed JSON', 422, { raw: '{"email": "jane@example.com"', headers: json }],
        ['an empty body', 422, { raw: '', headers: json }],
        ['no body', 422, {}],
        ['a JSON string', 422, { raw: '"jane@example.com"', headers: json }],
        ['an array', 422, { raw: '[]', headers: json }],
        ['null', 422, { raw: 'null', headers: json }],
        ['invalid UTF-8', 422, { raw: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), headers: json }],
        ['plain text', 422, { raw: '{"email":"jane@example.com"}', headers: { 'content-type': 'text/plain' } }],
        ['XML', 422, { raw: '<email/>', headers: { 'content-type': 'application/xml' } }],
        ['multipart', 422, { raw: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
        ['a media type that is none', 422, { raw: '{"email":"jane@example.com"}', headers: { 'content-type': 'nonsense' } }],
        ['two megabytes', 413, { raw: JSON.stringify({ email: jane, custom_message: 'x'.repeat(2_000_000) }), headers: json }],
        ['__proto__', 422, { raw: `{"email":"${jane}","__proto__":{"polluted":true}}`, headers: json }],
        ['constructor.prototype', 422, { raw: `{"email":"${jane}","constructor":{"prototype":{"polluted":true}}}`, headers: json }],
        ['10 000 numbers for ids', 422, { body: { email: jane, role_ids: Array.from({ length: 10_000 }, (_, index) => index) } }],
        ['10 000 unknown ids', 404, { body: { email: jane, role_ids: Array.from({ length: 10_000 }, (_, index) => `role_${index}`) } }],
      ]
      for (const [what, status, options] of bad) {
        const answer = await client.call('POST', invitePath, options)
        expect([what, answer.status, answer.body?.success, answer.body?.error?.status]).toEqual([what, status, false, status])
      }
      expect(await stateOf(client)).toBe(before)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    },
  },
  {
    row: 'errors: bad input',
    title: 'in path and query is refused as well',
    async play(client) {
      for (const path of [
        '/v1/organizations/%E0%A4%A/users',
        '/v1/organizations/org%ZZ/users',
        '/v1/organizations/nope/users',
        `/v1/organizations/${'o'.repeat(3000)}/users`,
      ]) {
        const answer = await client.call('POST', path, { body: {} })
        expect([path.slice(0, 40), answer.status]).toEqual([path.slice(0, 40), answer.status === 404 ? 404 : 422])
      }
      expectError(await client.call('GET', `${acme}/audit-log?limit=%E0%A4%A`), 422, 'VALIDATION_ERROR')
      expectError(await client.call('GET', `${acme}/audit-log?limit=101&skip=-1`), 422, 'VALIDATION_ERROR')
      expectError(await client.call('GET', `${acme}/audit-log?limit=1&limit=2`), 422, 'VALIDATION_ERROR')
      expect((await client.call('GET', `${acme}/audit-log?unknown=1`)).status).toBe(200)
    },
  },
  {
    row: 'errors: violations',
    title: 'are listed up to fifty, with how many there are',
    async play(client) {
      const { body } = await invite(client, { email: jane, role_ids: Array.from({ length: 10_000 }, (_, index) => index) })
      expect(body.error.details.fields).toHaveLength(50)
      expect(body.error.details.total).toBe(10_000)
    },
  },
  {
    row: 'errors: media type',
    title: 'a missing Content-Type is tolerated',
    async play(client) {
      const answer = await client.call('POST', invitePath, { raw: new TextEncoder().encode(JSON.stringify({ email: jane })) })
      expect(answer.status, answer.text).toBe(201)
    },
  },
]
