import type { Mail } from '../../src/engine/index.ts'

/** A mail as the outbox has it. */
export function mailOf(parts: Partial<Mail> = {}): Mail {
  return {
    id: 'msg_12',
    to: 'jane@example.com',
    subject: 'You are invited to join Acme',
    text: 'Hello,\n\nAccept the invitation:\nhttp://127.0.0.1:4010/__standin/invitations/k\n',
    html: '<p>Hello</p>\n',
    accept_link: 'http://127.0.0.1:4010/__standin/invitations/k',
    invitation_key: 'k',
    custom_message: null,
    sent_at: '2025-12-22T15:30:00Z',
    organization_id: 'org_xyz789',
    ...parts,
  }
}
