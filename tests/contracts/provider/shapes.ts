import { randomUUID } from 'node:crypto'
import type { Membership } from './accounts.ts'
import type { DriftName } from './drifts.ts'

/** A refusal, thrown by a route. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

export function toError({ code, message, status, details }: Refusal, drift: DriftName | undefined): unknown {
  if (drift === 'bare-error') return { detail: message }
  const type = code === 'VALIDATION_ERROR' ? 'validation_error' : 'client_error'
  const error = { code, message, system_message: message.toLowerCase(), type, status, details }
  // The mock has no documentation link, and whole seconds.
  return {
    success: false,
    error: { ...error, trace_id: randomUUID(), timestamp: new Date().toISOString(), documentation: `https://provider.test/errors/${code}` },
  }
}

/** A user as v2 shows him: fractional seconds and two fields the document does not know. */
export function toUser(member: Membership, drift: DriftName | undefined): unknown {
  const { account, state, roles, departments, organization, link, invited, deactivated, shownId } = member
  const user: Record<string, unknown> = {
    id: shownId,
    full_name: account.name,
    email: account.email,
    user_name: account.userName,
    account_state: drift === 'deactivated-word' && state === 'deactivated' ? 'inactive' : state,
    role_ids: drift === 'roles-as-text' ? roles.join(',') : roles,
    department_ids: departments,
    organization_id: drift === 'null-organization' ? null : organization,
    invitation_link: link,
    invited_at: drift === 'date-as-number' ? Math.floor(invited.getTime() / 1000) : withoutZone(invited),
    deactivated_at: deactivated === null || drift === 'deactivated-at-null' ? null : withoutZone(deactivated),
    locale: 'en-GB',
    avatar_url: null,
  }
  if (drift === 'missing-user-name') delete user.user_name
  return drift === 'wrapped-user' ? { data: user } : user
}

const statuses = {
  pending_invitation: { id: 'status_invitation_sent', name: 'InvitationSent', selectable_in_ui: false },
  active: { id: 'status_active', name: 'Active', selectable_in_ui: true },
  deactivated: { id: 'status_inactive', name: 'Inactive', selectable_in_ui: true },
} as const

/** A member as v1 shows him. */
export function toMember(member: Membership): unknown {
  const { id, account, organization, state, roles, joined, invited } = member
  return {
    id,
    user_id: member.shownId,
    organization_id: organization,
    full_name: account.name,
    email: account.email,
    username: account.userName,
    role: roles[0] === undefined ? null : { id: roles[0], name: 'Member' },
    status: statuses[state],
    joined_at: joined?.toISOString() ?? null,
    created_at: invited.toISOString(),
    last_modified_at: (joined ?? invited).toISOString(),
    locale: 'en-GB',
  }
}

function withoutZone(time: Date): string {
  return time.toISOString().replace('Z', '456')
}
