import { expect } from 'vitest'
import { acme, type Client } from '../client.ts'
import { expectError, invite, type Row } from './row.ts'

const roles = (client: Client, headers: Readonly<Record<string, string>>) => client.call('GET', `${acme}/roles`, { token: null, headers })

export const credentials: readonly Row[] = [
  {
    row: 'credentials',
    title: 'Bearer and X-API-Key both open the door',
    async play(client) {
      expect((await roles(client, { authorization: 'Bearer tok_owner' })).status).toBe(200)
      expect((await roles(client, { 'x-api-key': 'tok_owner' })).status).toBe(200)
      expectError(
        await invite(client, { email: 'jane@example.com' }, { token: null, headers: { 'x-api-key': 'tok_member' } }),
        403,
        'INSUFFICIENT_PERMISSIONS',
      )
    },
  },
  ...(['lenient', 'strict'] as const).map((auth) => ({
    row: `credentials: ${auth}`,
    title: 'none, an empty one, bearer in lower case; expired and invalid tokens',
    options: { auth },
    async play(client: Client) {
      const required: Record<string, string>[] = [
        {},
        { authorization: '' },
        { authorization: 'Bearer' },
        { authorization: 'Bearer ' },
        { authorization: 'bearer tok_owner' },
        { authorization: 'tok_owner' },
        { authorization: 'Basic dG9rOm93bmVy' },
        { authorization: 'Bearer tok_owner, Bearer tok_admin' },
        { 'x-api-key': '' },
      ]
      for (const headers of required) expectError(await roles(client, headers), 401, 'AUTHENTICATION_REQUIRED')
      for (const carrier of [(token: string) => ({ authorization: `Bearer ${token}` }), (token: string) => ({ 'x-api-key': token })]) {
        expectError(await roles(client, carrier('tok_expired')), 401, 'TOKEN_EXPIRED')
        expectError(await roles(client, carrier('tok_invalid')), 401, 'TOKEN_INVALID')
      }
    },
  })),
  {
    row: 'credentials: lenient',
    title: "any other well-formed one stands for the scenario's default principal",
    async play(client) {
      expect((await roles(client, { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln' })).status).toBe(200)
      expect((await invite(client, { email: 'jane@example.com' }, { token: 'whatever' })).status).toBe(201)
      expect((await roles(client, { 'x-api-key': 'ak_0123456789' })).status).toBe(200)
    },
  },
  {
    row: 'credentials: lenient',
    title: 'the default principal of no-permission may not invite',
    options: { scenario: 'no-permission' },
    async play(client) {
      expectError(await invite(client, { email: 'jane@example.com' }, { token: 'whatever' }), 403, 'INSUFFICIENT_PERMISSIONS')
    },
  },
  {
    row: 'credentials: strict',
    title: 'only listed tokens pass',
    options: { auth: 'strict' },
    async play(client) {
      expect((await roles(client, { authorization: 'Bearer tok_owner' })).status).toBe(200)
      expectError(await roles(client, { authorization: 'Bearer whatever' }), 401, 'TOKEN_INVALID')
      expectError(await roles(client, { 'x-api-key': 'ak_whatever' }), 401, 'INVALID_API_KEY')
    },
  },
  {
    row: 'credentials',
    title: 'credentials are checked before the body',
    async play(client) {
      expectError(await invite(client, { email: 'no' }, { token: 'tok_expired' }), 401, 'TOKEN_EXPIRED')
    },
  },
  {
    row: 'credentials',
    title: "a removed or deactivated member's token no longer opens the organisation",
    async play(client) {
      expect((await roles(client, { authorization: 'Bearer tok_member' })).status).toBe(200)
      for (const token of ['tok_deactivated', 'tok_removed'])
        expectError(await roles(client, { authorization: `Bearer ${token}` }), 403, 'ORGANIZATION_ACCESS_DENIED')
      await client.call('DELETE', `${acme}/users/usr_member1`, { body: { confirm: true } })
      expectError(await roles(client, { authorization: 'Bearer tok_member' }), 403, 'ORGANIZATION_ACCESS_DENIED')
      await client.call('POST', `${acme}/users/usr_admin1/deactivate`, { body: { transfer_resources_to_department_id: 'dept_eng001' } })
      expectError(await roles(client, { authorization: 'Bearer tok_admin' }), 403, 'ORGANIZATION_ACCESS_DENIED')
    },
  },
]
