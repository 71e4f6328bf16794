import { accountStates, type Membership } from '../model.ts'
import type { OrganizationTables } from '../tables.ts'

export const memberSortFields = ['fullName', 'email', 'role', 'status', 'createdAt', 'modifiedAt'] as const
export type MemberSortField = (typeof memberSortFields)[number]
export type SortDirection = 'asc' | 'desc'
export type MemberOrder = (a: Membership, b: Membership) => number

/** Orders that need nothing but the row. They are constants, so that a table keeps its sorted base by them. */
export const rowOrders = {
  createdAt: bothWays((row) => row.createdAt),
  modifiedAt: bothWays((row) => row.modifiedAt),
  status: bothWays((row) => (row.removedAt === null ? accountStates.indexOf(row.state) : accountStates.length)),
} as const satisfies Partial<Record<MemberSortField, Record<SortDirection, MemberOrder>>>

type RowField = keyof typeof rowOrders
type OtherField = Exclude<MemberSortField, RowField>

export function isByRow(field: MemberSortField): field is RowField {
  return Object.hasOwn(rowOrders, field)
}

function bothWays(rank: (row: Membership) => number): Record<SortDirection, MemberOrder> {
  const asc: MemberOrder = (a, b) => rank(a) - rank(b) || a.serial - b.serial
  return { asc, desc: (a, b) => asc(b, a) }
}

interface Remembered {
  readonly versions: string
  readonly byName: Map<string, readonly Membership[]>
}

/** Sorted rows of a world until its next write to a table the orders look at. */
const cache = new WeakMap<OrganizationTables, Remembered>()

/** Members in an order that other tables decide: by names of users and roles. */
export function sortedByOthers(
  tables: OrganizationTables,
  index: 'organization' | 'role',
  value: string,
  field: OtherField,
  direction: SortDirection,
): readonly Membership[] {
  const versions = `${tables.memberships.version} ${tables.users.version} ${tables.roles.version}`
  let remembered = cache.get(tables)
  if (remembered?.versions !== versions) {
    remembered = { versions, byName: new Map() }
    cache.set(tables, remembered)
  }
  const name = `${index} ${field} ${direction} ${value}`
  let rows = remembered.byName.get(name)
  if (rows === undefined) {
    rows = sort(tables, tables.memberships.where(index, value), field, direction)
    remembered.byName.set(name, rows)
  }
  return rows
}

/** Any order, worked out anew. */
export function sort(
  tables: OrganizationTables,
  rows: Iterable<Membership>,
  field: MemberSortField,
  direction: SortDirection,
): readonly Membership[] {
  if (isByRow(field)) return [...rows].sort(rowOrders[field][direction])
  const sorted = Array.from(rows, (row) => ({ row, text: textOf(tables, row, field) })).sort(
    (a, b) => compare(a.text, b.text) || a.row.serial - b.row.serial,
  )
  if (direction === 'desc') sorted.reverse()
  return sorted.map(({ row }) => row)
}

function textOf(tables: OrganizationTables, row: Membership, field: OtherField): string | undefined {
  switch (field) {
    case 'fullName':
      return tables.users.get(row.userId)?.fullName?.toLowerCase()
    case 'email':
      return tables.users.get(row.userId)?.email.toLowerCase()
    case 'role':
      return row.roles[0] === undefined ? undefined : tables.roles.get(row.roles[0].roleId)?.name.toLowerCase()
  }
}

/** Nothing comes after every text, as in the provider's database. */
function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b ? -1 : 1
}
