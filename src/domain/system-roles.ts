import { capabilityKeys } from './capabilities.ts'
import type { Role } from './model.ts'

/** The system roles in list order. Source of names and order: OM/list-roles; what they hold is inferred. */
export const systemRoles = [
  { id: 'role_owner', name: 'Owner', description: 'Full control of the organization', isOwner: true, capabilities: capabilityKeys },
  {
    id: 'role_admin',
    name: 'Admin',
    description: 'Manages users, departments and roles',
    isOwner: false,
    capabilities: capabilityKeys.filter((key) => key !== 'override_all_permissions' && key !== 'manage_billing'),
  },
  { id: 'role_member', name: 'Member', description: 'Takes part in the organization', isOwner: false, capabilities: [] },
  {
    id: 'role_department_manager',
    name: 'Department Manager',
    description: 'Manages departments',
    isOwner: false,
    capabilities: ['manage_departments', 'create_subdepartments', 'reparent_departments'],
  },
  {
    id: 'role_knowledge_manager',
    name: 'Knowledge Manager',
    description: 'Manages knowledge slices',
    isOwner: false,
    capabilities: ['manage_knowledge_slices'],
  },
  { id: 'role_billing_manager', name: 'Billing Manager', description: 'Manages billing', isOwner: false, capabilities: ['manage_billing'] },
] as const satisfies readonly Pick<Role, 'id' | 'name' | 'description' | 'isOwner' | 'capabilities'>[]

/** The system roles as rows, ready to be put into a world. */
export function toSystemRoleRows(createdAt: number): readonly Role[] {
  return systemRoles.map((role, rank) => ({ ...role, organizationId: null, isSystem: true, rank, createdAt }))
}
