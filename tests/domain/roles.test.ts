import { describe, expect, it } from 'vitest'
import {
  addRoleMember,
  type Capability,
  createRole,
  deactivate,
  deleteRole,
  getEffectivePermissions,
  listRoleMembers,
  listRoles,
  remove,
  removeRoleMember,
  updateRole,
} from '../../src/domain/index.ts'
import { ask, createWorld, noon, refused, run } from './world.ts'

const organizationId = 'org_a'
const reviewer = { organizationId, name: 'Reviewer', description: null, capabilities: ['view_audit_log'] as Capability[] }
const editor = { organizationId, roleId: 'role_editor' }

describe('roles', () => {
  it('lists system roles in their order, then custom ones by name, with counts of this organisation', () => {
    const world = createWorld()
    run(world, createRole, { ...reviewer, name: 'agent' })
    const roles = ask(world, listRoles, { organizationId, includeGlobal: true })
    expect(roles.map(({ role, memberCount }) => `${role.name} ${memberCount}`)).toEqual([
      'Owner 1',
      'Admin 1',
      'Member 1',
      'Department Manager 0',
      'Knowledge Manager 0',
      'Billing Manager 0',
      'agent 0',
      'Editor 0',
    ])
    const custom = ask(world, listRoles, { organizationId, includeGlobal: false })
    expect(custom.map(({ role }) => role.name)).toEqual(['agent', 'Editor'])
  })

  it('creates, changes what is given, and deletes', () => {
    const world = createWorld()
    const { role } = run(world, createRole, { ...reviewer, capabilities: ['view_audit_log', 'manage_users', 'view_audit_log'] }).value
    expect(role).toMatchObject({ capabilities: ['manage_users', 'view_audit_log'], isSystem: false, createdAt: noon })
    expect(run(world, updateRole, { organizationId, roleId: role.id, description: 'Reads' }).value.role).toEqual({
      ...role,
      description: 'Reads',
    })
    expect(run(world, updateRole, { organizationId, roleId: role.id, name: 'REVIEWER' }).value.role.name).toBe('REVIEWER')
    run(world, deleteRole, { organizationId, roleId: role.id })
    expect(refused(world, deleteRole, { organizationId, roleId: role.id }).code).toBe('role-unknown')
  })

  it('puts changed capabilities into effect at once', () => {
    const world = createWorld()
    run(world, addRoleMember, { ...editor, userId: 'usr_member' })
    run(world, updateRole, { ...editor, capabilities: ['invite_users'] })
    expect(ask(world, getEffectivePermissions, { organizationId, userId: 'usr_member' }).capabilities).toEqual(['invite_users'])
  })

  it.each(['reviewer', 'OWNER'])('refuses the name %s, which is taken', (name) => {
    const world = createWorld()
    run(world, createRole, reviewer)
    expect(refused(world, createRole, { ...reviewer, name })).toMatchObject({ code: 'role-exists', facts: { name, organizationId } })
    expect(refused(world, updateRole, { ...editor, name }).code).toBe('role-exists')
  })

  it('gives only what the caller holds; what a role has already counts as not given', () => {
    const world = { ...createWorld(), actorId: 'usr_admin' }
    const refusal = refused(world, createRole, { ...reviewer, capabilities: ['manage_billing'] })
    expect(refusal).toMatchObject({ code: 'escalation', facts: { givenRoleId: null, missingCapabilities: ['manage_billing'] } })
    run({ ...world, actorId: 'usr_owner' }, updateRole, { ...editor, capabilities: ['manage_billing'] })
    expect(run(world, updateRole, { ...editor, capabilities: ['manage_billing', 'manage_users'] }).value.role.capabilities).toHaveLength(2)
    const input = { ...editor, capabilities: ['override_all_permissions' as const] }
    expect(refused(world, updateRole, input)).toMatchObject({ code: 'escalation', facts: { givenRoleId: 'role_editor' } })
    expect(refused(world, addRoleMember, { organizationId, roleId: 'role_owner', userId: 'usr_member' }).code).toBe('escalation')
  })

  it('leaves system roles as they are', () => {
    const world = createWorld()
    const facts = { roleId: 'role_member', roleName: 'Member' }
    expect(refused(world, updateRole, { organizationId, roleId: 'role_member', name: 'X' })).toMatchObject({
      code: 'role-immutable',
      facts,
    })
    expect(refused(world, deleteRole, { organizationId, roleId: 'role_member' })).toMatchObject({ code: 'role-immutable', facts })
  })

  it('keeps a role that someone holds, deactivated or not', () => {
    const world = createWorld()
    run(world, addRoleMember, { ...editor, userId: 'usr_member' })
    run(world, deactivate, { organizationId, userId: 'usr_member', transferToDepartmentId: 'dept_eng' })
    expect(refused(world, deleteRole, editor)).toMatchObject({ code: 'role-has-members', facts: { roleId: 'role_editor', memberCount: 1 } })
    run(world, remove, { organizationId, userId: 'usr_member', confirm: true, transferToDepartmentId: null })
    run(world, deleteRole, editor)
  })
})

