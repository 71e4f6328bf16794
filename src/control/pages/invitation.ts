import type { Invitation, Reply } from '../../engine/index.ts'
import { html } from '../../kernel/index.ts'
import { page } from './page.ts'

/** What a person sees who opens a mailed link that works. */
export function invitationPage(invitation: Invitation, status = 200, failure?: string): Reply {
  const { organizationName, email, fullName, needsAccount } = invitation
  const account = html`<label>Your name <input name="full_name" autocomplete="name" required maxlength="255" value="${fullName ?? ''}" data-testid="full-name"></label>
<label>Choose a password <input name="password" type="password" autocomplete="new-password" required minlength="8" data-testid="password"></label>`
  const content = html`<h1>You are invited to join ${organizationName}</h1>
<p>The invitation is for <strong data-testid="email">${email}</strong> and works until ${readable(invitation.expiresAt)}.</p>
${failure !== undefined && html`<p class="alert" role="alert" data-testid="failure">${failure}</p>`}
<form method="post">
${needsAccount && account}
<button data-testid="accept">${needsAccount ? 'Create account and join' : `Join ${organizationName}`}</button>
</form>`
  return page(status, `Join ${organizationName}`, content)
}

export function accepted({ organizationName, email }: Invitation): Reply {
  const content = html`<h1 data-testid="accepted">Welcome to ${organizationName}</h1>
<p>${email} is an active member now. You can close this page.</p>`
  return page(200, `Welcome to ${organizationName}`, content)
}

/** The API refused what the form sent. */
export function failed(invitation: Invitation, reason: string): Reply {
  return invitationPage(invitation, 422, reason)
}

export function gone(invitation: Invitation, state: Exclude<Invitation['state'], 'open'>): Reply {
  const { title, advice } = endings[state]
  const content = html`<h1 data-testid="gone" data-state="${state}">${title}</h1>
<p>It was for <strong>${invitation.email}</strong> to join ${invitation.organizationName}${state === 'expired' && html` and worked until ${readable(invitation.expiresAt)}`}.</p>
<p>${advice}</p>`
  return page(410, title, content)
}

export function unknownKey(): Reply {
  const content = html`<h1 data-testid="gone" data-state="unknown">This invitation is not known here</h1>
<p>The link may be cut short, or the mock was started anew since the mail was sent: a new start has new keys.</p>`
  return page(404, 'This invitation is not known here', content)
}

const endings: Readonly<Record<Exclude<Invitation['state'], 'open'>, { readonly title: string; readonly advice: string }>> = {
  expired: { title: 'This invitation has expired', advice: 'Ask for it to be sent again.' },
  used: { title: 'This invitation has been used', advice: 'You are a member already: sign in as usual.' },
  withdrawn: { title: 'This invitation has been withdrawn', advice: 'If that is a mistake, ask for a new one.' },
  deactivated: { title: 'This account has been deactivated', advice: 'Ask an administrator of the organisation to reactivate it.' },
}

/** `2025-12-29T15:30:00Z` as people write it. */
function readable(time: string): string {
  return `${time.slice(0, 10)}, ${time.slice(11, 16)} UTC`
}
