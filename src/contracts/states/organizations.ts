import type { Mailing } from './catalogue.ts'

/** What mails someone in the organisation-membership API. */
export const membershipMailing: readonly Mailing[] = [
  { method: 'POST', path: /\/users\/invite\/v2$/, flag: 'send_invitation' },
  { method: 'POST', path: /\/resend-invitation$/ },
]
