import type { RequestParts } from '../openapi/index.ts'
import type { Exchange } from '../world/index.ts'
import type { Problem } from './problem.ts'

/** A request as a transport hands it over. */
export interface Request extends RequestParts {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  /** Why the transport could not take the body, when it could not; told after the credentials were checked. */
  readonly unreadable: Problem | undefined
  /** Aborts when the caller has gone; given to backends that wait. */
  readonly left?: AbortSignal | undefined
}

/** An answer ready to be sent. */
export interface Response {
  /** 0 = no answer is sent at all. */
  readonly status: number
  /** Made for this answer alone: the transport may add its own. */
  readonly headers: Record<string, string | string[]>
  /** What stands in `text`, before it was written; for the journal and for callers in this process. */
  readonly body: unknown
  /** Undefined = no body, or a stream. */
  readonly text: string | undefined
  /** What makes bytes of `text`: `latin1` where each character stands for one byte; utf8 if left out. */
  readonly encoding?: 'latin1' | undefined
  /** Sent piece by piece as it comes, until it ends or the other side leaves. */
  readonly stream: AsyncIterable<string> | undefined
  /** How long the transport shall wait before it sends, in milliseconds. */
  readonly delay: number
  /** What the transport shall do to the connection instead of sending the answer whole. */
  readonly connection: Breakage | undefined
}

/** `refuse`: closed before the answer begins; `drop`: broken off midway; `truncate`: ended too early; `timeout`: kept open without an answer. */
export type Breakage = 'refuse' | 'drop' | 'truncate' | 'timeout'

/** An exchange while it is under way; once recorded, nobody changes it. */
export type Open = { -readonly [Key in keyof Exchange<Request, Response | undefined>]: Exchange<Request, Response | undefined>[Key] }
