import type { Capability } from './capabilities.ts'
import type { Context } from './context.ts'
import type { AccountState } from './model.ts'

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
  readonly id: string
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

/** What a command says of itself; the rest comes from its context. */
type Happening = Omit<AuditEntry, 'id' | 'serial' | 'at' | 'actorId'> & { readonly actorId?: string }

/** Writes an entry; its actor is the caller unless another one is given. */
export function record(context: Context, happening: Happening): void {
  const { organizationId, entityType, action, entityId, targetId, previous, next, actorId = context.actorId } = happening
  const serial = context.nextSerial()
  context.tables.audit.put({
    id: `audit_${serial}`,
    serial,
    at: context.now,
    organizationId,
    entityType,
    action,
    actorId,
    entityId,
    targetId,
    previous,
    next,
  })
}
