import {
  type Assumptions,
  type Context,
  checkInvariants,
  defaultAssumptions,
  type Invite,
  invite,
  type Member,
  type Outcome,
  organizationSpecs,
  type Reading,
  Refusal,
  toSystemRoleRows,
} from '../../src/domain/index.ts'
import { parseTime, Store, toId } from '../../src/kernel/index.ts'

export const noon = parseTime('2025-12-22T15:30:00') as number
export const day = 24 * 60 * 60 * 1000

export interface OrganizationWorld {
  readonly store: Store<typeof organizationSpecs>
  now: number
  assumptions: Assumptions
  /** Who calls next. */
  actorId: string
}

/**
 * One organisation `org_a` with the owner `usr_owner`, the admin `usr_admin`, the plain member `usr_member` and a custom role `role_editor`,
 * departments Engineering > Backend and Design; another organisation `org_b` with `usr_other` as its owner. Everyone has an account.
 */
export function createWorld(assumptions: Partial<Assumptions> = {}): OrganizationWorld {
  const world: OrganizationWorld = {
    store: new Store(organizationSpecs),
    now: noon,
    assumptions: { ...defaultAssumptions, ...assumptions },
    actorId: 'usr_owner',
  }
  world.store.transact('seed', () => {
    const { organizations, roles, departments } = world.store.tables
    organizations.put({ id: 'org_a', name: 'A', createdAt: noon, isOwnerless: false })
    organizations.put({ id: 'org_b', name: 'B', createdAt: noon, isOwnerless: false })
    for (const role of toSystemRoleRows(noon)) roles.put({ ...role })
    const custom = { description: null, isSystem: false, isOwner: false, rank: 0, createdAt: noon }
    roles.put({ ...custom, id: 'role_editor', organizationId: 'org_a', name: 'Editor', capabilities: ['manage_knowledge_slices'] })
    roles.put({ ...custom, id: 'role_foreign', organizationId: 'org_b', name: 'Foreign', capabilities: [] })
    const plain = { description: null, isDefault: false, isActive: true, color: null, createdBy: null, createdAt: noon }
    departments.put({ ...plain, id: 'dept_eng', organizationId: 'org_a', name: 'Engineering', parentId: null })
    departments.put({ ...plain, id: 'dept_back', organizationId: 'org_a', name: 'Backend', parentId: 'dept_eng' })
    departments.put({ ...plain, id: 'dept_design', organizationId: 'org_a', name: 'Design', parentId: null })
    departments.put({ ...plain, id: 'dept_foreign', organizationId: 'org_b', name: 'Foreign', parentId: null })
    addMember(world, 'org_a', 'owner', ['role_owner'])
    addMember(world, 'org_a', 'admin', ['role_admin'])
    addMember(world, 'org_a', 'member', ['role_member'], ['dept_eng'])
    addMember(world, 'org_b', 'other', ['role_owner'])
  })
  return world
}

/** An active member with an account: `usr_<name>`, `<name>@example.com`. */
function addMember(world: OrganizationWorld, organizationId: string, name: string, roleIds: string[], departmentIds: string[] = []): void {
  const { users, memberships } = world.store.tables
  const userId = `usr_${name}`
  users.put({ id: userId, email: `${name}@example.com`, fullName: `The ${name}`, userName: name, avatarUrl: null, createdAt: noon })
  memberships.put({
    id: `orgusr_${name}`,
    organizationId,
    userId,
    state: 'active',
    roles: roleIds.map((roleId) => ({ roleId, assignmentId: `urol_${name}_${roleId}`, assignedAt: noon })),
    departments: departmentIds.map((departmentId) => ({ departmentId, addedAt: noon })),
    invitedAt: null,
    joinedAt: noon,
    deactivatedAt: null,
    removedAt: null,
    createdAt: noon,
    modifiedAt: noon,
    serial: world.store.nextSerial(),
  })
}

export function contextOf(world: OrganizationWorld): Context {
  const { store, now, assumptions, actorId } = world
  return {
    tables: store.tables,
    now,
    assumptions,
    actorId,
    newId: (prefix) => toId(prefix, 42, store.nextSerial()),
    nextSerial: () => store.nextSerial(),
  }
}

/** Carries out a command as the backend does, and checks that everything still holds. */
export function run<Command, Value>(
  world: OrganizationWorld,
  command: (context: Context, command: Command) => Outcome<Value>,
  input: Command,
): Outcome<Value> {
  const outcome = world.store.transact('command', () => command(contextOf(world), input))
  const broken = checkInvariants(world.store.tables)
  if (broken.length > 0) throw new Error(broken.join('\n'))
  return outcome
}

/** The refusal of a call that must be refused and must change nothing. */
export function refused<Input>(world: OrganizationWorld, call: (context: Context, input: Input) => unknown, input: Input): Refusal {
  const before = { rows: world.store.dump(), serial: world.store.serial }
  try {
    world.store.transact('refused', () => call(contextOf(world), input))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const after = { rows: world.store.dump(), serial: world.store.serial }
    if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error(`${error.code} left a trace`)
    return error
  }
  throw new Error('It was not refused')
}

/** Asks without changing anything. */
export function ask<Query, Answer>(world: OrganizationWorld, query: (reading: Reading, query: Query) => Answer, input: Query): Answer {
  return query(contextOf(world), input)
}

export const jane: Invite = {
  organizationId: 'org_a',
  email: 'jane@example.com',
  fullName: 'Jane Doe',
  roleIds: [],
  departmentIds: [],
  sendInvitation: true,
  customMessage: null,
}

/** Invites Jane, or whoever differs from her, as the owner. */
export function inviteJane(world: OrganizationWorld, differences: Partial<Invite> = {}): Member {
  return run({ ...world, actorId: 'usr_owner' }, invite, { ...jane, ...differences }).value
}

/** The key of a member's invitation. */
export function keyOf(world: OrganizationWorld, member: Member): string {
  const invitation = world.store.tables.invitations.by('current', member.membership.id)
  if (invitation === undefined) throw new Error('There is no invitation')
  return invitation.key
}
