import { describe, expect, it } from 'vitest'
import { checkInvariants } from '../../src/domain/index.ts'
import { loadScenario } from '../../src/world/index.ts'
import { createFolder } from '../world/scenario-folder.ts'
import { write } from './facts.ts'

const now = Date.parse('2025-12-22T15:30:00Z')
const day = 86_400_000

async function written(fixture: string) {
  const result = write(await loadScenario('x', [await createFolder({ x: fixture })]))
  expect(result.population.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(checkInvariants(result.tables)).toEqual([])
  return result
}

/** One member of one organisation, as it comes out. */
async function member(facts: string) {
  const { find } = await written(
    `organizations: { A: { created: -100d, roles: { R: {} }, departments: { D: {} }, members: { o@x.test: { roles: [Owner] }, m@x.test: ${facts} } } }`,
  )
  return { membership: find.membership('A', 'm@x.test'), invitation: find.invitation('A', 'm@x.test') }
}

describe('what a member’s facts come to', () => {
  const none = { invitedAt: null, joinedAt: null, deactivatedAt: null, removedAt: null }
  it.each([
    ['{}', { ...none, state: 'active', joinedAt: now - 100 * day }, undefined],
    ['{ joined: -3d }', { ...none, state: 'active', joinedAt: now - 3 * day }, undefined],
    [
      '{ invited: -4d, joined: -3d }',
      { ...none, state: 'active', invitedAt: now - 4 * day, joinedAt: now - 3 * day },
      { usedAt: now - 3 * day },
    ],
    ['{ invited: -90m }', { ...none, state: 'active', invitedAt: now - 5_400_000, joinedAt: now - 5_400_000 }, { usedAt: now - 5_400_000 }],
    [
      '{ state: pending_invitation }',
      { ...none, state: 'pending_invitation', invitedAt: now - day },
      { sentAt: now - day, usedAt: null, withdrawnAt: null, isMailed: true },
    ],
    [
      '{ state: pending_invitation, invited: -P7DT12H, invitation: { mailed: false } }',
      { invitedAt: now - 7.5 * day },
      { isMailed: false },
    ],
    ['{ state: deactivated }', { ...none, state: 'deactivated', joinedAt: now - 100 * day, deactivatedAt: now - day }, undefined],
    ['{ state: deactivated, joined: -1h }', { deactivatedAt: now - 3_600_000 }, undefined],
    [
      '{ state: deactivated, invited: -2d }',
      { ...none, state: 'deactivated', invitedAt: now - 2 * day, deactivatedAt: now - day },
      { usedAt: null, withdrawnAt: null },
    ],
    ['{ state: removed }', { ...none, state: 'active', joinedAt: now - 100 * day, removedAt: now - day }, undefined],
    [
      '{ state: removed, invited: -2d }',
      { ...none, state: 'pending_invitation', invitedAt: now - 2 * day, removedAt: now - day },
      { withdrawnAt: now - day },
    ],
    [
      '{ state: removed, joined: 2025-12-01, deactivated: -3d }',
      { state: 'deactivated', deactivatedAt: now - 3 * day, removedAt: now - day },
      undefined,
    ],
  ])('%s', async (facts, membership, invitation) => {
    const found = await member(facts)
    expect(found.membership).toMatchObject(membership)
    if (invitation === undefined) expect(found.invitation).toBeUndefined()
    else expect(found.invitation).toMatchObject(invitation)
  })
})

it('makes a person without names of a member who stands nowhere else, and the domain lower-case', async () => {
  const { find } = await written('organizations: { A: { members: { Some.One@X.Test: { roles: [Owner] } } } }')
  expect(find.user('some.one@x.test')).toMatchObject({
    email: 'Some.One@x.test',
    fullName: null,
    userName: null,
    id: expect.stringMatching(/^usr_[0-9a-f]{32}$/),
  })
})

it('finds people in any letter case', async () => {
  const { find, tables } = await written(
    'people: { Ann@x.test: { id: usr_ann } }\ntokens: { t: ANN@x.test }\ndefault_principal: ann@X.test\norganizations: { A: { members: { aNN@x.test: { roles: [Owner] } } } }',
  )
  expect(find.membership('A', 'ann@x.test')?.userId).toBe('usr_ann')
  expect(tables.tokens.get('t')?.userId).toBe('usr_ann')
})

it('lets a department stand before its parent', async () => {
  const { find } = await written(
    'organizations: { A: { departments: { Low: { parent: Top }, Top: {} }, members: { o@x.test: { roles: [Owner] } } } }',
  )
  expect(find.department('Low')?.parentId).toBe(find.department('Top')?.id)
})

it('warns of an organization without an active owner, and protects none there', async () => {
  const { population, tables } = await written('organizations: { A: { members: { o@x.test: { state: deactivated, roles: [Owner] } } } }')
  expect(population.diagnostics).toMatchObject([
    { code: 'scenario.organization.ownerless', severity: 'warning', where: { line: 1, column: 18 } },
  ])
  expect([...tables.organizations.rows()].map(({ isOwnerless }) => isOwnerless)).toEqual([true])
})

describe('generate', () => {
  const fixture = (seed: number) => `
people: { ada.abe.1@example.com: { user_name: adaabe1 } }
organizations:
  A: { roles: { R: {} }, departments: { D: {}, E: {} }, members: { o@x.test: { roles: [Owner] } }, generate: { members: 2000, seed: ${seed} } }
  B: { members: { o@x.test: { roles: [Owner] } }, generate: { members: 2000 } }
`

  it('makes as many as it is told, in two organizations too, the same each time', async () => {
    const { store, tables, population } = await written(fixture(7))
    expect(population.counts).toEqual({ organizations: 2, people: 4002, members: 4002 })
    expect(tables.invitations.size).toBeGreaterThan(100)
    expect((await written(fixture(7))).store.dump()).toEqual(store.dump())
    expect((await written(fixture(8))).store.dump()).not.toEqual(store.dump())
  })

  it('dates nothing in the future', async () => {
    const { tables } = await written(fixture(7))
    for (const { createdAt, modifiedAt } of tables.memberships.rows()) {
      expect(createdAt).toBeLessThanOrEqual(now)
      expect(modifiedAt).toBeGreaterThanOrEqual(createdAt)
    }
  })
})
