// Compiled by handlers.test.ts: each expectation below fails the compiler when the mistake under it goes through.
import type { Handler, HandlerReply, Handlers } from '../../../src/backends/organizations/handler.ts'
import { users } from '../../../src/backends/organizations/users.ts'

const done: HandlerReply<'removeUser'> = { status: 204 }

// @ts-expect-error an operation without a handler
export const incomplete: Handlers = { ...users }

// @ts-expect-error a handler for an operation the document does not have
export const unknown: Pick<Handlers, 'removeUser'> = { removeUser: () => done, inviteUserV3: () => done }

// @ts-expect-error a status the document does not declare
export const undeclared: Handler<'removeUser'> = () => ({ status: 202 })

// @ts-expect-error a body where the document has none
export const unexpected: Handler<'removeUser'> = () => ({ status: 204, body: {} })

// @ts-expect-error no body where the document has one
export const bodiless: Handler<'getMember'> = () => ({ status: 200 })

export const misnamed: Handler<'listRoleMembers'> = () => ({
  status: 200,
  body: {
    members: [],
    // @ts-expect-error a key the document does not have
    count: 0,
  },
})

export const mistyped: Handler<'listRoleMembers'> = () => ({
  status: 200,
  // @ts-expect-error a value of another type
  body: { members: [], total: '0' },
})

// @ts-expect-error the body of another status
export const crossed: Handler<'addRoleMember'> = () => ({
  status: 409,
  body: { id: 'urol_1', user_id: 'usr_1', role_id: 'role_1', organization_id: 'org_1', assigned_at: '2025-12-22T15:30:00+00:00' },
})

export const input: Handler<'inviteUserV2'> = ({ params, body }) => {
  // @ts-expect-error a parameter the path does not have
  params.user_id
  // @ts-expect-error a field the body does not have
  body.password
  // @ts-expect-error the input is not the handler's to change
  body.email = ''
  const email: string = body.email
  const roleIds: readonly string[] = body.role_ids
  throw new Error(email + roleIds)
}

export const defaulted: Handler<'listRoleMembers'> = ({ query }) => {
  const page: number = query.skip + query.limit
  throw new Error(String(page))
}

export const optional: Handler<'updateRole'> = ({ body }) => {
  // @ts-expect-error a field without a default may be missing
  const name: string = body.name
  throw new Error(name)
}

export const bodyless: Handler<'reactivateUser'> = ({ body }) => {
  const nothing: undefined = body
  throw new Error(String(nothing))
}
