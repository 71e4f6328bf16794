export interface RequestFilter {
  readonly operationId?: string | undefined
  readonly status?: number | undefined
  /** Part of the path, of the id of who called, or of a body. */
  readonly search?: string | undefined
}

/** An exchange as it may be shown: secrets masked. */
export interface RequestEntry {
  readonly id: number
  readonly at: string
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly operationId: string | null
  /** What its answer comes from, such as a collection or the document's examples; null where that is plain, and of what was refused. */
  readonly answeredBy: string | null
  /** 0 = nothing was answered: a fault closed the connection. */
  readonly status: number
  readonly durationMs: number
  readonly principal: string | null
  readonly traceId: string
  /** The fault that struck. */
  readonly fault: string | null
  /** How many places of an exchange that passed through a proxy break the document; undefined for one that was answered here. */
  readonly breaches?: number | undefined
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: unknown }
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly body: unknown }
}

export interface ExplainedRequest extends RequestEntry {
  /** Null when it was not refused. */
  readonly explanation: Explanation | null
}

/** Why a call was refused, and what would let it through. */
export interface Explanation {
  readonly code: string
  /** The rule that was broken, in one sentence. */
  readonly rule: string
  readonly summary: string
  readonly violations: readonly {
    /** Into the request: `/body/email`, `/query/limit`. */
    readonly pointer: string
    readonly value: unknown
    readonly expected: string
    /** The line that says so. */
    readonly document: { readonly file: string; readonly line: number }
  }[]
  /** The earlier exchange that led to it. */
  readonly causedBy?: { readonly id: number; readonly how: string } | undefined
  /** Where the scenario says so. */
  readonly scenario?: { readonly file: string; readonly line: number } | undefined
  /** For a request that matched no operation. */
  readonly nearest?: readonly { readonly operationId: string; readonly method: string; readonly path: string }[] | undefined
  /** One sentence: what to change. */
  readonly remedy?: string | undefined
  /** A command that would have been let through. */
  readonly curl: string
}
