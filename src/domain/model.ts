import type { Capability } from './capabilities.ts'

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
  readonly invitationId: string
  readonly key: string
  readonly to: string
  readonly organizationId: string
  readonly customMessage: string | null
  readonly sentAt: number
  readonly serial: number
}

export type AuditEntityType = 'user' | 'department' | 'role' | 'role_assignment' | 'department_membership'

/** The documented actions that occur here, and two of our own for what its "and more" leaves open: accepted, resent. */
export type AuditAction =
  | 'created'
  | 'updated'
  | 'deleted'
  | 'invited'
  | 'resent'
  | 'accepted'
  | 'deactivated'
  | 'reactivated'
  | 'removed'
  | 'assigned'
  | 'unassigned'
  | 'reparented'
  | 'membership_added'
  | 'membership_removed'

/** What of a thing was changed; only what mattered to the action is there. */
export interface AuditValues {
  readonly state?: AccountState
  readonly roleIds?: readonly string[]
  readonly departmentIds?: readonly string[]
  readonly transferredTo?: string | null
  readonly name?: string
  readonly description?: string | null
  readonly capabilities?: readonly Capability[]
  readonly parentId?: string | null
}

/** What happened, as facts; names are looked up when it is read. */
export interface AuditEntry {
  readonly serial: number
  readonly at: number
  readonly organizationId: string
  readonly entityType: AuditEntityType
  readonly action: AuditAction
  readonly actorId: string
  /** The user, role or department; for an assignment the role, for a department membership the department. */
  readonly entityId: string
  /** The user it was done to; null when it was done to a role or department alone. */
  readonly targetId: string | null
  readonly previous: AuditValues | null
  readonly next: AuditValues | null
}
