import { defineLog, defineTable, type Tables } from '../kernel/index.ts'
import { toComparable } from './email.ts'
import type { AuditEntry, Department, Invitation, Membership, Message, Organization, Role, Token, User } from './model.ts'

/** The index value of two ids together, e.g. an organisation and a user. */
export function pair(organizationId: string, id: string): string {
  return `${organizationId}|${id}`
}

/** The index value of a name inside an organisation; letter case makes no difference. */
export function nameKey(organizationId: string | null, name: string): string {
  return `${organizationId ?? ''}|${name.toLowerCase()}`
}

/** The index value under which system roles stand. */
export const everywhere = ''

const none: readonly string[] = Object.freeze([])

/** One value for each of a live member's assignments; the common empty list is shared. */
function pairs<T>(row: Membership, assigned: readonly T[], id: (assignment: T) => string): readonly string[] {
  return assigned.length === 0 ? none : assigned.map((assignment) => pair(row.organizationId, id(assignment)))
}

/** All tables of an organisations world. `live` means: not removed. */
export const organizationSpecs = {
  users: defineTable<User>()({
    key: (row) => row.id,
    unique: { email: (row) => toComparable(row.email), userName: (row) => row.userName ?? undefined },
    many: {},
  }),
  organizations: defineTable<Organization>()({ key: (row) => row.id, unique: {}, many: {} }),
  memberships: defineTable<Membership>()({
    key: (row) => row.id,
    unique: { live: (row) => (row.removedAt === null ? pair(row.organizationId, row.userId) : undefined) },
    many: {
      organization: (row) => (row.removedAt === null ? row.organizationId : undefined),
      formerly: (row) => (row.removedAt === null ? undefined : row.organizationId),
      role: (row) => pairs(row, row.roles, (assignment) => assignment.roleId),
      department: (row) => pairs(row, row.departments, (assignment) => assignment.departmentId),
    },
  }),
  invitations: defineTable<Invitation>()({
    key: (row) => row.id,
    unique: { key: (row) => row.key, current: (row) => (row.withdrawnAt === null ? row.membershipId : undefined) },
    many: {},
  }),
  roles: defineTable<Role>()({
    key: (row) => row.id,
    unique: { name: (row) => nameKey(row.organizationId, row.name) },
    many: { organization: (row) => row.organizationId ?? everywhere },
  }),
  departments: defineTable<Department>()({
    key: (row) => row.id,
    unique: { name: (row) => nameKey(row.organizationId, row.name) },
    many: { organization: (row) => row.organizationId, parent: (row) => row.parentId ?? undefined },
  }),
  audit: defineLog<AuditEntry>(),
  tokens: defineTable<Token>()({ key: (row) => row.token, unique: {}, many: {} }),
  messages: defineLog<Message>(),
}

export type OrganizationTables = Tables<typeof organizationSpecs>
