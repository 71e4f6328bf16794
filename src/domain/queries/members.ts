import type { Page } from '../../kernel/index.ts'
import type { Reading } from '../context.ts'
import { type Member, toMember } from '../member.ts'
import type { AccountState, Membership } from '../model.ts'
import { requireMember } from '../permissions.ts'
import { requireMembershipByEither } from '../references.ts'
import { pair } from '../tables.ts'
import { isByRow, type MemberSortField, rowOrders, type SortDirection, sort, sortedByOthers } from './member-order.ts'

export interface ListMembers {
  readonly organizationId: string
  /** Looked for in full name, e-mail and user name, without regard to case. */
  readonly searchTerm: string | null
  readonly roleId: string | null
  readonly status: AccountState | 'removed' | null
  readonly sortField: MemberSortField
  readonly sortDirection: SortDirection
  readonly skip: number
  readonly take: number
  readonly includeDeleted: boolean
}

/** A page of members in a total order. */
export function listMembers(reading: Reading, query: ListMembers): Page<Member> {
  requireMember(reading, query.organizationId)
  const { rows, total } = pageOf(reading, query)
  return { rows: rows.map((row) => toMember(reading, row)), total }
}

/** One member, by his user or by his membership. */
export function getMember(reading: Reading, query: { readonly organizationId: string; readonly id: string }): Member {
  requireMember(reading, query.organizationId)
  return toMember(reading, requireMembershipByEither(reading, query.organizationId, query.id))
}

function pageOf(reading: Reading, query: ListMembers): Page<Membership> {
  const { organizationId, roleId, includeDeleted, sortField, sortDirection, skip, take } = query
  const { memberships } = reading.tables
  const filter = toFilter(reading, query)
  if (roleId === null && includeDeleted) {
    // Seldom asked for, so not worth an index of its own: every write would pay for it.
    const everyone = [...memberships.where('organization', organizationId), ...memberships.where('formerly', organizationId)]
    return slice(sort(reading.tables, everyone, sortField, sortDirection), filter, skip, take)
  }
  const [index, value] = roleId === null ? (['organization', organizationId] as const) : (['role', pair(organizationId, roleId)] as const)
  if (isByRow(sortField)) return memberships.page(index, value, { order: rowOrders[sortField][sortDirection], filter, skip, take })
  return slice(sortedByOthers(reading.tables, index, value, sortField, sortDirection), filter, skip, take)
}

function slice(
  sorted: readonly Membership[],
  filter: ((row: Membership) => boolean) | undefined,
  skip: number,
  take: number,
): Page<Membership> {
  const rows = filter === undefined ? sorted : sorted.filter(filter)
  return { rows: rows.slice(skip, skip + take), total: rows.length }
}

function toFilter(reading: Reading, { searchTerm, status }: ListMembers): ((row: Membership) => boolean) | undefined {
  const text = searchTerm?.toLowerCase() ?? ''
  if (text === '') return status === null ? undefined : (row) => hasStatus(row, status)
  return (row) => (status === null || hasStatus(row, status)) && isFound(reading, row, text)
}

function hasStatus(row: Membership, status: AccountState | 'removed'): boolean {
  return row.removedAt === null ? row.state === status : status === 'removed'
}

function isFound(reading: Reading, row: Membership, text: string): boolean {
  const user = reading.tables.users.get(row.userId)
  if (user === undefined) return false
  return [user.fullName, user.email, user.userName].some((value) => value?.toLowerCase().includes(text))
}
