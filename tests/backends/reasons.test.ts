import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../../src/index.ts'
import { blockAt, explain, make, run } from '../control/refusals.ts'
import { acme, client, pass } from '../journeys/client.ts'
import { type Call, complete, day, get, invite, mia, patch, post, remove, validate } from './rows/error.ts'

const jane = invite({})
const dora = 'usr_deactivated1'
const toEngineering = { transfer_resources_to_department_id: 'dept_eng001' }

interface Story {
  readonly name: string
  readonly options?: MockOptions
  readonly calls: readonly Call[]
  /** What the explanation says led there. */
  readonly how?: string
  /** What the line of the scenario says that is named instead. */
  readonly line?: string
  readonly summary?: string
  /** In the command. */
  readonly curl?: string
}

const stories: readonly Story[] = [
  { name: 'invited before', calls: [get(`${acme}/roles`), jane, jane], how: 'invited by request 2', curl: '/resend-invitation' },
  {
    name: 'a member by the scenario, with more roles',
    calls: [invite({ email: 'mia@example.com', role_ids: ['role_abc123'] })],
    line: 'mia@example.com:',
    curl: '/memberships',
  },
  {
    name: 'a deactivated member',
    calls: [invite({ email: 'dora@example.com' })],
    line: 'dora@example.com:',
    curl: `/users/${dora}/reactivate`,
  },
  {
    name: 'invited long ago',
    calls: [jane, { ...jane, after: 8 * day }],
    how: 'invited by request 1',
    summary: 'is invited and has not accepted yet',
    curl: '/resend-invitation',
  },
  {
    name: 'accepted before',
    calls: [complete('invkey_pending1'), complete('invkey_pending1')],
    how: 'accepted by request 1',
    curl: '/users/usr_pending1',
  },
  {
    name: 'deactivated before',
    calls: [post(`${acme}/users/${mia}/deactivate`, toEngineering), post(`${acme}/users/${mia}/deactivate`, toEngineering)],
    how: 'deactivated by request 1',
    curl: `/users/${mia}/reactivate`,
  },
  {
    name: 'reactivated before',
    calls: [post(`${acme}/users/${dora}/reactivate`), post(`${acme}/users/${dora}/reactivate`)],
    how: 'reactivated by request 1',
  },
  {
    name: 'deactivated, and calling',
    calls: [post(`${acme}/users/usr_admin1/deactivate`, toEngineering), get(`${acme}/roles`, { token: 'tok_admin' })],
    how: 'deactivated by request 1',
    summary: 'Adam Adler (adam@example.com) is deactivated in Acme',
  },
  {
    name: 'removed, and looked for',
    calls: [remove(`${acme}/users/${mia}`, { confirm: true }), get(`${acme}/users/${mia}`)],
    how: 'removed by request 1',
    curl: 'mia@example.com',
  },
  {
    name: 'robbed of a role, and calling',
    calls: [patch(`${acme}/users/usr_admin1/memberships`, { role_ids: [], department_ids: [] }), invite({}, { token: 'tok_admin' })],
    how: 'roles changed by request 1',
    summary: 'Adam Adler (adam@example.com) holds no role in Acme',
  },
  {
    name: 'a role given before',
    calls: [post(`${acme}/roles/role_abc123/members`, { user_id: mia }), post(`${acme}/roles/role_abc123/members`, { user_id: mia })],
    how: 'given by request 1',
  },
  {
    name: 'a role given, then kept',
    calls: [
      post(`${acme}/roles/role_abc123/members`, { user_id: mia }),
      patch(`${acme}/users/${mia}/memberships`, { role_ids: ['role_abc123'], department_ids: [] }),
      post(`${acme}/roles/role_abc123/members`, { user_id: mia }),
    ],
    how: 'given by request 1',
  },
  {
    name: 'a role taken away before',
    calls: [remove(`${acme}/roles/role_member1/members/${mia}`), remove(`${acme}/roles/role_member1/members/${mia}`)],
    how: 'taken away by request 1',
  },
  {
    name: 'a role made before',
    calls: [
      post(`${acme}/roles`, { name: 'Recruiter', capabilities: ['invite_users'] }),
      post(`${acme}/roles`, { name: 'recruiter', capabilities: ['invite_users'] }),
    ],
    how: 'created by request 1',
    curl: 'recruiter 2',
  },
  {
    name: 'a role deleted before',
    calls: [
      remove(`${acme}/roles/role_abc123/members/usr_pending1`),
      remove(`${acme}/roles/role_abc123`),
      invite({ role_ids: ['role_abc123'] }),
    ],
    how: 'deleted by request 2',
  },
  {
    name: 'a department made before',
    calls: [post(`${acme}/departments`, { name: 'Sales' }), post(`${acme}/departments`, { name: 'SALES' })],
    how: 'created by request 1',
  },
  {
    name: 'a department moved below another',
    calls: [
      post(`${acme}/departments/dept_design001/reparent`, { new_parent_id: 'dept_eng001' }),
      post(`${acme}/departments/dept_eng001/reparent`, { new_parent_id: 'dept_design001' }),
    ],
    how: 'moved below it by request 1',
  },
  {
    name: 'expired, and sent again once',
    calls: [post(`${acme}/users/usr_pending1/resend-invitation`), validate('invkey_pending1', { after: 8 * day })],
    how: 'sent again by request 1',
    curl: '/resend-invitation',
  },
  { name: 'expired', calls: [validate('invkey_pending1', { after: 8 * day })], line: 'invited: -2d', curl: '/resend-invitation' },
  {
    name: 'renewed, and the old key used',
    options: { assumptions: { expired_invitation: 'renew' } },
    calls: [invite({ email: 'paul@example.com' }, { after: 8 * day }), validate('invkey_pending1')],
    how: 'invited by request 1',
    summary: 'was invited anew',
  },
  {
    name: 'the last Owner, the other one deactivated',
    calls: [
      post(`${acme}/roles/role_owner1/members`, { user_id: 'usr_admin1' }),
      post(`${acme}/users/usr_admin1/deactivate`, toEngineering),
      remove(`${acme}/users/usr_owner1`, { confirm: true }),
    ],
    how: 'another Owner deactivated by request 2',
  },
  {
    name: 'the last Owner, the other one removed',
    calls: [
      post(`${acme}/roles/role_owner1/members`, { user_id: 'usr_admin1' }),
      remove(`${acme}/users/${mia}`, { confirm: true }),
      remove(`${acme}/users/usr_admin1`, { confirm: true }),
      patch(`${acme}/users/usr_owner1/memberships`, { role_ids: [], department_ids: [] }),
    ],
    how: 'another Owner removed by request 3',
    curl: '"role_ids":["role_owner1"]',
  },
  {
    name: 'the last Owner, beside a deactivated one',
    options: { scenario: 'last-owner' },
    calls: [remove(`${acme}/users/usr_owner1`, { confirm: true })],
    curl: '/users/usr_owner2/reactivate',
  },
  {
    name: 'an id that is misspelt',
    calls: [get(`${acme}/users/usr_memberl`)],
    summary: 'did you mean Mia Moreau (mia@example.com), usr_member1',
    curl: '/users/usr_member1',
  },
  { name: 'a name for an id', calls: [invite({ role_ids: ['role_Billing_Manager'] })], curl: 'role_billing_manager' },
  {
    name: 'two unknown ids, one after the other',
    calls: [invite({ role_ids: ['role_nope', 'role_none'], department_ids: ['dept_nope'] })],
    curl: '"role_ids":[],"department_ids":[]',
  },
  {
    name: 'an unknown department that must be named',
    calls: [post(`${acme}/users/${mia}/deactivate`, { transfer_resources_to_department_id: 'dept_nope' })],
    curl: 'dept_eng001',
  },
  { name: 'one department of a scope', calls: [get(`${acme}/departments/tree?scope=dept_eng001,dept_nope`)], curl: 'scope=dept_eng001' },
  {
    name: 'a member of another organization',
    calls: [post(`${acme}/roles/role_member1/members`, { user_id: 'usr_globex_member1' })],
    summary: 'has an account, but is no member of Acme',
    curl: 'hank@globex.example',
  },
  {
    name: 'someone of another organization, calling',
    calls: [get(`${acme}/roles`, { token: 'tok_globex_owner' })],
    summary: 'is no member of Acme',
  },
]

