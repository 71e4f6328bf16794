import {
  addRoleMember,
  capabilities,
  capabilityKeys,
  createRole,
  deleteRole,
  listRoleMembers,
  listRoles,
  removeRoleMember,
  updateRole,
} from '../../domain/index.ts'
import type { Handlers } from './handler.ts'
import { deliver } from './mailbox.ts'
import { toRole, toRoleAssignment, toRoleMember } from './shapes.ts'

type Roles = Pick<
  Handlers,
  'listRoles' | 'createRole' | 'updateRole' | 'deleteRole' | 'listRoleMembers' | 'addRoleMember' | 'removeRoleMember' | 'listCapabilities'
>

/** Roles of an organisation, the capabilities they bundle, and who holds them. */
export const roles: Roles = {
  listRoles: ({ params, query, context }) => {
    const listed = listRoles(context, { organizationId: params.organization_id, includeGlobal: query.include_global })
    return { status: 200, body: listed.map(toRole) }
  },

  createRole: ({ params, body, context }) => {
    const outcome = createRole(context, {
      organizationId: params.organization_id,
      name: body.name,
      description: body.description,
      capabilities: body.capabilities,
    })
    return { status: 201, body: toRole(deliver(context, outcome)) }
  },

  updateRole: ({ params, body, context }) => {
    const outcome = updateRole(context, {
      organizationId: params.organization_id,
      roleId: params.role_id,
      name: body.name,
      description: body.description,
      capabilities: body.capabilities,
    })
    return { status: 200, body: toRole(deliver(context, outcome)) }
  },

  deleteRole: ({ params, context }) => {
    deliver(context, deleteRole(context, { organizationId: params.organization_id, roleId: params.role_id }))
    return { status: 204 }
  },

  listRoleMembers: ({ params, query, context }) => {
    const { rows, total } = listRoleMembers(context, {
      organizationId: params.organization_id,
      roleId: params.role_id,
      skip: query.skip,
      take: query.limit,
    })
    return { status: 200, body: { members: rows.map(toRoleMember), total } }
  },

  addRoleMember: ({ params, body, context }) => {
    const { organization_id: organizationId, role_id: roleId } = params
    const assignment = deliver(context, addRoleMember(context, { organizationId, roleId, userId: body.user_id }))
    return { status: 201, body: toRoleAssignment(organizationId, body.user_id, assignment) }
  },

  removeRoleMember: ({ params, context }) => {
    const { organization_id: organizationId, role_id: roleId, user_id: userId } = params
    deliver(context, removeRoleMember(context, { organizationId, roleId, userId }))
    return { status: 204 }
  },

  listCapabilities: () => ({ status: 200, body: catalogue }),
}

/** The same for everybody. */
const catalogue = capabilityKeys.map((key) => {
  const { label, description, group } = capabilities[key]
  return { key, label, description, group }
})
