import type { Api } from '../openapi/index.ts'
import type { Backend, Reply } from './backend.ts'
import type { Problem, ReplyHeaders } from './problem.ts'
import type { Breakage, Request } from './request.ts'

/** What the engine stands on for one document; shared by all worlds. */
export interface Engine {
  readonly api: Api
  readonly backend: Backend
  /** Whether a refusal links to its explanation, as the exchanges of an API do and those of control don't. */
  readonly explains: boolean
  /** The world a request is about, where that is not the one it is played in. */
  readonly worldOf?: ((request: Request) => string) | undefined
}

/** What a world's faults do to one request. */
export interface Effect {
  /** The fault that struck; undefined when only headers are added. */
  readonly faultId: string | undefined
  /** Milliseconds to wait before anything is sent. */
  readonly delay: number
  /** Answered instead of playing the operation. */
  readonly instead: Reply | Problem | undefined
  /** Added to the answer, whatever it is. */
  readonly headers: ReplyHeaders | undefined
  readonly connection: Breakage | undefined
}
