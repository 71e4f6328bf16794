import { expiresAt, type Invitation, invitationState } from '../../domain/index.ts'
import type { Remedy } from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import { type Case, type Tale, type Tales, tokens } from './reasons-case.ts'
import { look, reactivate, resend } from './reasons-members.ts'
import { causeOf, memberCause } from './reasons-past.ts'

type Invitations = Pick<
  Tales,
  | 'invitation-unknown'
  | 'invitation-used'
  | 'invitation-withdrawn'
  | 'invitation-deactivated'
  | 'invitation-expired'
  | 'invitation-foreign'
  | 'account-exists'
>

/** What an invitation is still worth. */
export const invitations: Invitations = {
  'invitation-unknown': ({ by, value }, on) => (by === 'key' ? unknownKey(on) : noInvitation(on, by, value)),

  'invitation-used': ({ invitationId }, on) =>
    about(on, invitationId, ({ userId, organizationId }) => ({
      summary: `${on.who(userId)} has accepted this invitation to ${on.organization(organizationId)}; a key works once.`,
      expected: openKey,
      causedBy: memberCause(on, organizationId, userId, 'accepted'),
      facts: on.memberFacts(organizationId, userId, 'joined'),
      remedies: [look(on, userId, organizationId)],
    })),

  'invitation-withdrawn': ({ invitationId }, on) =>
    about(on, invitationId, ({ userId, organizationId }) => {
      const user = on.tables.users.get(userId)
      const membership = on.membership(organizationId, userId)
      const current = membership && on.tables.invitations.by('current', membership.id)
      const name = on.organization(organizationId)
      const why = membership === undefined ? 'was removed' : current === undefined ? 'is a member without it' : 'was invited anew'
      return {
        summary: `This invitation of ${on.who(userId)} to ${name} was withdrawn: ${user?.fullName ?? 'the person'} ${why} since.`,
        expected: openKey,
        causedBy: memberCause(on, organizationId, userId, 'removed', 'reactivated', 'invited'),
        facts: on.memberFacts(organizationId, userId, 'removed', 'state'),
        remedies: [
          ...(current === undefined ? [] : [withKey(on, current)]),
          membership === undefined ? inviteAgain(user?.email ?? '', organizationId) : look(on, userId, organizationId),
        ],
      }
    }),

  'invitation-deactivated': ({ invitationId }, on) =>
    about(on, invitationId, ({ userId, organizationId }) => ({
      summary: `${on.who(userId)} was deactivated in ${on.organization(organizationId)} before accepting, and the invitation rests with that.`,
      expected: openKey,
      causedBy: memberCause(on, organizationId, userId, 'deactivated'),
      facts: on.memberFacts(organizationId, userId, 'deactivated', 'state'),
      remedies: [
        {
          ...reactivate(on, userId, organizationId),
          says: `Reactivate ${on.who(userId)}, who is an active member then, without the invitation.`,
        },
      ],
    })),

  'invitation-expired': ({ invitationId, expiresAt }, on) =>
    about(on, invitationId, ({ userId, organizationId }) => ({
      summary: `The invitation of ${on.who(userId)} to ${on.organization(organizationId)} worked until ${toZuluTime(expiresAt)}, and the call came at ${toZuluTime(on.refused.exchange.at)}.`,
      expected: openKey,
      causedBy: memberCause(on, organizationId, userId, 'sent again', 'invited'),
      facts: on.memberFacts(organizationId, userId, 'invited'),
      remedies: [{ ...resend(on, userId, organizationId), says: 'Send it again first: its seven days begin anew, under the same key.' }],
    })),

  'invitation-foreign': ({ invitationId }, on) =>
    about(on, invitationId, (invitation) => {
      const { userId, organizationId } = invitation
      return {
        summary: `The invitation is for ${on.who(userId)}, and ${on.caller} called.`,
        expected: openKey,
        blames: [
          on.blameCredential(`a credential of ${on.who(userId)}`),
          on.blame(['body', 'email_key'], 'a key of an invitation of the caller'),
        ],
        causedBy: memberCause(on, organizationId, userId, 'invited'),
        facts: on.memberFacts(organizationId, userId, 'invitation'),
        remedies: [{ says: `Call as ${on.who(userId)}.` }, takeUp(on, invitation)],
      }
    }),

  'account-exists': ({ email, organizationId }, on) => {
    const user = on.tables.users.by('email', email.toLowerCase())
    const membership = user && on.membership(organizationId, user.id)
    const invitation = membership && on.tables.invitations.by('current', membership.id)
    return {
      summary: `${user === undefined ? email : on.who(user.id)} has an account already, and accepts the invitation signed in instead of completing it.`,
      expected: 'a key of an invitation of someone without an account',
      causedBy:
        user &&
        causeOf(on, ({ operationId, answer }) =>
          operationId === 'completeInvitation' && answer.user_id === user.id ? 'account made' : undefined,
        ),
      facts: user && on.personFacts(user, 'user_name'),
      remedies: invitation === undefined ? [] : [...accepting(on, invitation), page(invitation)],
    }
  },
}

