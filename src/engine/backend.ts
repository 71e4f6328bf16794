import type { Diagnostic, Later, Store, TableSpecs } from '../kernel/index.ts'
import type { Api, Operation, RequestInput } from '../openapi/index.ts'
import type { Exchange, FactPath, Scenario, World } from '../world/index.ts'
import type { Mailbox } from './mailbox.ts'
import type { Credential, KnownToken, Principal } from './principal.ts'
import type { Problem, ReplyHeaders } from './problem.ts'
import type { Request } from './request.ts'

/** What answers operations. The engine knows nothing else of an API's meaning. */
export interface Backend<Specs extends TableSpecs = TableSpecs> {
  readonly name: string
  /** For the banner, where its answers come from and what they are worth, when that is not plain. */
  readonly says?: string
  /** Of backends that are not a part of Standin: another text when the same calls may be played otherwise. */
  readonly edition?: string | undefined
  /** Whether its worlds need no scenario to start from, though they have tables. */
  readonly startsEmpty?: boolean
  /** The tables of its worlds. */
  readonly specs: Specs
  /** The scenario its worlds start from unless asked otherwise; `default` if left out. */
  readonly startsFrom?: string
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
  /** The same for documents whose operations declare errors of many makes: a whole answer that the document allows; undefined = as RFC 9457 says. */
  toErrorReply?(problem: Problem, operation: Operation, context: ErrorContext): Reply | undefined
  /** An answer of a declared status of which the document shows no example; undefined when none can be made. */
  makeUp?(operation: Operation, status: number): Reply | undefined
  /** Whether `answer` heeds the preferences of a request itself, but for `wait`. */
  readonly answersPreferences?: boolean
  /** The code and the details of an error body as the document's examples show it; undefined for anything else. */
  fromErrorBody?(body: unknown): { readonly code: string; readonly details: Readonly<Record<string, unknown>> } | undefined
  /** What its worlds would have mailed, for backends that mail. */
  readonly mailbox?: Mailbox<Specs>
  /** Who its principals are, in words that people use. */
  readonly people?: People<Specs>
  /** The codes its errors have, with their status, so that one can be asked for. */
  readonly errors?: Readonly<Record<string, { readonly status: number }>>
  /** What a world holds, by table, as the API would show it. */
  state?(world: World<Specs>): readonly StateTable[]
  /** Bearer tokens the world's scenario lists, in its order: what may stand in a command that is shown. */
  tokens?(world: World<Specs>): Iterable<KnownToken>
  /** What an answer of an operation comes from, in words; undefined where that is plain. */
  answeredBy?(operation: Operation, request: Request, world: World<Specs>): string | undefined
  /** What it alone knows about a no of its own; undefined for any other. */
  explain?(refused: RefusedCall<Specs>): Reasons | undefined
}

/** A table as the API would show it. */
export interface StateTable {
  readonly name: string
  /** JSON pointer of the schema its rows must fit; undefined when the document has none. */
  readonly schema: string | undefined
  rows(): Iterable<unknown>
}

/** A call that was refused, as far as it could be read. */
export interface RefusedCall<Specs extends TableSpecs = TableSpecs> {
  readonly api: Api
  readonly operation: Operation
  readonly problem: Problem
  readonly exchange: Exchange<Request>
  /** As it is now, which need not be as it was. */
  readonly world: World<Specs>
  /** Values of the path's parameters by name, as they were sent. */
  readonly params: Readonly<Record<string, string>>
  /** The first value of each name, as it was sent. */
  readonly query: Readonly<Record<string, string>>
  /** Of JSON; undefined when there was none. */
  readonly body: unknown
}

/** Why a call was refused, and what would let it through. */
export interface Reasons {
  /** The rule in one sentence. */
  readonly rule: string
  /** What failed and what was expected, by the names people know; a sentence or two. */
  readonly summary: string
  /** The parts of the request that are to blame. */
  readonly blames: readonly Blame[]
  /** The earlier exchange that led to it, and how: `invited by request 17`. */
  readonly causedBy?: { readonly id: number; readonly how: string } | undefined
  /** Where the scenario may say so, when no exchange does: the most telling place first. Those it does not have are passed over. */
  readonly facts?: readonly FactPath[] | undefined
  /** Requests that may be let through, the best first. Whoever shows one has tried it. */
  readonly remedies: readonly Remedy[]
}

/** A part of a request that is to blame. */
export interface Blame {
  /** Into the request: `['body', 'role_ids', 0]`, `['path', 'user_id']`, `['query', 'limit']`, `['headers', 'authorization']`. */
  readonly place: readonly (string | number)[]
  readonly value: unknown
  /** In plain words: `a role of Acme`. */
  readonly expected: string
}

/** A request that may be let through, told as changes to the one that was not. */
export interface Remedy {
  /** One sentence for people: what to do. */
  readonly says: string
  /** Another operation than the refused one: its body is `body` alone, its path keeps what has the same name. */
  readonly operationId?: string | undefined
  /** Laid over the path's parameters, name by name. */
  readonly params?: Readonly<Record<string, string>> | undefined
  /** Laid over the query; null takes a parameter out. */
  readonly query?: Readonly<Record<string, string | null>> | undefined
  /** Laid over the body, key by key. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  /** A page of the mock's own instead of an operation, opened or, with `form`, posted to: `/__standin/…`. */
  readonly page?: { readonly path: string; readonly form?: string | undefined } | undefined
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

/** Principals by the names that people know them by, such as e-mail addresses. */
export interface People<Specs extends TableSpecs = TableSpecs> {
  find(world: World<Specs>, name: string): Principal | undefined
  /** Undefined for a principal who is not there any more. */
  nameOf(world: World<Specs>, principalId: string): string | undefined
  /** For "did you mean". */
  names(world: World<Specs>): Iterable<string>
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
  /** Writes into the store what can wait until a world is asked for it. */
  readonly later?: Later | undefined
}

export interface Call<Specs extends TableSpecs = TableSpecs> {
  readonly operation: Operation
  readonly input: RequestInput
  /** As it came, for what no document speaks of. */
  readonly request: Request
  /** Undefined on public operations. */
  readonly principal: Principal | undefined
  readonly world: World<Specs>
  /** The world's time, read once for the whole call. */
  readonly now: number
}

export interface Reply {
  readonly status: number
  /** Bytes, text, or a value of JSON; undefined = no body. */
  readonly body?: unknown
  /** Sent piece by piece instead of a body. */
  readonly stream?: AsyncIterable<string>
  readonly headers?: ReplyHeaders
  readonly mediaType?: string
  /** Milliseconds to wait before it is sent. */
  readonly delay?: number
}

export interface ErrorContext {
  readonly traceId: string
  readonly now: number
  /** The request's `Accept`; anything will do where it is left out. */
  readonly accept?: string | undefined
}
