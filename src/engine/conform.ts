import type { Operation, Violation } from '../openapi/index.ts'
import type { Reply } from './backend.ts'

/** The reply, if the document allows it. Throws `Nonconforming` for any other: such an answer is our bug. */
export function conform(operation: Operation, reply: Reply): Reply {
  const spec = operation.response(reply.status)
  if (spec === undefined) {
    throw new Nonconforming(`${operation.id} answered ${reply.status}, but the document declares only ${operation.statuses.join(', ')}`)
  }
  if (reply.stream !== undefined) return reply
  const violations = spec.check(reply.body, reply.mediaType)
  if (violations.length > 0)
    throw new Nonconforming(
      `${operation.id} answered ${reply.status} with a body the document does not allow: ${violations.map(describe).join('; ')}`,
    )
  return reply
}

/** An answer of ours that the document does not allow. */
export class Nonconforming extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Nonconforming'
  }
}

function describe(violation: Violation): string {
  return `/${violation.path.join('/')} ${violation.message} (got ${JSON.stringify(violation.value) ?? 'nothing'})`
}
