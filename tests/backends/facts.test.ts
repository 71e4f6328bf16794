import { beforeAll, describe, expect, it } from 'vitest'
import { checkInvariants, invitationState, type Reading } from '../../src/domain/index.ts'
import { listScenarios } from '../../src/world/index.ts'
import { fixtures, writeNamed } from './facts.ts'

type Written = Awaited<ReturnType<typeof writeNamed>>

const now = Date.parse('2025-12-22T15:30:00Z')
const day = 86_400_000

/** What each shipped scenario promises by its name. */
const promises: Readonly<Record<string, (written: Written) => void>> = {
  default: ({ find, tables, population }) => {
    expect(find.organization('Acme')?.id).toBe('org_xyz789')
    expect(find.role('Project Lead')?.id).toBe('role_abc123')
    expect(find.role('Admin')?.id).toBe('role_admin1')
    expect(find.role('Member')?.id).toBe('role_member1')
    expect(find.department('Engineering')?.id).toBe('dept_eng001')
    expect(find.department('Design')?.id).toBe('dept_design001')
    expect(find.user('olivia@example.com')?.id).toBe('usr_owner1')
    expect(find.user('jane@example.com')).toBeUndefined()
    const states = [...tables.memberships.rows()]
      .filter((row) => row.organizationId === 'org_xyz789')
      .map((row) => (row.removedAt === null ? row.state : 'removed'))
    expect(new Set(states)).toEqual(new Set(['active', 'pending_invitation', 'deactivated', 'removed']))
    expect(tables.memberships.count('organization', 'org_globex1')).toBe(2)
    expect(population.tokens).toEqual([
      { token: 'tok_owner', stands: 'olivia@example.com, Owner in Acme' },
      { token: 'tok_admin', stands: 'adam@example.com, Admin in Acme' },
      { token: 'tok_member', stands: 'mia@example.com, Member in Acme' },
      { token: 'tok_deactivated', stands: 'dora@example.com, deactivated in Acme' },
      { token: 'tok_removed', stands: 'rita@example.com, removed in Acme' },
      { token: 'tok_globex_owner', stands: 'gina@globex.example, Owner in Globex' },
    ])
    expect(tables.tokens.get('tok_member')?.userId).toBe('usr_member1')
    expect(find.role('Member')?.capabilities).toEqual([])
  },
  'empty-organization': ({ tables, find }) => {
    expect([...tables.memberships.rows()].map(({ userId }) => userId)).toEqual(['usr_owner1'])
    expect(find.organization('Acme')?.id).toBe('org_xyz789')
    expect(tables.departments.size).toBe(0)
  },
  'existing-elsewhere': ({ find }) => {
    expect(find.user('jane@example.com')).toMatchObject({ id: 'usr_jane1', fullName: 'Jane Doe', userName: 'janedoe' })
    expect(find.membership('Globex', 'jane@example.com')?.state).toBe('active')
    expect(find.membership('Acme', 'jane@example.com')).toBeUndefined()
  },
  'case-variant-email': ({ find, tables }) => {
    expect(find.user('jane@example.com')?.email).toBe('Jane@example.com')
    expect([...tables.memberships.rows()].filter(({ userId }) => userId === 'usr_jane1')).toEqual([])
    expect(find.membership('Acme', 'max.mori@example.com')?.state).toBe('active')
  },
  'already-member': ({ find }) => {
    expect(find.membership('Acme', 'jane@example.com')).toMatchObject({ state: 'active', userId: 'usr_jane1', removedAt: null })
  },
  pending: (written) => {
    expect(written.find.membership('Acme', 'jane@example.com')).toMatchObject({
      state: 'pending_invitation',
      invitedAt: now - day,
      joinedAt: null,
    })
    expect(written.find.user('jane@example.com')?.userName).toBeNull()
    expect(stateOfInvitation(written)).toBe('open')
  },
  'pending-with-account': (written) => {
    expect(written.find.membership('Globex', 'jane@example.com')?.state).toBe('active')
    expect(written.find.membership('Acme', 'jane@example.com')?.state).toBe('pending_invitation')
    expect(written.find.user('jane@example.com')?.userName).toBe('janedoe')
    expect(stateOfInvitation(written)).toBe('open')
  },
  'expired-invitation': (written) => {
    expect(written.find.membership('Acme', 'jane@example.com')).toMatchObject({ state: 'pending_invitation', invitedAt: now - 8 * day })
    expect(stateOfInvitation(written)).toBe('expired')
  },
  'deactivated-rejoins': ({ find }) => {
    expect(find.membership('Acme', 'jane@example.com')).toMatchObject({
      state: 'deactivated',
      deactivatedAt: now - 7 * day,
      removedAt: null,
    })
    expect(find.membership('Acme', 'jane@example.com')?.roles.map(({ roleId }) => roleId)).toEqual(['role_admin1'])
  },
  'removed-rejoins': ({ find, tables }) => {
    expect(find.membership('Acme', 'jane@example.com')).toMatchObject({ removedAt: now - 7 * day, roles: [], departments: [] })
    expect(tables.memberships.by('live', 'org_xyz789|usr_jane1')).toBeUndefined()
  },
  'last-owner': ({ tables }) => {
    const owners = [...tables.memberships.where('role', 'org_xyz789|role_owner1')]
    expect(owners.filter(({ state }) => state === 'active').map(({ userId }) => userId)).toEqual(['usr_owner1'])
    expect(owners.map(({ userId }) => userId).sort()).toEqual(['usr_owner1', 'usr_owner2', 'usr_owner3'])
  },
  blank: ({ population }) => {
    expect(population.counts).toMatchObject({ people: 0 })
  },
  'no-permission': ({ population, tables, find }) => {
    expect(population.defaultPrincipal?.id).toBe('usr_member1')
    const membership = find.membership('Acme', 'mia@example.com')
    expect(membership?.roles.flatMap(({ roleId }) => tables.roles.get(roleId)?.capabilities ?? [])).toEqual([])
  },
  'no-user': ({ find, population }) => {
    expect(find.user('jane@example.com')).toBeUndefined()
    expect(population.counts).toMatchObject({ people: 8 })
  },
  // Its steps are played when worlds start from it; they are no facts.
  'week-of-changes': ({ scenario, find }) => {
    expect(scenario.steps.length).toBeGreaterThan(10)
    expect(find.user('jane@example.com')).toBeUndefined()
  },
  large: ({ tables, find, population }) => {
    expect(population.counts).toEqual({ organizations: 2, people: 100_008, members: 100_007 })
    const states = new Map<string, number>()
    for (const { state } of tables.memberships.where('organization', 'org_xyz789')) states.set(state, (states.get(state) ?? 0) + 1)
    expect(states.get('active')).toBeGreaterThan(90_000)
    expect(states.get('pending_invitation')).toBeGreaterThan(4_000)
    expect(states.get('deactivated')).toBeGreaterThan(2_000)
    expect(tables.memberships.count('role', 'org_xyz789|role_owner1')).toBe(1)
    expect(tables.memberships.count('department', 'org_xyz789|dept_eng001')).toBeGreaterThan(40_000)
    expect(find.user('jane@example.com')).toBeUndefined()
  },
}

