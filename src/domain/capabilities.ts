/** Every capability in the order lists show it. Source: OR/effective-permissions, OR/capabilities. */
export const capabilities = {
  manage_users: { label: 'Manage users', description: 'View and edit profiles and memberships', group: 'User Management' },
  invite_users: { label: 'Invite users', description: 'Send invitations to the organization', group: 'User Management' },
  deactivate_users: { label: 'Deactivate users', description: 'Deactivate and reactivate accounts', group: 'User Management' },
  remove_users: { label: 'Remove users', description: 'Remove users from the organization', group: 'User Management' },
  manage_departments: { label: 'Manage departments', description: 'Create, edit and delete departments', group: 'Department Management' },
  create_subdepartments: { label: 'Create subdepartments', description: 'Create departments below others', group: 'Department Management' },
  reparent_departments: { label: 'Move departments', description: 'Move departments in the tree', group: 'Department Management' },
  manage_roles: { label: 'Manage roles', description: 'Create, edit and delete custom roles', group: 'Role Management' },
  assign_roles: { label: 'Assign roles', description: 'Give roles to users and take them away', group: 'Role Management' },
  view_audit_log: { label: 'View audit log', description: 'Read the audit log', group: 'Audit' },
  export_audit_log: { label: 'Export audit log', description: 'Download the audit log', group: 'Audit' },
  manage_knowledge_slices: { label: 'Manage knowledge slices', description: 'Create and edit knowledge slices', group: 'Knowledge' },
  manage_billing: { label: 'Manage billing', description: 'See and change plans and payment', group: 'Billing' },
  override_all_permissions: { label: 'Override all permissions', description: 'Full access in all departments', group: 'Administration' },
} as const satisfies Record<string, { readonly label: string; readonly description: string; readonly group: string }>

export type Capability = keyof typeof capabilities

export const capabilityKeys = Object.keys(capabilities) as readonly Capability[]

/** Keeps the list order and drops doubles, so that equal sets look equal. */
export function inListOrder(held: Iterable<Capability>): readonly Capability[] {
  const set = new Set(held)
  return capabilityKeys.filter((key) => set.has(key))
}
