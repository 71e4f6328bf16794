import type { Operation } from '../openapi/index.ts'
import { drawDelay, type Fault, type World } from '../world/index.ts'
import { type Answer, findAnswer, give } from './answer.ts'
import type { Effect, Engine } from './engine.ts'
import { Subject } from './match.ts'
import { problem } from './problem.ts'
import { rateLimitHeaders } from './rate-limit.ts'
import type { Open } from './request.ts'

/**
 * What the world's faults do to a request; undefined when none of them does anything. Asked before credentials and document are:
 * a dead line, a broken gateway and a limiter stand before the API. The rules of counting stand at `FaultSpec`.
 */
export function strike(engine: Engine, world: World, operation: Operation, { request, at: now }: Open): Effect | undefined {
  const subject = new Subject(request)
  let faultId: string | undefined
  let delay = 0
  let headers: Record<string, string> | undefined
  for (const active of world.faults.active) {
    const { fault } = active
    if (active.isSpent || !isAbout(fault, operation, subject)) continue
    const answer = answerOf(engine, operation, fault)
    // Without an operation it is about every call whose operation can answer so.
    if (typeof answer === 'string' && fault.operationId === undefined) continue
    if (fault.rateLimit !== undefined) {
      const allowance = active.take(fault.rateLimit.requests, now)
      headers = { ...headers, ...rateLimitHeaders(operation, allowance, now) }
      if (!allowance.isExceeded) continue
    } else if (!active.strikes(world.random)) continue
    faultId ??= fault.id
    if (fault.delayMs !== undefined) delay += drawDelay(fault.delayMs, world.random)
    if (answer !== undefined) {
      return { faultId: fault.id, delay, instead: give(operation, toAnswer(answer, fault), now), headers, connection: undefined }
    }
    const { connection } = fault
    if (connection !== undefined) return { faultId: fault.id, delay, instead: isDead(fault) ? nothing : undefined, headers, connection }
  }
  return faultId === undefined && headers === undefined ? undefined : { faultId, delay, instead: undefined, headers, connection: undefined }
}

/** What a fault answers with; undefined when it answers nothing, and why not when the document has no such answer. */
export function answerOf(
  engine: Engine,
  operation: Operation,
  { status, code, any, rateLimit }: Omit<Fault, 'id'>,
): Answer | string | undefined {
  if (rateLimit !== undefined) return findAnswer(engine, operation, { status: 429, any })
  return status === undefined && code === undefined ? undefined : findAnswer(engine, operation, { status, code, any })
}

function isAbout({ operationId, match }: Fault, operation: Operation, subject: Subject): boolean {
  return (operationId === undefined || operationId === operation.id) && (match === undefined || subject.fits(match))
}

/** Faults are checked when they are added; only a document that was replaced since can have lost what one of them answers. */
function toAnswer(answer: Answer | string, fault: Fault): Answer {
  if (typeof answer === 'string') return problem('defect', `The fault ${fault.id} can't be played any more: ${answer}`)
  return 'reason' in answer ? { ...answer, because: { rule: 'fault', facts: { fault_id: fault.id } } } : answer
}

function isDead({ connection }: Fault): boolean {
  return connection === 'refuse' || connection === 'timeout'
}

/** No answer at all. */
const nothing = Object.freeze({ status: 0 })
