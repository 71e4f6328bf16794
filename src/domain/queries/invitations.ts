import type { Reading } from '../context.ts'
import { toComparable } from '../email.ts'
import { currentInvitation, expiresAt, invitationState, requireOpenInvitation } from '../invitation.ts'
import { firstRole, userOf } from '../member.ts'
import type { Invitation, Membership, Organization, Role, User } from '../model.ts'
import { requireMember } from '../permissions.ts'
import { Refusal } from '../refusal.ts'
import { pair } from '../tables.ts'

/** An invitation with everyone and everything it is about. */
export interface InvitationView {
  readonly invitation: Invitation
  readonly membership: Membership
  readonly user: User
  readonly organization: Organization
  /** The first of the invited roles. */
  readonly role: Role | null
  readonly expiresAt: number
}

export interface GetInvitation {
  readonly organizationId: string
  readonly by: 'email' | 'userId' | 'invitationId'
  readonly value: string
}

/** The invitation of a pending member, open or expired; one that can't lead to a membership any more is not shown. */
export function getInvitation(reading: Reading, query: GetInvitation): InvitationView {
  const { organizationId, by, value } = query
  requireMember(reading, organizationId)
  const invitation = findInvitation(reading, query)
  const state = invitation === undefined ? undefined : invitationState(reading, invitation)
  if (invitation === undefined || (state !== 'open' && state !== 'expired')) throw new Refusal('invitation-unknown', { by, value }, [by])
  return toInvitationView(reading, invitation)
}

/** Who is invited where by a key; for anyone who has it. A key that does not work is refused with its own reason. */
export function validateInvitation(reading: Pick<Reading, 'tables' | 'now'>, query: { readonly key: string }): InvitationView {
  return toInvitationView(reading, requireOpenInvitation(reading, query.key))
}

export function toInvitationView(reading: Pick<Reading, 'tables' | 'now'>, invitation: Invitation): InvitationView {
  const { tables } = reading
  const membership = tables.memberships.get(invitation.membershipId)
  const organization = tables.organizations.get(invitation.organizationId)
  if (membership === undefined || organization === undefined) throw new Error(`${invitation.id} invites to nowhere`)
  const user = userOf(reading, membership)
  return { invitation, membership, user, organization, role: firstRole(reading, membership), expiresAt: expiresAt(invitation) }
}

function findInvitation(reading: Reading, { organizationId, by, value }: GetInvitation): Invitation | undefined {
  const { users, memberships, invitations } = reading.tables
  if (by === 'invitationId') {
    const invitation = invitations.get(value)
    return invitation?.organizationId === organizationId ? invitation : undefined
  }
  const userId = by === 'userId' ? value : users.by('email', toComparable(value))?.id
  const membership = userId === undefined ? undefined : memberships.by('live', pair(organizationId, userId))
  return membership === undefined ? undefined : currentInvitation(reading.tables, membership)
}
