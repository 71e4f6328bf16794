import { type Problem, type Reply, type ReplyHeaders, toPhrase, toStatusCode } from '../../engine/index.ts'
import type { Operation } from '../../openapi/index.ts'

/** A no of a handler: thrown, so that what the call wrote is taken back. */
export class OwnRefusal extends Error {
  readonly problem: OwnProblem
  constructor(problem: OwnProblem) {
    super(problem.reason)
    this.problem = problem
  }
}

export interface OwnProblem extends Problem {
  /** The answer, where the handler gave its body. */
  readonly reply?: Reply | undefined
}

/** Throws `OwnRefusal`, or says what is wrong with a no that the document does not declare. */
export function refuse(
  operation: Operation,
  status: number,
  said: unknown,
  headers: ReplyHeaders | undefined,
  write: (reply: Reply) => Reply,
): never {
  const spec = operation.response(status)
  if (spec === undefined || status < 400)
    throw new Error(
      `it refused with ${status}, ${status < 400 ? 'which is no refusal: return it' : `but the document declares only ${operation.statuses.join(', ')}`}`,
    )
  const problem = { code: toStatusCode(status), status, reason: reasonIn(said) ?? toPhrase(status), headers }
  if (said === undefined || typeof said === 'string') throw new OwnRefusal(problem)
  const reply = write({ status, body: said })
  const violation = spec.check(reply.body, reply.mediaType)[0]
  if (violation === undefined) throw new OwnRefusal({ ...problem, reply })
  throw new Error(`it refused with ${status} and a body the document does not allow: /${violation.path.join('/')} ${violation.message}`)
}

/** The words of an error body, for whoever asks why. */
function reasonIn(said: unknown): string | undefined {
  if (typeof said === 'string') return said
  if (said === null || typeof said !== 'object') return undefined
  const { message, detail, title, error, description } = said as Readonly<Record<string, unknown>>
  const own = [message, detail, description, title].find((one) => typeof one === 'string')
  return typeof own === 'string' ? own : reasonIn(error)
}
