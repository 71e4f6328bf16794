import { acme } from '../../journeys/client.ts'
import { generated, type OperationRows, patch, post, remove } from './operation.ts'

const jane = { email: 'jane@example.com', full_name: 'Jane Doe', role_ids: ['role_abc123'], department_ids: ['dept_eng001'] }
const mia = {
  id: 'usr_member1',
  full_name: 'Mia Moreau',
  email: 'mia@example.com',
  user_name: 'miamoreau',
  account_state: 'active',
  role_ids: ['role_member1'],
  department_ids: ['dept_design001'],
  organization_id: 'org_xyz789',
  invitation_link: null,
  invited_at: '2025-08-23T15:30:00',
  deactivated_at: null,
}

export const userRows: OperationRows<'inviteUserV2' | 'updateMemberships' | 'deactivateUser' | 'reactivateUser' | 'removeUser'> = {
  inviteUserV2: {
    call: post(`${acme}/users/invite/v2`, jane),
    status: 201,
    body: {
      id: generated('usr_'),
      full_name: 'Jane Doe',
      email: 'jane@example.com',
      user_name: null,
      account_state: 'pending_invitation',
      role_ids: ['role_abc123'],
      department_ids: ['dept_eng001'],
      organization_id: 'org_xyz789',
      invitation_link: null,
      invited_at: '2025-12-22T15:30:00',
      deactivated_at: null,
    },
  },
  updateMemberships: {
    call: patch(`${acme}/users/usr_member1/memberships`, {
      role_ids: ['role_abc123', 'role_member1'],
      department_ids: ['dept_eng001', 'dept_design001'],
    }),
    status: 200,
    body: { ...mia, role_ids: ['role_abc123', 'role_member1'], department_ids: ['dept_eng001', 'dept_design001'] },
  },
  deactivateUser: {
    call: post(`${acme}/users/usr_member1/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' }),
    status: 200,
    body: { ...mia, account_state: 'deactivated', deactivated_at: '2025-12-22T15:30:00' },
  },
  reactivateUser: {
    call: post(`${acme}/users/usr_deactivated1/reactivate`),
    status: 200,
    body: {
      id: 'usr_deactivated1',
      full_name: 'Dora Dahl',
      email: 'dora@example.com',
      user_name: 'doradahl',
      account_state: 'active',
      role_ids: ['role_admin1'],
      department_ids: ['dept_eng001'],
      organization_id: 'org_xyz789',
      invitation_link: null,
      invited_at: null,
      deactivated_at: null,
    },
  },
  removeUser: { call: remove(`${acme}/users/usr_member1`, { confirm: true }), status: 204 },
}
