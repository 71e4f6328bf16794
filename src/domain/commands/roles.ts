import { assignRoles, refuseLosingLastOwner } from '../assignments.ts'
import { record } from '../audit.ts'
import { type Capability, inListOrder } from '../capabilities.ts'
import { type Context, done, type Outcome } from '../context.ts'
import type { AuditAction, Membership, Role, RoleAssignment } from '../model.ts'
import { refuseEscalation, refuseGiving, requireCapability } from '../permissions.ts'
import { type CountedRole, countRole } from '../queries/roles.ts'
import { requireMembership, requireRole } from '../references.ts'
import { Refusal } from '../refusal.ts'
import { nameKey } from '../tables.ts'

export interface CreateRole {
  readonly organizationId: string
  readonly name: string
  readonly description: string | null
  readonly capabilities: readonly Capability[]
}

export function createRole(context: Context, command: CreateRole): Outcome<CountedRole> {
  const { organizationId, name, description } = command
  const caller = requireCapability(context, organizationId, 'manage_roles')
  refuseGiving(context, caller, command.capabilities, null, ['capabilities'])
  refuseTakenName(context, organizationId, name)

  const capabilities = inListOrder(command.capabilities)
  const role: Role = {
    id: context.newId('role_'),
    organizationId,
    name,
    description,
    capabilities,
    isSystem: false,
    isOwner: false,
    rank: 0,
    createdAt: context.now,
  }
  context.tables.roles.put(role)
  const next = { name, description, capabilities }
  record(context, { organizationId, entityType: 'role', action: 'created', entityId: role.id, targetId: null, previous: null, next })
  return done(countRole(context, organizationId, role))
}

export interface UpdateRole {
  readonly organizationId: string
  readonly roleId: string
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  /** The whole set, in effect at once. */
  readonly capabilities?: readonly Capability[] | undefined
}

/** Changes what is given and leaves the rest. Only capabilities the role did not have count as given by the caller. */
export function updateRole(context: Context, command: UpdateRole): Outcome<CountedRole> {
  const { organizationId, roleId } = command
  const caller = requireCapability(context, organizationId, 'manage_roles')
  const before = requireRole(context, organizationId, roleId)
  refuseSystemRole(before)
  const { name = before.name, description = before.description } = command
  const capabilities = command.capabilities === undefined ? before.capabilities : inListOrder(command.capabilities)
  const added = capabilities.filter((capability) => !before.capabilities.includes(capability))
  refuseGiving(context, caller, added, roleId, ['capabilities'])
  refuseTakenName(context, organizationId, name, roleId)

  const after: Role = { ...before, name, description, capabilities }
  context.tables.roles.put(after)
  const previous = { name: before.name, description: before.description, capabilities: before.capabilities }
  const next = { name, description, capabilities }
  record(context, { organizationId, entityType: 'role', action: 'updated', entityId: roleId, targetId: null, previous, next })
  return done(countRole(context, organizationId, after))
}

export interface OfRole {
  readonly organizationId: string
  readonly roleId: string
}

export function deleteRole(context: Context, { organizationId, roleId }: OfRole): Outcome<undefined> {
  requireCapability(context, organizationId, 'manage_roles')
  const role = requireRole(context, organizationId, roleId)
  refuseSystemRole(role)
  const { memberCount } = countRole(context, organizationId, role)
  if (memberCount > 0) throw new Refusal('role-has-members', { roleId, memberCount }, ['roleId'])

  context.tables.roles.delete(roleId)
  const previous = { name: role.name, description: role.description, capabilities: role.capabilities }
  record(context, { organizationId, entityType: 'role', action: 'deleted', entityId: roleId, targetId: null, previous, next: null })
  return done(undefined)
}

export interface OfRoleMember extends OfRole {
  readonly userId: string
}

export function addRoleMember(context: Context, command: OfRoleMember): Outcome<RoleAssignment> {
  const { organizationId, roleId, userId } = command
  const caller = requireCapability(context, organizationId, 'assign_roles')
  const before = requireMembership(context, organizationId, userId)
  const role = requireRole(context, organizationId, roleId)
  refuseEscalation(context, caller, [role], ['roleId'])
  if (findAssignment(before, roleId) !== undefined) throw new Refusal('role-assigned', { userId, roleId, organizationId }, ['userId'])

  const assignment = assignRoles(context, [roleId])[0] as RoleAssignment
  putRoles(context, before, [...before.roles, assignment])
  recordAssignment(context, command, 'assigned')
  return done(assignment)
}

export function removeRoleMember(context: Context, command: OfRoleMember): Outcome<undefined> {
  const { organizationId, roleId, userId } = command
  requireCapability(context, organizationId, 'assign_roles')
  const before = requireMembership(context, organizationId, userId)
  requireRole(context, organizationId, roleId)
  const assignment = findAssignment(before, roleId)
  if (assignment === undefined) throw new Refusal('assignment-unknown', { userId, roleId, organizationId }, ['userId'])
  refuseLosingLastOwner(context, before, ['userId'], (held) => held !== roleId)

  putRoles(
    context,
    before,
    before.roles.filter((held) => held !== assignment),
  )
  recordAssignment(context, command, 'unassigned')
  return done(undefined)
}

function findAssignment(membership: Membership, roleId: string): RoleAssignment | undefined {
  return membership.roles.find((held) => held.roleId === roleId)
}

function putRoles(context: Context, membership: Membership, roles: readonly RoleAssignment[]): void {
  context.tables.memberships.put({ ...membership, roles, modifiedAt: context.now })
}

function recordAssignment(context: Context, { organizationId, roleId, userId }: OfRoleMember, action: AuditAction): void {
  record(context, { organizationId, entityType: 'role_assignment', action, entityId: roleId, targetId: userId, previous: null, next: null })
}

function refuseSystemRole(role: Role): void {
  if (role.isSystem) throw new Refusal('role-immutable', { roleId: role.id, roleName: role.name }, ['roleId'])
}

function refuseTakenName(context: Context, organizationId: string, name: string, except?: string): void {
  for (const owner of [organizationId, null]) {
    const role = context.tables.roles.by('name', nameKey(owner, name))
    if (role !== undefined && role.id !== except) throw new Refusal('role-exists', { name, organizationId }, ['name'])
  }
}
