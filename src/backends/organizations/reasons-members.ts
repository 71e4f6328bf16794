import { departmentIdsOf, type Membership, roleIdsOf, toComparable } from '../../domain/index.ts'
import type { Remedy } from '../../engine/index.ts'
import { nearest } from '../../kernel/index.ts'
import { type Case, free, type Tales } from './reasons-case.ts'
import { causeOf, memberCause, type Past } from './reasons-past.ts'

type Members = Pick<
  Tales,
  'user-unknown' | 'member-exists' | 'already-deactivated' | 'not-deactivated' | 'not-pending' | 'unconfirmed' | 'last-owner'
>

/** Who is a member, and in which state. */
export const members: Members = {
  'user-unknown': ({ userId, organizationId }, on) => {
    const user = on.tables.users.get(userId)
    const name = on.organization(organizationId)
    const place = on.placeOf(['userId'])
    const expected = `the id of a member of ${name}`
    if (user === undefined) {
      const ids = [...on.members(organizationId)].map((member) => member.userId)
      const meant = nearest(userId, ids)
      return {
        summary: `Nobody here has the id ${userId}${meant === undefined ? '' : `; did you mean ${on.who(meant)}, ${meant}`}.`,
        expected,
        remedies: [
          ...(meant === undefined ? [] : [{ says: `Use ${meant}, the id of ${on.who(meant)}.`, ...on.change(place, meant) }]),
          { says: `Look the id up among the members of ${name}.`, operationId: 'listMembers', body: {} },
        ],
      }
    }
    const wasMember = [...on.tables.memberships.where('formerly', organizationId)].some((row) => row.userId === userId)
    return {
      summary: wasMember
        ? `${on.who(userId)} was removed from ${name}, and is not found there until he is invited again.`
        : `${on.who(userId)} has an account, but is no member of ${name}.`,
      expected,
      causedBy: memberCause(on, organizationId, userId, 'removed'),
      facts: on.memberFacts(organizationId, userId, 'removed', 'state'),
      remedies: [inviteAgain(on, user.email, wasMember)],
    }
  },

  'member-exists': ({ email, organizationId }, on) => {
    const user = on.tables.users.by('email', toComparable(email))
    const membership = user === undefined ? undefined : on.membership(organizationId, user.id)
    const expected = `the address of someone who is no member of ${on.organization(organizationId)}`
    if (user === undefined || membership === undefined) {
      return { summary: `${email} was a member of ${on.organization(organizationId)} then.`, expected, remedies: [] }
    }
    return {
      summary: `${on.who(user.id)} ${states[membership.state]} ${on.organization(organizationId)}; an address can be a member once, in any state and letter case.`,
      expected,
      causedBy: memberCause(on, organizationId, user.id, 'invited'),
      facts: on.memberFacts(organizationId, user.id),
      remedies: [...insteadOfInviting(on, membership), { says: 'Invite another address.', body: { email: freeAddress(on, email) } }],
    }
  },

  'already-deactivated': ({ userId, organizationId }, on) => ({
    summary: `${on.who(userId)} is deactivated in ${on.organization(organizationId)} already, so there is nothing left to do.`,
    expected: 'a member who is active or pending',
    causedBy: memberCause(on, organizationId, userId, 'deactivated'),
    facts: on.memberFacts(organizationId, userId, 'deactivated', 'state'),
    remedies: [{ ...reactivate(on, userId), says: `Reactivate ${on.who(userId)} first, if this was meant for someone who is back.` }],
  }),

  'not-deactivated': ({ userId, organizationId }, on) => ({
    summary: `${on.who(userId)} ${stateNow(on, organizationId, userId)}; only a deactivated member can be reactivated.`,
    expected: 'a member who is deactivated',
    causedBy: memberCause(on, organizationId, userId, 'reactivated', 'accepted', 'invited'),
    facts: on.memberFacts(organizationId, userId, 'state', 'joined'),
    remedies: afterAll(on, organizationId, userId),
  }),

  'not-pending': ({ userId, organizationId }, on) => ({
    summary: `${on.who(userId)} ${stateNow(on, organizationId, userId)}, so there is no invitation to send again.`,
    expected: 'a member who has not accepted the invitation yet',
    causedBy: memberCause(on, organizationId, userId, 'accepted', 'deactivated', 'reactivated'),
    facts: on.memberFacts(organizationId, userId, 'state', 'joined'),
    remedies: afterAll(on, organizationId, userId),
  }),

  unconfirmed: (_facts, on) => ({
    summary: 'A removal has to be confirmed in the body of the DELETE, and this one was not.',
    expected: 'true',
    blames: [on.blame(['body', 'confirm'], 'true')],
    remedies: [{ says: 'Send {"confirm": true} as the body.', body: { confirm: true } }],
  }),

  'last-owner': ({ userId, roleId, organizationId }, on) => ({
    summary: `${on.who(userId)} is the only active ${on.tables.roles.get(roleId)?.name ?? 'Owner'} of ${on.organization(organizationId)}, which must keep one.`,
    expected: 'someone beside whom there is another active Owner',
    causedBy: causeOf(on, (earlier) => lossOfOwner(on, organizationId, roleId, earlier)),
    facts: on.memberFacts(organizationId, userId, 'roles'),
    remedies: beforeLosingOwner(on, organizationId, userId, roleId),
  }),
}

const states: Readonly<Record<Membership['state'], string>> = {
  active: 'is an active member of',
  pending_invitation: 'is invited and has not accepted yet in',
  deactivated: 'is a deactivated member of',
}

