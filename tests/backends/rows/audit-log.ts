import { acme } from '../../journeys/client.ts'
import { generated, get, type OperationRows, post } from './operation.ts'

const jane = { email: 'jane@example.com', full_name: 'Jane Doe', role_ids: ['role_abc123'], department_ids: ['dept_eng001'] }

export const auditRows: OperationRows<'queryAuditLog'> = {
  queryAuditLog: {
    before: [post(`${acme}/users/invite/v2`, jane)],
    call: get(`${acme}/audit-log?action_type=invited&from_date=2025-12-22&to_date=2025-12-22`),
    status: 200,
    body: {
      items: [
        {
          id: generated('audit_'),
          timestamp: '2025-12-22T15:30:00Z',
          entity_type: 'user',
          entity_id: generated('usr_'),
          entity_name: 'Jane Doe',
          action_type: 'invited',
          actor_id: 'usr_owner1',
          actor_name: 'Olivia Owens',
          actor_email: 'olivia@example.com',
          target_id: generated('usr_'),
          target_name: 'Jane Doe',
          department_id: null,
          previous_value: null,
          new_value: { account_state: 'pending_invitation', role_ids: ['role_abc123'], department_ids: ['dept_eng001'] },
        },
      ],
      total: 1,
      skip: 0,
      limit: 50,
      has_more: false,
    },
  },
}
