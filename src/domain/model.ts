import { defineTable, type Tables } from '../kernel/index.ts'
import type { AuditEntry } from './audit.ts'
import type { Capability } from './capabilities.ts'
import { toComparable } from './email.ts'

/** A person, known everywhere by e-mail address. */
export interface User {
  readonly id: string
  /** As stored: the local part as first given, the domain in lower case. */
  readonly email: string
  readonly fullName: string | null
  /** Null until the person has an account. */
  readonly userName: string | null
  readonly avatarUrl: string | null
  readonly createdAt: number
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  /** Started without an active owner, so none is missing. */
  readonly isOwnerless: boolean
}

export const accountStates = ['pending_invitation', 'active', 'deactivated'] as const
export type AccountState = (typeof accountStates)[number]

/** Joins a user to an organisation. Removing keeps the row with `removedAt` set, without roles and departments. */
export interface Membership {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly state: AccountState
  readonly roles: readonly RoleAssignment[]
  readonly departments: readonly DepartmentAssignment[]
  readonly invitedAt: number | null
  /** Null until the person is active for the first time. */
  readonly joinedAt: number | null
  readonly deactivatedAt: number | null
  readonly removedAt: number | null
  readonly createdAt: number
  readonly modifiedAt: number
  /** Order of creation; makes every sorting total. */
  readonly serial: number
}

export interface RoleAssignment {
  readonly roleId: string
  readonly assignmentId: string
  readonly assignedAt: number
}

export interface DepartmentAssignment {
  readonly departmentId: string
  readonly addedAt: number
}

/** Whether it is open, expired or used up is worked out by `invitationState`, never stored. */
export interface Invitation {
  readonly id: string
  /** What the link carries; it works once. */
  readonly key: string
  readonly membershipId: string
  readonly organizationId: string
  readonly userId: string
  /** When the seven days began; a resend begins them anew. */
  readonly sentAt: number
  readonly isMailed: boolean
  readonly customMessage: string | null
  readonly usedAt: number | null
  readonly withdrawnAt: number | null
  readonly createdAt: number
}

/** A role of one organisation, or a system role of all of them (`organizationId` null). */
export interface Role {
  readonly id: string
  readonly organizationId: string | null
  readonly name: string
  readonly description: string | null
  readonly capabilities: readonly Capability[]
  readonly isSystem: boolean
  /** The one role an organisation may not run out of. */
  readonly isOwner: boolean
  /** Place among the system roles; 0 for all others. */
  readonly rank: number
  readonly createdAt: number
}

export interface Department {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly description: string | null
  readonly parentId: string | null
  readonly isDefault: boolean
  readonly isActive: boolean
  readonly color: string | null
  readonly createdBy: string | null
  readonly createdAt: number
}

/** A credential handed out by `complete`; it does not expire, since nothing here could refresh it. */
export interface Token {
  readonly token: string
  readonly userId: string
  readonly createdAt: number
}

/** A mail in the outbox, as facts; its text is made by whoever shows it. */
export interface Message {
  readonly id: string
  readonly invitationId: string
  readonly key: string
  readonly to: string
  readonly organizationId: string
  readonly customMessage: string | null
  readonly sentAt: number
  readonly serial: number
}

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
      everOf: (row) => row.organizationId,
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
  audit: defineTable<AuditEntry>()({ key: (row) => row.id, unique: {}, many: { organization: (row) => row.organizationId } }),
  tokens: defineTable<Token>()({ key: (row) => row.token, unique: {}, many: {} }),
  messages: defineTable<Message>()({ key: (row) => row.id, unique: {}, many: { organization: (row) => row.organizationId } }),
}

export type OrganizationTables = Tables<typeof organizationSpecs>
