import { record } from '../audit.ts'
import { type Context, done, type Outcome } from '../context.ts'
import { toMember } from '../member.ts'
import type { AuditAction, AuditValues, Department, DepartmentAssignment, Membership } from '../model.ts'
import { requireCapability } from '../permissions.ts'
import { countMembers, type DepartmentMember, type PlacedDepartment, placeDepartment } from '../queries/departments.ts'
import { requireDepartment, requireDepartmentNamed, requireMembership } from '../references.ts'
import { Refusal } from '../refusal.ts'
import { nameKey } from '../tables.ts'

export interface CreateDepartment {
  readonly organizationId: string
  readonly name: string
  readonly description: string | null
  readonly parentId: string | null
}

/** Below another department, the smaller capability is enough. */
export function createDepartment(context: Context, command: CreateDepartment): Outcome<PlacedDepartment> {
  const { organizationId, name, description, parentId } = command
  requireCapability(context, organizationId, 'manage_departments', parentId === null ? undefined : 'create_subdepartments')
  requireDepartmentNamed(context, organizationId, parentId, 'parentId')
  refuseTakenName(context, organizationId, name)

  const department: Department = {
    id: context.newId('dept_'),
    organizationId,
    name,
    description,
    parentId,
    isDefault: false,
    isActive: true,
    color: null,
    createdBy: context.actorId,
    createdAt: context.now,
  }
  context.tables.departments.put(department)
  recordDepartment(context, department, 'created', null, { name, description, parentId })
  return done(placeDepartment(context, department))
}

export interface OfDepartment {
  readonly organizationId: string
  readonly departmentId: string
}

export interface UpdateDepartment extends OfDepartment {
  readonly name?: string | undefined
  readonly description?: string | null | undefined
}

/** Changes what is given and leaves the rest. */
export function updateDepartment(context: Context, command: UpdateDepartment): Outcome<PlacedDepartment> {
  const { organizationId, departmentId } = command
  requireCapability(context, organizationId, 'manage_departments')
  const before = requireDepartment(context, organizationId, departmentId)
  const { name = before.name, description = before.description } = command
  refuseTakenName(context, organizationId, name, departmentId)

  const after: Department = { ...before, name, description }
  context.tables.departments.put(after)
  recordDepartment(context, after, 'updated', { name: before.name, description: before.description }, { name, description })
  return done(placeDepartment(context, after))
}

export interface ReparentDepartment extends OfDepartment {
  /** Null makes it a root. */
  readonly newParentId: string | null
}

/** Moves a department with all below it. */
export function reparentDepartment(context: Context, command: ReparentDepartment): Outcome<PlacedDepartment> {
  const { organizationId, departmentId, newParentId } = command
  requireCapability(context, organizationId, 'reparent_departments')
  const before = requireDepartment(context, organizationId, departmentId)
  requireDepartmentNamed(context, organizationId, newParentId, 'newParentId')
  if (newParentId !== null && isWithin(context, newParentId, departmentId)) {
    throw new Refusal('department-cycle', { departmentId, newParentId }, ['newParentId'])
  }

  const after: Department = { ...before, parentId: newParentId }
  context.tables.departments.put(after)
  recordDepartment(context, after, 'reparented', { parentId: before.parentId }, { parentId: newParentId })
  return done(placeDepartment(context, after))
}

export function deleteDepartment(context: Context, { organizationId, departmentId }: OfDepartment): Outcome<undefined> {
  requireCapability(context, organizationId, 'manage_departments')
  const department = requireDepartment(context, organizationId, departmentId)
  if (context.tables.departments.count('parent', departmentId) > 0)
    throw new Refusal('department-has-children', { departmentId }, ['departmentId'])
  const memberCount = countMembers(context, department)
  if (memberCount > 0) throw new Refusal('department-has-members', { departmentId, memberCount }, ['departmentId'])

  context.tables.departments.delete(departmentId)
  const { name, description, parentId } = department
  recordDepartment(context, department, 'deleted', { name, description, parentId }, null)
  return done(undefined)
}

export interface OfDepartmentMember extends OfDepartment {
  readonly userId: string
}

export function addDepartmentMember(context: Context, command: OfDepartmentMember): Outcome<DepartmentMember> {
  const { organizationId, departmentId, userId } = command
  requireCapability(context, organizationId, 'manage_departments')
  const before = requireMembership(context, organizationId, userId)
  requireDepartment(context, organizationId, departmentId)
  if (isIn(before, departmentId)) throw new Refusal('department-member-exists', { userId, departmentId, organizationId }, ['userId'])

  const addedAt = context.now
  const after = putDepartments(context, before, [...before.departments, { departmentId, addedAt }])
  recordMember(context, command, 'membership_added')
  return done({ member: toMember(context, after), addedAt })
}

export function removeDepartmentMember(context: Context, command: OfDepartmentMember): Outcome<undefined> {
  const { organizationId, departmentId, userId } = command
  requireCapability(context, organizationId, 'manage_departments')
  const before = requireMembership(context, organizationId, userId)
  requireDepartment(context, organizationId, departmentId)
  if (!isIn(before, departmentId)) throw new Refusal('department-member-unknown', { userId, departmentId, organizationId }, ['userId'])

  const others = before.departments.filter((held) => held.departmentId !== departmentId)
  putDepartments(context, before, others)
  recordMember(context, command, 'membership_removed')
  return done(undefined)
}

function isIn(membership: Membership, departmentId: string): boolean {
  return membership.departments.some((held) => held.departmentId === departmentId)
}

function putDepartments(context: Context, before: Membership, departments: readonly DepartmentAssignment[]): Membership {
  const after: Membership = { ...before, departments, modifiedAt: context.now }
  context.tables.memberships.put(after)
  return after
}

/** Whether a department is the other one or stands anywhere below it. */
function isWithin(context: Context, departmentId: string, otherId: string): boolean {
  for (let id: string | null = departmentId; id !== null; id = context.tables.departments.get(id)?.parentId ?? null) {
    if (id === otherId) return true
  }
  return false
}

function refuseTakenName(context: Context, organizationId: string, name: string, except?: string): void {
  const department = context.tables.departments.by('name', nameKey(organizationId, name))
  if (department !== undefined && department.id !== except) throw new Refusal('department-exists', { name, organizationId }, ['name'])
}

function recordDepartment(
  context: Context,
  { organizationId, id }: Department,
  action: AuditAction,
  previous: AuditValues | null,
  next: AuditValues | null,
): void {
  record(context, { organizationId, entityType: 'department', action, entityId: id, targetId: null, previous, next })
}

function recordMember(context: Context, { organizationId, departmentId, userId }: OfDepartmentMember, action: AuditAction): void {
  record(context, {
    organizationId,
    entityType: 'department_membership',
    action,
    entityId: departmentId,
    targetId: userId,
    previous: null,
    next: null,
  })
}
