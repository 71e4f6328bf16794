import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { explainExchange } from '../../src/control/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import { acme } from '../journeys/client.ts'

let mock: Mock

beforeAll(async () => {
  mock = await createMock()
  return () => mock.close()
})

const ids = [
  'usr_member1',
  'usr_deactivated1',
  'usr_removed1',
  'usr_pending1',
  'usr_owner1',
  'usr_none',
  'role_abc123',
  'role_admin1',
  'role_globex1',
  'dept_eng001',
  'dept_none',
  'x',
  '',
  'ä%20b',
  'a/b',
]
const id = fc.constantFrom(...ids)
const path = fc.oneof(
  fc.tuple(id).map(([user]) => `${acme}/users/${user}`),
  fc
    .tuple(id, fc.constantFrom('deactivate', 'reactivate', 'memberships', 'resend-invitation', 'nonsense'))
    .map(([user, verb]) => `${acme}/users/${user}/${verb}`),
  fc.tuple(id, id).map(([role, user]) => `${acme}/roles/${role}/members/${user}`),
  fc.tuple(id).map(([department]) => `${acme}/departments/${department}/members`),
  fc.constantFrom(
    `${acme}/users/invite/v2`,
    `${acme}/roles`,
    `${acme}/roles/`,
    `${acme}/audit-log?limit=-1`,
    `${acme}/invitation?email=mia@example.com`,
  ),
  fc.constantFrom(
    '/v1/invitations/accept',
    '/v1/invitations/complete',
    '/v1/invitations/validate/invkey_pending1',
    '/v1/organizations/org_globex1/roles',
    '/',
    '/v1',
    '/users?a=%zz',
  ),
)
const body = fc.option(
  fc.dictionary(
    fc.constantFrom(
      'email',
      'role_ids',
      'department_ids',
      'user_id',
      'email_key',
      'password',
      'full_name',
      'name',
      'capabilities',
      'confirm',
      'parent_id',
      'transfer_resources_to_department_id',
    ),
    fc.oneof(
      id,
      fc.array(id, { maxLength: 2 }),
      fc.constantFrom(null, true, 7, 'jane@example.com', 'Mia@example.com', 'invkey_pending1', ['manage_billing']),
    ),
  ),
  { nil: undefined },
)
const call = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT'),
  path,
  body,
  token: fc.constantFrom('tok_owner', 'tok_admin', 'tok_member', 'tok_removed', 'tok_globex_owner', 'tok_expired', 'nobodys', ''),
})

/** The words of a command, as a shell takes them apart. */
function wordsOf(command: string): string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}

/** Sends what a curl command would send. */
async function play(command: string): Promise<number> {
  const [, ...words] = wordsOf(command)
  const method = words.includes('-X') ? (words[words.indexOf('-X') + 1] as string) : 'GET'
  const headers = words.flatMap((word, index) =>
    word === '-H' ? [(words[index + 1] as string).split(/: (.*)/s).slice(0, 2) as [string, string]] : [],
  )
  const data = words.indexOf('-d')
  const url = words.find((word) => word.startsWith('http://')) as string
  return (await mock.fetch(url, { method, headers, ...(data === -1 ? {} : { body: words[data + 1] as string }) })).status
}

describe('an explanation', () => {
  it('is there for every refusal, with a command that is let through, whatever was called before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 8 }), async (calls) => {
        await mock.reset()
        const world = mock.registry.at('default')
        for (const { method, path, body, token } of calls) {
          const hasBody = body !== undefined && method !== 'GET'
          const headers = {
            ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
            ...(hasBody ? { 'content-type': 'application/json' } : {}),
          }
          await mock.fetch(path, { method, headers, ...(hasBody ? { body: JSON.stringify(body) } : {}) })
        }
        const before = JSON.stringify(world.dump())
        const refused = [...world.journal.exchanges()].filter(({ response }) => (response as { status: number }).status >= 400)
        const explanations = refused.map((exchange) => explainExchange(mock.engine, world, exchange))
        expect(JSON.stringify(world.dump())).toBe(before)
        for (const explanation of explanations) {
          expect(explanation?.summary).toMatch(/\S/)
          for (const { expected, document } of explanation?.violations ?? [])
            expect([expected !== '', document.line > 0]).toEqual([true, true])
        }
        // all were tried in the same state, so only the last is sure to be let through now
        const last = explanations.at(-1)
        if (last !== undefined) expect(await play(last.curl), `${JSON.stringify(last, null, 1)}`).toBeLessThan(400)
      }),
      { numRuns: 150 },
    )
  })
})
