import { accept, complete, type GetInvitation, getInvitation, resend, validateInvitation } from '../../domain/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import { Invalid } from './errors.ts'
import type { HandlerCall, Handlers } from './handler.ts'
import { deliver } from './mailbox.ts'
import { toInvitation, toInvitationValidation } from './shapes.ts'

type Invitations = Pick<Handlers, 'getInvitation' | 'resendInvitation' | 'validateInvitation' | 'acceptInvitation' | 'completeInvitation'>

/** What becomes of an invitation. */
export const invitations: Invitations = {
  getInvitation: ({ params, query, context, origin }) => {
    const view = getInvitation(context, { organizationId: params.organization_id, ...toSelector(query) })
    return { status: 200, body: toInvitation(view, origin) }
  },

  resendInvitation: ({ params, context }) => {
    deliver(context, resend(context, { organizationId: params.organization_id, id: params.user_id }))
    return { status: 204 }
  },

  validateInvitation: ({ params, context }) => {
    return { status: 200, body: toInvitationValidation(validateInvitation(context, { key: params.email_key })) }
  },

  acceptInvitation: ({ body, context }) => {
    const { organization, role } = deliver(context, accept(context, { key: body.email_key }))
    return {
      status: 200,
      body: {
        success: true,
        organization_id: organization.id,
        organization_name: organization.name,
        role_id: role === null ? null : role.id,
        role_name: role === null ? null : role.name,
      },
    }
  },

  completeInvitation: ({ body, context }) => {
    const outcome = complete(context, { key: body.email_key, fullName: body.full_name })
    const { user, token, refreshToken, deviceId } = deliver(context, outcome)
    return {
      status: 200,
      body: {
        success: true,
        user_id: user.id,
        token,
        refresh_token: { token: refreshToken.token, expires_at: toZuluTime(refreshToken.expiresAt) },
        device_id: deviceId,
      },
    }
  },
}

/** Exactly one selector: what the document can't say, since its parameters know nothing of one another. */
function toSelector({ email, user_id, invitation_id }: HandlerCall<'getInvitation'>['query']): Omit<GetInvitation, 'organizationId'> {
  if (email !== undefined && user_id === undefined && invitation_id === undefined) return { by: 'email', value: email }
  if (user_id !== undefined && email === undefined && invitation_id === undefined) return { by: 'userId', value: user_id }
  if (invitation_id !== undefined && email === undefined && user_id === undefined) return { by: 'invitationId', value: invitation_id }
  const message = 'Exactly one of email, user_id and invitation_id is required'
  throw new Invalid(400, message, [{ field: 'query', message, type: 'value_error' }])
}
