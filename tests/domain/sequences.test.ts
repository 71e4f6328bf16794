import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addDepartmentMember,
  addRoleMember,
  type Capability,
  type Context,
  capabilityKeys,
  checkInvariants,
  createDepartment,
  createRole,
  deactivate,
  deleteDepartment,
  deleteRole,
  invite,
  listDepartments,
  listRoles,
  Refusal,
  remove,
  removeDepartmentMember,
  removeRoleMember,
  reparentDepartment,
  updateDepartment,
  updateMemberships,
  updateRole,
} from '../../src/domain/index.ts'
import { ask, contextOf, createWorld, jane, type OrganizationWorld } from './world.ts'

const organizationId = 'org_a'

/** Numbers stand for whatever is there at that moment, so that steps stay meaningful after those before them, and when shrunk. */
interface Step {
  readonly actor: number
  readonly act: keyof typeof acts
  readonly user: number
  readonly role: number
  readonly department: number
  readonly other: number
  readonly name: string
  readonly capabilities: readonly Capability[]
}

interface Named {
  readonly organizationId: string
  readonly userId: string
  readonly roleId: string
  readonly departmentId: string
  readonly otherId: string
  readonly name: string
  readonly capabilities: readonly Capability[]
}

const lists = ({ roleId, departmentId }: Named) => ({ roleIds: [roleId, roleId], departmentIds: [departmentId] })
const root = (named: Named) => (named.name === 'a' ? null : named.otherId)

const acts = {
  invite: (context: Context, named: Named) => invite(context, { ...jane, ...lists(named), email: `${named.name}@example.com` }),
  updateMemberships: (context: Context, named: Named) => updateMemberships(context, { ...named, ...lists(named) }),
  deactivate: (context: Context, named: Named) => deactivate(context, { ...named, transferToDepartmentId: named.departmentId }),
  remove: (context: Context, named: Named) => remove(context, { ...named, confirm: true, transferToDepartmentId: null }),
  createRole: (context: Context, named: Named) => createRole(context, { ...named, description: null }),
  updateRole: (context: Context, named: Named) => updateRole(context, named),
  deleteRole: (context: Context, named: Named) => deleteRole(context, named),
  addRoleMember: (context: Context, named: Named) => addRoleMember(context, named),
  removeRoleMember: (context: Context, named: Named) => removeRoleMember(context, named),
  createDepartment: (context: Context, named: Named) => createDepartment(context, { ...named, description: null, parentId: root(named) }),
  updateDepartment: (context: Context, named: Named) => updateDepartment(context, named),
  reparentDepartment: (context: Context, named: Named) => reparentDepartment(context, { ...named, newParentId: root(named) }),
  deleteDepartment: (context: Context, named: Named) => deleteDepartment(context, named),
  addDepartmentMember: (context: Context, named: Named) => addDepartmentMember(context, named),
  removeDepartmentMember: (context: Context, named: Named) => removeDepartmentMember(context, named),
}

const steps = fc.array(
  fc.record<Step>({
    actor: fc.nat(3),
    act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    user: fc.nat(20),
    role: fc.nat(20),
    department: fc.nat(20),
    other: fc.nat(20),
    name: fc.constantFrom('a', 'b', 'B', 'Editor', 'owner', 'engineering'),
    capabilities: fc.uniqueArray(fc.constantFrom(...capabilityKeys), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 40, size: 'max' },
)

function nameAll({ store }: OrganizationWorld, step: Step): Named {
  const pick = (ids: string[], at: number) => ids[at % ids.length] as string
  const idsOf = (rows: Iterable<{ readonly id: string }>) => Array.from(rows, ({ id }) => id)
  const { users, roles, departments } = store.tables
  const departmentIds = idsOf(departments.rows())
  return {
    organizationId,
    userId: pick(idsOf(users.rows()), step.user),
    roleId: pick(idsOf(roles.rows()), step.role),
    departmentId: pick(departmentIds, step.department),
    otherId: pick(departmentIds, step.other),
    name: step.name,
    capabilities: step.capabilities,
  }
}

it('keeps the invariants whatever is done to members, roles and departments; refuses without a trace, and records the rest once', () => {
  const answers = new Set<string>()
  fc.assert(
    fc.property(steps, (sequence) => {
      const world = createWorld()
      for (const step of sequence) {
        world.actorId = ['usr_owner', 'usr_owner', 'usr_admin', 'usr_member'][step.actor] as string
        const named = nameAll(world, step)
        const before = JSON.stringify([world.store.dump(), world.store.serial])
        const entries = world.store.tables.audit.size
        let code = 'ok'
        try {
          world.store.transact(step.act, () => acts[step.act](contextOf(world), named))
          expect(world.store.tables.audit.size).toBe(entries + 1)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          code = error.code
          expect(JSON.stringify([world.store.dump(), world.store.serial])).toBe(before)
        }
        answers.add(`${step.act} ${code}`)
        expect({ step, broken: checkInvariants(world.store.tables) }).toEqual({ step, broken: [] })
      }
      checkCounts(world)
    }),
    { numRuns: 500 },
  )
  for (const act of Object.keys(acts)) expect(answers).toContain(`${act} ok`)
})

/** What queries count by index equals what the rows say. */
function checkCounts(world: OrganizationWorld): void {
  const live = [...world.store.tables.memberships.rows()].filter((row) => row.removedAt === null && row.organizationId === organizationId)
  world.actorId = live.find((row) => row.state === 'active')?.userId ?? ''
  for (const { role, memberCount } of ask(world, listRoles, { organizationId, includeGlobal: true })) {
    expect(memberCount).toBe(live.filter((row) => row.roles.some(({ roleId }) => roleId === role.id)).length)
  }
  const departments = ask(world, listDepartments, { organizationId })
  expect(departments).toHaveLength([...world.store.tables.departments.rows()].filter((row) => row.organizationId === organizationId).length)
  for (const { department, memberCount } of departments) {
    expect(memberCount).toBe(live.filter((row) => row.departments.some(({ departmentId }) => departmentId === department.id)).length)
  }
}
