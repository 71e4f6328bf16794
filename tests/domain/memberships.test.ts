import { describe, expect, it } from 'vitest'
import {
  accept,
  deactivate,
  getMember,
  invitationState,
  queryAuditLog,
  reactivate,
  remove,
  resend,
  updateMemberships,
} from '../../src/domain/index.ts'
import { ask, createWorld, day, inviteJane, keyOf, noon, refused, run } from './world.ts'

const ofMember = { organizationId: 'org_a', userId: 'usr_member' }
const ofOwner = { organizationId: 'org_a', userId: 'usr_owner' }
const toEngineering = { transferToDepartmentId: 'dept_eng' }
const lists = { roleIds: [], departmentIds: [] }

describe('update memberships', () => {
  it('replaces both lists, keeps what was held and drops doubles; the state stays', () => {
    const world = createWorld()
    world.now += day
    const { membership } = run(world, updateMemberships, {
      ...ofMember,
      roleIds: ['role_editor', 'role_member', 'role_editor'],
      departmentIds: ['dept_design', 'dept_eng'],
    }).value
    expect(membership.roles).toMatchObject([
      { roleId: 'role_editor', assignedAt: noon + day },
      { roleId: 'role_member', assignmentId: 'urol_member_role_member', assignedAt: noon },
    ])
    expect(membership.departments).toEqual([
      { departmentId: 'dept_design', addedAt: noon + day },
      { departmentId: 'dept_eng', addedAt: noon },
    ])
    expect(membership).toMatchObject({ state: 'active', modifiedAt: noon + day })
    expect(run(world, updateMemberships, { ...ofMember, ...lists }).value.membership).toMatchObject({ roles: [], departments: [] })
  })

  it('refuses someone who is no member before it looks at ids', () => {
    const input = { ...lists, organizationId: 'org_a', userId: 'usr_other', roleIds: ['role_none'] }
    expect(refused(createWorld(), updateMemberships, input)).toMatchObject({ code: 'user-unknown', facts: { userId: 'usr_other' } })
  })

  it('refuses unknown ids before it looks at the last owner', () => {
    const input = { ...lists, ...ofOwner, departmentIds: ['dept_none'] }
    expect(refused(createWorld(), updateMemberships, input).code).toBe('department-unknown')
  })

  it('keeps the last active owner, pending and deactivated ones not counted', () => {
    const world = createWorld()
    const second = inviteJane(world, { roleIds: ['role_owner'] })
    const refusal = refused(world, updateMemberships, { ...ofOwner, ...lists })
    expect(refusal).toMatchObject({ code: 'last-owner', facts: { userId: 'usr_owner', roleId: 'role_owner', organizationId: 'org_a' } })
    run({ ...world, actorId: second.user.id }, accept, { key: keyOf(world, second) })
    expect(run(world, updateMemberships, { ...ofOwner, ...lists }).value.membership.roles).toEqual([])
  })

  it('counts only newly given roles as given', () => {
    const world = { ...createWorld(), actorId: 'usr_admin' }
    expect(refused(world, updateMemberships, { ...ofMember, ...lists, roleIds: ['role_owner'] }).code).toBe('escalation')
    const kept = run(world, updateMemberships, { ...ofOwner, roleIds: ['role_owner', 'role_editor'], departmentIds: ['dept_eng'] })
    expect(kept.value.membership.roles).toHaveLength(2)
  })
})

describe('deactivate and reactivate', () => {
  it('shuts a member out with roles and departments kept, and lets him back in', () => {
    const world = createWorld()
    const out = run(world, deactivate, { ...ofMember, ...toEngineering }).value.membership
    expect(out).toMatchObject({ state: 'deactivated', deactivatedAt: noon })
    expect(out.roles).toHaveLength(1)
    expect(refused({ ...world, actorId: 'usr_member' }, getMember, { organizationId: 'org_a', id: 'usr_owner' }).code).toBe('access-denied')
    const back = run(world, reactivate, ofMember).value.membership
    expect(back).toMatchObject({ state: 'active', deactivatedAt: null, joinedAt: noon, roles: out.roles, departments: out.departments })
  })

  it.each([
    ['an unknown member', { ...toEngineering, organizationId: 'org_a', userId: 'usr_none' }, 'user-unknown'],
    ['an unknown department', { ...ofOwner, transferToDepartmentId: 'dept_none' }, 'department-unknown'],
    ['the last owner', { ...ofOwner, ...toEngineering }, 'last-owner'],
  ])('refuses %s', (_, input, code) => {
    expect(refused(createWorld(), deactivate, input).code).toBe(code)
  })

  it('refuses to do either twice', () => {
    const world = createWorld()
    expect(refused(world, reactivate, ofMember)).toMatchObject({ code: 'not-deactivated', facts: ofMember })
    run(world, deactivate, { ...ofMember, ...toEngineering })
    expect(refused(world, deactivate, { ...ofMember, ...toEngineering })).toMatchObject({ code: 'already-deactivated', facts: ofMember })
  })

  it('stops the invitation of a pending member; back again, he is active without it', () => {
    const world = createWorld()
    const member = inviteJane(world)
    const key = keyOf(world, member)
    const of = { organizationId: 'org_a', userId: member.user.id }
    run(world, deactivate, { ...of, ...toEngineering })
    expect(refused({ ...world, actorId: member.user.id }, accept, { key }).code).toBe('invitation-deactivated')
    expect(run(world, reactivate, of).value.membership).toMatchObject({ state: 'active', joinedAt: noon })
    expect(refused({ ...world, actorId: member.user.id }, accept, { key }).code).toBe('invitation-withdrawn')
  })
})

