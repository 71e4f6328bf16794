import {
  type AccountState,
  type CountedRole,
  type DepartmentMember,
  type DepartmentTree,
  departmentIdsOf,
  type EffectivePermissions,
  firstRole,
  type InvitationView,
  type Member,
  type Membership,
  type PlacedDepartment,
  type Reading,
  type RoleAssignment,
  roleIdsOf,
} from '../../domain/index.ts'
import { toNaiveTime, toOffsetTime, toZuluTime } from '../../kernel/index.ts'
import type { Schemas, Wire } from './handler.ts'

/** Keys stand in the document's order, and times in the form of their family, as the provider's pages show them. */

/** The page that opens an invitation, whichever world it is in. */
export function toInvitationLink(origin: string, key: string): string {
  return `${origin}/__standin/invitations/${key}`
}

export function toOrganizationUser({ user, membership, linkKey }: Member, origin: string): Wire<Schemas['OrganizationUserV2']> {
  return {
    id: user.id,
    full_name: user.fullName,
    email: user.email,
    user_name: user.userName,
    account_state: membership.state,
    role_ids: roleIdsOf(membership),
    department_ids: departmentIdsOf(membership),
    organization_id: membership.organizationId,
    invitation_link: linkKey === null ? null : toInvitationLink(origin, linkKey),
    invited_at: membership.invitedAt === null ? null : toNaiveTime(membership.invitedAt),
    deactivated_at: membership.deactivatedAt === null ? null : toNaiveTime(membership.deactivatedAt),
  }
}

type Status = NonNullable<Wire<Schemas['MemberV1']>['status']>

/** The older answers' words for the states of a membership. Source of the names: OBJ/user-status-object. */
export const statuses = {
  active: { id: 'status_active', name: 'Active', selectable_in_ui: true },
  deactivated: { id: 'status_inactive', name: 'Inactive', selectable_in_ui: true },
  pending_invitation: { id: 'status_invitation_sent', name: 'InvitationSent', selectable_in_ui: false },
  removed: { id: 'status_deleted', name: 'Deleted', selectable_in_ui: false },
} as const satisfies Record<AccountState | 'removed', Status>

export function toMemberV1(reading: Reading, { user, membership }: Member): Wire<Schemas['MemberV1']> {
  const role = firstRole(reading, membership)
  return {
    id: membership.id,
    user_id: user.id,
    organization_id: membership.organizationId,
    full_name: user.fullName,
    email: user.email,
    username: user.userName,
    role: role === null ? null : { id: role.id, name: role.name },
    status: statusOf(membership),
    joined_at: membership.joinedAt === null ? null : toZuluTime(membership.joinedAt),
    created_at: toZuluTime(membership.createdAt),
    last_modified_at: toZuluTime(membership.modifiedAt),
  }
}

function statusOf({ state, removedAt }: Membership): Status {
  return statuses[removedAt === null ? state : 'removed']
}

export function toEffectivePermissions(permissions: EffectivePermissions): Wire<Schemas['EffectivePermissions']> {
  const { userId, capabilities, departmentScope, roleIds, resolvedAt } = permissions
  return { user_id: userId, capabilities, department_scope: departmentScope, role_ids: roleIds, resolved_at: toZuluTime(resolvedAt) }
}

export function toInvitation({ invitation, user, role, expiresAt }: InvitationView, origin: string): Wire<Schemas['Invitation']> {
  return {
    invitation_id: invitation.id,
    email: user.email,
    user_id: user.id,
    organization_id: invitation.organizationId,
    role_id: role === null ? null : role.id,
    invitation_link: toInvitationLink(origin, invitation.key),
    expires_at: toZuluTime(expiresAt),
    created_at: toZuluTime(invitation.createdAt),
  }
}

export function toInvitationValidation({
  invitation,
  user,
  organization,
  role,
  expiresAt,
}: InvitationView): Wire<Schemas['InvitationValidation']> {
  return {
    valid: true,
    invitation_id: invitation.id,
    email: user.email,
    organization_id: organization.id,
    organization_name: organization.name,
    role_id: role === null ? null : role.id,
    role_name: role === null ? null : role.name,
    expires_at: toZuluTime(expiresAt),
  }
}

/** The older notation of what a role may do, and its knowledge slices: nothing here fills them. */
const noPermissions: Readonly<Record<string, unknown>> = Object.freeze({})
const noSlices: readonly string[] = Object.freeze([])

export function toRole({ role, memberCount }: CountedRole): Wire<Schemas['Role']> {
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    permissions: noPermissions,
    is_base_role: role.isSystem,
    is_custom: !role.isSystem,
    is_system_role: role.isSystem,
    capabilities: role.capabilities,
    member_count: memberCount,
    knowledge_slice_ids: noSlices,
    organization_id: role.organizationId,
    created_at: toZuluTime(role.createdAt),
  }
}

export function toRoleMember({ user, membership }: Member): Wire<Schemas['RoleMember']> {
  return {
    user_id: user.id,
    full_name: user.fullName,
    email: user.email,
    account_state: membership.state,
    avatar_url: user.avatarUrl,
  }
}

export function toRoleAssignment(organizationId: string, userId: string, assignment: RoleAssignment): Wire<Schemas['RoleAssignment']> {
  const { assignmentId, roleId, assignedAt } = assignment
  return { id: assignmentId, user_id: userId, role_id: roleId, organization_id: organizationId, assigned_at: toOffsetTime(assignedAt) }
}

export function toDepartment({ department, path, depth, memberCount }: PlacedDepartment): Wire<Schemas['Department']> {
  return {
    id: department.id,
    name: department.name,
    description: department.description,
    parent_id: department.parentId,
    path,
    depth,
    organization_id: department.organizationId,
    member_count: memberCount,
    is_active: department.isActive,
    is_default: department.isDefault,
    color: department.color,
    created_by: department.createdBy,
    created_at: toZuluTime(department.createdAt),
  }
}

export function toDepartmentTree(tree: DepartmentTree): Wire<Schemas['DepartmentTree']> {
  return { ...toDepartment(tree), children: tree.children.map(toDepartmentTree) }
}

export function toDepartmentMember({ member: { user }, addedAt }: DepartmentMember): Wire<Schemas['DepartmentMember']> {
  return { user_id: user.id, full_name: user.fullName, email: user.email, added_at: toZuluTime(addedAt) }
}
