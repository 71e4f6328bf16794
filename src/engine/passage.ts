import type { Operation, Violation } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import type { Engine } from './engine.ts'
import type { Problem } from './problem.ts'
import type { Open, Request, Response } from './request.ts'
import { begin, close, tell } from './respond.ts'

/** A place where an answer that somebody else gave breaks the document. */
export interface Breach {
  /** Its code, e.g. `answer.body`. */
  readonly code: string
  /** `body/name`, `header/etag`, `status`. */
  readonly at: string
  readonly message: string
  /** JSON pointer into the bundled document. */
  readonly pointer: string
  readonly violation: Violation | undefined
  /** What was seen there; undefined when nothing was. */
  readonly value: unknown
}

/** What an exchange that passed through breaks, told in the place of a no of our own. */
export interface Passage {
  /** As a mock would refuse the request; undefined when that fits. */
  readonly request: Problem | undefined
  readonly answer: readonly Breach[]
  /** Of the answer, which need not be the one that was sent. */
  readonly status: number
  /** How many places of the two break the document. */
  readonly count: number
}

/** A no, or none, that has a passage to tell of. */
export function withPassage(problem: Problem, passage: Passage): Problem {
  return { ...problem, because: { rule: 'passage', facts: { passage } } }
}

export function passageOf(problem: unknown): Passage | undefined {
  const { because } = (problem ?? {}) as Partial<Problem>
  return because?.rule === 'passage' ? (because.facts.passage as Passage) : undefined
}

/** The answer to a request whose operation another was to play, and did not. */
export function decline(engine: Engine, world: World, operation: Operation, request: Request, reason: Problem): Response {
  return close(engine, world, begin(world, operation, request), operation, reason)
}

/** An exchange that passed through. */
export interface Passed {
  /** Its number in the world, taken from it when it began. */
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly durationMs: number
  /** The operation it was made to, or, if it `isRejected`, one on the same path. */
  readonly operation: Operation | undefined
  readonly isRejected: boolean
  readonly request: Request
  readonly response: Pick<Response, 'status' | 'headers' | 'body' | 'text'>
  readonly problem: Problem
}

/** Writes an exchange that somebody else answered into the journal. */
export function recordPassed(engine: Engine, world: World, passed: Passed): void {
  const { id, operation, response, ...rest } = passed
  const exchange: Open = {
    ...rest,
    id,
    traceId: world.traceId(id),
    operationId: operation?.id,
    response: { ...response, stream: undefined, delay: 0, connection: undefined },
    principalId: undefined,
    actedAs: undefined,
    faultId: undefined,
    defect: undefined,
  }
  world.journal.record(exchange, 1024 + (rest.request.body?.byteLength ?? 0) + 2 * (response.text?.length ?? 0))
  tell(engine, world, exchange as never, response.status)
}
