import { type Capability, capabilityKeys, inListOrder } from './capabilities.ts'
import type { Reading } from './context.ts'
import type { Membership, Role } from './model.ts'
import { type Place, Refusal } from './refusal.ts'
import { type OrganizationTables, pair } from './tables.ts'

/** The caller's own membership; refuses whoever is not an active member. */
export function requireMember(reading: Reading, organizationId: string): Membership {
  const { tables, assumptions, actorId } = reading
  const caller = tables.memberships.by('live', pair(organizationId, actorId))
  if (caller?.state === 'active') return caller
  if (assumptions.unknown_organization === 'not_found' && tables.organizations.get(organizationId) === undefined) {
    throw new Refusal('organization-unknown', { organizationId }, ['organizationId'])
  }
  throw new Refusal('access-denied', { organizationId }, ['organizationId'])
}

/** The caller's own membership; refuses an active member who holds none of the capabilities. */
export function requireCapability(reading: Reading, organizationId: string, needed: Capability, orElse?: Capability): Membership {
  const caller = requireMember(reading, organizationId)
  if (holds(reading.tables, caller, needed) || (orElse !== undefined && holds(reading.tables, caller, orElse))) return caller
  throw new Refusal('capability-missing', { requiredCapability: needed })
}

/** Refuses to give on what the caller does not hold: roles he puts someone into. */
export function refuseEscalation(reading: Reading, caller: Membership, roles: readonly Role[], place?: Place): void {
  for (const role of roles) refuseGiving(reading, caller, role.capabilities, role.id, place)
}

/** Refuses to give on what the caller does not hold: capabilities he puts into a role (null: one that is being created). */
export function refuseGiving(
  reading: Reading,
  caller: Membership,
  given: readonly Capability[],
  givenRoleId: string | null,
  place?: Place,
): void {
  if (given.length === 0 || reading.assumptions.role_escalation === 'allowed') return
  if (holds(reading.tables, caller, 'override_all_permissions')) return
  const missingCapabilities = given.filter((capability) => !holds(reading.tables, caller, capability))
  if (missingCapabilities.length > 0) throw new Refusal('escalation', { givenRoleId, missingCapabilities }, place)
}

/** What a member may do now, in list order. Roles take effect only while the member is active. */
export function effectiveCapabilities(tables: OrganizationTables, membership: Membership): readonly Capability[] {
  if (membership.state !== 'active') return []
  const held = new Set<Capability>()
  for (const role of rolesOf(tables, membership)) for (const capability of role.capabilities) held.add(capability)
  return held.has('override_all_permissions') ? capabilityKeys : inListOrder(held)
}

/** The departments a member's capabilities reach: all of them, or his own. */
export function departmentScope(tables: OrganizationTables, membership: Membership): 'global' | readonly string[] {
  if (membership.state !== 'active') return []
  if (holds(tables, membership, 'override_all_permissions')) return 'global'
  return membership.departments.map(({ departmentId }) => departmentId)
}

function holds(tables: OrganizationTables, membership: Membership, capability: Capability): boolean {
  for (const { roleId } of membership.roles) {
    const held = tables.roles.get(roleId)?.capabilities
    if (held?.includes(capability) || held?.includes('override_all_permissions')) return true
  }
  return false
}

function* rolesOf(tables: OrganizationTables, membership: Membership): Generator<Role> {
  for (const { roleId } of membership.roles) {
    const role = tables.roles.get(roleId)
    if (role !== undefined) yield role
  }
}
