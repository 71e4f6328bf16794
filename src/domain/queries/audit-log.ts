import type { Reading } from '../context.ts'
import type { AuditEntry, User } from '../model.ts'
import { requireCapability } from '../permissions.ts'

export interface QueryAuditLog extends AuditFilters {
  readonly organizationId: string
  readonly skip: number
  readonly take: number
}

interface AuditFilters {
  /** Open, since the provider knows kinds and actions that do not occur here: they find nothing. */
  readonly entityType?: string | undefined
  readonly action?: string | undefined
  readonly actorId?: string | undefined
  readonly targetId?: string | undefined
  /** Entries about the department itself, its members, or whoever was put into it or taken out of it. */
  readonly departmentId?: string | undefined
  /** First and last moment. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Looked for in the names of entity, actor and target and the actor's e-mail, without regard to case. */
  readonly searchTerm?: string | undefined
}

/** An entry with the names as they are now; of what is deleted, as they were. */
export interface NamedAuditEntry {
  readonly entry: AuditEntry
  readonly entityName: string | null
  readonly actorName: string | null
  readonly actorEmail: string | null
  readonly targetName: string | null
  /** The department the entry is about. */
  readonly departmentId: string | null
}

export interface AuditPage {
  readonly entries: readonly NamedAuditEntry[]
  readonly total: number
}

/** What happened in an organisation, newest first. */
export function queryAuditLog(reading: Reading, query: QueryAuditLog): AuditPage {
  const { organizationId, skip, take, ...filters } = query
  requireCapability(reading, organizationId, 'view_audit_log')
  const entries: NamedAuditEntry[] = []
  let total = 0
  for (const entry of reading.tables.audit.newestFirst()) {
    if (entry.organizationId !== organizationId || !matches(reading, entry, filters)) continue
    if (total >= skip && entries.length < take) entries.push(toNamed(reading, entry))
    total++
  }
  return { entries, total }
}

function matches(reading: Reading, entry: AuditEntry, query: AuditFilters): boolean {
  return (
    fits(query.entityType, entry.entityType) &&
    fits(query.action, entry.action) &&
    fits(query.actorId, entry.actorId) &&
    fits(query.targetId, entry.targetId) &&
    (query.from === undefined || entry.at >= query.from) &&
    (query.to === undefined || entry.at <= query.to) &&
    (query.departmentId === undefined || concerns(entry, query.departmentId)) &&
    (query.searchTerm === undefined || isFound(reading, entry, query.searchTerm.toLowerCase()))
  )
}

function fits(wanted: string | undefined, value: string | null): boolean {
  return wanted === undefined || wanted === value
}

function concerns(entry: AuditEntry, departmentId: string): boolean {
  if (departmentOf(entry) === departmentId) return true
  return [entry.previous, entry.next].some((values) => values?.departmentIds?.includes(departmentId))
}

function departmentOf(entry: AuditEntry): string | null {
  const isAbout = entry.entityType === 'department' || entry.entityType === 'department_membership'
  return isAbout ? entry.entityId : (entry.next?.transferredTo ?? null)
}

function isFound(reading: Reading, entry: AuditEntry, text: string): boolean {
  const { entityName, actorName, actorEmail, targetName } = toNamed(reading, entry)
  return [entityName, actorName, actorEmail, targetName].some((name) => name?.toLowerCase().includes(text))
}

/** With the names as they are now. */
export function toNamed(reading: Reading, entry: AuditEntry): NamedAuditEntry {
  const { users } = reading.tables
  const actor = users.get(entry.actorId)
  const target = entry.targetId === null ? undefined : users.get(entry.targetId)
  return {
    entry,
    entityName: entityName(reading, entry),
    actorName: actor?.fullName ?? null,
    actorEmail: actor?.email ?? null,
    targetName: target === undefined ? null : nameOf(target),
    departmentId: departmentOf(entry),
  }
}

function entityName({ tables }: Reading, entry: AuditEntry): string | null {
  const recorded = entry.next?.name ?? entry.previous?.name ?? null
  switch (entry.entityType) {
    case 'user': {
      const user = tables.users.get(entry.entityId)
      return user === undefined ? null : nameOf(user)
    }
    case 'role':
    case 'role_assignment':
      return tables.roles.get(entry.entityId)?.name ?? recorded
    case 'department':
    case 'department_membership':
      return tables.departments.get(entry.entityId)?.name ?? recorded
  }
}

/** Someone who was invited without a name is known by his address. */
function nameOf(user: User): string {
  return user.fullName ?? user.email
}
