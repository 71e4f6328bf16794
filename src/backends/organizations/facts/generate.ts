import type { Membership } from '../../../domain/index.ts'
import { Random } from '../../../kernel/index.ts'
import type { OrganizationFacts } from './facts.ts'
import { firstNames, lastNames } from './names.ts'
import type { Writing, WrittenOrganization } from './write.ts'

const day = 86_400_000

/** How many of a hundred generated members are in a state; the rest are active. */
const share = { pending: 5, deactivated: 3 } as const

/**
 * Makes up members from a seed: mostly active, a few pending or deactivated, roles and departments spread, none an owner.
 * Addresses are numbered from `start`; gives the number after the last one.
 */
export function generate(writing: Writing, organization: WrittenOrganization, facts: OrganizationFacts, start: number): number {
  const { generate } = facts
  if (generate === undefined) return start
  const random = new Random(generate.seed ?? writing.seed)
  const departments = [...organization.departmentIds.values()]
  const plain = organization.roleIds.get('Member') as string
  const own = Object.keys(facts.roles ?? {}).map((name) => organization.roleIds.get(name) as string)
  let number = start
  for (let made = 0; made < generate.members; made++) {
    const first = firstNames[random.int(firstNames.length)] as string
    const last = lastNames[random.int(lastNames.length)] as string
    const lower = `${first}.${last}`.toLowerCase()
    // What the scenario names itself is passed over.
    while (isTaken(writing, lower, number)) number++
    const chance = random.int(100)
    const state = chance < share.pending ? 'pending_invitation' : chance < share.pending + share.deactivated ? 'deactivated' : 'active'
    const isCustom = own.length > 0 && random.int(5) === 0
    const roleId = isCustom ? (own[random.int(own.length)] as string) : plain
    const departmentId = departments.length === 0 ? undefined : departments[random.int(departments.length)]
    const since = sinceOf(writing, organization, state, random)
    writeMember(writing, organization, { fullName: `${first} ${last}`, lower, number, state, since, roleId, departmentId })
    number++
  }
  return number
}

function isTaken({ userIds, tables }: Writing, lower: string, number: number): boolean {
  return userIds.has(`${lower}.${number}@example.com`) || tables.users.by('userName', toUserName(lower, number)) !== undefined
}

function toUserName(lower: string, number: number): string {
  return lower.replace('.', '') + number
}

interface Made {
  readonly fullName: string
  /** First and last name with a dot between. */
  readonly lower: string
  readonly number: number
  readonly state: Membership['state']
  readonly since: number
  readonly roleId: string
  readonly departmentId: string | undefined
}

/** Pending ones were invited within the last nine days, so that some of their invitations have expired. */
function sinceOf({ now }: Writing, organization: WrittenOrganization, state: Membership['state'], random: Random): number {
  const longest = state === 'pending_invitation' ? 9 * day : Math.max(day, now - organization.createdAt)
  return now - Math.floor(random.next() * (longest / 60_000)) * 60_000
}

function writeMember(writing: Writing, organization: WrittenOrganization, made: Made): void {
  const { tables, now } = writing
  const { state, since } = made
  const isPending = state === 'pending_invitation'
  const userId = writing.newId('usr_')
  const membershipId = writing.newId('orgusr_')
  tables.users.put({
    id: userId,
    email: `${made.lower}.${made.number}@example.com`,
    fullName: made.fullName,
    userName: isPending ? null : toUserName(made.lower, made.number),
    avatarUrl: null,
    createdAt: since,
  })
  tables.memberships.put({
    id: membershipId,
    organizationId: organization.id,
    userId,
    state,
    roles: [{ roleId: made.roleId, assignmentId: writing.newId('urol_'), assignedAt: since }],
    departments: made.departmentId === undefined ? noDepartments : [{ departmentId: made.departmentId, addedAt: since }],
    invitedAt: isPending ? since : null,
    joinedAt: isPending ? null : since,
    deactivatedAt: state === 'deactivated' ? now : null,
    removedAt: null,
    createdAt: since,
    modifiedAt: state === 'deactivated' ? now : since,
    serial: writing.nextSerial(),
  })
  if (!isPending) return
  tables.invitations.put({
    id: writing.newId('inv_'),
    key: writing.newId('invkey_'),
    membershipId,
    organizationId: organization.id,
    userId,
    sentAt: since,
    isMailed: true,
    customMessage: null,
    usedAt: null,
    withdrawnAt: null,
    createdAt: since,
  })
}

const noDepartments: Membership['departments'] = Object.freeze([])
