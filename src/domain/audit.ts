import type { Context } from './context.ts'
import type { AuditEntry } from './model.ts'

/** What a command says of itself; the rest comes from its context. */
type Happening = Omit<AuditEntry, 'id' | 'serial' | 'at' | 'actorId'> & { readonly actorId?: string }

/** Writes an entry; its actor is the caller unless another one is given. */
export function record(context: Context, happening: Happening): void {
  const { organizationId, entityType, action, entityId, targetId, previous, next, actorId = context.actorId } = happening
  const serial = context.nextSerial()
  context.tables.audit.add({
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
