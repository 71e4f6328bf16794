import type { Reading } from './context.ts'
import type { Department, Membership, Role } from './model.ts'
import { type Place, Refusal, type UnknownReference } from './refusal.ts'
import { pair } from './tables.ts'

/** A membership that is not removed, by its user. */
export function requireMembership(reading: Reading, organizationId: string, userId: string): Membership {
  const membership = reading.tables.memberships.by('live', pair(organizationId, userId))
  if (membership === undefined) throw new Refusal('user-unknown', { userId, organizationId }, ['userId'])
  return membership
}

/** The same, by its user or by its own id, as the older operations allow. */
export function requireMembershipByEither(reading: Reading, organizationId: string, id: string): Membership {
  const membership = reading.tables.memberships.get(id)
  if (membership !== undefined && membership.removedAt === null && membership.organizationId === organizationId) return membership
  return requireMembership(reading, organizationId, id)
}

/** A system role or one of the organisation. */
export function findRole(reading: Reading, organizationId: string, roleId: string): Role | undefined {
  const role = reading.tables.roles.get(roleId)
  return role !== undefined && (role.organizationId === null || role.organizationId === organizationId) ? role : undefined
}

export function requireRole(reading: Reading, organizationId: string, roleId: string): Role {
  const role = findRole(reading, organizationId, roleId)
  if (role === undefined) throw new Refusal('role-unknown', { roleId, organizationId }, ['roleId'])
  return role
}

export function findDepartment(reading: Reading, organizationId: string, departmentId: string): Department | undefined {
  const department = reading.tables.departments.get(departmentId)
  return department?.organizationId === organizationId ? department : undefined
}

export function requireDepartment(
  reading: Reading,
  organizationId: string,
  departmentId: string,
  place: Place = ['departmentId'],
): Department {
  const department = findDepartment(reading, organizationId, departmentId)
  if (department === undefined) throw new Refusal('department-unknown', { departmentId, organizationId }, place)
  return department
}

/** Refuses ids the organisation does not have: the first of them, or by assumption all as invalid input. Gives the roles in the order named. */
export function requireReferences(
  reading: Reading,
  organizationId: string,
  roleIds: readonly string[],
  departmentIds: readonly string[],
): readonly Role[] {
  const roles: Role[] = []
  const unknown: UnknownReference[] = []
  for (let index = 0; index < roleIds.length; index++) {
    const id = roleIds[index] as string
    const role = findRole(reading, organizationId, id)
    if (role !== undefined) roles.push(role)
    else unknown.push({ kind: 'role', id, place: ['roleIds', index] })
  }
  for (let index = 0; index < departmentIds.length; index++) {
    const id = departmentIds[index] as string
    if (findDepartment(reading, organizationId, id) === undefined) unknown.push({ kind: 'department', id, place: ['departmentIds', index] })
  }
  refuseUnknown(reading, organizationId, unknown)
  return roles
}

/** The same for a department an input names; null and undefined name none. */
export function requireDepartmentNamed(reading: Reading, organizationId: string, id: string | null | undefined, input: string): void {
  if (typeof id !== 'string' || findDepartment(reading, organizationId, id) !== undefined) return
  refuseUnknown(reading, organizationId, [{ kind: 'department', id, place: [input] }])
}

function refuseUnknown(reading: Reading, organizationId: string, unknown: readonly UnknownReference[]): void {
  const [first] = unknown
  if (first === undefined) return
  const { kind, id, place } = first
  if (reading.assumptions.unknown_reference === 'validation') throw new Refusal('references-unknown', { unknown, organizationId }, place)
  if (kind === 'role') throw new Refusal('role-unknown', { roleId: id, organizationId }, place)
  throw new Refusal('department-unknown', { departmentId: id, organizationId }, place)
}

/** Each id once, at its first place. */
export function distinct(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)]
}
