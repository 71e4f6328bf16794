import { assignDepartments, assignRoles, refuseLosingLastOwner } from '../assignments.ts'
import { record } from '../audit.ts'
import { type Context, done, type Outcome } from '../context.ts'
import { withdraw } from '../invitation.ts'
import { departmentIdsOf, type Member, roleIdsOf, toMember } from '../member.ts'
import type { AuditAction, AuditValues, Membership } from '../model.ts'
import { refuseEscalation, requireCapability } from '../permissions.ts'
import { distinct, requireDepartmentNamed, requireMembership, requireReferences } from '../references.ts'
import { Refusal } from '../refusal.ts'

export interface UpdateMemberships {
  readonly organizationId: string
  readonly userId: string
  readonly roleIds: readonly string[]
  readonly departmentIds: readonly string[]
}

/** Gives a member exactly these roles and departments. */
export function updateMemberships(context: Context, command: UpdateMemberships): Outcome<Member> {
  const { organizationId, userId } = command
  const caller = requireCapability(context, organizationId, 'manage_users')
  const before = requireMembership(context, organizationId, userId)
  const roles = requireReferences(context, organizationId, command.roleIds, command.departmentIds)
  const held = new Set(roleIdsOf(before))
  refuseEscalation(
    context,
    caller,
    roles.filter((role) => !held.has(role.id)),
    ['roleIds'],
  )
  refuseLosingLastOwner(context, before, ['roleIds'], (roleId) => command.roleIds.includes(roleId))

  const after = change(context, before, {
    roles: assignRoles(context, distinct(command.roleIds), before.roles),
    departments: assignDepartments(context, distinct(command.departmentIds), before.departments),
  })
  recordUser(context, after, 'updated', assignmentsOf(before), assignmentsOf(after))
  return done(toMember(context, after))
}

export interface Deactivate {
  readonly organizationId: string
  readonly userId: string
  /** Where his resources go. This world has none, so it only has to exist. */
  readonly transferToDepartmentId: string
}

/** Shuts a member out; roles and departments wait for his return. */
export function deactivate(context: Context, command: Deactivate): Outcome<Member> {
  const { organizationId, userId, transferToDepartmentId } = command
  requireCapability(context, organizationId, 'deactivate_users')
  const before = requireMembership(context, organizationId, userId)
  requireDepartmentNamed(context, organizationId, transferToDepartmentId, 'transferToDepartmentId')
  if (before.state === 'deactivated') throw new Refusal('already-deactivated', { userId, organizationId }, ['userId'])
  refuseLosingLastOwner(context, before, ['userId'])

  const after = change(context, before, { state: 'deactivated', deactivatedAt: context.now })
  recordUser(context, after, 'deactivated', { state: before.state }, { state: after.state, transferredTo: transferToDepartmentId })
  return done(toMember(context, after))
}

/** Lets a deactivated member back in. One who was still pending becomes active without his invitation. */
export function reactivate(context: Context, command: { readonly organizationId: string; readonly userId: string }): Outcome<Member> {
  const { organizationId, userId } = command
  requireCapability(context, organizationId, 'deactivate_users')
  const before = requireMembership(context, organizationId, userId)
  if (before.state !== 'deactivated') throw new Refusal('not-deactivated', { userId, organizationId }, ['userId'])

  withdraw(context, before)
  const after = change(context, before, { state: 'active', deactivatedAt: null, joinedAt: before.joinedAt ?? context.now })
  recordUser(context, after, 'reactivated', { state: before.state }, { state: after.state })
  return done(toMember(context, after))
}

export interface Remove {
  readonly organizationId: string
  readonly userId: string
  readonly confirm: boolean
  readonly transferToDepartmentId: string | null
}

/** Ends a membership; the person stays known and can be invited again. */
export function remove(context: Context, command: Remove): Outcome<undefined> {
  const { organizationId, userId, transferToDepartmentId } = command
  requireCapability(context, organizationId, 'remove_users')
  const before = requireMembership(context, organizationId, userId)
  requireDepartmentNamed(context, organizationId, transferToDepartmentId, 'transferToDepartmentId')
  if (!command.confirm) throw new Refusal('unconfirmed', {}, ['confirm'])
  refuseLosingLastOwner(context, before, ['userId'])

  withdraw(context, before)
  const after = change(context, before, {
    roles: assignRoles(context, []),
    departments: assignDepartments(context, []),
    removedAt: context.now,
  })
  recordUser(context, after, 'removed', { state: before.state, ...assignmentsOf(before) }, { transferredTo: transferToDepartmentId })
  return done(undefined)
}

function change(context: Context, before: Membership, changes: Partial<Membership>): Membership {
  const after: Membership = { ...before, ...changes, modifiedAt: context.now }
  context.tables.memberships.put(after)
  return after
}

function assignmentsOf(membership: Membership): AuditValues {
  return { roleIds: roleIdsOf(membership), departmentIds: departmentIdsOf(membership) }
}

function recordUser(
  context: Context,
  { organizationId, userId }: Membership,
  action: AuditAction,
  previous: AuditValues,
  next: AuditValues,
): void {
  record(context, { organizationId, entityType: 'user', action, entityId: userId, targetId: userId, previous, next })
}