const shipped = await listScenarios([fixtures])

it('every shipped scenario promises something', () => {
  expect(shipped.map(({ name }) => name).sort()).toEqual(Object.keys(promises).sort())
})

describe.each(shipped)('$name', ({ name, description }) => {
  let written: Written
  beforeAll(async () => {
    written = await writeNamed(name)
  })

  it('says what it is, loads without a finding, holds what it promises, and keeps all invariants', () => {
    expect(description).toMatch(/^\S.*\.$/)
    expect(written.scenario.description).toBe(description)
    expect(written.population.diagnostics).toEqual([])
    promises[name]?.(written)
    expect(checkInvariants(written.tables)).toEqual([])
  })

  // A tester's fixtures must never write to a real person.
  it('mails nobody real, and names no token with a fixed meaning', () => {
    const { tables } = written
    for (const { email } of tables.users.rows()) expect(email).toMatch(/@(example\.com|[a-z.]+\.(example|test))$/)
    expect([tables.tokens.get('tok_expired'), tables.tokens.get('tok_invalid')]).toEqual([undefined, undefined])
  })

  it('is frozen at the time of the documented examples', () => {
    expect(written.scenario.clock).toEqual({ mode: 'frozen', now })
  })
})

it('gives the same rows each time', async () => {
  for (const name of ['default', 'last-owner']) expect((await writeNamed(name)).store.dump()).toEqual((await writeNamed(name)).store.dump())
})

function stateOfInvitation({ tables, find }: Written): string | undefined {
  const invitation = find.invitation('Acme', 'jane@example.com')
  return invitation && invitationState({ tables, now } as Pick<Reading, 'tables' | 'now'>, invitation)
}
