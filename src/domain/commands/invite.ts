import { assignDepartments, assignRoles } from '../assignments.ts'
import { record } from '../audit.ts'
import { type Context, done, type Outcome } from '../context.ts'
import { toComparable, toStored } from '../email.ts'
import { currentInvitation, invitationState, toSentEvent, withdraw } from '../invitation.ts'
import { type Member, toMember } from '../member.ts'
import type { Invitation, Membership, User } from '../model.ts'
import { refuseEscalation, requireCapability } from '../permissions.ts'
import { distinct, requireReferences } from '../references.ts'
import { Refusal } from '../refusal.ts'
import { pair } from '../tables.ts'

export interface Invite {
  readonly organizationId: string
  readonly email: string
  readonly fullName: string | null
  readonly roleIds: readonly string[]
  readonly departmentIds: readonly string[]
  readonly sendInvitation: boolean
  readonly customMessage: string | null
}

/** Adds a person to an organisation, as pending until the invitation is accepted. */
export function invite(context: Context, command: Invite): Outcome<Member> {
  const { organizationId, email } = command
  const caller = requireCapability(context, organizationId, 'invite_users')
  const roles = requireReferences(context, organizationId, command.roleIds, command.departmentIds)
  refuseEscalation(context, caller, roles, ['roleIds'])
  const known = context.tables.users.by('email', toComparable(email))
  const earlier = known === undefined ? undefined : context.tables.memberships.by('live', pair(organizationId, known.id))
  if (earlier !== undefined && !isRenewable(context, earlier)) throw new Refusal('member-exists', { email, organizationId }, ['email'])

  const user = known === undefined ? createUser(context, command) : withFullName(context, known, command.fullName)
  const membership = join(context, command, user, earlier)
  recordInvite(context, membership, command)
  if (membership.state === 'active') return done(toMember(context, membership, user))
  if (earlier !== undefined) withdraw(context, earlier)
  const invitation = createInvitation(context, membership, command)
  const value = toMember(context, membership, user, invitation)
  return command.sendInvitation ? { value, events: [toSentEvent(invitation, user)] } : done(value)
}

/** By assumption, a member whose invitation has expired can be invited anew. */
function isRenewable(context: Context, earlier: Membership): boolean {
  if (context.assumptions.expired_invitation !== 'renew' || earlier.state !== 'pending_invitation') return false
  const invitation = currentInvitation(context.tables, earlier)
  return invitation !== undefined && invitationState(context, invitation) === 'expired'
}

function createUser(context: Context, { email, fullName }: Invite): User {
  const id = context.newId('usr_')
  const user: User = { id, email: toStored(email), fullName, userName: null, avatarUrl: null, createdAt: context.now }
  context.tables.users.put(user)
  return user
}

/** An account's own name wins; a request's is taken only where there is none. */
function withFullName(context: Context, user: User, fullName: string | null): User {
  if (user.fullName !== null || fullName === null) return user
  const named: User = { ...user, fullName }
  context.tables.users.put(named)
  return named
}

/** A fresh membership, or the earlier one with what this invite says. */
function join(context: Context, command: Invite, user: User, earlier: Membership | undefined): Membership {
  const { now } = context
  // Someone without an account can't be a member at once: nobody could sign in as him.
  const isActive = context.assumptions.existing_user_state === 'active' && user.userName !== null && earlier === undefined
  const membership: Membership = {
    id: earlier?.id ?? context.newId('orgusr_'),
    organizationId: command.organizationId,
    userId: user.id,
    state: isActive ? 'active' : 'pending_invitation',
    roles: assignRoles(context, distinct(command.roleIds), earlier?.roles),
    departments: assignDepartments(context, distinct(command.departmentIds), earlier?.departments),
    invitedAt: now,
    joinedAt: isActive ? now : null,
    deactivatedAt: null,
    removedAt: null,
    createdAt: earlier?.createdAt ?? now,
    modifiedAt: now,
    serial: earlier?.serial ?? context.nextSerial(),
  }
  context.tables.memberships.put(membership)
  return membership
}

function createInvitation(context: Context, membership: Membership, command: Invite): Invitation {
  const { now } = context
  const invitation: Invitation = {
    id: context.newId('inv_'),
    key: context.newId('invkey_'),
    membershipId: membership.id,
    organizationId: membership.organizationId,
    userId: membership.userId,
    sentAt: now,
    isMailed: command.sendInvitation,
    customMessage: command.customMessage,
    usedAt: null,
    withdrawnAt: null,
    createdAt: now,
  }
  context.tables.invitations.put(invitation)
  return invitation
}

function recordInvite(context: Context, { organizationId, userId, state }: Membership, command: Invite): void {
  record(context, {
    organizationId,
    entityType: 'user',
    action: 'invited',
    entityId: userId,
    targetId: userId,
    previous: null,
    next: { state, roleIds: distinct(command.roleIds), departmentIds: distinct(command.departmentIds) },
  })
}
