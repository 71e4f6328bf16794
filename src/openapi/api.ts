import type { OpenAPIV3, OpenAPIV3_1 } from 'openapi-types'
import type { Diagnostic, Where } from '../kernel/index.ts'
import type { JsonSchema } from './conversion.ts'
import type { Medium } from './medium.ts'
import type { UndeclaredField } from './undeclared.ts'
import type { Violation } from './violation.ts'

/** What a document says, compiled. Immutable and shared by every world; made once by `load`. */
export interface Api {
  readonly title: string
  readonly version: string
  /** The `openapi` field, e.g. `3.1.0`. */
  readonly specification: string
  /** Path of the document as the user gave it. */
  readonly source: string
  /** `source` and every file it refers to, those that are not there too; what a change of the document is looked for in. */
  readonly files: readonly string[]
  /** The document, bundled into one plain value (`$ref`s into other files resolved, local ones kept). */
  readonly document: OpenAPIV3.Document | OpenAPIV3_1.Document
  /** The same value for whoever walks it, with nothing taken for granted. */
  readonly root: Readonly<Record<string, unknown>>
  /** The root's `x-standin` object, or `{}`. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly operations: readonly Operation[]
  readonly paths: readonly Path[]
  /** What operations send to an address their caller named. */
  readonly callbacks: readonly Callback[]
  /** What the API sends by itself, to addresses it was told by other means. */
  readonly webhooks: readonly Webhook[]
  /** What was found wrong while loading; errors of one operation make only that operation unusable. */
  readonly diagnostics: readonly Diagnostic[]
  operation(id: string): Operation | undefined
  /** A check of one value against the schema at a pointer (`/components/schemas/User`); compiled on first use. Throws when nothing stands there. */
  schema(pointer: string): (value: unknown) => readonly Violation[]
  /** The document's schemas as they are enforced, for whoever makes values to them. */
  readonly schemas: SchemaSource
  /** Where a pointer into the bundled document stands in the user's own files; reads them again, so not for the hot path. */
  locate(pointer: string): Where
  /** Compiles operation after operation, a part for each step: what a first request would otherwise wait for. */
  warmUp(): Generator<void>
  /** Compiles every operation, as `standin check` does, and reports what can't be enforced. */
  compileAll(): readonly Diagnostic[]
}

/** A path template and the operations on it. */
export interface Path {
  readonly template: string
  /** The same template for Fastify's router (find-my-way); parameters are named `p0`, `p1`, … */
  readonly route: string
  /** Names of the template's parameters, by position of `p0`, `p1`, … */
  readonly names: readonly string[]
  readonly operations: readonly Operation[]
}

/** A path template with what stands before it. */
export interface Address {
  /** `/v1/users/{id}`; the path's own parameters come last. */
  readonly template: string
  /** The same for Fastify's router; parameters of the base path are named `s0`, `s1`, … */
  readonly route: string
}

/** Those that have a field of their own, and any other that HTTP here takes (`additionalOperations` of OAS 3.2 §4.9). */
export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE' | 'QUERY' | (string & {})

export interface Operation {
  /** `operationId`, or `METHOD path` where the document gives none. */
  readonly id: string
  readonly method: Method
  readonly path: Path
  /** Where it is served: after the base path of each of its servers, and without any where nobody else is. */
  readonly addresses: readonly Address[]
  /** JSON pointer into the bundled document. */
  readonly pointer: string
  readonly summary: string | undefined
  readonly isDeprecated: boolean
  /** Alternatives (OR) of requirements (AND), but for what only a connection shows; empty = public. `[]` as an alternative = optional. */
  readonly security: readonly (readonly SecurityRequirement[])[]
  /** Why this operation can't be served, if the document is broken here; `read` throws then. */
  readonly unusable: string | undefined
  /** Statuses declared, as written: `201`, `4XX`, `default`. */
  readonly statuses: readonly string[]
  /** Whether a request body is declared at all. */
  readonly hasBody: boolean
  /** Media types of the request body, as declared. */
  readonly media: readonly Medium[]
  /** The named examples of its parameters and of its body: what a request looks like that an answer's example of the same name is for. */
  readonly examples: readonly RequestExample[]
  /**
   * Decodes and checks every part of a request in one go: path, query, header and cookie parameters, media type and body.
   * Defaults of the schemas are filled in. All violations at once, in document order.
   */
  read(parts: RequestParts): ReadResult
  /** Fields of a body that was read which its schema neither declares nor forbids. */
  undeclared(body: unknown, mediaType: string | undefined): readonly UndeclaredField[]
  /** The declared response for a status: exact, then `4XX`, then `default`; undefined when undeclared. */
  response(status: number): ResponseSpec | undefined
}

/** A request that an operation leads to. The operation in it is one that its receiver serves. */
export interface Callback {
  /** The id of the operation that leads to it. */
  readonly owner: string
  readonly name: string
  /** Where it goes: a text with runtime expressions. */
  readonly expression: string
  readonly operation: Operation
}