const openKey = 'a key of an invitation that is still open'

/** A tale about an invitation; one that an undo has taken away since is only known by its id. */
function about(on: Case, invitationId: string, tell: (invitation: Invitation) => Tale): Tale {
  const invitation = on.tables.invitations.get(invitationId)
  if (invitation !== undefined) return tell(invitation)
  return { summary: `The invitation ${invitationId} is not there any more.`, expected: openKey, remedies: [] }
}

function unknownKey(on: Case): Tale {
  const open = openInvitations(on)
  return {
    summary: 'No invitation here has this key; it may be cut short, or be of another world or of an earlier start of the mock.',
    expected: openKey,
    remedies: [
      ...open.map((invitation) => withKey(on, invitation)),
      ...open.map((invitation) => takeUp(on, invitation)),
      ...inviteSomeone(on),
    ],
  }
}

/** Someone who could be invited, where nobody is waiting. */
function inviteSomeone(on: Case): readonly Remedy[] {
  const [organization] = on.tables.organizations.rows()
  return organization === undefined ? [] : [inviteAgain('jane@example.com', organization.id)]
}

function noInvitation(on: Case, by: 'email' | 'userId' | 'invitationId', value: string): Tale {
  const { organizationId } = on
  const name = on.organization(organizationId)
  const userId =
    by === 'invitationId'
      ? on.tables.invitations.get(value)?.userId
      : by === 'userId'
        ? value
        : on.tables.users.by('email', value.toLowerCase())?.id
  const membership = userId === undefined ? undefined : on.membership(organizationId, userId)
  const open = openInvitations(on).filter((invitation) => invitation.organizationId === organizationId)
  const others = open.map(({ userId: id }) => ({
    says: `Ask for someone who is invited: ${on.who(id)}.`,
    query: { email: null, invitation_id: null, user_id: id },
  }))
  const expected = `someone invited to ${name} who has not accepted yet${open.length === 0 ? '' : `, such as ${on.who((open[0] as Invitation).userId)}`}`
  if (userId === undefined || membership === undefined) {
    return {
      summary: `Nobody is invited to ${name} by this ${{ email: 'address', userId: 'id', invitationId: 'id of an invitation' }[by]}.`,
      expected,
      remedies: others,
    }
  }
  return {
    summary: `${on.who(userId)} is ${membership.state === 'active' ? 'an active' : 'a deactivated'} member of ${name}; only the invitation of someone who has not accepted yet is shown.`,
    expected,
    causedBy: memberCause(on, organizationId, userId, 'accepted', 'deactivated', 'reactivated'),
    facts: on.memberFacts(organizationId, userId, 'state', 'joined'),
    remedies: [...others, look(on, userId)],
  }
}

/** Invitations that still work; a few are enough to choose from. */
export function openInvitations(on: Case): readonly Invitation[] {
  const open: Invitation[] = []
  for (const invitation of on.tables.invitations.rows()) {
    if (invitationState(on, invitation) === 'open' && expiresAt(invitation) > on.now) open.push(invitation)
    if (open.length === 3) break
  }
  return open
}

/** The same call with another key. */
function withKey(on: Case, { key, userId }: Invitation): Remedy {
  const isPath = on.refused.operation.path.names.includes('email_key')
  return {
    says: `Use the key of an invitation that is open, that of ${on.who(userId)}.`,
    ...(isPath ? { params: { email_key: key } } : { body: { email_key: key } }),
  }
}

/** How the invited person takes it up. */
function takeUp(on: Case, invitation: Invitation): Remedy {
  const { key, userId } = invitation
  const user = on.tables.users.get(userId)
  if (user === undefined || user.userName !== null) return page(invitation)
  return {
    says: `${on.who(userId)} has no account yet, and completes the invitation instead.`,
    operationId: 'completeInvitation',
    body: { email_key: key, full_name: user.fullName ?? 'Jane Doe', password: 'correct horse battery staple' },
  }
}

/** Accepting, for someone with a listed token. */
function accepting(on: Case, { key, userId }: Invitation): readonly Remedy[] {
  const isListed = [...tokens(on.world)].some(({ principal }) => principal.id === userId)
  return isListed ? [{ says: `Accept it as ${on.who(userId)}.`, operationId: 'acceptInvitation', body: { email_key: key } }] : []
}

/** The page behind the mailed link, where whoever has the link is taken for the invited person. */
function page({ key }: Invitation): Remedy {
  return {
    says: 'Accept it by the page behind the mailed link.',
    page: { path: `/__standin/invitations/${encodeURIComponent(key)}`, form: '' },
  }
}

function inviteAgain(email: string, organizationId: string): Remedy {
  return { says: `Invite ${email} again.`, operationId: 'inviteUserV2', params: { organization_id: organizationId }, body: { email } }
}
