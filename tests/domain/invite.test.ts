import { describe, expect, it } from 'vitest'
import { accept, deactivate, getMember, invite, type Refusal, reactivate, remove } from '../../src/domain/index.ts'
import { ask, createWorld, day, inviteJane, jane, keyOf, noon, refused, run } from './world.ts'

/** The rows of the invite table in the page on semantics, by number. */
describe('invite', () => {
  it('1: makes a user and a pending membership for an unknown address', () => {
    const world = createWorld()
    const { value } = run(world, invite, { ...jane, roleIds: ['role_editor'], departmentIds: ['dept_eng'] })
    expect(value.user).toMatchObject({ email: 'jane@example.com', fullName: 'Jane Doe', userName: null })
    expect(value.user.id).toMatch(/^usr_[0-9a-f]{32}$/)
    expect(value.membership).toMatchObject({
      state: 'pending_invitation',
      invitedAt: noon,
      joinedAt: null,
      deactivatedAt: null,
      removedAt: null,
    })
    expect(value.membership.roles).toMatchObject([{ roleId: 'role_editor', assignedAt: noon }])
    expect(value.membership.departments).toEqual([{ departmentId: 'dept_eng', addedAt: noon }])
  })

  it('1: keeps the local part as given and the domain in lower case', () => {
    expect(inviteJane(createWorld(), { email: 'Jane.Doe@EXAMPLE.com' }).user.email).toBe('Jane.Doe@example.com')
  })

  it('2: adds a known user under his own names, pending', () => {
    const { user, membership } = inviteJane(createWorld(), { email: 'OTHER@example.com', fullName: 'Someone Else' })
    expect(user).toMatchObject({ id: 'usr_other', email: 'other@example.com', fullName: 'The other', userName: 'other' })
    expect(membership.state).toBe('pending_invitation')
  })

  it('2: takes the request’s name when the account has none', () => {
    const world = createWorld()
    inviteJane(world, { fullName: null })
    const { value } = run({ ...world, actorId: 'usr_other' }, invite, { ...jane, organizationId: 'org_b', fullName: 'Jane Later' })
    expect(value.user.fullName).toBe('Jane Later')
  })

  it('2: existing_user_state active makes a user with an account a member at once, without invitation or mail', () => {
    const world = createWorld({ existing_user_state: 'active' })
    const { value, events } = run(world, invite, { ...jane, email: 'other@example.com' })
    expect(value.membership).toMatchObject({ state: 'active', joinedAt: noon, invitedAt: noon })
    expect(value.linkKey).toBeNull()
    expect(events).toEqual([])
    expect(world.store.tables.invitations.size).toBe(0)
  })

  it('2: existing_user_state active leaves someone without an account pending', () => {
    const world = createWorld({ existing_user_state: 'active' })
    expect(inviteJane(world).membership.state).toBe('pending_invitation')
    expect(run({ ...world, actorId: 'usr_other' }, invite, { ...jane, organizationId: 'org_b' }).value.membership.state).toBe(
      'pending_invitation',
    )
  })

  it.each(['pending_invitation', 'active', 'deactivated'])('3: refuses an address that is %s here, in any letter case', (state) => {
    const world = createWorld()
    const member = inviteJane(world)
    const of = { organizationId: 'org_a', userId: member.user.id, transferToDepartmentId: 'dept_eng' }
    if (state !== 'pending_invitation') run({ ...world, actorId: member.user.id }, accept, { key: keyOf(world, member) })
    if (state === 'deactivated') run(world, deactivate, of)
    const refusal = refused(world, invite, { ...jane, email: 'JANE@Example.COM' })
    expect(refusal).toMatchObject({
      code: 'member-exists',
      facts: { email: 'JANE@Example.COM', organizationId: 'org_a' },
      place: ['email'],
    })
  })

  it('4: takes a removed user back: same user, fresh membership', () => {
    const world = createWorld()
    const first = inviteJane(world, { roleIds: ['role_editor'] })
    run(world, remove, { organizationId: 'org_a', userId: first.user.id, confirm: true, transferToDepartmentId: null })
    const second = inviteJane(world)
    expect(second.user.id).toBe(first.user.id)
    expect(second.membership.id).not.toBe(first.membership.id)
    expect(second.membership).toMatchObject({ state: 'pending_invitation', roles: [] })
  })

  it('5: refuses an expired invitation like any other', () => {
    const world = createWorld()
    inviteJane(world)
    world.now += 7 * day
    expect(refused(world, invite, jane).code).toBe('member-exists')
  })

  it('5: expired_invitation renew gives a new key and withdraws the old one', () => {
    const world = createWorld({ expired_invitation: 'renew' })
    const first = inviteJane(world, { roleIds: ['role_editor'] })
    const oldKey = keyOf(world, first)
    world.now += 7 * day - 1
    expect(refused(world, invite, jane).code).toBe('member-exists')
    world.now += 1
    const second = inviteJane(world, { departmentIds: ['dept_eng'] })
    expect(second.membership).toMatchObject({ id: first.membership.id, invitedAt: world.now, createdAt: noon, roles: [] })
    expect(keyOf(world, second)).not.toBe(oldKey)
    expect(refused({ ...world, actorId: first.user.id }, accept, { key: oldKey }).code).toBe('invitation-withdrawn')
  })

  it('7: keeps an id given twice once, at its first place', () => {
    const { membership } = inviteJane(createWorld(), {
      roleIds: ['role_member', 'role_editor', 'role_member'],
      departmentIds: ['dept_eng', 'dept_eng'],
    })
    expect(membership.roles.map(({ roleId }) => roleId)).toEqual(['role_member', 'role_editor'])
    expect(membership.departments.map(({ departmentId }) => departmentId)).toEqual(['dept_eng'])
  })

  it.each([
    ['8', { roleIds: ['role_editor', 'role_none'] }, 'role-unknown', { roleId: 'role_none' }, ['roleIds', 1]],
    ['8', { departmentIds: ['dept_none'] }, 'department-unknown', { departmentId: 'dept_none' }, ['departmentIds', 0]],
    ['9', { roleIds: ['role_foreign'] }, 'role-unknown', { roleId: 'role_foreign' }, ['roleIds', 0]],
    ['9', { departmentIds: ['dept_foreign'] }, 'department-unknown', { departmentId: 'dept_foreign' }, ['departmentIds', 0]],
  ])('%s: refuses %o and writes nothing', (_, differences, code, facts, place) => {
    expect(refused(createWorld(), invite, { ...jane, ...differences })).toMatchObject({
      code,
      facts: { ...facts, organizationId: 'org_a' },
      place,
    })
  })

  it('8: unknown_reference validation names all of them as invalid input', () => {
    const world = createWorld({ unknown_reference: 'validation' })
    const refusal = refused(world, invite, { ...jane, roleIds: ['role_none', 'role_editor', 'role_foreign'], departmentIds: ['dept_none'] })
    expect(refusal).toMatchObject({
      code: 'references-unknown',
      facts: {
        unknown: [
          { kind: 'role', id: 'role_none', place: ['roleIds', 0] },
          { kind: 'role', id: 'role_foreign', place: ['roleIds', 2] },
          { kind: 'department', id: 'dept_none', place: ['departmentIds', 0] },
        ],
      },
    })
  })

  it('10: tells of one mail with key and message, and shows no link', () => {
    const world = createWorld()
    const { value, events } = run(world, invite, { ...jane, customMessage: 'Welcome' })
    const key = keyOf(world, value)
    expect(key).toMatch(/^invkey_[0-9a-f]{32}$/)
    expect(events).toMatchObject([
      { type: 'InvitationSent', key, to: 'jane@example.com', organizationId: 'org_a', customMessage: 'Welcome', sentAt: noon },
    ])
    expect(value.linkKey).toBeNull()
  })

  it('11: without a mail it shows the key while pending, unless link_when_not_mailed is null', () => {
    const world = createWorld()
    const { value, events } = run(world, invite, { ...jane, sendInvitation: false })
    expect(events).toEqual([])
    expect(value.linkKey).toBe(keyOf(world, value))
    run({ ...world, actorId: value.user.id }, accept, { key: keyOf(world, value) })
    expect(ask(world, getMember, { organizationId: 'org_a', id: value.user.id }).linkKey).toBeNull()
    expect(inviteJane(createWorld({ link_when_not_mailed: 'null' }), { sendInvitation: false }).linkKey).toBeNull()
  })

  it('13: needs invite_users', () => {
    const refusal = refused({ ...createWorld(), actorId: 'usr_member' }, invite, jane)
    expect(refusal).toMatchObject({ code: 'capability-missing', facts: { requiredCapability: 'invite_users' } })
  })

  it('14: refuses to give what the caller does not hold, unless role_escalation is allowed', () => {
    const refusal = refused({ ...createWorld(), actorId: 'usr_admin' }, invite, { ...jane, roleIds: ['role_owner'] })
    const missingCapabilities = ['manage_billing', 'override_all_permissions']
    expect(refusal).toMatchObject({ code: 'escalation', facts: { givenRoleId: 'role_owner', missingCapabilities } })
    const lax = { ...createWorld({ role_escalation: 'allowed' }), actorId: 'usr_admin' }
    expect(run(lax, invite, { ...jane, roleIds: ['role_owner'] }).value.membership.roles).toHaveLength(1)
  })

  it.each(['org_none', 'org_b'])('15: refuses %s, to which the caller does not belong', (organizationId) => {
    const refusal = refused(createWorld(), invite, { ...jane, organizationId })
    expect(refusal).toMatchObject({ code: 'access-denied', facts: { organizationId } })
  })

  it('15: unknown_organization not_found tells an unknown organisation from a foreign one', () => {
    const world = createWorld({ unknown_organization: 'not_found' })
    expect(refused(world, invite, { ...jane, organizationId: 'org_none' }).code).toBe('organization-unknown')
    expect(refused(world, invite, { ...jane, organizationId: 'org_b' }).code).toBe('access-denied')
  })

  it('checks organisation, capability, references, escalation and state in this order', () => {
    const world = createWorld()
    inviteJane(world)
    const wrong = { ...jane, organizationId: 'org_none', roleIds: ['role_owner', 'role_none'] }
    const codes: Refusal['code'][] = [
      refused({ ...world, actorId: 'usr_member' }, invite, wrong).code,
      refused({ ...world, actorId: 'usr_member' }, invite, { ...wrong, organizationId: 'org_a' }).code,
      refused({ ...world, actorId: 'usr_admin' }, invite, { ...wrong, organizationId: 'org_a' }).code,
      refused({ ...world, actorId: 'usr_admin' }, invite, { ...jane, roleIds: ['role_owner'] }).code,
      refused({ ...world, actorId: 'usr_admin' }, invite, jane).code,
    ]
    expect(codes).toEqual(['access-denied', 'capability-missing', 'role-unknown', 'escalation', 'member-exists'])
  })

  it.each(['pending', 'deactivated', 'removed'])('lets in no caller who is %s', (state) => {
    const world = createWorld()
    const member = inviteJane(world, { roleIds: ['role_owner'] })
    const of = { organizationId: 'org_a', userId: member.user.id, transferToDepartmentId: 'dept_eng' }
    if (state === 'deactivated') run(world, deactivate, of)
    if (state === 'removed') run(world, remove, { ...of, confirm: true })
    expect(refused({ ...world, actorId: member.user.id }, invite, { ...jane, email: 'x@example.com' }).code).toBe('access-denied')
    if (state !== 'deactivated') return
    run(world, reactivate, of)
    expect(run({ ...world, actorId: member.user.id }, invite, { ...jane, email: 'x@example.com' }).value.user.email).toBe('x@example.com')
  })
})
