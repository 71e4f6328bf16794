import { acme } from '../../journeys/client.ts'
import { anyone, as, generated, get, type OperationRows, post } from './operation.ts'

export const invitationRows: OperationRows<
  'getInvitation' | 'resendInvitation' | 'validateInvitation' | 'acceptInvitation' | 'completeInvitation'
> = {
  getInvitation: {
    call: get(`${acme}/invitation?user_id=usr_pending1`),
    status: 200,
    body: {
      invitation_id: 'inv_pending1',
      email: 'paul@example.com',
      user_id: 'usr_pending1',
      organization_id: 'org_xyz789',
      role_id: 'role_abc123',
      invitation_link: 'http://127.0.0.1:4010/__standin/invitations/invkey_pending1',
      expires_at: '2025-12-27T15:30:00Z',
      created_at: '2025-12-20T15:30:00Z',
    },
  },
  resendInvitation: { call: post(`${acme}/users/usr_pending1/resend-invitation`), status: 204 },
  validateInvitation: {
    call: anyone(get('/v1/invitations/validate/invkey_pending1')),
    status: 200,
    body: {
      valid: true,
      invitation_id: 'inv_pending1',
      email: 'paul@example.com',
      organization_id: 'org_xyz789',
      organization_name: 'Acme',
      role_id: 'role_abc123',
      role_name: 'Project Lead',
      expires_at: '2025-12-27T15:30:00Z',
    },
  },
  acceptInvitation: {
    // a person of the other organisation, invited here by a link he was told
    before: [post(`${acme}/users/invite/v2`, { email: 'gina@globex.example', send_invitation: false })],
    call: as('tok_globex_owner', post('/v1/invitations/accept', { email_key: '<link>' })),
    status: 200,
    body: { success: true, organization_id: 'org_xyz789', organization_name: 'Acme', role_id: null, role_name: null },
  },
  completeInvitation: {
    call: anyone(post('/v1/invitations/complete', { email_key: 'invkey_pending1', full_name: 'Paul Patel', password: 'correct horse' })),
    status: 200,
    body: {
      success: true,
      user_id: 'usr_pending1',
      token: generated('tok_'),
      refresh_token: { token: generated('rtok_'), expires_at: '2026-01-21T15:30:00Z' },
      device_id: generated('dev_'),
    },
  },
}
