import { acme } from '../../journeys/client.ts'
import { generated, get, type OperationRows, patch, post, remove } from './operation.ts'

const lead = {
  id: 'role_abc123',
  name: 'Project Lead',
  description: 'Leads projects and their departments',
  permissions: {},
  is_base_role: false,
  is_custom: true,
  is_system_role: false,
  capabilities: ['manage_departments', 'create_subdepartments', 'view_audit_log'],
  member_count: 1,
  knowledge_slice_ids: [],
  organization_id: 'org_xyz789',
  created_at: '2025-01-15T10:00:00Z',
}

export const roleRows: OperationRows<
  'listRoles' | 'createRole' | 'updateRole' | 'deleteRole' | 'listRoleMembers' | 'addRoleMember' | 'removeRoleMember' | 'listCapabilities'
> = {
  listRoles: { call: get(`${acme}/roles?include_global=false`), status: 200, body: [lead] },
  createRole: {
    call: post(`${acme}/roles`, { name: 'Recruiter', description: 'Invites new colleagues.', capabilities: ['invite_users'] }),
    status: 201,
    body: {
      ...lead,
      id: generated('role_'),
      name: 'Recruiter',
      description: 'Invites new colleagues.',
      capabilities: ['invite_users'],
      member_count: 0,
      created_at: '2025-12-22T15:30:00Z',
    },
  },
  updateRole: { call: patch(`${acme}/roles/role_abc123`, { name: 'Lead' }), status: 200, body: { ...lead, name: 'Lead' } },
  deleteRole: {
    before: [patch(`${acme}/users/usr_pending1/memberships`, { role_ids: [], department_ids: [] })],
    call: remove(`${acme}/roles/role_abc123`),
    status: 204,
  },
  listRoleMembers: {
    call: get(`${acme}/roles/role_abc123/members`),
    status: 200,
    body: {
      members: [
        {
          user_id: 'usr_pending1',
          full_name: 'Paul Patel',
          email: 'paul@example.com',
          account_state: 'pending_invitation',
          avatar_url: null,
        },
      ],
      total: 1,
    },
  },
  addRoleMember: {
    call: post(`${acme}/roles/role_abc123/members`, { user_id: 'usr_member1' }),
    status: 201,
    body: {
      id: generated('urol_'),
      user_id: 'usr_member1',
      role_id: 'role_abc123',
      organization_id: 'org_xyz789',
      assigned_at: '2025-12-22T15:30:00+00:00',
    },
  },
  removeRoleMember: { call: remove(`${acme}/roles/role_member1/members/usr_member1`), status: 204 },
  listCapabilities: { call: get('/v1/capabilities'), status: 200, body: '<fourteen capabilities>' },
}
