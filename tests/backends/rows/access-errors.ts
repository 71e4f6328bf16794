import { acme } from '../../journeys/client.ts'
import { client, type ErrorRow, get, invite, mia, org, patch, post, remove, system, validate, way } from './error.ts'

/** Who calls, what he may, and what is not there. */
export const accessErrors = {
  AUTHENTICATION_REQUIRED: client(401, 'Authentication required', way({}, invite({}, { token: null }))),
  TOKEN_EXPIRED: client(401, 'Your session has expired', way({}, invite({}, { token: 'tok_expired' }))),
  TOKEN_INVALID: client(401, 'Your session is invalid', way({}, invite({}, { token: 'tok_invalid' }))),
  INVALID_API_KEY: client(401, 'Your API key is invalid', {
    options: { auth: 'strict' },
    calls: [invite({}, { token: null, headers: { 'x-api-key': 'ak_nobodys' } })],
    details: {},
  }),

  INSUFFICIENT_PERMISSIONS: client(
    403,
    "You don't have permission to perform this action",
    way({ required_capability: 'invite_users' }, invite({}, { token: 'tok_member' })),
    way(
      { role_id: 'role_owner1', missing_capabilities: ['manage_billing', 'override_all_permissions'] },
      invite({ role_ids: ['role_owner1'] }, { token: 'tok_admin' }),
    ),
    way(
      { role_id: null, missing_capabilities: ['manage_billing'] },
      post(`${acme}/roles`, { name: 'Treasurer', capabilities: ['invite_users', 'manage_billing'] }, { token: 'tok_admin' }),
    ),
  ),
  ORGANIZATION_ACCESS_DENIED: client(
    403,
    "You don't have access to this organization",
    way({ organization_id: 'org_nowhere' }, get('/v1/organizations/org_nowhere/roles')),
    way(org, get(`${acme}/roles`, { token: 'tok_removed' })),
  ),
  SYSTEM_ROLE_IMMUTABLE: client(
    403,
    'System roles cannot be modified or deleted.',
    way({ role_id: 'role_admin1', role_name: 'Admin' }, patch(`${acme}/roles/role_admin1`, { name: 'Boss' })),
    way({ role_id: 'role_admin1', role_name: 'Admin' }, remove(`${acme}/roles/role_admin1`)),
  ),
  INVITATION_FOR_ANOTHER_USER: client(
    403,
    'This invitation was sent to another account.',
    way({ invitation_id: 'inv_pending1' }, post('/v1/invitations/accept', { email_key: 'invkey_pending1' })),
  ),

  ROLE_NOT_FOUND: system(
    'Role not found',
    client(
      404,
      'The requested role could not be found.',
      way({ role_id: 'role_nope', ...org }, invite({ role_ids: ['role_nope'] })),
      way({ role_id: 'role_globex1', ...org }, get(`${acme}/roles/role_globex1/members`)),
    ),
  ),
  DEPARTMENT_NOT_FOUND: system(
    'Department not found',
    client(
      404,
      'The requested department could not be found.',
      way({ department_id: 'dept_nope', ...org }, invite({ department_ids: ['dept_nope'] })),
      way({ department_id: 'dept_globex1', ...org }, get(`${acme}/departments/dept_globex1`)),
    ),
  ),
  USER_NOT_FOUND: system(
    'User not found',
    client(
      404,
      'The requested user could not be found.',
      way({ user_id: 'usr_removed1', ...org }, patch(`${acme}/users/usr_removed1/memberships`, { role_ids: [], department_ids: [] })),
    ),
  ),
  ROLE_ASSIGNMENT_NOT_FOUND: client(
    404,
    'The requested role assignment could not be found.',
    way({ user_id: mia, role_id: 'role_abc123', ...org }, remove(`${acme}/roles/role_abc123/members/${mia}`)),
  ),
  DEPARTMENT_MEMBERSHIP_NOT_FOUND: client(
    404,
    'The requested department membership could not be found.',
    way({ user_id: mia, department_id: 'dept_eng001', ...org }, remove(`${acme}/departments/dept_eng001/members/${mia}`)),
  ),
  ORGANIZATION_NOT_FOUND: client(404, 'The requested organization could not be found.', {
    options: { assumptions: { unknown_organization: 'not_found' } },
    calls: [get('/v1/organizations/org_nowhere/roles')],
    details: { organization_id: 'org_nowhere' },
  }),
  INVITATION_NOT_FOUND: client(
    404,
    'The requested invitation could not be found.',
    way({ email_key: 'invkey_nope' }, validate('invkey_nope')),
    way({ email: 'mia@example.com' }, get(`${acme}/invitation?email=mia@example.com`)),
    way({ user_id: mia }, get(`${acme}/invitation?user_id=${mia}`)),
    way({ invitation_id: 'inv_nope' }, get(`${acme}/invitation?invitation_id=inv_nope`)),
  ),

  METHOD_NOT_ALLOWED: client(405, 'This method is not allowed here.', way({}, get(`${acme}/users/invite/v2`))),
} as const satisfies Readonly<Record<string, ErrorRow>>
