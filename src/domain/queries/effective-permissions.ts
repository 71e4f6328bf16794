import type { Capability } from '../capabilities.ts'
import type { Reading } from '../context.ts'
import { roleIdsOf } from '../member.ts'
import { departmentScope, effectiveCapabilities, requireMember } from '../permissions.ts'
import { requireMembership } from '../references.ts'

export interface EffectivePermissions {
  readonly userId: string
  readonly capabilities: readonly Capability[]
  readonly departmentScope: 'global' | readonly string[]
  readonly roleIds: readonly string[]
  readonly resolvedAt: number
}

/** What a member may do at this moment; nothing while he is pending or deactivated. */
export function getEffectivePermissions(
  reading: Reading,
  query: { readonly organizationId: string; readonly userId: string },
): EffectivePermissions {
  requireMember(reading, query.organizationId)
  const membership = requireMembership(reading, query.organizationId, query.userId)
  return {
    userId: membership.userId,
    capabilities: effectiveCapabilities(reading.tables, membership),
    departmentScope: departmentScope(reading.tables, membership),
    roleIds: roleIdsOf(membership),
    resolvedAt: reading.now,
  }
}
