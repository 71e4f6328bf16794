/**
 * What the types that `standin types` generates from a document say about one operation, for whoever expects something of it.
 * Both `operations` and `paths` will do, and openapi-typescript's as well; operations of `paths` are named like `GET /pets/{id}`.
 */

/** Of an untyped document anything goes until it is run. */
export type Undescribed = Readonly<Record<string, UndescribedOperation>>

interface UndescribedOperation {
  readonly parameters: { readonly query?: Record<string, unknown>; readonly header?: Record<string, unknown>; readonly path?: Values }
  readonly requestBody?: { readonly content: Record<string, unknown> }
  readonly responses: { readonly default: { readonly headers: Record<string, unknown>; readonly content: Record<string, unknown> } }
}

type Values = Readonly<Record<string, string | number | boolean>>

export type NameOf<Described> = [PathIn<Described>] extends [never] ? keyof Described & string : CallIn<Described, PathIn<Described>>

export type OperationOf<Described, Name> = Name extends keyof Described
  ? Described[Name]
  : Name extends `${infer Method} ${infer Path}`
    ? Path extends keyof Described
      ? Lowercase<Method> extends keyof Described[Path]
        ? NonNullable<Described[Path][Lowercase<Method>]>
        : never
      : never
    : never

type PathIn<Described> = Extract<keyof Described, `/${string}`>

type CallIn<Described, Path extends string> = Path extends keyof Described
  ? { [Method in MethodName]: MethodOn<Described[Path], Method> extends true ? `${Uppercase<Method>} ${Path}` : never }[MethodName]
  : never

type MethodName = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace'

type MethodOn<Item, Method> = Method extends keyof Item ? ([NonNullable<Item[Method]>] extends [never] ? false : true) : false

/** Statuses as numbers; `4XX` and `default` stand for any that are not listed. */
export type StatusOf<Operation> = Operation extends { readonly responses: infer Responses }
  ? Extract<keyof Responses, number> | (Extract<keyof Responses, string> extends never ? never : number)
  : never

type ResponseOf<Operation, Status> = Operation extends { readonly responses: infer Responses }
  ? Status extends keyof Responses
    ? Responses[Status]
    : `${Status & number}` extends `${infer First}${string}`
      ? `${First}XX` extends keyof Responses
        ? Responses[`${First}XX`]
        : 'default' extends keyof Responses
          ? Responses['default']
          : never
      : never
  : never

/** The body of an answer; `never` where there is none. */
export type AnswerOf<Operation, Status> = ContentOf<ResponseOf<Operation, Status>>

/** The named headers of an answer. */
export type AnswerHeadersOf<Operation, Status> =
  ResponseOf<Operation, Status> extends { readonly headers: infer Headers }
    ? { readonly [Name in keyof Headers as string extends Name ? never : Name]?: string | undefined }
    : never

export type BodyOf<Operation> = Operation extends { readonly requestBody?: infer Body } ? ContentOf<NonNullable<Body>> : never

/** Whether a request may do without a body. */
export type IsBodyOptional<Operation> = Operation extends { readonly requestBody: object } ? false : true

export type ParametersOf<Operation, Place extends 'path' | 'query' | 'header'> = Operation extends { readonly parameters: infer Parameters }
  ? Place extends keyof Parameters
    ? NonNullable<Parameters[Place]>
    : never
  : never

type ContentOf<Message> = Message extends { readonly content: infer Content }
  ? Content extends { readonly 'application/json': infer Json }
    ? Json
    : Content[keyof Content]
  : never

/** The part of a value that somebody relies on. */
export type PartOf<Value> = Value extends readonly (infer Item)[]
  ? readonly PartOf<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: PartOf<Value[Key]> | undefined }
    : Value

/** The same fields with any values: what is wrong with a request may be the point of it. */
export type Loose<Value> = Value extends readonly unknown[]
  ? unknown
  : Value extends object
    ? { readonly [Key in keyof Value]?: unknown }
    : unknown

/** A value that is only handed in. */
export type Given<Value> = Value extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Given<Value[Key]> }
    : Value
