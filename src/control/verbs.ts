import type { FaultSpec } from '../world/index.ts'
import type { ExplainedRequest, RequestEntry, RequestFilter } from './request-entry.ts'
import type { CallbackEntry, SendingVerbs } from './sending-verbs.ts'

/**
 * Control, said once: three faces have these verbs, in this process (`local.ts`), over HTTP (`remote.ts`) and as handlers of `openapi/control.yaml` (`handlers.ts`).
 * Words are JavaScript's here and the document's there: `operationId` is `operation_id` on the wire, and `wire.ts` alone knows that.
 * Every verb rejects with `ControlError` when it can't be done, and nothing has changed then.
 */
export interface Control extends WorldControl {
  health(): Promise<Health>
  readonly worlds: {
    list(): Promise<readonly WorldEntry[]>
    find(name: string): Promise<WorldEntry>
    /** Makes a world, in the place of one of the same name. */
    create(name: string, options?: WorldChoices): Promise<MadeWorld>
    drop(name: string): Promise<void>
  }
  readonly scenarios: { list(): Promise<readonly ScenarioEntry[]> }
  /** The verbs on one world; nothing is made until one of them is used. */
  world(name: string): WorldControl
  /** What happens from now on, in every world, or in one. Ends when the signal aborts. */
  events(options?: { readonly world?: string | undefined; readonly signal?: AbortSignal | undefined }): AsyncIterable<ControlEvent>
}

/** The verbs on one world. */
export interface WorldControl extends SendingVerbs {
  readonly name: string
  /** Where its API is reached; no trailing slash. */
  readonly url: string
  /** Back to its start, or to another scenario's with these values for its parameters: journal, outbox, faults and clock included. */
  reset(): Promise<Begun>
  scenario(name: string, params?: Readonly<Record<string, string>>): Promise<Begun>
  /** What this world holds, as a fixture with the steps that led there. Nothing is written to the disk. */
  saveScenario(name: string): Promise<{ readonly name: string; readonly fixture: string }>
  /** The snapshot's id. */
  snapshot(): Promise<string>
  /** Their ids, oldest first. */
  snapshots(): Promise<readonly string[]>
  restore(id: string): Promise<void>
  /** Takes back the last change made by a call. */
  undo(): Promise<{ readonly operationId: string; readonly at: string }>
  /** Rows by table, as the API would show them; of each table those in the range, all if left out. */
  state(range?: RowRange): Promise<Readonly<Record<string, readonly unknown[]>>>
  table(name: string, range?: RowRange): Promise<readonly unknown[]>
  readonly clock: {
    get(): Promise<ClockReading>
    /** `now` in ISO 8601; left out, the world's present time. */
    set(mode: 'real' | 'offset' | 'frozen', now?: string): Promise<ClockReading>
    /** By `8d`, `90m` or `PT1H`. */
    advance(duration: string): Promise<ClockReading>
  }
  readonly outbox: {
    /** Newest first. */
    list(filter?: MessageFilter & { readonly limit?: number | undefined }): Promise<readonly Message[]>
    latest(filter?: MessageFilter): Promise<Message>
    find(id: string): Promise<Message>
    /** The latest message, as soon as there is one: at once, or when it is sent within `timeoutMs` (5000 if left out). */
    waitFor(
      filter?: MessageFilter & { readonly timeoutMs?: number | undefined; readonly signal?: AbortSignal | undefined },
    ): Promise<Message>
    /** A message as MIME (RFC 5322). */
    eml(id: string): Promise<string>
  }
  readonly requests: {
    /** Newest first, secrets masked. */
    list(filter?: RequestFilter & { readonly limit?: number | undefined }): Promise<readonly RequestEntry[]>
    find(id: number): Promise<ExplainedRequest>
    count(filter?: RequestFilter & { readonly body?: unknown }): Promise<number>
  }
  readonly faults: {
    list(): Promise<readonly FaultEntry[]>
    /** The fault's id. */
    add(fault: FaultSpec): Promise<string>
    remove(id: string): Promise<void>
    clear(): Promise<void>
  }
  readonly assumptions: {
    list(): Promise<readonly AssumptionEntry[]>
    set(values: Readonly<Record<string, string>>): Promise<readonly AssumptionEntry[]>
  }
}

/** A verb that can't be done: what failed, what was expected, what to do. */
export class ControlError extends Error {
  /** e.g. `world_unknown`. */
  readonly code: string
  readonly status: number
  constructor(code: string, status: number, message: string) {
    super(message)
    this.name = 'ControlError'
    this.code = code
    this.status = status
  }
}

export interface Health {
  readonly status: 'ok'
  readonly version: string
  readonly document: { readonly title: string; readonly version: string; readonly operations: number }
  readonly worlds: number
}

export interface WorldEntry {
  readonly name: string
  readonly scenario: string
  /** ISO 8601, by the world's own clock. */
  readonly createdAt: string
  readonly exchanges: number
}

export interface WorldChoices {
  readonly scenario?: string | undefined
  /** For the scenario's parameters, where they are not to have their defaults. */
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly seed?: number | undefined
  /** `now` in ISO 8601; as a text, `real` or the time at which it stands still. */
  readonly clock?: string | { readonly mode: 'real' | 'offset' | 'frozen'; readonly now?: string | undefined } | undefined
  readonly assumptions?: Readonly<Record<string, string>> | undefined
  readonly auth?: 'lenient' | 'strict' | undefined
}

export interface MadeWorld {
  readonly name: string
  readonly scenario: string
  readonly url: string
  /** False when it took the place of another. */
  readonly isNew: boolean
}

export interface Begun {
  readonly world: string
  readonly scenario: string
}

export interface ScenarioEntry {
  readonly name: string
  readonly description: string
  readonly file: string
}

export interface ClockReading {
  readonly mode: 'real' | 'offset' | 'frozen'
  /** ISO 8601 with `Z`. */
  readonly now: string
}

export interface RowRange {
  /** So many rows are passed over. */
  readonly skip?: number | undefined
  readonly limit?: number | undefined
}

export interface MessageFilter {
  /** An address, letter case aside. */
  readonly to?: string | undefined
}

export interface Message {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly acceptLink: string
  readonly invitationKey: string
  readonly customMessage: string | null
  /** ISO 8601 with `Z`, by the world's clock. */
  readonly sentAt: string
  readonly organizationId: string
}

export interface FaultEntry extends FaultSpec {
  readonly id: string
  /** How many requests it was asked about, and how many it struck. */
  readonly seen: number
  readonly struck: number
}

export interface AssumptionEntry {
  readonly name: string
  readonly value: string
  readonly default: string
  readonly alternatives: readonly string[]
  readonly evidence: string
  readonly says: string
}

export type ControlEvent =
  | { readonly type: 'exchange'; readonly world: string; readonly request: RequestEntry }
  | { readonly type: 'message'; readonly world: string; readonly message: Message }
  | { readonly type: 'callback'; readonly world: string; readonly callback: CallbackEntry }
  | { readonly type: 'world'; readonly world: string; readonly change: 'made' | 'dropped' | 'changed' }
  | { readonly type: 'reload'; readonly diagnostics: readonly string[]; readonly isTaken: boolean }
