import type { Context } from './context.ts'
import type { DepartmentAssignment, Membership, RoleAssignment } from './model.ts'
import { type Place, Refusal } from './refusal.ts'
import { pair } from './tables.ts'

const noRoles: readonly RoleAssignment[] = Object.freeze([])
const noDepartments: readonly DepartmentAssignment[] = Object.freeze([])

/** Assignments for exactly these roles; those already held stay as they are. */
export function assignRoles(
  context: Context,
  roleIds: readonly string[],
  held: readonly RoleAssignment[] = noRoles,
): readonly RoleAssignment[] {
  if (roleIds.length === 0) return noRoles
  return roleIds.map((roleId) => {
    const kept = held.find((assignment) => assignment.roleId === roleId)
    return kept ?? { roleId, assignmentId: context.newId('urol_'), assignedAt: context.now }
  })
}

/** Assignments for exactly these departments; those already there stay as they are. */
export function assignDepartments(
  context: Context,
  departmentIds: readonly string[],
  held: readonly DepartmentAssignment[] = noDepartments,
): readonly DepartmentAssignment[] {
  if (departmentIds.length === 0) return noDepartments
  return departmentIds.map(
    (departmentId) => held.find((assignment) => assignment.departmentId === departmentId) ?? { departmentId, addedAt: context.now },
  )
}

/** Refuses to let go of the only active Owner; `keeps` says which of his roles he would still hold. */
export function refuseLosingLastOwner(
  context: Context,
  membership: Membership,
  place: Place,
  keeps: (roleId: string) => boolean = () => false,
): void {
  const { organizationId, userId } = membership
  if (membership.state !== 'active') return
  for (const { roleId } of membership.roles) {
    if (keeps(roleId) || context.tables.roles.get(roleId)?.isOwner !== true) continue
    if (!hasOtherActiveHolder(context, membership, roleId)) throw new Refusal('last-owner', { userId, roleId, organizationId }, place)
  }
}

function hasOtherActiveHolder(context: Context, membership: Membership, roleId: string): boolean {
  for (const holder of context.tables.memberships.where('role', pair(membership.organizationId, roleId))) {
    if (holder.id !== membership.id && holder.state === 'active') return true
  }
  return false
}
