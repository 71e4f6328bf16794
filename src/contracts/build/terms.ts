import type { AnswerHeadersOf, AnswerOf, BodyOf, Given, IsBodyOptional, Loose, ParametersOf, PartOf, StatusOf } from './described.ts'

/** Answers that may be about the very fault of the request: what the document does not allow may be sent for them. */
export type RefusalOfRequest = 400 | 406 | 413 | 415 | 422

/** What a consumer asks of an operation, and the answer it relies on. */
export type Terms<Operation, Status, Known> = {
  /** In words, as "Upon receiving …"; with the states it is what tells interactions apart. */
  readonly describe: string
  /** The state the provider is in: its name, or its name with parameters. `default` if left out. */
  readonly given?: StateOf<Known> | undefined
  /** Who asks, instead of the consumer's own token; null = nobody in particular. */
  readonly token?: string | null | undefined
  readonly answer: Answer<Operation, Status>
} & Part<'params', Given<ParametersOf<Operation, 'path'>>> &
  Part<'query', Sent<Status, ParametersOf<Operation, 'query'>>> &
  Part<'headers', Headers<ParametersOf<Operation, 'header'>>> &
  Body<Status, BodyOf<Operation>, IsBodyOptional<Operation>>

/** An example of what the consumer relies on: fields left out may be anything, values may be others of their schema. */
export type Answer<Operation, Status> = { readonly status: Status & StatusOf<Operation> } & Part<
  'headers',
  AnswerHeadersOf<Operation, Status>
> &
  ([AnswerOf<Operation, Status>] extends [never]
    ? { readonly body?: undefined }
    : unknown extends AnswerOf<Operation, Status>
      ? { readonly body?: unknown }
      : { readonly body: PartOf<AnswerOf<Operation, Status>> })

export type StateOf<Known> = (keyof Known & string) | { readonly [Name in keyof Known]?: Readonly<Known[Name]> }

/** Required when something in it is; not there at all when there is nothing. */
type Part<Name extends string, Value> = [Value] extends [never]
  ? { readonly [Key in Name]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value | undefined }
    : { readonly [Key in Name]: Value }

type Sent<Status, Value> = [Value] extends [never] ? never : Status extends RefusalOfRequest ? Loose<Value> : Given<Value>

/** Those the document declares, and any other. */
type Headers<Declared> = ([Declared] extends [never] ? Record<never, never> : Given<Declared>) & {
  readonly [name: string]: unknown
}

type Body<Status, Value, IsOptional> = [Value] extends [never]
  ? { readonly body?: undefined }
  : Status extends RefusalOfRequest
    ? { readonly body?: Loose<Value> | undefined }
    : IsOptional extends true
      ? { readonly body?: Given<Value> | undefined }
      : { readonly body: Given<Value> }
