import type { ProviderState } from '../pact/model.ts'
import type { Observation } from './observe.ts'
import { type StateRule, scenarioState } from './states.ts'

/** What earlier calls told of a user here. */
interface Known {
  readonly email: string | undefined
  readonly state: 'pending_invitation' | 'active' | 'deactivated' | 'removed'
  readonly organization: string | undefined
}

/** The scenario that has a user in a state, as its fixtures make it. */
const scenarioOf = {
  pending_invitation: 'pending',
  active: 'already-member',
  deactivated: 'deactivated-rejoins',
  removed: 'removed-rejoins',
} as const

/** Refusals and lists that the default scenario gives, whatever was done before. */
const byDefault =
  /^(?:AUTHENTICATION_REQUIRED|TOKEN_INVALID|TOKEN_EXPIRED|ORGANIZATION_ACCESS_DENIED|ROLE_NOT_FOUND|DEPARTMENT_NOT_FOUND|VALIDATION_ERROR|INVITATION_NOT_FOUND)$/

/** For the organisation-membership API: which scenario a call finds itself in, told from its answer and from the calls before it. */
export const membershipStates: StateRule = (one, earlier) => {
  const { scenario } = one
  const params = factsOf(one)
  if (scenario !== 'default' && !('unknown' in scenarioState(one, earlier))) return [state(scenario, params)]
  return statesOf(one, earlier) ?? scenarioState(one, earlier)
}

/** The ids of an organisation that each provider has its own of, as the catalogue of states names them. */
export function membershipVariables({ entry }: Observation): Readonly<Record<string, string>> {
  const sent = (entry.request.body ?? {}) as { role_ids?: unknown; department_ids?: unknown; transfer_resources_to_department_id?: unknown }
  const organization = organizationOf(entry.path)
  const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined)
  const variables: Record<string, unknown> = { organization_id: organization }
  // What was not found must not be found at another provider either.
  if (!/^(?:ROLE|DEPARTMENT)_NOT_FOUND$/.test(codeOf(entry.response.body) ?? '')) {
    variables.role_id = first(sent.role_ids)
    variables.department_id = sent.transfer_resources_to_department_id ?? first(sent.department_ids)
  }
  const known = Object.entries(variables).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return Object.fromEntries(known)
}

function statesOf(one: Observation, earlier: readonly Observation[]): readonly ProviderState[] | undefined {
  const { entry } = one
  const { status, operationId } = entry
  const code = codeOf(entry.response.body)
  if (code === 'INSUFFICIENT_PERMISSIONS') return [state('no-permission', {})]
  if (code === 'LAST_OWNER_CANNOT_BE_REMOVED') return [state('last-owner', {})]
  if (code !== undefined && byDefault.test(code)) return [state('default', {})]
  if (status === 200 && /^(?:list|query|get(?!Member|Invitation))/.test(operationId ?? '')) return [state('default', {})]
  const facts = factsOf(one)
  const users = usersBefore(earlier)
  switch (operationId) {
    case 'inviteUserV2':
      return [state(scenarioOfInvited(one, users), { ...facts, ...idOf(users, facts.email) })]
    case 'getMember':
    case 'updateMemberships':
    case 'deactivateUser':
    case 'reactivateUser':
    case 'removeUser': {
      const known = users.get(facts.user_id ?? '')
      const before = known?.state ?? (operationId === 'reactivateUser' && status === 200 ? 'deactivated' : 'active')
      const isGone = code === 'USER_NOT_FOUND'
      if (isGone && known === undefined) return [state('default', {})]
      const wasDeactivated = code === 'USER_ALREADY_DEACTIVATED' ? 'deactivated' : before
      return [
        state(scenarioOf[isGone ? 'removed' : wasDeactivated], { ...facts, ...(known?.email !== undefined && { email: known.email }) }),
      ]
    }
    case 'validateInvitation':
    case 'completeInvitation':
      if (status === 200) return [state('pending', facts)]
      return code === 'INVITATION_EXPIRED' ? [state('expired-invitation', facts)] : undefined
    default:
      return undefined
  }
}

function scenarioOfInvited({ entry }: Observation, users: ReadonlyMap<string, Known>): string {
  const { email } = (entry.request.body ?? {}) as { email?: string }
  const organization = organizationOf(entry.path)
  const matching = [...users.values()].filter((user) => user.email?.toLowerCase() === email?.toLowerCase())
  const here = matching.find((user) => user.organization === organization)
  if (entry.status === 409) return scenarioOf[here?.state === 'removed' ? 'active' : (here?.state ?? 'active')]
  if (here?.state === 'removed') return 'removed-rejoins'
  const { user_name: userName } = (entry.response.body ?? {}) as { user_name?: string | null }
  return matching.length > 0 || typeof userName === 'string' ? 'existing-elsewhere' : 'no-user'
}

/** What the request and the answer name. */
function factsOf({ entry }: Observation): Readonly<Record<string, string>> {
  const facts: Record<string, string> = {}
  const sent = (entry.request.body ?? {}) as Record<string, unknown>
  const got = (entry.response.body ?? {}) as Record<string, unknown>
  const userId = /\/users\/(usr_\w+)/.exec(entry.path)?.[1]
  const key = /\/validate\/(invkey_\w+)/.exec(entry.path)?.[1] ?? sent.email_key
  if (typeof sent.email === 'string') facts.email = sent.email
  else if (typeof got.email === 'string' && entry.status < 300) facts.email = got.email
  if (userId !== undefined) facts.user_id = userId
  if (typeof key === 'string') facts.email_key = key
  return facts
}

function idOf(users: ReadonlyMap<string, Known>, email: string | undefined): Readonly<Record<string, string>> {
  const found = [...users].find(([, user]) => user.email?.toLowerCase() === email?.toLowerCase())
  return found === undefined ? {} : { user_id: found[0] }
}

function codeOf(body: unknown): string | undefined {
  return (body as { error?: { code?: string } } | null)?.error?.code
}

function organizationOf(path: string): string | undefined {
  return /\/organizations\/([^/?]+)/.exec(path)?.[1]
}

/** Users as the calls so far left them, by id. */
function usersBefore(earlier: readonly Observation[]): ReadonlyMap<string, Known> {
  const users = new Map<string, Known>()
  for (const one of earlier) {
    const { entry } = one
    if (entry.status >= 300) continue
    const got = (entry.response.body ?? {}) as { id?: string; user_id?: string; email?: string; account_state?: Known['state'] }
    const organization = organizationOf(entry.path)
    if (entry.operationId === 'completeInvitation' && got.user_id !== undefined) {
      const known = users.get(got.user_id)
      users.set(got.user_id, { email: known?.email, organization: known?.organization, state: 'active' })
    }
    if (got.id !== undefined && got.account_state !== undefined)
      users.set(got.id, { email: got.email, state: got.account_state, organization })
    const { user_id: id } = factsOf(one)
    const known = id === undefined ? undefined : users.get(id)
    if (entry.operationId === 'removeUser' && id !== undefined) users.set(id, { email: known?.email, organization, state: 'removed' })
  }
  return users
}

function state(name: string, params: Readonly<Record<string, string>>): ProviderState {
  return { name, params }
}
