import { describe, expect, it } from 'vitest'
import {
  assumptionNames,
  assumptions,
  capabilityKeys,
  checkInvariants,
  defaultAssumptions,
  type OrganizationTables,
  parseAssumptions,
  refusalCodes,
  refusals,
  systemRoles,
  toComparable,
  toStored,
} from '../../src/domain/index.ts'
import { createWorld, inviteJane } from './world.ts'

describe('addresses', () => {
  it.each([
    ['Jane.Doe@EXAMPLE.com', 'Jane.Doe@example.com', 'jane.doe@example.com'],
    ['"a@B"@C.de', '"a@B"@c.de', '"a@b"@c.de'],
  ])('%s is stored as %s and compared as %s', (email, stored, comparable) => {
    expect([toStored(email), toComparable(email)]).toEqual([stored, comparable])
  })
})

describe('assumptions', () => {
  it('are six, each with a default, an alternative, a sentence and evidence', () => {
    expect(assumptionNames).toHaveLength(6)
    for (const name of assumptionNames) {
      const { alternatives, says, evidence } = assumptions[name]
      expect(alternatives).not.toContain(assumptions[name].default)
      expect(alternatives.length).toBeGreaterThan(0)
      expect(says).toMatch(/\.$/)
      expect(evidence).toMatch(/^[SEQRI]\b.*\.$/)
    }
  })

  it('takes overrides and says what is wrong with the others', () => {
    const { assumptions: values, problems } = parseAssumptions({ existing_user_state: 'active', link_when_not_mailed: null, nonsense: 1 })
    expect(values).toEqual({ ...defaultAssumptions, existing_user_state: 'active' })
    expect(problems).toEqual([
      { name: 'link_when_not_mailed', problem: 'unknown_value', allowed: ['returned', 'null'] },
      { name: 'nonsense', problem: 'unknown_name', allowed: assumptionNames },
    ])
  })
})

describe('capabilities and system roles', () => {
  it('are fourteen and six; Owner holds all, Admin all but two', () => {
    expect(capabilityKeys).toHaveLength(14)
    expect(systemRoles.map(({ name, capabilities }) => [name, capabilities.length])).toEqual([
      ['Owner', 14],
      ['Admin', 12],
      ['Member', 0],
      ['Department Manager', 3],
      ['Knowledge Manager', 1],
      ['Billing Manager', 1],
    ])
  })
})

describe('refusals', () => {
  it('each break a rule that is said in a sentence', () => {
    for (const code of refusalCodes) expect(refusals[code].rule).toMatch(/^[A-Z].*\.$/)
  })
})

describe('invariants', () => {
  /** Rows put past the commands, and what must be said of them. */
  const breakages: [string, (tables: OrganizationTables) => void, RegExp][] = [
    ['a lost owner', ({ memberships }) => memberships.delete('orgusr_owner'), /org_a has no active owner/],
    ['a lost user', ({ users }) => users.delete('usr_member'), /unknown user usr_member/],
    ['a lost role', ({ roles }) => roles.delete('role_member'), /unknown role role_member/],
    ['a lost department', ({ departments }) => departments.delete('dept_eng'), /unknown department dept_eng/],
    ['a lost organisation', ({ organizations }) => organizations.delete('org_b'), /unknown organization org_b/],
    [
      'a lost invitation',
      ({ invitations }) => invitations.delete([...invitations.rows()][0]?.id ?? ''),
      /pending without an unused invitation/,
    ],
    [
      'a circle of departments',
      ({ departments }) => departments.put({ ...(departments.get('dept_eng') ?? fail()), parentId: 'dept_back' }),
      /dept_back stands below itself/,
    ],
    [
      'roles of a removed member',
      ({ memberships }) => memberships.put({ ...(memberships.get('orgusr_member') ?? fail()), removedAt: 1 }),
      /removed and still has roles/,
    ],
    [
      'a role held twice',
      ({ memberships }) => {
        const member = memberships.get('orgusr_member') ?? fail()
        memberships.put({ ...member, roles: [...member.roles, ...member.roles] })
      },
      /has a role twice/,
    ],
  ]

  it.each(breakages)('notice %s', (_, breakIt, said) => {
    const { store } = createWorld()
    inviteJane({ ...createWorld(), store })
    expect(checkInvariants(store.tables)).toEqual([])
    store.transact('break', () => breakIt(store.tables))
    expect(checkInvariants(store.tables).join('\n')).toMatch(said)
  })
})

function fail(): never {
  throw new Error('The world is not as expected')
}
