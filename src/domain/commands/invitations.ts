import { record } from '../audit.ts'
import { type Context, done, type Outcome } from '../context.ts'
import { pendingInvitation, refuseUnlessOpen, requireInvitation, requireOpenInvitation, toSentEvent } from '../invitation.ts'
import { type Member, toMember, userOf } from '../member.ts'
import type { Invitation, Membership, User } from '../model.ts'
import { requireCapability } from '../permissions.ts'
import { type InvitationView, toInvitationView } from '../queries/invitations.ts'
import { requireMembershipByEither } from '../references.ts'
import { Refusal } from '../refusal.ts'
import { toUserName } from '../user-name.ts'

/** A sign-in on a device keeps a refresh token for thirty days. Inferred from the example of CM/complete-invitation. */
const refreshLifetime = 30 * 24 * 60 * 60 * 1000

/** Mails an invitation again under its old key and lets its seven days begin anew. The id is a user's or a membership's. */
export function resend(context: Context, command: { readonly organizationId: string; readonly id: string }): Outcome<Member> {
  const { organizationId } = command
  requireCapability(context, organizationId, 'invite_users')
  const before = requireMembershipByEither(context, organizationId, command.id)
  const { userId } = before
  if (before.state !== 'pending_invitation') throw new Refusal('not-pending', { userId, organizationId }, ['userId'])

  const { now, tables } = context
  const invitation: Invitation = { ...pendingInvitation(tables, before), sentAt: now, isMailed: true }
  const after: Membership = { ...before, invitedAt: now, modifiedAt: now }
  tables.invitations.put(invitation)
  tables.memberships.put(after)
  const next = { state: after.state }
  record(context, { organizationId, entityType: 'user', action: 'resent', entityId: userId, targetId: userId, previous: null, next })
  return { value: toMember(context, after), events: [toSentEvent(invitation, userOf(context, after))] }
}

/** A signed-in user takes up his own invitation. */
export function accept(context: Context, command: { readonly key: string }): Outcome<InvitationView> {
  const invitation = requireInvitation(context, command.key)
  if (invitation.userId !== context.actorId) throw new Refusal('invitation-foreign', { invitationId: invitation.id }, ['key'])
  refuseUnlessOpen(context, invitation)

  return done(toInvitationView(context, use(context, invitation)))
}

export interface Complete {
  readonly key: string
  readonly fullName: string
}

/** A new account with its first sign-in. */
export interface Completed extends InvitationView {
  readonly token: string
  readonly refreshToken: { readonly token: string; readonly expiresAt: number }
  readonly deviceId: string
}

/** Someone without an account makes one by his invitation; for anyone who has the key. */
export function complete(context: Context, command: Complete): Outcome<Completed> {
  const invitation = requireOpenInvitation(context, command.key)
  const { organizationId } = invitation
  const user = toInvitationView(context, invitation).user
  if (user.userName !== null) throw new Refusal('account-exists', { email: user.email, organizationId }, ['key'])

  const { now, tables } = context
  const account: User = { ...user, fullName: command.fullName, userName: toUserName(tables, command.fullName, user.email) }
  tables.users.put(account)
  const view = toInvitationView(context, use(context, invitation))
  const token = context.newId('tok_')
  tables.tokens.put({ token, userId: user.id, createdAt: now })
  const refreshToken = { token: context.newId('rtok_'), expiresAt: now + refreshLifetime }
  return done({ ...view, token, refreshToken, deviceId: context.newId('dev_') })
}

/** The invited user becomes active; the key is used up. */
function use(context: Context, open: Invitation): Invitation {
  const { now, tables } = context
  const { organizationId, userId } = open
  const invitation: Invitation = { ...open, usedAt: now }
  const before = tables.memberships.get(open.membershipId) as Membership
  const after: Membership = { ...before, state: 'active', joinedAt: now, modifiedAt: now }
  tables.invitations.put(invitation)
  tables.memberships.put(after)
  record(context, {
    organizationId,
    entityType: 'user',
    action: 'accepted',
    entityId: userId,
    targetId: userId,
    previous: { state: before.state },
    next: { state: after.state },
    actorId: userId,
  })
  return invitation
}
