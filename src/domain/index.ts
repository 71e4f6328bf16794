/**
 * Organisations and their members in plain functions: who may invite, change and remove whom, what an invitation is worth, what is refused and why.
 * It must not know HTTP, documents, the wire's spelling, where time and ids come from, or who reads its events.
 * It exists so that the rules can be read, tested and trusted without a server around them.
 */
export {
  type AssumptionName,
  type AssumptionProblem,
  type Assumptions,
  assumptionNames,
  assumptions,
  defaultAssumptions,
  parseAssumptions,
  valuesOf,
} from './assumption.ts'
export { type Capability, capabilities, capabilityKeys } from './capabilities.ts'
export {
  addDepartmentMember,
  type CreateDepartment,
  createDepartment,
  deleteDepartment,
  type OfDepartment,
  type OfDepartmentMember,
  type ReparentDepartment,
  removeDepartmentMember,
  reparentDepartment,
  type UpdateDepartment,
  updateDepartment,
} from './commands/departments.ts'
export { accept, type Complete, type Completed, complete, resend } from './commands/invitations.ts'
export { type Invite, invite } from './commands/invite.ts'
export {
  type Deactivate,
  deactivate,
  type Remove,
  reactivate,
  remove,
  type UpdateMemberships,
  updateMemberships,
} from './commands/memberships.ts'
export {
  addRoleMember,
  type CreateRole,
  createRole,
  deleteRole,
  type OfRole,
  type OfRoleMember,
  removeRoleMember,
  type UpdateRole,
  updateRole,
} from './commands/roles.ts'
export type { Context, DomainEvent, InvitationSent, Outcome, Reading } from './context.ts'
export { toComparable, toStored } from './email.ts'
export { checkInvariants } from './invariants.ts'
export { expiresAt, type InvitationState, invitationLifetime, invitationState } from './invitation.ts'
export { departmentIdsOf, firstRole, type Member, roleIdsOf, toMember } from './member.ts'
export type {
  AccountState,
  AuditAction,
  AuditEntityType,
  AuditEntry,
  AuditValues,
  Department,
  Invitation,
  Membership,
  Message,
  Organization,
  Role,
  RoleAssignment,
  Token,
  User,
} from './model.ts'
export { type AuditPage, type NamedAuditEntry, type QueryAuditLog, queryAuditLog, toNamed } from './queries/audit-log.ts'
export {
  type DepartmentMember,
  type DepartmentTree,
  getDepartment,
  getDepartmentTree,
  listDepartmentMembers,
  listDepartments,
  type PlacedDepartment,
  placeDepartment,
} from './queries/departments.ts'
export { type EffectivePermissions, getEffectivePermissions } from './queries/effective-permissions.ts'
export { type GetInvitation, getInvitation, type InvitationView, toInvitationView, validateInvitation } from './queries/invitations.ts'
export { type MemberSortField, memberSortFields, type SortDirection } from './queries/member-order.ts'
export { getMember, type ListMembers, listMembers } from './queries/members.ts'
export { type CountedRole, countRole, type ListRoleMembers, listRoleMembers, listRoles } from './queries/roles.ts'
export { type Place, Refusal, type RefusalCode, type RefusalFacts, refusalCodes, refusals, type UnknownReference } from './refusal.ts'
export { systemRoles, toSystemRoleRows } from './system-roles.ts'
export { everywhere, type OrganizationTables, organizationSpecs, pair } from './tables.ts'
