import { acme } from '../../journeys/client.ts'
import { client, complete, day, type ErrorRow, get, invalid, invite, mia, org, post, remove, system, validate, way } from './error.ts'

/** What does not fit the state of things, or the document, and what goes wrong on the server. */
export const stateErrors = {
  USER_ALREADY_EXISTS: client(
    409,
    'An account with this email already exists.',
    way({ email: 'ADAM@example.com', ...org }, invite({ email: 'ADAM@example.com' })),
    way({ email: 'hank@globex.example', ...org }, invite({ email: 'hank@globex.example', send_invitation: false }), complete('<link>')),
  ),
  ROLE_HAS_MEMBERS: system(
    'Cannot delete role with active members. Reassign members first.',
    client(
      409,
      'Cannot delete role with active members. Reassign members first.',
      way({ role_id: 'role_abc123', member_count: 1 }, remove(`${acme}/roles/role_abc123`)),
    ),
  ),
  ROLE_ALREADY_EXISTS: client(
    409,
    'A role with this name already exists.',
    way({ name: 'project LEAD', ...org }, post(`${acme}/roles`, { name: 'project LEAD', capabilities: ['invite_users'] })),
  ),
  ROLE_ALREADY_ASSIGNED: client(
    409,
    'The user already has this role.',
    way({ user_id: mia, role_id: 'role_member1', ...org }, post(`${acme}/roles/role_member1/members`, { user_id: mia })),
  ),
  DEPARTMENT_ALREADY_EXISTS: client(
    409,
    'A department with this name already exists.',
    way({ name: 'Design', ...org }, post(`${acme}/departments`, { name: 'Design' })),
  ),
  DEPARTMENT_MEMBER_ALREADY_EXISTS: client(
    409,
    'The user is already a member of this department.',
    way({ user_id: mia, department_id: 'dept_design001', ...org }, post(`${acme}/departments/dept_design001/members`, { user_id: mia })),
  ),
  INVITATION_ALREADY_USED: client(
    409,
    'This invitation has already been used.',
    way({ invitation_id: 'inv_pending1' }, complete('invkey_pending1'), validate('invkey_pending1')),
  ),

  PAYLOAD_TOO_LARGE: client(413, 'The request body is too large.', {
    options: { bodyLimit: 100 },
    calls: [invite({ custom_message: 'x'.repeat(100) })],
    details: {},
  }),

  VALIDATION_ERROR: system(
    'request validation failed',
    invalid(
      'Please check your input and try again.',
      way(
        {
          fields: [
            { field: 'email', message: 'Field required', type: 'missing' },
            { field: 'role_ids.0', message: 'Input should be a valid string', type: 'string_type' },
          ],
        },
        post(`${acme}/users/invite/v2`, { role_ids: [7] }),
      ),
      way(
        { fields: [{ field: 'to_date', message: 'Input should be a valid datetime or date', type: 'datetime_from_date_parsing' }] },
        get(`${acme}/audit-log?from_date=2025-02-28&to_date=2025-02-31`),
      ),
      {
        options: { assumptions: { unknown_reference: 'validation' } },
        calls: [invite({ role_ids: ['role_abc123', 'role_nope'], department_ids: ['dept_nope'] })],
        details: {
          fields: [
            { field: 'role_ids.1', message: 'Value error, role not found', type: 'value_error' },
            { field: 'department_ids.0', message: 'Value error, department not found', type: 'value_error' },
          ],
        },
      },
      {
        options: { assumptions: { unknown_reference: 'validation' } },
        calls: [post(`${acme}/users/${mia}/deactivate`, { transfer_resources_to_department_id: 'dept_nope' })],
        details: {
          fields: [{ field: 'transfer_resources_to_department_id', message: 'Value error, department not found', type: 'value_error' }],
        },
      },
      ...['', '?email=paul@example.com&user_id=usr_pending1'].map((query) => ({
        calls: [get(`${acme}/invitation${query}`)],
        status: 400,
        details: {
          fields: [{ field: 'query', message: 'Exactly one of email, user_id and invitation_id is required', type: 'value_error' }],
        },
      })),
    ),
  ),
  LAST_OWNER_CANNOT_BE_REMOVED: invalid(
    'Cannot remove the last owner from a role. At least one owner must remain.',
    way({ user_id: 'usr_owner1', role_id: 'role_owner1', ...org }, remove(`${acme}/users/usr_owner1`, { confirm: true })),
    way({ user_id: 'usr_owner1', role_id: 'role_owner1', ...org }, remove(`${acme}/roles/role_owner1/members/usr_owner1`)),
  ),
  USER_NOT_DEACTIVATED: invalid('User is not deactivated.', way({ user_id: mia, ...org }, post(`${acme}/users/${mia}/reactivate`))),
  USER_ALREADY_DEACTIVATED: invalid(
    'User is already deactivated.',
    way(
      { user_id: 'usr_deactivated1', ...org },
      post(`${acme}/users/usr_deactivated1/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' }),
    ),
  ),
  CONFIRMATION_REQUIRED: invalid(
    'Please confirm that the user should be removed.',
    way({ confirm: false }, remove(`${acme}/users/${mia}`)),
    way({ confirm: false }, remove(`${acme}/users/${mia}`, { confirm: false })),
  ),
  DEPARTMENT_HAS_CHILDREN: system(
    'Department has children',
    client(
      422,
      'Cannot delete a department that has child departments. Move or delete them first.',
      way(
        { department_id: 'dept_eng001' },
        post(`${acme}/departments`, { name: 'Backend', parent_id: 'dept_eng001' }),
        remove(`${acme}/departments/dept_eng001`),
      ),
    ),
  ),
  DEPARTMENT_HAS_MEMBERS: system(
    'Department has members',
    client(
      422,
      'Cannot delete a department that has members. Remove them first.',
      way({ department_id: 'dept_design001', member_count: 1 }, remove(`${acme}/departments/dept_design001`)),
    ),
  ),
  DEPARTMENT_CYCLE: system(
    'Department cycle',
    client(
      422,
      'A department cannot be moved below itself.',
      way(
        { department_id: 'dept_eng001', new_parent_id: 'dept_eng001' },
        post(`${acme}/departments/dept_eng001/reparent`, { new_parent_id: 'dept_eng001' }),
      ),
    ),
  ),
  INVITATION_EXPIRED: invalid(
    'This invitation has expired.',
    way({ invitation_id: 'inv_pending1', expires_at: '2025-12-27T15:30:00Z' }, validate('invkey_pending1', { after: 5 * day })),
  ),
  INVITATION_WITHDRAWN: invalid(
    'This invitation has been withdrawn.',
    way({ invitation_id: 'inv_pending1' }, remove(`${acme}/users/usr_pending1`, { confirm: true }), validate('invkey_pending1')),
  ),
  INVITATION_DEACTIVATED: invalid(
    'This account has been deactivated.',
    way(
      { invitation_id: 'inv_pending1' },
      post(`${acme}/users/usr_pending1/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' }),
      complete('invkey_pending1'),
    ),
  ),
  INVITATION_NOT_PENDING: invalid(
    'This user has no pending invitation.',
    way({ user_id: mia, ...org }, post(`${acme}/users/${mia}/resend-invitation`)),
  ),

  RATE_LIMIT_EXCEEDED: { status: 429, type: 'rate_limit_error', message: 'Too many requests. Please try again later.', ways: [] },
  INTERNAL_ERROR: { status: 500, type: 'server_error', message: 'Something went wrong. Please try again later.', ways: [] },
  NOT_IMPLEMENTED: { status: 501, type: 'server_error', message: 'This operation is not implemented.', ways: [] },
} as const satisfies Readonly<Record<string, ErrorRow>>
