import type { Declares, DefaultedFields, DefaultedOf, Given, Sent } from '../../engine/index.ts'
import type { CallContext } from './context.ts'
import type { components, operations } from './document.gen.ts'

export type OperationId = keyof operations
export type Schemas = components['schemas']
export type Wire<T> = Sent<T>

/**
 * Fields of a request that have a default: there when a handler looks, though a caller may leave them out.
 * The generated types are a caller's; a test holds this table to the document.
 */
export const defaulted = {
  inviteUserV2: ['full_name', 'role_ids', 'department_ids', 'send_invitation', 'custom_message'],
  removeUser: ['confirm', 'transfer_resources_to_department_id'],
  listMembers: ['skip', 'take', 'search_term', 'role_id', 'status_id', 'sort_field', 'sort_direction', 'include_deleted'],
  listRoles: ['include_global'],
  createRole: ['description'],
  listRoleMembers: ['skip', 'limit'],
  createDepartment: ['description', 'parent_id'],
  queryAuditLog: ['skip', 'limit'],
} as const satisfies DefaultedFields<operations>

/** What a handler gets: the document has decoded, checked and defaulted all of it. */
export interface HandlerCall<Id extends OperationId> extends Given<operations[Id], DefaultedOf<typeof defaulted, Id>> {
  readonly context: CallContext
  /** Where this world is reached from outside, for links. */
  readonly origin: string
}

/** One of the answers the document declares: a status with the body that belongs to it. */
export type HandlerReply<Id extends OperationId> = Declares<operations[Id]>

export type Handler<Id extends OperationId> = (call: HandlerCall<Id>) => HandlerReply<Id>

/** Ties the document to the code: an operation without a handler, a status not declared and a body not allowed don't compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }
