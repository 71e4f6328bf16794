import { fileURLToPath } from 'node:url'
import type { OwnBackend } from './backends/index.ts'
import type { ClockSetting } from './kernel/index.ts'

/** The document of the organisation-membership API, which comes along. */
export const flagshipDocument = fileURLToPath(new URL('../openapi/organizations.yaml', import.meta.url))

/** What a mock can be told when it is made. */
export interface MockOptions {
  /** Path of an OpenAPI document, its address if `allowRemote` is set, or the document itself; the organisation-membership API if left out. */
  readonly document?: string | object | undefined
  /** Lets the document, and what it refers to, be fetched from `http` and `https` addresses. Nothing is, unless this is set. */
  readonly allowRemote?: boolean | undefined
  /** Your own logic, made by `defineBackend`, or the path of a module that exports it as its default; its document is served if `document` is left out. */
  readonly backend?: OwnBackend | string | undefined
  /**
   * What is kept of what is made, changed and deleted in the collections inferred from a document that has no backend of its own:
   * those that are sure if left out, all of them if true, nothing if false.
   */
  readonly stateful?: boolean | undefined
  /** A file that says otherwise than is inferred what the collections are, as `standin infer --yaml` prints it. */
  readonly model?: string | undefined
  /** A scenario by name, or a fixture's path; `default` if left out. */
  readonly scenario?: string | undefined
  /** Folders with fixtures of your own, looked through before the ones that come along. */
  readonly fixtures?: readonly string[] | undefined
  /** Where ids and randomness come from; the scenario's if left out. */
  readonly seed?: number | undefined
  /** How time goes; the scenario's if left out. */
  readonly clock?: ClockSetting | undefined
  /** `strict` lets only the scenario's tokens pass. */
  readonly auth?: 'lenient' | 'strict' | undefined
  /** Decisions that rest on inference, chosen otherwise than the scenario does. */
  readonly assumptions?: Readonly<Record<string, string>> | undefined
  /** Every answer waits so many milliseconds, drawn evenly between the two. */
  readonly delay?: { readonly min: number; readonly max: number } | undefined
  /** Compiles every operation in the background once the mock listens, so that no first request waits for it; for a mock that is there for long. */
  readonly warmUp?: boolean | undefined
  /** The largest request body in bytes; 1 MiB if left out. */
  readonly bodyLimit?: number | undefined
  /** How many exchanges the journal of each world keeps; 1000 if left out. */
  readonly journalLimit?: number | undefined
  /** `strict` refuses API calls that name no world; `open`, the default, plays them in the world `default`. */
  readonly worlds?: 'open' | 'strict' | undefined
  /** How many worlds there may be at once; 1000 if left out. */
  readonly worldsLimit?: number | undefined
  /** How many bytes worlds may hold together, as estimated; 1 GiB if left out. */
  readonly worldsMemory?: number | undefined
  /** After how many milliseconds without a request a world is dropped; if left out, a day, and never with `data`. */
  readonly worldsIdle?: number | undefined
  /** `journal` leaves nothing of control but the journal, for a mock that only helps another server out; `all` if left out. */
  readonly control?: 'all' | 'journal' | undefined
  /** What control asks for as a bearer token; none = open, which is for loopback only. */
  readonly controlToken?: string | undefined
  /** An SMTP server that every mail is delivered to, e.g. `smtp://127.0.0.1:1025` or `smtps://user:password@host`; mails stay in the outbox as well. */
  readonly smtp?: string | undefined
  /** Sends the callbacks that calls lead to: to receivers on this machine, or to any. Left out, they are described and sent one by one when control is asked to, to this machine only. */
  readonly callbacks?: 'loopback' | 'any' | undefined
  /** A folder that keeps the worlds from one start to the next, and after a crash; made if it is not there. Left out, they are gone with the process. */
  readonly data?: string | undefined
  /** Has every answer wait until what it tells of would outlive a power cut, and not only the end of the process. */
  readonly dataSync?: boolean | undefined
  /** Is told, in one line, of what goes wrong beside the answers: a mail or a callback that can't be delivered, the torn end of a log. */
  readonly report?: ((line: string) => void) | undefined
  /** Where browsers reach the mock, for links in mails, when that is not the address it listens on. */
  readonly publicUrl?: string | undefined
  /** Listens there at once, on 127.0.0.1; 0 takes any free port. */
  readonly port?: number | undefined
}
