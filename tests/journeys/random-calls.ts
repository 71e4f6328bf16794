import fc from 'fast-check'
import { expect } from 'vitest'
import type { OrganizationTables } from '../../src/domain/index.ts'
import { type Response, respond } from '../../src/engine/index.ts'
import type { Mock, World } from '../../src/index.ts'

/** A call of any operation, by numbers that pick from what there is. */
export interface RandomCall {
  readonly kind: keyof typeof calls
  readonly token: string
  readonly pick: number
  readonly other: number
  readonly flag: boolean
  /** How far the world's clock moves before it, in milliseconds. */
  readonly wait: number
}

const tokens = ['tok_owner', 'tok_owner', 'tok_owner', 'tok_admin', 'tok_member', 'tok_globex_owner', 'tok_expired', 'anything']
const emails = [
  'jane@example.com',
  'JANE@example.com',
  'paul@example.com',
  'hank@globex.example',
  'Rita@Example.com',
  'new@example.com',
  'not an address',
]
const at = <T>(values: readonly T[], index: number): T => values[index % values.length] as T
const org = (index: number) => at(['org_xyz789', 'org_xyz789', 'org_xyz789', 'org_globex1', 'org_nope'], index)

type Asked = readonly [operation: string, params: readonly string[], body?: unknown]

const calls = {
  invite: (s, ids) => [
    'inviteUserV2',
    [org(s.other)],
    {
      email: at(emails, s.pick),
      role_ids: [at(ids.roles, s.other)],
      department_ids: [at(ids.departments, s.pick)],
      send_invitation: s.flag,
    },
  ],
  inviteBare: (s) => ['inviteUserV2', ['org_xyz789'], { email: at(emails, s.pick), full_name: s.flag ? 'Any One' : 7 }],
  memberships: (s, ids) => [
    'updateMemberships',
    ['org_xyz789', at(ids.users, s.pick)],
    { role_ids: [at(ids.roles, s.other)], department_ids: [] },
  ],
  deactivate: (s, ids) => [
    'deactivateUser',
    ['org_xyz789', at(ids.users, s.pick)],
    { transfer_resources_to_department_id: at(ids.departments, s.other) },
  ],
  reactivate: (s, ids) => ['reactivateUser', ['org_xyz789', at(ids.users, s.pick)]],
  remove: (s, ids) => ['removeUser', ['org_xyz789', at(ids.users, s.pick)], { confirm: s.flag }],
  resend: (s, ids) => ['resendInvitation', ['org_xyz789', at(ids.users, s.pick)]],
  accept: (s, ids) => ['acceptInvitation', [], { email_key: at(ids.keys, s.pick) }],
  complete: (s, ids) => ['completeInvitation', [], { email_key: at(ids.keys, s.pick), full_name: 'Any One', password: 'long enough' }],
  validate: (s, ids) => ['validateInvitation', [at(ids.keys, s.pick)]],
  createRole: (s) => ['createRole', ['org_xyz789'], { name: `Role ${s.pick % 4}`, capabilities: ['view_audit_log'] }],
  deleteRole: (s, ids) => ['deleteRole', ['org_xyz789', at(ids.roles, s.pick)]],
  addRoleMember: (s, ids) => ['addRoleMember', ['org_xyz789', at(ids.roles, s.pick)], { user_id: at(ids.users, s.other) }],
  removeRoleMember: (s, ids) => ['removeRoleMember', ['org_xyz789', at(ids.roles, s.pick), at(ids.users, s.other)]],
  createDepartment: (s, ids) => [
    'createDepartment',
    ['org_xyz789'],
    { name: `Department ${s.pick % 4}`, parent_id: s.flag ? at(ids.departments, s.other) : null },
  ],
  reparent: (s, ids) => [
    'reparentDepartment',
    ['org_xyz789', at(ids.departments, s.pick)],
    { new_parent_id: s.flag ? at(ids.departments, s.other) : null },
  ],
  deleteDepartment: (s, ids) => ['deleteDepartment', ['org_xyz789', at(ids.departments, s.pick)]],
  addDepartmentMember: (s, ids) => [
    'addDepartmentMember',
    ['org_xyz789', at(ids.departments, s.pick)],
    { user_id: at(ids.users, s.other) },
  ],
  list: (s) => ['listMembers', [org(s.pick)], { take: 3, skip: s.other % 3 }],
  audit: () => ['queryAuditLog', ['org_xyz789']],
} satisfies Record<string, (step: RandomCall, ids: Ids) => Asked>

interface Ids {
  readonly users: readonly string[]
  readonly roles: readonly string[]
  readonly departments: readonly string[]
  readonly keys: readonly string[]
}

/** What the world holds, so that steps meet real things and not only unknown ones. */
function idsOf(world: World): Ids {
  const tables = world.tables as unknown as OrganizationTables
  const sorted = (values: Iterable<string>, ...more: string[]) => [...values, ...more].sort()
  return {
    users: sorted(
      [...tables.users.rows()].map(({ id }) => id),
      'usr_nope',
    ),
    roles: sorted(
      [...tables.roles.rows()].map(({ id }) => id),
      'role_nope',
    ),
    departments: sorted(
      [...tables.departments.rows()].map(({ id }) => id),
      'dept_nope',
    ),
    keys: sorted(
      [...tables.invitations.rows()].map(({ key }) => key),
      'invkey_nope',
    ),
  }
}

export const randomCall: fc.Arbitrary<RandomCall> = fc.record({
  kind: fc.constantFrom(...(Object.keys(calls) as RandomCall['kind'][])),
  token: fc.constantFrom(...tokens),
  pick: fc.nat(63),
  other: fc.nat(63),
  flag: fc.boolean(),
  wait: fc.constantFrom(0, 0, 1000, 86_400_000, 8 * 86_400_000),
})

/** Plays them in order; each meets what the world holds by then, and one that is refused must leave the rows as they were. */
export function play(mock: Mock, world: World, steps: readonly RandomCall[]): Response[] {
  return steps.map((taken) => {
    world.clock.setting = world.clock.advanced(taken.wait)
    const [operationId, params, body] = (calls[taken.kind] as (step: RandomCall, ids: Ids) => Asked)(taken, idsOf(world))
    const operation = mock.api.operation(operationId)
    if (operation === undefined) throw new Error(`no operation ${operationId}`)
    const before = JSON.stringify((world.dump() as { rows: unknown }).rows)
    const response = respond(mock.engine, world, operation, {
      method: operation.method,
      target: operation.path.template,
      params,
      query: '',
      headers: { authorization: `Bearer ${taken.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body)),
      unreadable: undefined,
    })
    if (response.status >= 400)
      expect(JSON.stringify((world.dump() as { rows: unknown }).rows), `${operationId} ${response.status}`).toBe(before)
    return response
  })
}
