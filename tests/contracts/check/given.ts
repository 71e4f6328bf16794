import { fileURLToPath } from 'node:url'
import type { Pact, PactSource } from '../../../src/contracts/index.ts'

export const document = fileURLToPath(new URL('../../../openapi/organizations.yaml', import.meta.url))

const named = { params: ['email'], gives: ['email'] }

export const catalogue = {
  states: { 'no user with email': named, 'user is a member of the organization': named },
  common: ['organization_id'],
}

const path = '/v1/organizations/org_xyz789/users/invite/v2'
const request = {
  method: 'POST',
  path,
  query: {},
  headers: { authorization: ['Bearer pact-token'], 'content-type': ['application/json'] },
  body: { email: 'jane@example.com', full_name: 'Jane Doe' } as Record<string, unknown>,
  contentType: 'application/json',
  rules: { header: { authorization: { combine: 'AND', matchers: [{ match: 'regex', regex: '^Bearer .+$' }] } } },
  generators: {
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: Pact's expressions
    path: { '': { type: 'ProviderState', expression: '/v1/organizations/${organization_id}/users/invite/v2' } },
    body: { '$.email': { type: 'ProviderState', expression: '${email}' } },
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: Pact's expressions
  },
}
const state = (name: string) => [{ name, params: { email: 'jane@example.com' } }]
const only = (...matchers: object[]) => ({ combine: 'AND', matchers })
const orNull = (matcher: object) => ({ combine: 'OR', matchers: [{ match: 'null' }, matcher] })
const states = { match: 'regex', regex: '^(active|deactivated|pending_invitation)$' }

/** A pact nothing is wrong with, to be changed one place at a time; a fresh one each time. */
export function goodPact() {
  const interactions = [
    {
      key: 'new',
      description: 'an invitation of somebody new',
      states: state('no user with email'),
      pending: false,
      comments: {},
      request,
      response: {
        status: 201,
        headers: { 'content-type': ['application/json'] },
        body: {
          id: 'usr_abc123def456',
          email: 'jane@example.com',
          full_name: 'Jane Doe',
          account_state: 'pending_invitation',
          role_ids: ['role_abc123'],
          invited_at: '2025-12-22T15:30:00',
        } as Record<string, unknown>,
        contentType: 'application/json',
        rules: {
          body: {
            '$.id': only({ match: 'regex', regex: '^usr_[A-Za-z0-9]+$' }),
            '$.email': only({ match: 'type' }),
            '$.full_name': orNull({ match: 'type' }),
            '$.account_state': only(states),
            '$.role_ids': only({ match: 'type', min: 1 }),
            '$.role_ids[*]': only({ match: 'type' }),
          } as Record<string, unknown>,
        },
        generators: {},
      },
      pointer: '/interactions/0',
    },
    {
      key: 'member',
      description: 'an invitation of a member',
      states: state('user is a member of the organization'),
      pending: false,
      comments: {},
      request,
      response: {
        status: 409,
        headers: { 'content-type': ['application/json'] },
        body: { success: false, error: { code: 'USER_ALREADY_EXISTS', status: 409, message: 'taken' } } as Record<string, unknown>,
        contentType: 'application/json',
        rules: { body: { '$.error.message': only({ match: 'type' }) } as Record<string, unknown> },
        generators: {},
      },
      pointer: '/interactions/1',
    },
  ]
  return structuredClone({ consumer: 'admin-web', provider: 'organisations', interactions, metadata: {}, version: 4, file: 'a.json' })
}

export type Draft = ReturnType<typeof goodPact>

export function sourceOf(draft: Draft): PactSource {
  return { pact: draft as unknown as Pact, raw: {}, locate: (pointer) => ({ file: 'a.json', line: 1, pointer }) }
}
