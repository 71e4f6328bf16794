import type { Operation, Violation } from '../openapi/index.ts'
import type { Reply } from './backend.ts'

/** A reply that the document allows, with the media type it goes out as. Throws `Nonconforming` for any other: such an answer is our bug. */
export function conform<R extends Reply>(operation: Operation, reply: R): R & { readonly mediaType: string } {
  const spec = operation.response(reply.status)
  if (spec === undefined) {
    throw new Nonconforming(`${operation.id} answered ${reply.status}, but the document declares only ${operation.statuses.join(', ')}`)
  }
  const mediaType = reply.mediaType ?? spec.mediaTypes[0] ?? 'application/json'
  const violations = spec.check(reply.body, mediaType)
  if (violations.length > 0)
    throw new Nonconforming(
      `${operation.id} answered ${reply.status} with a body the document does not allow: ${violations.map(describe).join('; ')}`,
    )
  return { ...reply, mediaType }
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