describe('remove', () => {
  it('ends the membership, takes roles and departments, keeps the person; every later call is about nobody', () => {
    const world = createWorld()
    run(world, remove, { ...ofMember, confirm: true, transferToDepartmentId: null })
    const { memberships, users } = world.store.tables
    expect(memberships.get('orgusr_member')).toMatchObject({ removedAt: noon, roles: [], departments: [] })
    expect(users.get('usr_member')).toBeDefined()
    const confirmed = { ...ofMember, confirm: true, transferToDepartmentId: null }
    expect(refused(world, remove, confirmed).code).toBe('user-unknown')
    expect(refused(world, reactivate, ofMember).code).toBe('user-unknown')
    expect(refused(world, deactivate, { ...ofMember, ...toEngineering }).code).toBe('user-unknown')
    expect(refused(world, updateMemberships, { ...ofMember, ...lists }).code).toBe('user-unknown')
    expect(refused(world, resend, { organizationId: 'org_a', id: 'orgusr_member' }).code).toBe('user-unknown')
    expect(refused(world, getMember, { organizationId: 'org_a', id: 'orgusr_member' }).code).toBe('user-unknown')
  })

  it('withdraws the invitation of a pending member', () => {
    const world = createWorld()
    const member = inviteJane(world)
    const key = keyOf(world, member)
    run(world, remove, { organizationId: 'org_a', userId: member.user.id, confirm: true, transferToDepartmentId: 'dept_eng' })
    const invitation = world.store.tables.invitations.by('key', key)
    expect(invitation && invitationState({ tables: world.store.tables, now: world.now }, invitation)).toBe('withdrawn')
  })

  it.each([
    ['an unknown member', { organizationId: 'org_a', userId: 'usr_none', transferToDepartmentId: null }, 'user-unknown'],
    ['an unknown department', { ...ofOwner, transferToDepartmentId: 'dept_none' }, 'department-unknown'],
    ['what is not confirmed', { ...ofOwner, transferToDepartmentId: null }, 'unconfirmed'],
    ['the last owner', { ...ofOwner, confirm: true, transferToDepartmentId: null }, 'last-owner'],
  ])('refuses %s', (_, input, code) => {
    expect(refused(createWorld(), remove, { confirm: false, ...input }).code).toBe(code)
  })
})

describe('capabilities of the commands', () => {
  it.each([
    ['manage_users', updateMemberships, { ...ofMember, ...lists }],
    ['deactivate_users', deactivate, { ...ofMember, ...toEngineering }],
    ['deactivate_users', reactivate, ofMember],
    ['remove_users', remove, { ...ofMember, confirm: true, transferToDepartmentId: null }],
    ['invite_users', resend, { organizationId: 'org_a', id: 'usr_member' }],
    ['view_audit_log', queryAuditLog, { organizationId: 'org_a', skip: 0, take: 1 }],
  ])('needs %s', (requiredCapability, call, input) => {
    const world = { ...createWorld(), actorId: 'usr_member' }
    expect(refused(world, call as typeof reactivate, input as never)).toMatchObject({
      code: 'capability-missing',
      facts: { requiredCapability },
    })
  })
})

describe('audit', () => {
  it('writes one entry for each thing that happened to a member', () => {
    const world = createWorld()
    const member = inviteJane(world, { departmentIds: ['dept_eng'] })
    const of = { organizationId: 'org_a', userId: member.user.id }
    run(world, resend, { organizationId: 'org_a', id: member.user.id })
    run({ ...world, actorId: member.user.id }, accept, { key: keyOf(world, member) })
    run(world, updateMemberships, { ...of, ...lists })
    run(world, deactivate, { ...of, ...toEngineering })
    run(world, reactivate, of)
    run(world, remove, { ...of, confirm: true, transferToDepartmentId: null })
    const { entries } = ask(world, queryAuditLog, { organizationId: 'org_a', targetId: member.user.id, skip: 0, take: 50 })
    const actions = entries.map(({ entry }) => entry.action)
    expect(actions).toEqual(['removed', 'reactivated', 'deactivated', 'updated', 'accepted', 'resent', 'invited'])
    expect(new Set(entries.map(({ entry }) => entry.actorId))).toEqual(new Set(['usr_owner', member.user.id]))
  })
})