describe('why a call was refused', () => {
  it.each(stories)('$name', async ({ options, calls, how, line, summary, curl }) => {
    const api = await client('over a socket', options)
    for (const [index, call] of calls.entries()) {
      if (call.after !== undefined) pass(api.mock, call.after)
      const { status, text } = await make(api, call)
      if (index < calls.length - 1) expect(status, text).toBeLessThan(300)
      else expect(status, text).toBeGreaterThanOrEqual(400)
    }
    const { causedBy, scenario, ...explanation } = explain(api.mock)
    expect(causedBy?.how).toBe(how)
    if (how !== undefined) expect(causedBy?.id).toBe(Number(/\d+$/.exec(how)?.[0]))
    if (line !== undefined) expect(blockAt(scenario ?? { file: '', line: 0 }).line).toContain(line)
    expect(explanation.summary).toContain(summary ?? '')
    expect(explanation.curl).toContain(curl ?? '')
    expect(await run(explanation.curl), explanation.curl).toBeLessThan(300)
  })

  it('does not take a call for the cause that was taken back', async () => {
    const api = await client('in process')
    await make(api, post(`${acme}/users/${dora}/reactivate`))
    await api.mock.undo()
    await make(api, invite({ email: 'dora@example.com' }))
    await make(api, post(`${acme}/users/${dora}/deactivate`, toEngineering))
    const { causedBy, scenario } = explain(api.mock)
    expect(causedBy).toBeUndefined()
    expect(blockAt(scenario ?? { file: '', line: 0 }).line).toContain('dora@example.com')
  })

  it('says so when the same call would be let through by now', async () => {
    const api = await client('over a socket')
    await make(api, post(`${acme}/users/${mia}/reactivate`))
    const refused = api.mock.registry.at('default').journal.find(1)
    await make(api, post(`${acme}/users/${mia}/deactivate`, toEngineering))
    const { remedy, curl } = (await api.mock.requests.find(refused?.id ?? 0)).explanation ?? { remedy: '', curl: '' }
    expect(remedy).toBe('The same call would be let through by now.')
    expect(await run(curl)).toBe(200)
  })

  it('points into the scenario that was extended, for what another one inherited', async () => {
    const api = await client('in process', { scenario: 'pending' })
    await make(api, invite({ email: 'adam@example.com' }))
    const { scenario } = explain(api.mock)
    expect(scenario?.file).toMatch(/default\.yaml$/)
    expect(blockAt(scenario ?? { file: '', line: 0 }).line).toContain('adam@example.com')
  })

  it('leaves the world as it was, however much was tried', async () => {
    const api = await client('in process')
    await make(api, jane)
    await make(api, jane)
    const world = api.mock.registry.at('default')
    const before = [JSON.stringify(world.dump()), world.journal.size, world.outgoing.length, world.steps?.length]
    explain(api.mock)
    expect([JSON.stringify(world.dump()), world.journal.size, world.outgoing.length, world.steps?.length]).toEqual(before)
    expect((await make(api, post(`${acme}/users/${mia}/resend-invitation`))).headers.get('x-request-id')).toBe(world.traceId(3))
  })
})