export interface Webhook {
  readonly name: string
  readonly operation: Operation
}

export interface SecurityRequirement {
  /** Name under `components.securitySchemes`. */
  readonly name: string
  readonly scheme: SecurityScheme
  readonly scopes: readonly string[]
}

export type SecurityScheme =
  | { readonly type: 'bearer' /** From `x-case-sensitive`: `bearer` in lower case is refused. */; readonly caseSensitive: boolean }
  | { readonly type: 'basic' }
  /** Any other of HTTP's, such as `digest`, in lower case: shown by a header that begins with its name. */
  | { readonly type: 'http'; readonly name: string }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query' | 'cookie' /** Lower-cased for headers. */; readonly name: string }

/** A request as it came, before anything is known about it. */
export interface RequestParts {
  /** Values of the template's parameters by position, percent-decoded once by the router. */
  readonly params: readonly string[]
  /** Path and query as sent. Where it is left out, delimiters inside the items of a path's list can't be told from those between them. */
  readonly target?: string | undefined
  /** The query string without `?`, raw. */
  readonly query: string
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Raw bytes; undefined or empty = no body. */
  readonly body: Uint8Array | undefined
}

/** What a handler may rely on: everything decoded, checked and defaulted. */
export interface RequestInput {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly cookies: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export type ReadResult =
  | { readonly ok: true; readonly input: RequestInput }
  | {
      readonly ok: false
      readonly violations: readonly Violation[]
      /** All violations there are, beyond 5000 an estimate; `violations` holds the first 50. */
      readonly total: number
    }

export interface ResponseSpec {
  /** As declared: `201`, `4XX`, `default`. */
  readonly status: string
  readonly pointer: string
  /** Declared media types in order; the first is what we send unless a handler says otherwise. */
  readonly mediaTypes: readonly string[]
  /** Checks a body of a media type; empty = allowed. A body where none is declared is a violation, and so is none where one is. */
  check(body: unknown, mediaType?: string): readonly Violation[]
  /** Whether bodies of a media type, neither JSON nor text, can be read by their schema: XML, and JSON line by line. */
  reads(mediaType: string): boolean
  /** What a body that came from elsewhere says, for `check`, and what of it can't be read. */
  read(body: Uint8Array, mediaType: string): BodyRead
  /** Fields of a body of a media type that its schema neither declares nor forbids. */
  undeclared(body: unknown, mediaType?: string): readonly UndeclaredField[]
  /** Checks the headers of an answer that came from elsewhere, by name in lower case: those that must be there, and the values of those that are. */
  checkHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): readonly Violation[]
  /** Bodies the document shows for it, as they stand there: checked by nobody. */
  readonly examples: readonly ResponseExample[]
  readonly headers: readonly DeclaredHeader[]
  readonly links: readonly DeclaredLink[]
  /** What a body of a media type has to be; undefined where the document does not say, or where it is bytes. */
  schema(mediaType?: string): JsonSchema | undefined
}

export interface BodyRead {
  readonly value: unknown
  readonly violations: readonly Violation[]
}

export interface ResponseExample {
  /** Its key under `examples`; undefined for a single `example` and for those of a schema. */
  readonly name: string | undefined
  readonly mediaType: string
  readonly value: unknown
}

export interface DeclaredHeader {
  /** In lower case. */
  readonly name: string
  readonly isRequired: boolean
  /** Undefined when the document shows none. */
  readonly example: unknown
  /** Where its schema stands; undefined when it has none. */
  readonly schemaPointer: string | undefined
  /** Whether an object is written `key=value` rather than `key,value` (style `simple`). */
  readonly explode: boolean
  /** Declared by `content`: its text is JSON. */
  readonly json: boolean
}

/** A part of a request that the document shows. */
export interface RequestExample {
  /** Its key under `examples`. */
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  /** The parameter; empty for the body. */
  readonly parameter: string
  readonly value: unknown
}

/** An operation that may be called with values of this answer. */
export interface DeclaredLink {
  readonly name: string
  readonly operation: { readonly id: string } | { readonly pointer: string }
  /** Runtime expressions such as `$response.body#/id`, or values. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** Schemas in JSON Schema 2020-12, whatever dialect the document has. */
export interface SchemaSource {
  /** The schema at a pointer, as it applies to one direction; undefined when none stands there. */
  at(pointer: string, direction: 'request' | 'response'): JsonSchema | undefined
  /** What stands at a schema's `$ref`. */
  target(reference: string): JsonSchema | undefined
  /** What its author wrote at the place of a schema: annotations, extensions and formats that are not enforced. Frozen in meaning, not to be changed. */
  written(schema: JsonSchema): Readonly<Record<string, unknown>> | undefined
  pointerOf(schema: JsonSchema): string | undefined
  /** Whether a text or number has a format; anything has one that is not enforced. */
  hasFormat(format: string, value: string | number): boolean
  /** Whether a text matches a pattern, as it is enforced; undefined for a pattern that isn't. */
  matches(pattern: string, text: string): boolean | undefined
}
