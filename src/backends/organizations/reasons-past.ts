import type { Reasons, Request, Response } from '../../engine/index.ts'
import type { Exchange } from '../../world/index.ts'
import type { OperationId } from './handler.ts'
import type { Case } from './reasons-case.ts'

/** An earlier call that changed something. */
export interface Past {
  readonly id: number
  readonly operationId: OperationId
  readonly params: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
  readonly answer: Readonly<Record<string, unknown>>
  readonly principalId: string | undefined
}

type Cause = NonNullable<Reasons['causedBy']>

/** Calls before the refused one that changed the world and were not taken back, newest first; as far as the journal goes. */
export function* past({ refused: { api, exchange, world } }: Case): Generator<Past> {
  // Without the list of steps, a call that was taken back can't be told from one that was not.
  const counted = world.steps === undefined ? undefined : new Set(world.steps.map((step) => ('exchange' in step ? step.exchange : step)))
  for (const earlier of world.journal.newestFirst() as Iterable<Exchange<Request, Response>>) {
    if (earlier.id >= exchange.id || earlier.operationId === undefined || earlier.isRejected) continue
    if (counted === undefined ? earlier.response.status >= 300 : !counted.has(earlier)) continue
    const operation = api.operation(earlier.operationId)
    if (operation === undefined) continue
    const params = Object.fromEntries(operation.path.names.map((name, index) => [name, earlier.request.params[index] ?? '']))
    yield {
      id: earlier.id,
      operationId: earlier.operationId as OperationId,
      params,
      body: toRecord(readJson(earlier.request.body)),
      answer: toRecord(earlier.response.body),
      principalId: earlier.principalId,
    }
  }
}

/** The newest call that did one of several things; `how` is what it did: `invited`. */
export function causeOf(on: Case, how: (past: Past) => string | undefined): Cause | undefined {
  for (const earlier of past(on)) {
    const what = how(earlier)
    if (what !== undefined) return toCause(what, earlier)
  }
  return undefined
}

/** The call since which something has been so: `how` tells what a call that leaves it so did, and false of one that leaves it otherwise. */
export function beginOf(on: Case, how: (past: Past) => string | false | undefined): Cause | undefined {
  let begin: Cause | undefined
  for (const earlier of past(on)) {
    const what = how(earlier)
    if (what === false) return begin
    if (what !== undefined) begin = toCause(what, earlier)
  }
  return begin
}

function toCause(what: string, { id }: Past): Cause {
  return { id, how: `${what} by request ${id}` }
}

/** What a call did to somebody's membership. */
export function membershipChange(on: Case, organizationId: string, userId: string) {
  return ({ operationId, params, body, answer, principalId }: Past): string | undefined => {
    switch (operationId) {
      case 'inviteUserV2':
        return params.organization_id === organizationId && answer.id === userId ? 'invited' : undefined
      case 'acceptInvitation':
        return answer.organization_id === organizationId && principalId === userId ? 'accepted' : undefined
      case 'completeInvitation': {
        const invitation = on.tables.invitations.by('key', String(body.email_key))
        return invitation?.organizationId === organizationId && answer.user_id === userId ? 'accepted' : undefined
      }
      default: {
        const what = changes[operationId]
        return params.organization_id === organizationId && params.user_id === userId ? what : undefined
      }
    }
  }
}

const changes: { readonly [Id in OperationId]?: string } = {
  deactivateUser: 'deactivated',
  reactivateUser: 'reactivated',
  removeUser: 'removed',
  resendInvitation: 'sent again',
}

/** The newest of some changes to a membership. */
export function memberCause(on: Case, organizationId: string, userId: string, ...wanted: readonly string[]): Cause | undefined {
  const change = membershipChange(on, organizationId, userId)
  return causeOf(on, (earlier) => {
    const what = change(earlier)
    return what !== undefined && wanted.includes(what) ? what : undefined
  })
}

/** Whether a call left somebody with a role or department (what it did), without (false), or has nothing to do with it. */
export function assignmentChange(list: 'role' | 'department', organizationId: string, userId: string, id: string) {
  const [key, add, remove] =
    list === 'role'
      ? (['role_ids', 'addRoleMember', 'removeRoleMember'] as const)
      : (['department_ids', 'addDepartmentMember', 'removeDepartmentMember'] as const)
  return ({ operationId, params, body, answer }: Past): string | false | undefined => {
    if (params.organization_id !== organizationId) return undefined
    const has = Array.isArray(answer[key]) && answer[key].includes(id)
    switch (operationId) {
      case 'inviteUserV2':
        return answer.id !== userId ? undefined : has && 'invited with it'
      case 'updateMemberships':
        return params.user_id !== userId ? undefined : has && 'given'
      case add:
        return params[`${list}_id`] === id && body.user_id === userId ? 'given' : undefined
      case remove:
        return params[`${list}_id`] === id && params.user_id === userId ? false : undefined
      case 'removeUser':
        return params.user_id === userId ? false : undefined
      default:
        return undefined
    }
  }
}

/** The same the other way round: since when somebody has not had it. */
export function lossChange(list: 'role' | 'department', organizationId: string, userId: string, id: string) {
  const change = assignmentChange(list, organizationId, userId, id)
  return (earlier: Past): string | false | undefined => {
    const what = change(earlier)
    return what === undefined ? undefined : what === false && 'taken away'
  }
}

function readJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
}
