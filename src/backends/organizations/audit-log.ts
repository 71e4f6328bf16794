import { type AuditValues, type NamedAuditEntry, queryAuditLog } from '../../domain/index.ts'
import { parseTime, toZuluTime } from '../../kernel/index.ts'
import { Invalid } from './errors.ts'
import type { Field } from './fields.ts'
import type { Handlers, Schemas, Wire } from './handler.ts'

/** Who changed what, and when. */
export const auditLog: Pick<Handlers, 'queryAuditLog'> = {
  queryAuditLog: ({ params, query, context }) => {
    const { skip, limit } = query
    refuseImpossible(query)
    const { entries, total } = queryAuditLog(context, {
      organizationId: params.organization_id,
      entityType: query.entity_type,
      action: query.action_type,
      actorId: query.actor_id,
      targetId: query.target_id,
      departmentId: query.department_id,
      from: query.from_date === undefined ? undefined : parseTime(query.from_date),
      to: query.to_date === undefined ? undefined : toLastMoment(query.to_date),
      searchTerm: query.search_term,
      skip,
      take: limit,
    })
    return {
      status: 200,
      body: { items: entries.map(toAuditEntry), total, skip, limit, has_more: skip + entries.length < total },
    }
  },
}

/** The document's pattern lets days through that no calendar has, such as 31 February. */
function refuseImpossible(query: Readonly<Partial<Record<'from_date' | 'to_date', string>>>): void {
  const fields = (['from_date', 'to_date'] as const).flatMap((field): Field[] => {
    const text = query[field]
    if (text === undefined || parseTime(text) !== undefined) return []
    return [{ field, message: 'Input should be a valid datetime or date', type: 'datetime_from_date_parsing' }]
  })
  if (fields.length > 0) throw new Invalid(422, 'A date that no calendar has', fields)
}

const day = 24 * 60 * 60 * 1000

/** Up to a day means to its end; a time without a fraction means its whole second, as the log shows whole seconds. */
function toLastMoment(text: string): number | undefined {
  const moment = parseTime(text)
  if (moment === undefined) return undefined
  if (!text.includes('T')) return moment + day - 1
  return text.includes('.') ? moment : moment + 999
}

export function toAuditEntry(named: NamedAuditEntry): Wire<Schemas['AuditEntry']> {
  const { entry, entityName, actorName, actorEmail, targetName, departmentId } = named
  return {
    id: `audit_${entry.serial}`,
    timestamp: toZuluTime(entry.at),
    entity_type: entry.entityType,
    entity_id: entry.entityId,
    entity_name: entityName,
    action_type: entry.action,
    actor_id: entry.actorId,
    actor_name: actorName,
    actor_email: actorEmail,
    target_id: entry.targetId,
    target_name: targetName,
    department_id: departmentId,
    previous_value: toValues(entry.previous),
    new_value: toValues(entry.next),
  }
}

/** The names these values have in requests and answers. */
const valueNames = {
  state: 'account_state',
  roleIds: 'role_ids',
  departmentIds: 'department_ids',
  transferredTo: 'transfer_resources_to_department_id',
  name: 'name',
  description: 'description',
  capabilities: 'capabilities',
  parentId: 'parent_id',
} as const satisfies Record<keyof AuditValues, string>

function toValues(values: AuditValues | null): Readonly<Record<string, unknown>> | null {
  if (values === null) return null
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [valueNames[name as keyof AuditValues], value]))
}
