/** One place where a value breaks the document. Neutral: the backend puts it into the API's own words. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'response' | 'value'
  /** Parameter name or path inside the body, e.g. `['role_ids', 0]`; empty = the whole part. For a missing property, the path includes it. */
  readonly path: readonly (string | number)[]
  /**
   * The JSON Schema keyword broken (`required` also for a parameter), or one of ours: `missing` (no body where one must be),
   * `unexpected` (a body where none may be), `malformed`, `mediaType` (of the body, or of a part of it), `partHeader`, `encoding`,
   * `duplicate`, `forbiddenKey`, `nesting`, `effort` (whether it is right could not be found out with bounded work).
   */
  readonly rule: string
  /** The keyword's own facts, e.g. `{ limit: 255 }`, `{ pattern: '…' }`, `{ type: ['string', 'null'] }`, `{ format: 'email' }`, `{ allowedValues: […] }`. */
  readonly params: Readonly<Record<string, unknown>>
  /** What was wrong in neutral English, e.g. `must be string`. */
  readonly message: string
  /** The value seen, undefined when missing. */
  readonly value: unknown
  /** JSON pointer into the bundled document of the rule broken, where known. */
  readonly rulePointer: string | undefined
}
