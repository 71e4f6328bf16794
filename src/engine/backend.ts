import type { Diagnostic, Store, TableSpecs } from '../kernel/index.ts'
import type { Api, Operation, RequestInput } from '../openapi/index.ts'
import type { Exchange, Scenario, World } from '../world/index.ts'
import type { Problem } from './problem.ts'
import type { Request } from './request.ts'

/** What answers operations. The engine knows nothing else of an API's meaning. */
export interface Backend<Specs extends TableSpecs = TableSpecs> {
  readonly name: string
  /** The tables of its worlds. */
  readonly specs: Specs
  /** What it had to infer about the API, each with an alternative that a scenario can choose. */
  readonly assumptions: readonly Assumption[]
  /** Checks a scenario's facts, with the document's own schemas too, and writes them into an empty store. Nothing is written when an error is returned. */
  populate(scenario: Scenario, api: Api, store: Store<Specs>): Population
  /** Whether an operation has a handler; one without is answered 501. */
  handles(operation: Operation): boolean
  /** Whom a credential stands for in a world. */
  authenticate(world: World<Specs>, credential: Credential): Principal | Problem
  /** Plays an operation. Runs inside a transaction of the world: a throw leaves no trace. */
  answer(call: Call<Specs>): Reply
  /** The same for backends that have to wait; outside of any transaction. */
  answerLater?(call: Call<Specs>): Promise<Reply>
  /** An expected no that `answer` threw, as a problem; undefined for anything else, which is a defect. */
  toProblem(thrown: unknown): Problem | undefined
  /** A problem in the API's own words; left out, problems go out as RFC 9457 says. */
  toErrorBody?(problem: Problem, context: ErrorContext): unknown
  /** What its worlds would have mailed, for backends that mail. */
  readonly mailbox?: Mailbox<Specs>
  /** The codes its errors have, with their status, so that one can be asked for. */
  readonly errors?: Readonly<Record<string, { readonly status: number }>>
  /** What a world holds, by table, as the API would show it. */
  state?(world: World<Specs>): readonly StateTable[]
  /** What it alone knows about a no. */
  explain?(refused: Problem, exchange: Exchange<Request>, world: World<Specs>): Reasons
}

/** A table as the API would show it. */
export interface StateTable {
  readonly name: string
  /** JSON pointer of the schema its rows must fit; undefined when the document has none. */
  readonly schema: string | undefined
  rows(): Iterable<unknown>
}

/** Why a call was refused, and what would let it through. */
export interface Reasons {
  /** The rule in one sentence. */
  readonly rule: string
  /** What was seen and what was expected, in one sentence each; about one part of the request. */
  readonly place?: readonly (string | number)[] | undefined
  readonly value?: unknown
  readonly expected?: string | undefined
  /** The earlier exchange that led to it, and how: `invited by request 17`. */
  readonly causedBy?: { readonly id: number; readonly how: string } | undefined
  /** Where the scenario says so, when no exchange does. */
  readonly path?: readonly (string | number)[] | undefined
  /** What to change in the request. */
  readonly remedy?: Remedy | undefined
}

/** A request that would be let through, told as changes to the one that was not. */
export interface Remedy {
  /** One sentence for people. */
  readonly says: string
  /** Laid over the body, key by key. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly params?: Readonly<Record<string, string>> | undefined
  /** Sent as a bearer token. */
  readonly token?: string | undefined
}

/** A decision that rests on inference. */
export interface Assumption {
  readonly name: string
  readonly default: string
  readonly alternatives: readonly string[]
  /** Where the inference comes from. */
  readonly evidence: string
  /** One sentence. */
  readonly says: string
}

/** Mails of a world, and the way in that their links open. */
export interface Mailbox<Specs extends TableSpecs = TableSpecs> {
  /** Newest first. */
  list(world: World<Specs>, filter: { readonly to?: string | undefined; readonly limit: number }): readonly Mail[]
  find(world: World<Specs>, id: string): Mail | undefined
  /** The invitation behind a mailed link; undefined for a key nobody was given. */
  invitation(world: World<Specs>, key: string, now: number): Invitation | undefined
}

/** A mail as its reader gets it. */
export interface Mail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly accept_link: string
  readonly invitation_key: string
  readonly custom_message: string | null
  /** ISO 8601 with `Z`. */
  readonly sent_at: string
  readonly organization_id: string
}

/** What the page behind a mailed link shows, and the call that accepts. */
export interface Invitation {
  readonly email: string
  readonly fullName: string | null
  readonly organizationName: string
  /** `open`, or why the link does not work any more. */
  readonly state: 'open' | 'expired' | 'used' | 'withdrawn' | 'deactivated'
  readonly expiresAt: string
  /** Whether the person has to choose a name and a password first. */
  readonly needsAccount: boolean
  /** The operation that accepts it, its body, and the person it is for. */
  accept(account: { readonly fullName: string; readonly password: string }): Acceptance
}

export interface Acceptance {
  readonly operationId: string
  readonly body: unknown
  /** The person it is for, where the operation wants him signed in. */
  readonly as: Principal | undefined
  /** What the API's refusal says, for a person to read. */
  messageOf(refusal: unknown): string
}

/** What a scenario came to. */
export interface Population {
  readonly diagnostics: readonly Diagnostic[]
  /** Tokens and whom they stand for, as the start-up banner shows them. */
  readonly tokens: readonly { readonly token: string; readonly stands: string }[]
  /** Whom any other well-formed credential stands for in lenient mode. */
  readonly defaultPrincipal: { readonly id: string; readonly stands: string } | undefined
  /** What stands in the store, for the banner: `{ organizations: 2, members: 8 }`. */
  readonly counts: Readonly<Record<string, number>>
}

/** What a request showed to prove who calls. */
export interface Credential {
  /** Name of the security scheme in the document. */
  readonly scheme: string
  readonly type: 'bearer' | 'basic' | 'apiKey'
  readonly value: string
}

export interface Principal {
  readonly id: string
}

export interface Call<Specs extends TableSpecs = TableSpecs> {
  readonly operation: Operation
  readonly input: RequestInput
  /** Undefined on public operations. */
  readonly principal: Principal | undefined
  readonly world: World<Specs>
  /** The world's time, read once for the whole call. */
  readonly now: number
}

export interface Reply {
  readonly status: number
  /** Undefined = no body. */
  readonly body?: unknown
  /** Sent piece by piece instead of a body. */
  readonly stream?: AsyncIterable<string>
  readonly headers?: Readonly<Record<string, string>>
  readonly mediaType?: string
  /** Milliseconds to wait before it is sent. */
  readonly delay?: number
}

export interface ErrorContext {
  readonly traceId: string
  readonly now: number
}
