import { deactivate, invite, reactivate, remove, updateMemberships } from '../../domain/index.ts'
import type { Handlers } from './handler.ts'
import { deliver } from './mailbox.ts'
import { toOrganizationUser } from './shapes.ts'

type Users = Pick<Handlers, 'inviteUserV2' | 'updateMemberships' | 'deactivateUser' | 'reactivateUser' | 'removeUser'>

/** Users v2: bringing people in, moving them, suspending them, taking them out. */
export const users: Users = {
  inviteUserV2: ({ params, body, context, origin }) => {
    const outcome = invite(context, {
      organizationId: params.organization_id,
      email: body.email,
      fullName: body.full_name,
      roleIds: body.role_ids,
      departmentIds: body.department_ids,
      sendInvitation: body.send_invitation,
      customMessage: body.custom_message,
    })
    return { status: 201, body: toOrganizationUser(deliver(context, outcome), origin) }
  },

  updateMemberships: ({ params, body, context, origin }) => {
    const outcome = updateMemberships(context, {
      organizationId: params.organization_id,
      userId: params.user_id,
      roleIds: body.role_ids,
      departmentIds: body.department_ids,
    })
    return { status: 200, body: toOrganizationUser(deliver(context, outcome), origin) }
  },

  deactivateUser: ({ params, body, context, origin }) => {
    const outcome = deactivate(context, {
      organizationId: params.organization_id,
      userId: params.user_id,
      transferToDepartmentId: body.transfer_resources_to_department_id,
    })
    return { status: 200, body: toOrganizationUser(deliver(context, outcome), origin) }
  },

  reactivateUser: ({ params, context, origin }) => {
    const outcome = reactivate(context, { organizationId: params.organization_id, userId: params.user_id })
    return { status: 200, body: toOrganizationUser(deliver(context, outcome), origin) }
  },

  removeUser: ({ params, body, context }) => {
    const outcome = remove(context, {
      organizationId: params.organization_id,
      userId: params.user_id,
      confirm: body.confirm,
      transferToDepartmentId: body.transfer_resources_to_department_id,
    })
    deliver(context, outcome)
    return { status: 204 }
  },
}
