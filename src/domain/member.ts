import type { Reading } from './context.ts'
import { linkKey } from './invitation.ts'
import type { Invitation, Membership, Role, User } from './model.ts'

/** A person as a member of one organisation: what most commands and queries answer with. */
export interface Member {
  readonly user: User
  readonly membership: Membership
  /** The key for the invitation link the caller may see; null when there is none to see. */
  readonly linkKey: string | null
}

/** Whoever has the user or the standing invitation at hand gives it, and saves looking it up. */
export function toMember(reading: Reading, membership: Membership, user = userOf(reading, membership), invitation?: Invitation): Member {
  return { user, membership, linkKey: linkKey(reading, membership, invitation) }
}

/** The user of a membership, who always exists. */
export function userOf(reading: Pick<Reading, 'tables'>, membership: Membership): User {
  const user = reading.tables.users.get(membership.userId)
  if (user === undefined) throw new Error(`${membership.id} is of ${membership.userId}, who does not exist`)
  return user
}

/** The role the older, one-role answers show. */
export function firstRole(reading: Pick<Reading, 'tables'>, membership: Membership): Role | null {
  const first = membership.roles[0]
  return first === undefined ? null : (reading.tables.roles.get(first.roleId) ?? null)
}

export function roleIdsOf(membership: Membership): readonly string[] {
  return membership.roles.map(({ roleId }) => roleId)
}

export function departmentIdsOf(membership: Membership): readonly string[] {
  return membership.departments.map(({ departmentId }) => departmentId)
}
