import type { FaultSpec, WorldChoices } from '../../../src/index.ts'
import { accessErrors } from '../../backends/rows/access-errors.ts'
import { auditRows } from '../../backends/rows/audit-log.ts'
import { departmentRows } from '../../backends/rows/departments.ts'
import { type Call, complete, day, type ErrorRow, invite, mia, patch, post, remove, validate } from '../../backends/rows/error.ts'
import { invitationRows } from '../../backends/rows/invitations.ts'
import { memberRows } from '../../backends/rows/members.ts'
import type { OperationRow } from '../../backends/rows/operation.ts'
import { roleRows } from '../../backends/rows/roles.ts'
import { stateErrors } from '../../backends/rows/state-errors.ts'
import { userRows } from '../../backends/rows/users.ts'
import { acme } from '../../journeys/client.ts'

/** The good answer of each operation. */
export const goodRows: Readonly<Record<string, OperationRow>> = {
  ...userRows,
  ...memberRows,
  ...invitationRows,
  ...roleRows,
  ...departmentRows,
  ...auditRows,
}

/** How each error is met at one operation at least. */
export const errorRows: Readonly<Record<string, ErrorRow>> = { ...accessErrors, ...stateErrors }

export interface Refusal {
  readonly start?: WorldChoices
  readonly fault?: FaultSpec
  /** What the good call of an operation becomes. */
  readonly call: (good: Call) => Call
}

const nobody = (kind: string) => (good: Call) =>
  JSON.parse(JSON.stringify(good).replaceAll(new RegExp(`${kind}_(?!ids?\\b)\\w+`, 'g'), `${kind}_nope`)) as Call
const asIs = (good: Call) => good

/** The errors that every operation meets the same way: by code, and where it has two statuses by status. */
export const refusals: Readonly<Record<string, Refusal>> = {
  AUTHENTICATION_REQUIRED: { call: (good) => ({ ...good, token: null }) },
  TOKEN_EXPIRED: { call: (good) => ({ ...good, token: 'tok_expired' }) },
  TOKEN_INVALID: { call: (good) => ({ ...good, token: 'tok_invalid' }) },
  INVALID_API_KEY: { start: { auth: 'strict' }, call: (good) => ({ ...good, token: null, headers: { 'x-api-key': 'ak_nobodys' } }) },
  INSUFFICIENT_PERMISSIONS: { start: { scenario: 'no-permission' }, call: (good) => ({ ...good, token: 'whoever' }) },
  ORGANIZATION_ACCESS_DENIED: { call: (good) => ({ ...good, token: 'tok_removed' }) },
  ORGANIZATION_NOT_FOUND: { start: { assumptions: { unknown_organization: 'not_found' } }, call: nobody('org') },
  USER_NOT_FOUND: { call: nobody('usr') },
  ROLE_NOT_FOUND: { call: nobody('role') },
  DEPARTMENT_NOT_FOUND: { call: nobody('dept') },
  INVITATION_NOT_FOUND: { call: nobody('invkey') },
  METHOD_NOT_ALLOWED: { call: (good) => ({ ...good, method: 'PUT' }) },
  PAYLOAD_TOO_LARGE: { call: (good) => ({ ...good, raw: ' '.repeat(5000), headers: { 'content-type': 'application/json' } }) },
  VALIDATION_ERROR: {
    call: (good) =>
      good.body === undefined ? { ...good, path: good.path.replace(/(?<=\/)[a-z]+_\w+/, 'x'.repeat(300)) } : { ...good, body: [] },
  },
  RATE_LIMIT_EXCEEDED: { fault: { rateLimit: { requests: 1, per: '60s' } }, call: asIs },
  INTERNAL_ERROR: { fault: { code: 'INTERNAL_ERROR' }, call: asIs },
  NOT_IMPLEMENTED: { fault: { code: 'NOT_IMPLEMENTED' }, call: asIs },
}

export interface Way {
  /** The scenario it begins in; `default` if left out. */
  readonly in?: string
  /** The last is the one that is refused. */
  readonly calls: readonly Call[]
}

const owner = `${acme}/users/usr_owner1`
const jane = `${acme}/users/usr_jane1`
const key = 'invkey_f87d706d08504aacb5fec46316ce5f23'
const toEngineering = { transfer_resources_to_department_id: 'dept_eng001' }
const accept = post('/v1/invitations/accept', { email_key: key }, { token: 'tok_jane' })
const deactivateJane = post(`${jane}/deactivate`, toEngineering)
const removeJane = remove(jane, { confirm: true })

/** By operation and code, the errors that depend on who or what is where, and that `errorRows` meets at other operations. */
export const ways: Readonly<Record<string, Readonly<Record<string, Way>>>> = {
  updateMemberships: {
    LAST_OWNER_CANNOT_BE_REMOVED: { in: 'last-owner', calls: [patch(`${owner}/memberships`, { role_ids: [], department_ids: [] })] },
  },
  deactivateUser: {
    LAST_OWNER_CANNOT_BE_REMOVED: { in: 'last-owner', calls: [post(`${owner}/deactivate`, toEngineering)] },
  },
  removeUser: {
    DEPARTMENT_NOT_FOUND: {
      calls: [remove(`${acme}/users/${mia}`, { confirm: true, transfer_resources_to_department_id: 'dept_nope' })],
    },
  },
  validateInvitation: {
    INVITATION_DEACTIVATED: { in: 'pending', calls: [deactivateJane, validate(key)] },
  },
  acceptInvitation: {
    INVITATION_ALREADY_USED: { in: 'pending-with-account', calls: [accept, accept] },
    INVITATION_EXPIRED: { in: 'pending-with-account', calls: [{ ...accept, after: 8 * day }] },
    INVITATION_WITHDRAWN: { in: 'pending-with-account', calls: [removeJane, accept] },
    INVITATION_DEACTIVATED: { in: 'pending-with-account', calls: [deactivateJane, accept] },
  },
  completeInvitation: {
    INVITATION_ALREADY_USED: { in: 'pending', calls: [complete(key), complete(key)] },
    INVITATION_EXPIRED: { in: 'expired-invitation', calls: [complete(key)] },
    INVITATION_WITHDRAWN: { in: 'pending', calls: [removeJane, complete(key)] },
  },
  updateRole: {
    ROLE_ALREADY_EXISTS: {
      calls: [
        post(`${acme}/roles`, { name: 'Recruiter', capabilities: ['invite_users'] }),
        patch(`${acme}/roles/role_abc123`, { name: 'recruiter' }),
      ],
    },
  },
  updateDepartment: {
    DEPARTMENT_ALREADY_EXISTS: { calls: [patch(`${acme}/departments/dept_design001`, { name: 'Engineering' })] },
  },
}

/** Good answers in the states that no error begins in. */
export const rejoins: Readonly<Record<string, Call>> = {
  'deactivated-rejoins': post(`${jane}/reactivate`),
  'removed-rejoins': invite({ full_name: null, custom_message: 'Welcome back!', send_invitation: false }),
}
