import { expiresAt, invitationState, type Message, type Outcome, toComparable } from '../../domain/index.ts'
import type { Invitation, Mail, Mailbox } from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import type { CallContext, OrganizationWorld } from './context.ts'
import type { Field } from './fields.ts'
import type { OperationId } from './handler.ts'
import { renderMail } from './mail.ts'
import { toInvitationLink } from './shapes.ts'

/** Puts what a command asks to be mailed into the outbox, in the command's own transaction; gives its answer on. */
export function deliver<T>(context: CallContext, { value, events }: Outcome<T>): T {
  for (const { invitationId, key, to, organizationId, customMessage, sentAt } of events) {
    const serial = context.nextSerial()
    context.tables.messages.add({ invitationId, key, to, organizationId, customMessage, sentAt, serial })
    context.mailed(toId(serial))
  }
  return value
}

export const mailbox = {
  list(world: OrganizationWorld, { to, limit }: { readonly to?: string | undefined; readonly limit: number }): readonly Mail[] {
    const wanted = to === undefined ? undefined : toComparable(to)
    const found: Mail[] = []
    for (const message of world.tables.messages.newestFirst()) {
      if (wanted !== undefined && toComparable(message.to) !== wanted) continue
      found.push(toMail(world, message))
      if (found.length === limit) break
    }
    return found
  },

  find(world: OrganizationWorld, id: string): Mail | undefined {
    const serial = /^msg_(\d+)$/.exec(id)?.[1]
    const message = serial === undefined ? undefined : world.tables.messages.find(Number(serial))
    return message === undefined ? undefined : toMail(world, message)
  },

  invitation(world: OrganizationWorld, key: string, now: number): Invitation | undefined {
    const { tables } = world
    const invitation = tables.invitations.by('key', key)
    const user = invitation === undefined ? undefined : tables.users.get(invitation.userId)
    if (invitation === undefined || user === undefined) return undefined
    const needsAccount = user.userName === null
    return {
      email: user.email,
      fullName: user.fullName,
      organizationName: organizationName(world, invitation.organizationId),
      state: invitationState({ tables, now }, invitation),
      expiresAt: toZuluTime(expiresAt(invitation)),
      needsAccount,
      accept: ({ fullName, password }) =>
        needsAccount
          ? acceptance('completeInvitation', { email_key: key, full_name: fullName, password }, undefined)
          : acceptance('acceptInvitation', { email_key: key }, user.id),
    }
  },
} satisfies Mailbox

type Acceptance = ReturnType<Invitation['accept']>

function acceptance(operationId: OperationId, body: unknown, userId: string | undefined): Acceptance {
  return { operationId, body, as: userId === undefined ? undefined : { id: userId }, messageOf }
}

/** The message for end users, and the first thing wrong with each field. */
function messageOf(refusal: unknown): string {
  const { message, details } = (refusal as { readonly error: { readonly message: string; readonly details?: Details } }).error
  const fields = details?.fields ?? []
  const first = fields.filter(({ field }, index) => fields.findIndex((other) => other.field === field) === index)
  return [message, ...first.map((one) => `${labels[one.field] ?? one.field}: ${toPlainWords(one)}.`)].join(' ')
}

interface Details {
  readonly fields?: readonly Field[]
}

/** A regular expression is for developers. */
function toPlainWords({ message, type }: Field): string {
  return type === 'string_pattern_mismatch' ? 'This is not in the form it must have' : message
}

/** The fields of the page's form. */
const labels: Readonly<Record<string, string>> = { full_name: 'Your name', password: 'Password' }

export function toMail(world: OrganizationWorld, message: Message): Mail {
  const { serial, to, key, customMessage, sentAt, organizationId } = message
  const acceptLink = toInvitationLink(world.origin, key)
  const { subject, text, html } = renderMail({ organizationName: organizationName(world, organizationId), acceptLink, customMessage })
  return {
    id: toId(serial),
    to,
    subject,
    text,
    html,
    accept_link: acceptLink,
    invitation_key: key,
    custom_message: customMessage,
    sent_at: toZuluTime(sentAt),
    organization_id: organizationId,
  }
}

/** `find` reads it back. */
function toId(serial: number): string {
  return `msg_${serial}`
}

function organizationName({ tables }: OrganizationWorld, organizationId: string): string {
  return tables.organizations.get(organizationId)?.name ?? organizationId
}
