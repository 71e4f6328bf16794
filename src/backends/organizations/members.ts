import { getEffectivePermissions, getMember, type ListMembers, listMembers, type MemberSortField } from '../../domain/index.ts'
import type { Handlers, Schemas } from './handler.ts'
import { statuses, toEffectivePermissions, toMemberV1 } from './shapes.ts'

type Members = Pick<Handlers, 'listMembers' | 'getMember' | 'getEffectivePermissions'>

/** Reading members in the older shape, and what a member may effectively do. */
export const members: Members = {
  listMembers: ({ params, body, context }) => {
    const { rows, total } = listMembers(context, {
      organizationId: params.organization_id,
      searchTerm: body.search_term,
      roleId: body.role_id,
      sortField: sortFields[body.sort_field],
      sortDirection: body.sort_direction,
      skip: body.skip,
      take: body.take,
      ...toStatus(body.status_id, body.include_deleted),
    })
    return {
      status: 200,
      body: { users: rows.map((member) => toMemberV1(context, member)), total_users_count: total, skip: body.skip, take: body.take },
    }
  },

  getMember: ({ params, context }) => {
    const member = getMember(context, { organizationId: params.organization_id, id: params.user_id })
    return { status: 200, body: toMemberV1(context, member) }
  },

  getEffectivePermissions: ({ params, context }) => {
    const permissions = getEffectivePermissions(context, { organizationId: params.organization_id, userId: params.user_id })
    return { status: 200, body: toEffectivePermissions(permissions) }
  },
}

const sortFields: Readonly<Record<NonNullable<Schemas['ListMembersRequest']['sort_field']>, MemberSortField>> = {
  full_name: 'fullName',
  email: 'email',
  role: 'role',
  status: 'status',
  created_at: 'createdAt',
  last_modified_at: 'modifiedAt',
}

const stateNames = Object.keys(statuses) as readonly (keyof typeof statuses)[]

/** A status nobody can have is well-formed and finds nobody: the same as removed members among those who are not. */
function toStatus(statusId: string | null, includeDeleted: boolean): Pick<ListMembers, 'status' | 'includeDeleted'> {
  if (statusId === null) return { status: null, includeDeleted }
  const status = stateNames.find((name) => statuses[name].id === statusId)
  return status === undefined ? { status: 'removed', includeDeleted: false } : { status, includeDeleted }
}