describe('role members', () => {
  it('adds, lists and removes', () => {
    const world = createWorld()
    const assignment = run(world, addRoleMember, { ...editor, userId: 'usr_member' }).value
    expect(assignment).toMatchObject({ roleId: 'role_editor', assignedAt: noon })
    expect(assignment.assignmentId).toMatch(/^urol_[0-9a-f]{32}$/)
    run(world, addRoleMember, { ...editor, userId: 'usr_admin' })
    const page = ask(world, listRoleMembers, { ...editor, skip: 0, take: 1 })
    expect(page.total).toBe(2)
    expect(page.rows.map(({ user }) => user.id)).toEqual(['usr_admin'])
    run(world, removeRoleMember, { ...editor, userId: 'usr_admin' })
    expect(ask(world, listRoleMembers, { ...editor, skip: 0, take: 9 }).rows.map(({ user }) => user.id)).toEqual(['usr_member'])
  })

  it.each([
    ['an unknown user first', addRoleMember, { userId: 'usr_other', roleId: 'role_none' }, 'user-unknown'],
    ['an unknown role', addRoleMember, { userId: 'usr_member', roleId: 'role_foreign' }, 'role-unknown'],
    ['a role he holds', addRoleMember, { userId: 'usr_member', roleId: 'role_member' }, 'role-assigned'],
    ['a role he does not hold', removeRoleMember, { userId: 'usr_member', roleId: 'role_editor' }, 'assignment-unknown'],
    ['the last owner', removeRoleMember, { userId: 'usr_owner', roleId: 'role_owner' }, 'last-owner'],
  ])('refuses %s', (_, call, input, code) => {
    expect(refused(createWorld(), call as typeof removeRoleMember, { organizationId, ...input }).code).toBe(code)
  })

  it.each([
    ['manage_roles', createRole, reviewer],
    ['manage_roles', updateRole, editor],
    ['manage_roles', deleteRole, editor],
    ['assign_roles', addRoleMember, { ...editor, userId: 'usr_member' }],
    ['assign_roles', removeRoleMember, { ...editor, userId: 'usr_member' }],
  ])('needs %s', (requiredCapability, call, input) => {
    const refusal = refused({ ...createWorld(), actorId: 'usr_member' }, call as typeof deleteRole, input as never)
    expect(refusal).toMatchObject({ code: 'capability-missing', facts: { requiredCapability } })
  })
})

describe('effective permissions', () => {
  it('are all of them, everywhere, for who overrides', () => {
    const permissions = ask(createWorld(), getEffectivePermissions, { organizationId, userId: 'usr_owner' })
    expect(permissions).toMatchObject({ departmentScope: 'global', roleIds: ['role_owner'], resolvedAt: noon })
    expect(permissions.capabilities).toHaveLength(14)
  })

  it('are those of all roles in list order, in the own departments', () => {
    const world = createWorld()
    for (const roleId of ['role_editor', 'role_department_manager'])
      run(world, addRoleMember, { organizationId, roleId, userId: 'usr_member' })
    expect(ask(world, getEffectivePermissions, { organizationId, userId: 'usr_member' })).toMatchObject({
      capabilities: ['manage_departments', 'create_subdepartments', 'reparent_departments', 'manage_knowledge_slices'],
      departmentScope: ['dept_eng'],
    })
  })

  it('are none while deactivated', () => {
    const world = createWorld()
    run(world, deactivate, { organizationId, userId: 'usr_admin', transferToDepartmentId: 'dept_eng' })
    const permissions = ask(world, getEffectivePermissions, { organizationId, userId: 'usr_admin' })
    expect(permissions).toMatchObject({ capabilities: [], departmentScope: [], roleIds: ['role_admin'] })
  })
})
