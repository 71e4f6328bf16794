import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Assumptions,
  accept,
  type Context,
  checkInvariants,
  complete,
  deactivate,
  defaultAssumptions,
  invite,
  Refusal,
  reactivate,
  remove,
  resend,
  toComparable,
  updateMemberships,
  valuesOf,
} from '../../src/domain/index.ts'
import { type Kind, type Life, type Person, predict, type Step } from './life-model.ts'
import { contextOf, createWorld, day, jane, noon, type OrganizationWorld } from './world.ts'

const organizationId = 'org_a'
const names = ['owner', 'admin', 'member', 'other', 'jane', 'rob']
const roleIds: Record<Kind, string[]> = { owner: ['role_owner'], admin: ['role_admin'], plain: [] }

const who = fc.constantFrom(...names)
// Mostly someone who may, on someone whose life is still open: otherwise nearly every answer is access-denied.
const actor = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('owner', 'admin') }, who)
const whom = fc.oneof({ weight: 2, arbitrary: fc.constantFrom('jane', 'rob', 'other') }, who)
const kind = fc.constantFrom<Kind>('owner', 'admin', 'plain')
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('invite' as const), actor, whom, kind }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), actor, whom, kind }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('deactivate', 'reactivate', 'remove', 'resend'), actor, whom }) },
    { weight: 2, arbitrary: whom.map((self) => ({ do: 'accept' as const, actor: self, whom: self })) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('accept' as const), actor, whom }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('complete' as const), whom }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 8 }) }) },
  ) as fc.Arbitrary<Step>,
  { maxLength: 40, size: 'max' },
)
const flipped = fc.record({
  existing_user_state: fc.constantFrom(...valuesOf('existing_user_state')),
  expired_invitation: fc.constantFrom(...valuesOf('expired_invitation')),
}) as fc.Arbitrary<Partial<Assumptions>>

function createLife(): Life {
  const person = (state: Person['state'], kind: Kind, hasAccount: boolean): Person => ({ state, kind, hasAccount, key: null, sentAt: 0 })
  return {
    now: noon,
    people: new Map([
      ['owner', person('active', 'owner', true)],
      ['admin', person('active', 'admin', true)],
      ['member', person('active', 'plain', true)],
      ['other', person('none', 'plain', true)],
      ['jane', person('none', 'plain', false)],
      ['rob', person('none', 'plain', false)],
    ]),
  }
}

/** The user's id, or one nobody has. */
function userIdOf(world: OrganizationWorld, name: string): string {
  return world.store.tables.users.by('email', toComparable(`${name}@example.com`))?.id ?? 'usr_nobody'
}

/** The newest key of a person, working or not. */
function newestKey(world: OrganizationWorld, userId: string): string {
  const keys = [...world.store.tables.invitations.rows()].filter((row) => row.userId === userId)
  const serial = (membershipId: string) => world.store.tables.memberships.get(membershipId)?.serial ?? 0
  const newest = keys
    .sort((a, b) => serial(a.membershipId) - serial(b.membershipId) || Number(a.withdrawnAt === null) - Number(b.withdrawnAt === null))
    .at(-1)
  return newest?.key ?? 'invkey_none'
}

function carryOut(world: OrganizationWorld, step: Step): unknown {
  if (step.do === 'wait') {
    world.now += step.days * day
    return undefined
  }
  const userId = userIdOf(world, step.whom)
  const of = { organizationId, userId }
  const as = 'actor' in step ? { ...contextOf(world), actorId: userIdOf(world, step.actor) } : contextOf(world)
  switch (step.do) {
    case 'invite':
      return invite(as, { ...jane, email: `${step.whom.toUpperCase()}@example.com`, fullName: null, roleIds: roleIds[step.kind] })
    case 'update':
      return updateMemberships(as, { ...of, roleIds: roleIds[step.kind], departmentIds: [] })
    case 'deactivate':
      return deactivate(as, { ...of, transferToDepartmentId: 'dept_eng' })
    case 'reactivate':
      return reactivate(as, of)
    case 'remove':
      return remove(as, { ...of, confirm: true, transferToDepartmentId: null })
    case 'resend':
      return resend(as, { organizationId, id: userId })
    case 'accept':
      return accept(as as Context, { key: newestKey(world, userId) })
    case 'complete':
      return complete(as, { key: newestKey(world, userId), fullName: step.whom })
  }
}

/** `ok` or the code of the refusal, which must leave no trace. */
function answer(world: OrganizationWorld, step: Step): string {
  const before = JSON.stringify([world.store.dump(), world.store.serial])
  try {
    world.store.transact(step.do, () => carryOut(world, step))
    return 'ok'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(JSON.stringify([world.store.dump(), world.store.serial])).toBe(before)
    return error.code
  }
}

it('answers any sequence of commands as the small model does, keeps the invariants, and refuses without a trace', () => {
  fc.assert(
    fc.property(steps, flipped, (sequence, differences) => {
      const assumptions = { ...defaultAssumptions, ...differences }
      const world = createWorld(assumptions)
      const life = createLife()
      for (const step of sequence) {
        expect({ step, answer: answer(world, step) }).toEqual({ step, answer: predict(life, step, assumptions) })
        expect(checkInvariants(world.store.tables)).toEqual([])
      }
      for (const [name, person] of life.people) {
        const membership = world.store.tables.memberships.by('live', `${organizationId}|${userIdOf(world, name)}`)
        expect([name, membership?.state ?? 'none']).toEqual([name, person.state === 'pending' ? 'pending_invitation' : person.state])
      }
    }),
    { numRuns: 1000 },
  )
})

it('takes back any sequence of commands step by step', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const world = createWorld()
      const dumps: string[] = []
      for (const step of sequence) {
        const before = JSON.stringify(world.store.dump())
        const isWrite = step.do !== 'wait'
        if (answer(world, step) === 'ok' && isWrite) dumps.push(before)
      }
      while (dumps.length > 0) {
        world.store.undo()
        expect(JSON.stringify(world.store.dump())).toBe(dumps.pop())
      }
    }),
    { numRuns: 200 },
  )
})
