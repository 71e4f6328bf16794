import { roleIdsOf } from '../../domain/index.ts'
import type { Remedy } from '../../engine/index.ts'
import { nearest } from '../../kernel/index.ts'
import { type Case, listed, type Tale, type Tales } from './reasons-case.ts'
import { causeOf, memberCause } from './reasons-past.ts'
import type { ErrorCode } from './words.ts'

type Access = Pick<Tales, 'access-denied' | 'organization-unknown' | 'capability-missing' | 'escalation'>

/** Who may call at all, and who may do what. */
export const access: Access = {
  'access-denied': ({ organizationId }, on) => {
    if (on.tables.organizations.get(organizationId) === undefined) return unknownOrganization(organizationId, on)
    const { callerId } = on
    const name = on.organization(organizationId)
    const expected = `a credential of an active member of ${name}`
    return {
      summary: `${on.caller} ${standing(on, organizationId)}; only an active member may call it.`,
      expected: `an organization in which the caller is active: ${namesOf(on, on.activeIn(callerId))}`,
      blames: [on.blameCredential(expected), on.blame(['path', 'organization_id'], 'an organization in which the caller is active')],
      causedBy: memberCause(on, organizationId, callerId, 'removed', 'deactivated', 'invited'),
      facts: on.memberFacts(organizationId, callerId, 'state'),
      remedies: [{ says: `Call with ${expected}.` }, ...elsewhere(organizationId, on)],
    }
  },

  'organization-unknown': ({ organizationId }, on) => unknownOrganization(organizationId, on),

  'capability-missing': ({ requiredCapability }, on) => {
    const { organizationId } = on
    const name = on.organization(organizationId)
    return {
      summary: `${on.caller} holds ${rolesOf(on)} in ${name}, and ${requiredCapability} comes with none of that.`,
      expected: '',
      blames: [on.blameCredential(`a credential of someone who holds ${requiredCapability} in ${name}`)],
      ...rolesCause(on),
      remedies: [{ says: `Call as someone who holds ${requiredCapability}: ${on.holders(organizationId, [requiredCapability])}.` }],
    }
  },

  escalation: ({ givenRoleId, missingCapabilities }, on) => {
    const { organizationId } = on
    const given = givenRoleId === null ? 'the new role' : on.role(givenRoleId)
    const missing = listed(missingCapabilities)
    return {
      summary: `${on.caller} would give ${missing} with ${given}, and holds ${rolesOf(on)} without ${missingCapabilities.length === 1 ? 'it' : 'them'}.`,
      expected: `only what the caller holds himself, so without ${missing}`,
      ...rolesCause(on),
      remedies: [
        { says: `Call as someone who holds ${missing}: ${on.holders(organizationId, missingCapabilities)}.` },
        ...without(givenRoleId, missingCapabilities, on),
      ],
    }
  },
}

/** What somebody is to an organisation who is no active member of it. */
function standing(on: Case, organizationId: string): string {
  const name = on.organization(organizationId)
  const membership = on.membership(organizationId, on.callerId)
  if (membership !== undefined) {
    return {
      active: `is an active member of ${name} by now, and was none then`,
      pending_invitation: `has not accepted the invitation to ${name} yet`,
      deactivated: `is deactivated in ${name}`,
    }[membership.state]
  }
  for (const { userId } of on.tables.memberships.where('formerly', organizationId)) {
    if (userId === on.callerId) return `was removed from ${name}`
  }
  return `is no member of ${name}`
}

function unknownOrganization(organizationId: string, on: Case): Tale {
  return {
    summary: `There is no organization ${organizationId}; ${on.caller} is an active member of ${namesOf(on, on.activeIn(on.callerId))}.`,
    expected: `an organization in which the caller is active: ${namesOf(on, on.activeIn(on.callerId))}`,
    remedies: elsewhere(organizationId, on),
  }
}

/** The same call to organisations in which the caller is active, the one most likely meant first. */
function elsewhere(organizationId: string, on: Case): readonly Remedy[] {
  const ids = on.activeIn(on.callerId)
  const meant = nearest(organizationId, ids)
  const ordered = meant === undefined ? ids : [meant, ...ids.filter((id) => id !== meant)]
  return ordered.map((id) => ({ says: `Call ${on.organization(id)} (${id}) instead.`, params: { organization_id: id } }))
}

function namesOf(on: Case, organizationIds: readonly string[]): string {
  return organizationIds.length === 0 ? 'none' : listed(organizationIds.map((id) => `${on.organization(id)} (${id})`))
}

function rolesOf(on: Case): string {
  const membership = on.membership(on.organizationId, on.callerId)
  const names = membership === undefined ? [] : roleIdsOf(membership).map((id) => on.tables.roles.get(id)?.name ?? id)
  return names.length === 0 ? 'no role' : listed(names)
}

/** The call that last decided what the caller may do, or the line of the scenario that does. */
function rolesCause(on: Case): Pick<Tale, 'causedBy' | 'facts'> {
  const { organizationId, callerId } = on
  const causedBy = causeOf(on, ({ operationId, params, body, answer }) => {
    if (params.organization_id !== organizationId) return undefined
    if (operationId === 'inviteUserV2') return answer.id === callerId ? 'invited' : undefined
    if (operationId === 'addRoleMember') return body.user_id === callerId ? 'given a role' : undefined
    const isChange = operationId === 'updateMemberships' || operationId === 'removeRoleMember'
    return isChange && params.user_id === callerId ? 'roles changed' : undefined
  })
  return { causedBy, facts: on.memberFacts(organizationId, callerId, 'roles') }
}

/** The same call that gives only what the caller holds. */
function without(givenRoleId: string | null, missing: readonly string[], on: Case): readonly Remedy[] {
  const capabilities = on.texts('capabilities')?.filter((capability) => !missing.includes(capability))
  if (capabilities !== undefined) return [{ says: `Leave out ${listed(missing)}.`, body: { capabilities } }]
  const roleIds = on.texts('role_ids')
  if (givenRoleId === null || roleIds === undefined) return []
  return [{ says: `Leave out ${on.role(givenRoleId)}.`, body: { role_ids: roleIds.filter((id) => id !== givenRoleId) } }]
}

interface CredentialTale {
  readonly rule: string
  readonly summary: string
  readonly expected: string
}

/** Credentials that were there and are no good. */
export const credentials: { readonly [Code in ErrorCode]?: CredentialTale } = {
  TOKEN_EXPIRED: {
    rule: 'A session ends, and its token with it.',
    summary:
      'The token stands for a session that has ended (the mock keeps one such token to try this out with); a token of a session that goes on was expected.',
    expected: 'Bearer and a token of a session that has not ended',
  },
  TOKEN_INVALID: {
    rule: 'A bearer token must stand for a session.',
    summary: 'The token stands for nobody; one that the scenario lists was expected.',
    expected: 'Bearer and a token that the scenario lists; an API key belongs into X-API-Key',
  },
  INVALID_API_KEY: {
    rule: 'An API key must be one that was given out.',
    summary: 'Nobody was given this API key; a credential that the scenario lists was expected.',
    expected: 'a key or token that the scenario lists',
  },
}
