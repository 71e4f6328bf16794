/** A pact as this room sees it, whatever version its file has (V2 to V4). */
export interface Pact {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly Interaction[]
  readonly metadata: Readonly<Record<string, unknown>>
  /** Of the specification: 2, 3 or 4. */
  readonly version: 2 | 3 | 4
  /** Where it was read; undefined for one that was never in a file. */
  readonly file: string | undefined
}

/** One HTTP exchange that a consumer relies on. */
export interface Interaction {
  /** Stable: the pact's own key, or one made of description, states, method, path and status. */
  readonly key: string
  readonly description: string
  readonly states: readonly ProviderState[]
  /** A failure is told and does not count (V4). */
  readonly pending: boolean
  readonly comments: Readonly<Record<string, unknown>>
  readonly request: PactRequest
  readonly response: PactResponse
  /** In the pact's file, e.g. `/interactions/3`. */
  readonly pointer: string
}

export interface ProviderState {
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface PactRequest extends PactMessage {
  readonly method: string
  /** As it stands on the wire, percent-encoded, without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, readonly string[]>>
}

export interface PactResponse extends PactMessage {
  readonly status: number
}

export interface PactMessage {
  /** By name as it is written; each value is one header line. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  /** Undefined when nothing is said of a body; a JSON body is its value, any other its text. */
  readonly body: unknown
  /** The body is bytes, written in base64; left out, it is what it stands for. */
  readonly encoded?: 'base64' | undefined
  readonly contentType: string | undefined
  /** `BINARY` or `TEXT`, where the content type alone does not tell (V4). */
  readonly contentTypeHint?: string | undefined
  readonly rules: MatchingRules
  readonly generators: Generators
}

/** By category (`path`, `query`, `header`, `body`, `status`); `path` and `status` have one rule under the key ''. */
export type MatchingRules = Readonly<Record<string, Readonly<Record<string, MatchingRule>>>>

export interface MatchingRule {
  readonly combine: 'AND' | 'OR'
  /** e.g. `{ match: 'regex', regex: '^a$' }`. */
  readonly matchers: readonly Readonly<Record<string, unknown>>[]
}

/** By category, then by what they fill (a JSON path for `body`; '' for `path`). */
export type Generators = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
