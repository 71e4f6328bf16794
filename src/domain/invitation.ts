import type { Context, InvitationSent, Reading } from './context.ts'
import type { Invitation, Membership, User } from './model.ts'
import { Refusal } from './refusal.ts'
import type { OrganizationTables } from './tables.ts'

/** An invitation works for seven days. Source: INV/validate. */
export const invitationLifetime = 7 * 24 * 60 * 60 * 1000

export type InvitationState = 'open' | 'expired' | 'used' | 'withdrawn' | 'deactivated'

/** The first moment it no longer works. */
export function expiresAt(invitation: Invitation): number {
  return invitation.sentAt + invitationLifetime
}

export function invitationState(reading: Pick<Reading, 'tables' | 'now'>, invitation: Invitation): InvitationState {
  if (invitation.usedAt !== null) return 'used'
  if (invitation.withdrawnAt !== null) return 'withdrawn'
  if (reading.tables.memberships.get(invitation.membershipId)?.state === 'deactivated') return 'deactivated'
  return reading.now >= expiresAt(invitation) ? 'expired' : 'open'
}

/** The invitation a membership stands on, used up or not; a withdrawn one is none. */
export function currentInvitation(tables: OrganizationTables, membership: Membership): Invitation | undefined {
  return tables.invitations.by('current', membership.id)
}

/** The one of a pending member, which always exists. */
export function pendingInvitation(tables: OrganizationTables, membership: Membership): Invitation {
  const invitation = currentInvitation(tables, membership)
  if (invitation === undefined) throw new Error(`${membership.id} is pending without an invitation`)
  return invitation
}

/** The key for the link a caller may be shown: of a pending invitation nobody has mailed. */
export function linkKey(reading: Reading, membership: Membership, known?: Invitation): string | null {
  if (membership.state !== 'pending_invitation' || reading.assumptions.link_when_not_mailed === 'null') return null
  const invitation = known ?? currentInvitation(reading.tables, membership)
  return invitation === undefined || invitation.isMailed ? null : invitation.key
}

/** The open invitation a key opens; everything else is refused with its own reason. */
export function requireOpenInvitation(reading: Pick<Reading, 'tables' | 'now'>, key: string): Invitation {
  const invitation = requireInvitation(reading, key)
  refuseUnlessOpen(reading, invitation)
  return invitation
}

export function requireInvitation(reading: Pick<Reading, 'tables' | 'now'>, key: string): Invitation {
  const invitation = reading.tables.invitations.by('key', key)
  if (invitation === undefined) throw new Refusal('invitation-unknown', { by: 'key', value: key }, ['key'])
  return invitation
}

export function refuseUnlessOpen(reading: Pick<Reading, 'tables' | 'now'>, invitation: Invitation): void {
  const { id: invitationId } = invitation
  switch (invitationState(reading, invitation)) {
    case 'open':
      return
    case 'used':
      throw new Refusal('invitation-used', { invitationId }, ['key'])
    case 'withdrawn':
      throw new Refusal('invitation-withdrawn', { invitationId }, ['key'])
    case 'deactivated':
      throw new Refusal('invitation-deactivated', { invitationId }, ['key'])
    case 'expired':
      throw new Refusal('invitation-expired', { invitationId, expiresAt: expiresAt(invitation) }, ['key'])
  }
}

/** Makes an unused invitation of a membership stop working for good. */
export function withdraw(context: Context, membership: Membership): void {
  const invitation = currentInvitation(context.tables, membership)
  if (invitation !== undefined && invitation.usedAt === null) context.tables.invitations.put({ ...invitation, withdrawnAt: context.now })
}

export function toSentEvent(invitation: Invitation, user: User): InvitationSent {
  const { id: invitationId, key, organizationId, customMessage, sentAt } = invitation
  return { type: 'InvitationSent', invitationId, key, to: user.email, organizationId, customMessage, sentAt }
}
