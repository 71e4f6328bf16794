import type { FilePart } from '../openapi/index.ts'
import type { ReplyHeaders } from './problem.ts'

/**
 * The type that ties a document to code, over the types that `standin types` generates from it:
 * an operation without a handler, a status not declared and a body not allowed don't compile.
 */

/** A value on its way out. Nobody changes it any more, so a row's own lists may be part of it; octets go out as bytes, or as a text that stands for them. */
export type Sent<T> = T extends Blob
  ? string | Uint8Array
  : T extends readonly (infer Item)[]
    ? readonly Sent<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Sent<T[Key]> }
      : T

/** A body as it came: octets as they are, and files where it is a form. */
type Received<Content> = {
  [Media in keyof Content]: Media extends `multipart/${string}`
    ? WithFiles<Content[Media]>
    : Content[Media] extends Blob
      ? Uint8Array
      : Sent<Content[Media]>
}[keyof Content]

type WithFiles<T> = T extends Blob
  ? FilePart
  : T extends readonly (infer Item)[]
    ? readonly WithFiles<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: WithFiles<T[Key]> }
      : T

/**
 * What a handler gets: the document has decoded, checked and defaulted all of it.
 * `Defaulted` names the fields with a default: there when a handler looks, though a caller may leave them out.
 */
export interface Given<Declared, Defaulted extends PropertyKey> {
  readonly params: PathOf<Declared>
  readonly query: Filled<QueryOf<Declared>, Defaulted>
  readonly body: Filled<BodyOf<Declared, Defaulted>, Defaulted>
}

/** One of the answers the document declares: a status with a body and media type that belong to it. */
export type Declares<Declared> = Declared extends { readonly responses: infer Responses }
  ? { [Key in keyof Responses]: RepliesOf<StatusOf<Key, Responses>, Responses[Key]> }[keyof Responses]
  : never

/** The headers a document declares for an operation, by the names it gives them. */
export type HeadersOf<Declared> = Declared extends { readonly parameters: { readonly header?: never } }
  ? object
  : Declared extends { readonly parameters: { readonly header?: infer Header } }
    ? Sent<NonNullable<Header>>
    : object

/** The cookies a document declares for an operation. */
export type CookiesOf<Declared> = Declared extends { readonly parameters: { readonly cookie?: never } }
  ? object
  : Declared extends { readonly parameters: { readonly cookie?: infer Cookies } }
    ? Sent<NonNullable<Cookies>>
    : object

/** A status of its own, or those a range or `default` stands for: the ones that no other key names. */
type StatusOf<Key, Responses> = Key extends number ? Key : Exclude<Meant<Key, Responses>, keyof Responses>

type Meant<Key, Responses> = Key extends '1XX' | '1xx'
  ? 100 | 101 | 102 | 103
  : Key extends '2XX' | '2xx'
    ? Successes
    : Key extends '3XX' | '3xx'
      ? Redirections
      : Key extends '4XX' | '4xx'
        ? ClientErrors
        : Key extends '5XX' | '5xx'
          ? ServerErrors
          : // `default` stands for errors where the document names a success.
            ClientErrors | ServerErrors | (Extract<keyof Responses, Successes | '2XX' | '2xx'> extends never ? Successes : never)

type Successes = 200 | 201 | 202 | 203 | 204 | 205 | 206
type Redirections = 300 | 301 | 302 | 303 | 304 | 307 | 308
type ClientErrors =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 418)
  | (421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451)
type ServerErrors = 500 | 501 | 502 | 503 | 504 | 505 | 507 | 508 | 511

/** The fields with a default, by operation. */
export type DefaultedFields<Operations> = { readonly [Id in keyof Operations]?: readonly string[] }

export type DefaultedOf<Table, Id> = Id extends keyof Table
  ? Table[Id] extends readonly (infer Name extends string)[]
    ? Name
    : never
  : never

type PathOf<Declared> = Declared extends { readonly parameters: { readonly path: infer Path } } ? Readonly<Path> : object

type QueryOf<Declared> = Declared extends { readonly parameters: { readonly query?: never } }
  ? object
  : Declared extends { readonly parameters: { readonly query?: infer Query } }
    ? Sent<NonNullable<Query>>
    : object

/** An optional body whose fields have defaults is there too, as the defaults alone. */
type BodyOf<Declared, Defaulted> = Declared extends { readonly requestBody?: never }
  ? undefined
  : Declared extends { readonly requestBody: { readonly content: infer Content } }
    ? Received<Content>
    : Declared extends { readonly requestBody?: { readonly content: infer Content } }
      ? Received<Content> | ([Defaulted] extends [never] ? undefined : never)
      : undefined

type Filled<Part, Names extends PropertyKey> = Part extends undefined
  ? Part
  : Part & { readonly [Name in keyof Part & Names]-?: Exclude<Part[Name], undefined> }

type RepliesOf<Status, Declared> = Declared extends { readonly content: infer Content }
  ? { [Media in keyof Content]: ReplyOf<Status, Media, Content[Media], NamedBy<Media, Content>> }[keyof Content]
  : { readonly status: Status; readonly body?: undefined; readonly headers?: ReplyHeaders }

type ReplyOf<Status, Media, Body, Named> =
  | ({ readonly status: Status; readonly body: Sent<Body>; readonly headers?: ReplyHeaders } & Named)
  | (Media extends 'text/event-stream'
      ? { readonly status: Status; readonly stream: AsyncIterable<string>; readonly mediaType: Media; readonly headers?: ReplyHeaders }
      : never)

/** Who could mean several media types names his own; JSON is what is meant otherwise. A range has no name. */
type NamedBy<Media, Content> = Media extends `${string}*${string}`
  ? { readonly mediaType?: string }
  : [keyof Content] extends [Media]
    ? { readonly mediaType?: Media }
    : Media extends 'application/json'
      ? { readonly mediaType?: Media }
      : { readonly mediaType: Media }
