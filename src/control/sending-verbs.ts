/** The verbs on what the API of a world sends by itself. */
export interface SendingVerbs {
  /** What its operations send to addresses their callers named. */
  readonly callbacks: CallbackVerbs
  readonly webhooks: WebhookVerbs
}

export interface CallbackVerbs {
  /** Those that calls of the journal have led to, newest first, sent or not; secrets masked. */
  list(filter?: { readonly requestId?: number | undefined; readonly limit?: number | undefined }): Promise<readonly CallbackEntry[]>
  /** Sends one now, if need be again, and waits for what its receiver says. Without `--callbacks any`, only to this machine. */
  send(id: string): Promise<CallbackEntry>
}

export interface WebhookVerbs {
  list(): Promise<readonly WebhookEntry[]>
  /** Sends one now: the body given, or the example of that name, or the first example that fits, or one made up. */
  send(name: string, options: WebhookChoices): Promise<SentEntry>
}

/** A request the API sends, and what became of it. */
export interface SentEntry {
  readonly name: string
  readonly method: string
  /** Null when it can't be told where it goes. */
  readonly url: string | null
  readonly headers: Readonly<Record<string, string>>
  /** As sent; null when there is none. */
  readonly body: unknown
  /** `described` = not sent. */
  readonly state: 'described' | 'unsendable' | 'waiting' | 'delivered' | 'failed'
  /** Why it can't be sent, or was not delivered. */
  readonly reason: string | null
  /** What its receiver answered, and what the document says otherwise. */
  readonly answer: { readonly status: number; readonly violations: readonly string[] } | null
}

export interface CallbackEntry extends SentEntry {
  readonly id: string
  /** The call that led to it. */
  readonly requestId: number
  readonly operationId: string
  /** Where it goes, as the document says it. */
  readonly expression: string
  /** ISO 8601 with `Z`, by the world's clock. */
  readonly at: string
}

export interface WebhookEntry {
  readonly name: string
  readonly method: string
  readonly summary: string | null
  /** Names of the examples of its body. */
  readonly examples: readonly string[]
}

export interface WebhookChoices {
  readonly url: string
  /** As the document allows it. */
  readonly body?: unknown
  /** Instead of a body, the name of an example. */
  readonly example?: string | undefined
}
