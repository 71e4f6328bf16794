import type { Context } from '../../domain/index.ts'
import type { components, operations } from './document.gen.ts'

export type OperationId = keyof operations
export type Schemas = components['schemas']

/** A value on its way out. Nobody changes it any more, so a row's own lists may be part of it. */
export type Wire<T> = T extends readonly (infer Item)[]
  ? readonly Wire<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Wire<T[Key]> }
    : T

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
} as const satisfies { readonly [Id in OperationId]?: readonly string[] }

type Defaulted<Id> = Id extends keyof typeof defaulted ? (typeof defaulted)[Id][number] : never

/** What a handler gets: the document has decoded, checked and defaulted all of it. */
export interface HandlerCall<Id extends OperationId> {
  readonly params: PathOf<operations[Id]['parameters']>
  readonly query: Filled<QueryOf<operations[Id]['parameters']>, Defaulted<Id>>
  readonly body: Filled<BodyOf<operations[Id]>, Defaulted<Id>>
  readonly context: Context
  /** Where this world is reached from outside, for links. */
  readonly origin: string
}

/** One of the answers the document declares: a status with the body that belongs to it. */
export type HandlerReply<Id extends OperationId> = RepliesOf<operations[Id]['responses']>

export type Handler<Id extends OperationId> = (call: HandlerCall<Id>) => HandlerReply<Id>

/** Ties the document to the code: an operation without a handler, a status not declared and a body not allowed don't compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }

type PathOf<Parameters> = Parameters extends { readonly path: infer Path } ? Readonly<Path> : object

type QueryOf<Parameters> = Parameters extends { readonly query?: never }
  ? object
  : Parameters extends { readonly query?: infer Query }
    ? Wire<NonNullable<Query>>
    : object

/** An optional body whose fields have defaults is there too, as the defaults alone. */
type BodyOf<Operation> = Operation extends { readonly requestBody?: never }
  ? undefined
  : Operation extends { readonly requestBody?: { readonly content: { readonly 'application/json': infer Body } } }
    ? Wire<Body>
    : undefined

type Filled<Part, Names extends PropertyKey> = Part & { readonly [Name in keyof Part & Names]-?: Exclude<Part[Name], undefined> }

type RepliesOf<Responses> = { [Status in keyof Responses]: ReplyOf<Status, Responses[Status]> }[keyof Responses]

type ReplyOf<Status, Declared> = Declared extends { readonly content: { readonly 'application/json': infer Body } }
  ? { readonly status: Status; readonly body: Wire<Body> }
  : { readonly status: Status; readonly body?: undefined }
