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

/** What a handler gets: the document has decoded, checked and defaulted all of it. */
export interface HandlerCall<Id extends OperationId> {
  readonly params: PathOf<operations[Id]['parameters']>
  readonly query: QueryOf<operations[Id]['parameters']>
  readonly body: BodyOf<operations[Id]>
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

/** Parameters with a default are there when a handler looks, though a caller may leave them out. */
export type Defaulted = 'skip' | 'limit' | 'include_global'

type QueryOf<Parameters> = Parameters extends { readonly query?: infer Query }
  ? Readonly<Query> & Readonly<Required<Pick<NonNullable<Query>, keyof NonNullable<Query> & Defaulted>>>
  : object

/** An optional body whose properties have defaults is there too, as the defaults alone. */
type BodyOf<Operation> = Operation extends { readonly requestBody?: { readonly content: { readonly 'application/json': infer Body } } }
  ? Wire<Body>
  : undefined

type RepliesOf<Responses> = { [Status in keyof Responses]: ReplyOf<Status, Responses[Status]> }[keyof Responses]

type ReplyOf<Status, Declared> = Declared extends { readonly content: { readonly 'application/json': infer Body } }
  ? { readonly status: Status; readonly body: Wire<Body> }
  : { readonly status: Status; readonly body?: undefined }