function stateNow(on: Case, organizationId: string, userId: string): string {
  const membership = on.membership(organizationId, userId)
  const name = on.organization(organizationId)
  return membership === undefined ? `is no member of ${name} any more` : `${states[membership.state]} ${name}`
}

function inviteAgain(on: Case, email: string, wasMember: boolean): Remedy {
  return {
    says: wasMember ? `Invite ${email} again first.` : `Invite ${email} first.`,
    operationId: 'inviteUserV2',
    params: { organization_id: on.organizationId },
    body: { email },
  }
}

export function reactivate(on: Case, userId: string, organizationId = on.organizationId): Remedy {
  return {
    says: `Reactivate ${on.who(userId)}.`,
    operationId: 'reactivateUser',
    params: { organization_id: organizationId, user_id: userId },
  }
}

export function look(on: Case, userId: string, organizationId = on.organizationId): Remedy {
  return {
    says: `There is nothing to do; see how ${on.who(userId)} stands.`,
    operationId: 'getMember',
    params: { organization_id: organizationId, user_id: userId },
  }
}

export function resend(on: Case, userId: string, organizationId = on.organizationId): Remedy {
  return {
    says: `Send the invitation of ${on.who(userId)} again.`,
    operationId: 'resendInvitation',
    params: { organization_id: organizationId, user_id: userId },
  }
}

/** What suits the state someone is in, where another one was taken for granted. */
function afterAll(on: Case, organizationId: string, userId: string): readonly Remedy[] {
  switch (on.membership(organizationId, userId)?.state) {
    case 'pending_invitation':
      return [resend(on, userId, organizationId)]
    case 'deactivated':
      return [reactivate(on, userId, organizationId)]
    default:
      return [look(on, userId, organizationId)]
  }
}

/** What whoever invites a member may have wanted. */
function insteadOfInviting(on: Case, membership: Membership): readonly Remedy[] {
  const { userId } = membership
  if (membership.state === 'pending_invitation') return [resend(on, userId)]
  if (membership.state === 'deactivated') return [reactivate(on, userId)]
  const roleIds = new Set([...roleIdsOf(membership), ...(on.texts('role_ids') ?? [])])
  const departmentIds = new Set([...departmentIdsOf(membership), ...(on.texts('department_ids') ?? [])])
  const isMore = roleIds.size > membership.roles.length || departmentIds.size > membership.departments.length
  if (!isMore) return []
  return [
    {
      says: `Give ${on.who(userId)} the roles and departments beside those held already.`,
      operationId: 'updateMemberships',
      params: { user_id: userId },
      body: { role_ids: [...roleIds], department_ids: [...departmentIds] },
    },
  ]
}

/** An address of the same mailbox that is not known yet: `jane+2@example.com`. */
function freeAddress(on: Case, email: string): string {
  const at = email.lastIndexOf('@')
  const made = (name: string) => `${name.replace(' ', '+')}${email.slice(at)}`
  return made(free(email.slice(0, at), (name) => on.tables.users.by('email', toComparable(made(name))) !== undefined))
}

/** How a call took the role from another one who held it. */
function lossOfOwner(on: Case, organizationId: string, roleId: string, { operationId, params }: Past): string | undefined {
  if (params.organization_id !== organizationId) return undefined
  const other = params.user_id ?? ''
  const isHeld = on.membership(organizationId, other)?.roles.some((held) => held.roleId === roleId) === true
  if (operationId === 'deactivateUser') return isHeld ? 'another Owner deactivated' : undefined
  if (operationId === 'removeRoleMember') return params.role_id === roleId ? 'taken from another' : undefined
  return operationId === 'removeUser' && heldWhenRemoved(on, other, roleId) ? 'another Owner removed' : undefined
}

function heldWhenRemoved(on: Case, userId: string, roleId: string): boolean {
  for (const { action, targetId, previous } of on.tables.audit.newestFirst()) {
    if (action === 'removed' && targetId === userId) return previous?.roleIds?.includes(roleId) === true
  }
  return false
}

/** Another Owner first, as soon as there can be one; or the role is kept. */
function beforeLosingOwner(on: Case, organizationId: string, userId: string, roleId: string): readonly Remedy[] {
  const suspended = [...on.members(organizationId)].filter(
    ({ state, roles }) => state === 'deactivated' && roles.some((held) => held.roleId === roleId),
  )
  const back = suspended.map((member) => ({
    ...reactivate(on, member.userId, organizationId),
    says: `Reactivate ${on.who(member.userId)} first, who is Owner too, then repeat the call.`,
  }))
  const others = successors(on, organizationId, userId).map((id) => ({
    says: `Make someone else Owner first, ${on.who(id)} for instance, then repeat the call.`,
    operationId: 'addRoleMember',
    params: { role_id: roleId },
    body: { user_id: id },
  }))
  const roleIds = on.texts('role_ids')
  const kept = roleIds === undefined ? [] : [{ says: `Leave ${on.role(roleId)} in the list.`, body: { role_ids: [...roleIds, roleId] } }]
  const invited = {
    says: 'Invite someone as Owner first, and repeat the call once the invitation is accepted.',
    operationId: 'inviteUserV2',
    body: { email: freeAddress(on, on.tables.users.get(userId)?.email ?? 'jane@example.com'), role_ids: [roleId] },
  }
  return [...back, ...others, ...kept, invited]
}

/** Active members who could be Owner; a few are enough to find one. */
function successors(on: Case, organizationId: string, userId: string): readonly string[] {
  const ids: string[] = []
  for (const member of on.members(organizationId)) {
    if (member.userId !== userId && member.state === 'active') ids.push(member.userId)
    if (ids.length === 5) break
  }
  return ids
}
