import type { CookiesOf, Declares, Given, HeadersOf, ReplyHeaders, Sent } from '../../engine/index.ts'
import type { TableSpecs, Tables } from '../../kernel/index.ts'

/** What a handler gets. The document has decoded and checked the request; all that can change belongs to the world the call is played in. */
export type HandlerCall<Declared, Specs extends TableSpecs> = Asked<Declared> & {
  /** Who called, as `authenticate` named him; undefined on public operations. */
  readonly caller: string | undefined
  /** Your own tables. What is written is taken back when the call is refused or fails. */
  readonly tables: Tables<Specs>
  readonly clock: Time
  readonly ids: Ids
  readonly random: Dice
  readonly outbox: OutgoingMail
  /** Where this world is reached from outside, for links; no trailing slash. */
  readonly origin: string
  /**
   * Says no with a status the document declares, and takes back what the call wrote. A text is the reason, put into the error's declared shape;
   * anything else is the body itself. Never returns: `return refuse(404, 'There is no such order')`.
   */
  readonly refuse: Refuse<Declared>
  /** The answer of the backend that plays what you don't. */
  next(): HandlerReply<Declared>
}

/** One of the answers the document declares: a status with the body that belongs to it. */
export type HandlerReply<Declared> = unknown extends Declared ? AnyReply : Declares<Declared>

/** Plays one operation, at once: a world is a function of its calls, so there is nothing to wait for. */
export type Handler<Declared, Specs extends TableSpecs> = (call: HandlerCall<Declared, Specs>) => HandlerReply<Declared>

/** Handlers by operationId; a status that is not declared and a body that is not allowed don't compile. */
export type Handlers<Operations, Specs extends TableSpecs> = {
  readonly [Id in keyof Operations]?: Handler<Operations[Id], Specs>
}

/** The world's clock, at the moment the call came. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly now: number
  /** ISO 8601 with `Z`. */
  readonly iso: string
}

/** Ids that are never given twice in a world, and the same whenever its calls are played again. */
export interface Ids {
  /** `ord_` and 32 hex digits for `ord_`. */
  text(prefix: string): string
  uuid(): string
  /** Whole numbers from 1, beyond those the starting rows have as `id`. */
  number(): number
}

/** The world's randomness: drawn from its seed. */
export interface Dice {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  int(below: number): number
}

export interface OutgoingMail {
  /** Puts a mail into the world's outbox; its id. Nothing is sent unless the mock was given an SMTP server, and nothing when the call fails. */
  send(mail: MailDraft): string
}

export interface MailDraft {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Made of the text if left out. */
  readonly html?: string | undefined
  /** What the mail is there to have clicked: shown in the console, and given by the outbox as `accept_link`. */
  readonly link?: string | undefined
}

type Asked<Declared> = unknown extends Declared
  ? AnyAsked
  : Given<Declared, never> & { readonly headers: HeadersOf<Declared>; readonly cookies: CookiesOf<Declared> }

type Refuse<Declared> = unknown extends Declared
  ? (status: number, said?: unknown, headers?: ReplyHeaders) => never
  : <Status extends RefusalStatus<Declared>>(status: Status, said?: string | RefusalBody<Declared, Status>, headers?: ReplyHeaders) => never

type RefusalStatus<Declared> = NoOf<Declares<Declared>['status' & keyof Declares<Declared>]>

/** Of statuses, those that say no. */
type NoOf<Status> = Status extends number ? (`${Status}` extends `${'4' | '5'}${string}` ? Status : never) : never

type RefusalBody<Declared, Status> =
  Declares<Declared> extends infer Reply
    ? Reply extends { readonly status: infer Own; readonly body: infer Body }
      ? Status extends Own
        ? Sent<Body>
        : never
      : never
    : never

// Without types of a document, as in plain JavaScript, anything goes until the document itself has checked it.
// biome-ignore lint/suspicious/noExplicitAny: nothing is known of it
type Anything = any

interface AnyAsked {
  readonly params: Anything
  readonly query: Anything
  readonly headers: Anything
  readonly cookies: Anything
  readonly body: Anything
}

interface AnyReply {
  readonly status: number
  readonly body?: unknown
  readonly mediaType?: string
  readonly headers?: ReplyHeaders
}
