import type { Reading } from '../context.ts'
import { type Member, toMember } from '../member.ts'
import type { Department, DepartmentAssignment, Membership } from '../model.ts'
import { requireMember } from '../permissions.ts'
import { requireDepartment } from '../references.ts'
import { pair } from '../tables.ts'

/** A department with what follows from its place in the tree. */
export interface PlacedDepartment {
  readonly department: Department
  /** Ids from the root down, e.g. `/dept_abc123/dept_def456`. */
  readonly path: string
  /** 0 for a root. */
  readonly depth: number
  /** Members in the department itself, in any state but removed. */
  readonly memberCount: number
}

export interface DepartmentTree extends PlacedDepartment {
  readonly children: readonly DepartmentTree[]
}

export interface DepartmentMember {
  readonly member: Member
  readonly addedAt: number
}

/** All departments, each after the one above it, siblings by name. */
export function listDepartments(reading: Reading, query: { readonly organizationId: string }): readonly PlacedDepartment[] {
  requireMember(reading, query.organizationId)
  return toForest(reading, query.organizationId).flatMap(flatten)
}

/** The same as a tree: whole, or the departments in scope with all below them. One below another in scope is shown there only. */
export function getDepartmentTree(
  reading: Reading,
  query: { readonly organizationId: string; readonly scope: readonly string[] },
): readonly DepartmentTree[] {
  const { organizationId, scope } = query
  requireMember(reading, organizationId)
  for (const [index, departmentId] of scope.entries()) requireDepartment(reading, organizationId, departmentId, ['scope', index])
  const forest = toForest(reading, organizationId)
  return scope.length === 0 ? forest : cut(forest, new Set(scope))
}

export function getDepartment(
  reading: Reading,
  query: { readonly organizationId: string; readonly departmentId: string },
): PlacedDepartment {
  requireMember(reading, query.organizationId)
  return placeDepartment(reading, requireDepartment(reading, query.organizationId, query.departmentId))
}

/** Who is in a department, in the order they were added to it. */
export function listDepartmentMembers(
  reading: Reading,
  query: { readonly organizationId: string; readonly departmentId: string },
): readonly DepartmentMember[] {
  const { organizationId, departmentId } = query
  requireMember(reading, organizationId)
  requireDepartment(reading, organizationId, departmentId)
  return [...reading.tables.memberships.where('department', pair(organizationId, departmentId))]
    .sort((a, b) => addedAt(a, departmentId) - addedAt(b, departmentId) || a.serial - b.serial)
    .map((membership) => ({ member: toMember(reading, membership), addedAt: addedAt(membership, departmentId) }))
}

export function placeDepartment(reading: Reading, department: Department): PlacedDepartment {
  const ids = [department.id]
  for (let parentId = department.parentId; parentId !== null; ) {
    ids.unshift(parentId)
    parentId = reading.tables.departments.get(parentId)?.parentId ?? null
  }
  return { department, path: `/${ids.join('/')}`, depth: ids.length - 1, memberCount: countMembers(reading, department) }
}

export function countMembers(reading: Reading, { organizationId, id }: Department): number {
  return reading.tables.memberships.count('department', pair(organizationId, id))
}

function toForest(reading: Reading, organizationId: string): readonly DepartmentTree[] {
  const below = new Map<string | null, Department[]>()
  for (const department of reading.tables.departments.where('organization', organizationId)) {
    const siblings = below.get(department.parentId)
    if (siblings === undefined) below.set(department.parentId, [department])
    else siblings.push(department)
  }
  const grow = (parentId: string | null, parentPath: string, depth: number): readonly DepartmentTree[] =>
    (below.get(parentId) ?? []).sort(byName).map((department) => {
      const path = `${parentPath}/${department.id}`
      return { department, path, depth, memberCount: countMembers(reading, department), children: grow(department.id, path, depth + 1) }
    })
  return grow(null, '', 0)
}

function flatten(tree: DepartmentTree): PlacedDepartment[] {
  return [tree, ...tree.children.flatMap(flatten)]
}

function cut(forest: readonly DepartmentTree[], scope: ReadonlySet<string>): readonly DepartmentTree[] {
  return forest.flatMap((tree) => (scope.has(tree.department.id) ? [tree] : cut(tree.children, scope)))
}

/** Names are unique in an organisation, so this is a total order. */
function byName(a: Department, b: Department): number {
  return a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1
}

function addedAt(membership: Membership, departmentId: string): number {
  const assignment = membership.departments.find((held: DepartmentAssignment) => held.departmentId === departmentId)
  return assignment?.addedAt ?? 0
}
