import {
  capabilityKeys,
  type Membership,
  type OrganizationTables,
  type organizationSpecs,
  type RoleAssignment,
  toComparable,
  toStored,
  toSystemRoleRows,
} from '../../../domain/index.ts'
import { type Store, toId } from '../../../kernel/index.ts'
import { emailsOf, ownerName } from './check-references.ts'
import { createdAt, datesOf } from './dates.ts'
import { entriesOf, type Facts, type MemberFacts, type OrganizationFacts } from './facts.ts'

export type OrganizationStore = Store<typeof organizationSpecs>

/** What writing works with; `facts` have been checked, so every name in them leads somewhere. */
export interface Writing {
  readonly tables: OrganizationTables
  readonly facts: Facts
  readonly now: number
  readonly seed: number
  newId(prefix: string): string
  nextSerial(): number
  /** Ids by e-mail address in its comparable form. */
  readonly userIds: Map<string, string>
  /** Ids of the system roles by name. */
  readonly systemRoleIds: Map<string, string>
}

/** An organisation's rows that its members refer to. */
export interface WrittenOrganization {
  readonly id: string
  readonly createdAt: number
  /** By name; system roles and its own. */
  readonly roleIds: ReadonlyMap<string, string>
  /** By name. */
  readonly departmentIds: ReadonlyMap<string, string>
}

export function createWriting(store: OrganizationStore, facts: Facts, now: number, seed: number): Writing {
  return {
    tables: store.tables,
    facts,
    now,
    seed,
    newId: (prefix) => toId(prefix, seed, store.nextSerial()),
    nextSerial: () => store.nextSerial(),
    userIds: new Map(),
    systemRoleIds: new Map(),
  }
}

export function writeSystemRoles(writing: Writing): void {
  const { tables, facts, now, systemRoleIds } = writing
  for (const row of toSystemRoleRows(createdAt({}, now))) {
    const pinned = facts.roles !== undefined && Object.hasOwn(facts.roles, row.name) ? facts.roles[row.name]?.id : undefined
    const role = pinned === undefined ? { ...row } : { ...row, id: pinned }
    tables.roles.put(role)
    systemRoleIds.set(role.name, role.id)
  }
}

/** Everyone who stands under `people`, then members who don't. */
export function writePeople(writing: Writing): void {
  const { tables, facts, now, userIds } = writing
  for (const email of emailsOf(facts)) {
    if (userIds.has(toComparable(email))) continue
    const person = (facts.people !== undefined && Object.hasOwn(facts.people, email) ? facts.people[email] : undefined) ?? {}
    const id = person.id ?? writing.newId('usr_')
    userIds.set(toComparable(email), id)
    tables.users.put({
      id,
      email: toStored(email),
      fullName: person.full_name ?? null,
      userName: person.user_name ?? null,
      avatarUrl: person.avatar_url ?? null,
      createdAt: createdAt(person, now),
    })
  }
}

export function writeOrganization(writing: Writing, name: string, facts: OrganizationFacts): WrittenOrganization {
  const { tables, now, userIds } = writing
  const id = facts.id ?? writing.newId('org_')
  const since = createdAt(facts, now)
  const hasOwner = entriesOf(facts.members).some(
    ([, { state = 'active', roles }]) => state === 'active' && roles?.includes(ownerName) === true,
  )
  tables.organizations.put({ id, name, createdAt: since, isOwnerless: !hasOwner })

  const roleIds = new Map(writing.systemRoleIds)
  for (const [name, role] of entriesOf(facts.roles)) {
    const roleId = role.id ?? writing.newId('role_')
    roleIds.set(name, roleId)
    tables.roles.put({
      id: roleId,
      organizationId: id,
      name,
      description: role.description ?? null,
      capabilities: capabilityKeys.filter((key) => role.capabilities?.includes(key) === true),
      isSystem: false,
      isOwner: false,
      rank: 0,
      createdAt: role.created === undefined ? since : createdAt(role, now),
    })
  }

  // Ids first: a department may name a parent that stands below it in the file.
  const departmentIds = new Map(entriesOf(facts.departments).map(([name, department]) => [name, department.id ?? writing.newId('dept_')]))
  for (const [name, department] of entriesOf(facts.departments)) {
    tables.departments.put({
      id: departmentIds.get(name) as string,
      organizationId: id,
      name,
      description: department.description ?? null,
      parentId: department.parent === undefined ? null : (departmentIds.get(department.parent) as string),
      isDefault: false,
      isActive: true,
      color: department.color ?? null,
      createdBy: department.created_by === undefined ? null : (userIds.get(toComparable(department.created_by)) as string),
      createdAt: department.created === undefined ? since : createdAt(department, now),
    })
  }
  return { id, createdAt: since, roleIds, departmentIds }
}

export function writeMember(
  writing: Writing,
  organization: WrittenOrganization,
  of: OrganizationFacts,
  email: string,
  facts: MemberFacts,
): void {
  const { tables, now, userIds } = writing
  const dates = datesOf(facts, of, now)
  const since = dates.invited ?? dates.joined ?? now
  const hasJoined = dates.joined !== null
  const roles = (facts.roles ?? []).map((name): RoleAssignment => {
    return { roleId: organization.roleIds.get(name) as string, assignmentId: writing.newId('urol_'), assignedAt: since }
  })
  const departments = (facts.departments ?? []).map((name) => ({
    departmentId: organization.departmentIds.get(name) as string,
    addedAt: since,
  }))
  const membership: Membership = {
    id: writing.newId('orgusr_'),
    organizationId: organization.id,
    userId: userIds.get(toComparable(email)) as string,
    state: dates.deactivated !== null ? 'deactivated' : hasJoined ? 'active' : 'pending_invitation',
    roles,
    departments,
    invitedAt: dates.invited,
    joinedAt: dates.joined,
    deactivatedAt: dates.deactivated,
    removedAt: dates.removed,
    createdAt: since,
    modifiedAt: dates.removed ?? dates.deactivated ?? dates.joined ?? since,
    serial: writing.nextSerial(),
  }
  tables.memberships.put(membership)
  if (dates.invited === null) return
  const { id, key, mailed = true, custom_message = null } = facts.invitation ?? {}
  tables.invitations.put({
    id: id ?? writing.newId('inv_'),
    key: key ?? writing.newId('invkey_'),
    membershipId: membership.id,
    organizationId: organization.id,
    userId: membership.userId,
    sentAt: dates.invited,
    isMailed: mailed,
    customMessage: custom_message,
    usedAt: dates.joined,
    withdrawnAt: hasJoined ? null : dates.removed,
    createdAt: dates.invited,
  })
}

/** Every listed token, as a credential of its person. */
export function writeTokens(writing: Writing): void {
  const { tables, facts, now, userIds } = writing
  for (const [token, email] of entriesOf(facts.tokens)) {
    tables.tokens.put({ token, userId: userIds.get(toComparable(email)) as string, createdAt: createdAt({}, now) })
  }
}
