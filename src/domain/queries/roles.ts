import type { Page } from '../../kernel/index.ts'
import type { Reading } from '../context.ts'
import { type Member, toMember } from '../member.ts'
import type { Membership, Role } from '../model.ts'
import { requireMember } from '../permissions.ts'
import { requireRole } from '../references.ts'
import { everywhere, pair } from '../tables.ts'

export interface CountedRole {
  readonly role: Role
  /** Members of the organisation who hold it, in any state but removed. */
  readonly memberCount: number
}

/** System roles in their own order, then the organisation's by name. */
export function listRoles(
  reading: Reading,
  query: { readonly organizationId: string; readonly includeGlobal: boolean },
): readonly CountedRole[] {
  const { organizationId, includeGlobal } = query
  requireMember(reading, organizationId)
  const { roles } = reading.tables
  const system = includeGlobal ? [...roles.where('organization', everywhere)].sort(byRank) : []
  const custom = [...roles.where('organization', organizationId)].sort(byName)
  return [...system, ...custom].map((role) => countRole(reading, organizationId, role))
}

export function countRole(reading: Reading, organizationId: string, role: Role): CountedRole {
  return { role, memberCount: reading.tables.memberships.count('role', pair(organizationId, role.id)) }
}

export interface ListRoleMembers {
  readonly organizationId: string
  readonly roleId: string
  readonly skip: number
  readonly take: number
}

/** Who holds a role, in the order they joined the organisation. */
export function listRoleMembers(reading: Reading, query: ListRoleMembers): Page<Member> {
  const { organizationId, roleId, skip, take } = query
  requireMember(reading, organizationId)
  requireRole(reading, organizationId, roleId)
  const page = reading.tables.memberships.page('role', pair(organizationId, roleId), { order: bySerial, skip, take })
  return { rows: page.rows.map((membership) => toMember(reading, membership)), total: page.total }
}

function byRank(a: Role, b: Role): number {
  return a.rank - b.rank || (a.id < b.id ? -1 : 1)
}

function byName(a: Role, b: Role): number {
  return a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1
}

function bySerial(a: Membership, b: Membership): number {
  return a.serial - b.serial
}
