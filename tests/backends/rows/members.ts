import { acme } from '../../journeys/client.ts'
import { generated, get, type OperationRows, patch, post } from './operation.ts'

export const memberRows: OperationRows<'listMembers' | 'getMember' | 'getEffectivePermissions'> = {
  listMembers: {
    call: post(`${acme}/users`, { search_term: 'PAUL', status_id: 'status_invitation_sent' }),
    status: 200,
    body: {
      users: [
        {
          id: generated('orgusr_'),
          user_id: 'usr_pending1',
          organization_id: 'org_xyz789',
          full_name: 'Paul Patel',
          email: 'paul@example.com',
          username: null,
          role: { id: 'role_abc123', name: 'Project Lead' },
          status: { id: 'status_invitation_sent', name: 'InvitationSent', selectable_in_ui: false },
          joined_at: null,
          created_at: '2025-12-20T15:30:00Z',
          last_modified_at: '2025-12-20T15:30:00Z',
        },
      ],
      total_users_count: 1,
      skip: 0,
      take: 10,
    },
  },
  getMember: {
    call: get(`${acme}/users/usr_owner1`),
    status: 200,
    body: {
      id: generated('orgusr_'),
      user_id: 'usr_owner1',
      organization_id: 'org_xyz789',
      full_name: 'Olivia Owens',
      email: 'olivia@example.com',
      username: 'oliviaowens',
      role: { id: 'role_owner1', name: 'Owner' },
      status: { id: 'status_active', name: 'Active', selectable_in_ui: true },
      joined_at: '2025-01-15T10:00:00Z',
      created_at: '2025-01-15T10:00:00Z',
      last_modified_at: '2025-01-15T10:00:00Z',
    },
  },
  getEffectivePermissions: {
    before: [patch(`${acme}/users/usr_member1/memberships`, { role_ids: ['role_abc123'], department_ids: ['dept_eng001'] })],
    call: get(`${acme}/users/usr_member1/effective-permissions`),
    status: 200,
    body: {
      user_id: 'usr_member1',
      capabilities: ['manage_departments', 'create_subdepartments', 'view_audit_log'],
      department_scope: ['dept_eng001'],
      role_ids: ['role_abc123'],
      resolved_at: '2025-12-22T15:30:00Z',
    },
  },
}
