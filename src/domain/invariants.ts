import { toComparable } from './email.ts'
import { currentInvitation } from './invitation.ts'
import type { Membership } from './model.ts'
import { nameKey, type OrganizationTables, pair } from './tables.ts'

/** Everything that must hold between two commands; one sentence for each thing that does not. */
export function checkInvariants(tables: OrganizationTables): string[] {
  return [
    ...checkUnique(tables),
    ...checkMemberships(tables),
    ...checkOwners(tables),
    ...checkInvitations(tables),
    ...checkDepartments(tables),
  ]
}

/** Worked out from the rows alone, without the indexes the commands rely on. */
function* checkUnique(tables: OrganizationTables): Generator<string> {
  const { users, memberships, invitations, roles, departments } = tables
  yield* doubles('e-mail', users.rows(), (row) => toComparable(row.email))
  yield* doubles('user name', users.rows(), (row) => row.userName)
  yield* doubles('live membership', memberships.rows(), (row) => (row.removedAt === null ? pair(row.organizationId, row.userId) : null))
  yield* doubles('role assignment', assignmentIds(memberships.rows()), (id) => id)
  yield* doubles('invitation key', invitations.rows(), (row) => row.key)
  yield* doubles('standing invitation', invitations.rows(), (row) => (row.withdrawnAt === null ? row.membershipId : null))
  yield* doubles('role name', roles.rows(), (row) => nameKey(row.organizationId, row.name))
  yield* doubles('department name', departments.rows(), (row) => nameKey(row.organizationId, row.name))
}

function* doubles<Row>(what: string, rows: Iterable<Row>, value: (row: Row) => string | null): Generator<string> {
  const seen = new Set<string>()
  for (const row of rows) {
    const key = value(row)
    if (key === null) continue
    if (seen.has(key)) yield `${what} ${key} is there twice`
    seen.add(key)
  }
}

function* assignmentIds(memberships: Iterable<Membership>): Generator<string> {
  for (const { roles } of memberships) for (const { assignmentId } of roles) yield assignmentId
}

function* checkMemberships(tables: OrganizationTables): Generator<string> {
  for (const row of tables.memberships.rows()) {
    const { id, organizationId, state } = row
    if (tables.users.get(row.userId) === undefined) yield `${id} is of the unknown user ${row.userId}`
    if (tables.organizations.get(organizationId) === undefined) yield `${id} is in the unknown organization ${organizationId}`
    if (row.removedAt !== null && row.roles.length + row.departments.length > 0) yield `${id} is removed and still has roles or departments`
    if ((state === 'deactivated') !== (row.deactivatedAt !== null)) yield `${id} is ${state} with deactivatedAt ${row.deactivatedAt}`
    if (state === 'active' && row.joinedAt === null) yield `${id} is active without ever having joined`
    for (const { roleId } of row.roles) {
      const role = tables.roles.get(roleId)
      if (role === undefined || (role.organizationId !== null && role.organizationId !== organizationId))
        yield `${id} has the unknown role ${roleId}`
    }
    for (const { departmentId } of row.departments) {
      if (tables.departments.get(departmentId)?.organizationId !== organizationId)
        yield `${id} is in the unknown department ${departmentId}`
    }
    if (new Set(row.roles.map(({ roleId }) => roleId)).size < row.roles.length) yield `${id} has a role twice`
    if (new Set(row.departments.map(({ departmentId }) => departmentId)).size < row.departments.length)
      yield `${id} is in a department twice`
  }
}

function* checkOwners(tables: OrganizationTables): Generator<string> {
  const owned = new Set<string>()
  for (const { organizationId, state, roles, removedAt } of tables.memberships.rows()) {
    if (removedAt !== null || state !== 'active') continue
    if (roles.some(({ roleId }) => tables.roles.get(roleId)?.isOwner)) owned.add(organizationId)
  }
  for (const { id, isOwnerless } of tables.organizations.rows()) if (!isOwnerless && !owned.has(id)) yield `${id} has no active owner`
}

function* checkInvitations(tables: OrganizationTables): Generator<string> {
  for (const invitation of tables.invitations.rows()) {
    const membership = tables.memberships.get(invitation.membershipId)
    if (membership === undefined) {
      yield `${invitation.id} is for the unknown membership ${invitation.membershipId}`
      continue
    }
    const { userId, organizationId } = membership
    if (invitation.userId !== userId || invitation.organizationId !== organizationId)
      yield `${invitation.id} and ${membership.id} are for different people`
    const isUnused = invitation.usedAt === null && invitation.withdrawnAt === null
    if (isUnused && (membership.removedAt !== null || membership.state === 'active'))
      yield `${invitation.id} could still be used by ${membership.id}`
    if (invitation.usedAt !== null && invitation.withdrawnAt !== null) yield `${invitation.id} is both used and withdrawn`
  }
  for (const membership of tables.memberships.rows()) {
    if (membership.removedAt !== null || membership.state !== 'pending_invitation') continue
    if (currentInvitation(tables, membership)?.usedAt !== null) yield `${membership.id} is pending without an unused invitation`
  }
}

function* checkDepartments(tables: OrganizationTables): Generator<string> {
  for (const { id, organizationId, parentId } of tables.departments.rows()) {
    if (tables.organizations.get(organizationId) === undefined) yield `${id} is in the unknown organization ${organizationId}`
    if (parentId !== null && tables.departments.get(parentId)?.organizationId !== organizationId)
      yield `${id} is below the unknown department ${parentId}`
    const above = new Set([id])
    for (let next = parentId; next !== null; next = tables.departments.get(next)?.parentId ?? null) {
      if (above.has(next)) {
        yield `${id} stands below itself`
        break
      }
      above.add(next)
    }
  }
  for (const { id, organizationId } of tables.roles.rows()) {
    if (organizationId !== null && tables.organizations.get(organizationId) === undefined)
      yield `${id} is in the unknown organization ${organizationId}`
  }
}
