/** What the types that `standin types` writes say of a call. */

/** Of an operation: what a caller gives. Left out where nothing has to be given. */
export type Arguments<Operation> = object extends Asked<Operation> ? [init?: Init<Operation>] : [init: Init<Operation>]

export type Init<Operation> = Asked<Operation> & Common

interface Common {
  readonly headers?: RequestInit['headers']
  readonly signal?: AbortSignal
}

/** Exactly one of `data` and `error` is there, unless the answer had no body; `response.ok` tells as well. */
export type Answer<Operation> = Operation extends { readonly responses: infer Responses }
  ?
      | { readonly data: BodyIn<Responses, SuccessKey<keyof Responses>>; readonly error?: undefined; readonly response: Response }
      | { readonly data?: undefined; readonly error: BodyIn<Responses, ErrorKey<keyof Responses>>; readonly response: Response }
  : never

/** Paths that have a method. */
export type PathsWith<Paths, Method extends string> = {
  [Path in keyof Paths]: Paths[Path] extends { readonly [Name in Method]: infer Operation }
    ? [Operation] extends [never]
      ? never
      : Path
    : never
}[keyof Paths]

export type OperationAt<Item, Method extends string> = Item extends { readonly [Name in Method]: infer Operation } ? Operation : never

type Asked<Operation> = ParametersOf<Operation> & BodyOf<Operation>

type ParametersOf<Operation> = Operation extends { readonly parameters: infer Parameters }
  ? object extends Parameters
    ? { readonly params?: Parameters }
    : { readonly params: Parameters }
  : { readonly params?: never }

type BodyOf<Operation> = Operation extends { readonly requestBody?: never }
  ? { readonly body?: never }
  : Operation extends { readonly requestBody: { readonly content: infer Content } }
    ? { readonly body: Sendable<Content> }
    : Operation extends { readonly requestBody?: { readonly content: infer Content } }
      ? { readonly body?: Sendable<Content> }
      : { readonly body?: never }

/** What can be sent as a body of one of several media types; what is no JSON may be given ready-made. */
type Sendable<Content> = {
  [Media in keyof Content]: Media extends `${string}json${string}`
    ? Content[Media]
    : Media extends `multipart/${string}`
      ? WithFiles<Content[Media]> | FormData
      : Content[Media] | NonNullable<RequestInit['body']>
}[keyof Content]

/** A file in a form is a text to a schema. */
type WithFiles<Form> = { [Name in keyof Form]: Form[Name] | Blob | readonly Blob[] }

type BodyIn<Responses, Keys extends keyof Responses> = [Keys] extends [never]
  ? unknown
  : { [Key in Keys]: Responses[Key] extends { readonly content: infer Content } ? Readable<Content> : undefined }[Keys]

type Readable<Content> = {
  [Media in keyof Content]: Media extends `${string}json${string}` | `${string}*${string}`
    ? Content[Media]
    : Media extends `text/${string}` | `${string}xml${string}` | `application/x-www-form-urlencoded${string}`
      ? Content[Media] extends string
        ? Content[Media]
        : string
      : Blob
}[keyof Content]

/** `default` is a success only where none is declared. */
type SuccessKey<Keys> = [DeclaredSuccess<Keys>] extends [never] ? Extract<Keys, 'default'> : DeclaredSuccess<Keys>

type DeclaredSuccess<Keys> = Keys extends string | number ? (`${Keys}` extends `2${string}` ? Keys : never) : never

type ErrorKey<Keys> = Keys extends string | number ? (`${Keys}` extends `${'1' | '2' | '3'}${string}` ? never : Keys) : never
