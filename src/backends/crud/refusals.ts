import type { Problem } from '../../engine/index.ts'
import type { Operation, Violation } from '../../openapi/index.ts'
import { No } from '../examples/no.ts'
import type { PatchFault } from './json-patch.ts'
import type { Unlisted } from './list.ts'
import type { Collection } from './model.ts'
import type { Play } from './plays.ts'

/** The first of some statuses that an operation declares by number, else the last. */
function declaredOf(operation: Operation, wished: readonly number[], usual: number): number {
  return wished.find((one) => operation.statuses.includes(String(one))) ?? usual
}

/** `scope` is where it was looked for. */
export function missing({ name }: Collection, id: unknown, scope: string): No {
  return new No({
    code: 'not_found',
    status: 404,
    reason: `${name} has no item ${JSON.stringify(id)}. Make it first, or ask for one that is listed.`,
    because: { rule: 'item-missing', facts: { collection: name, id, scope } },
    details: { resource: name, resource_id: id },
  })
}

/** Another item has the value already. */
export function taken({ name }: Collection, operation: Operation | undefined, property: string, value: unknown, scope: string): No {
  const reason = `${name} has an item whose ${property} is ${JSON.stringify(value)} already. Choose another.`
  const because = { rule: 'value-taken', facts: { collection: name, property, value, scope } }
  return new No({ ...conflict('conflict', operation, property, value, reason), because })
}

/** The body names another item than the path. */
export function immutable({ name }: Collection, operation: Operation, property: string, value: unknown, own: unknown): No {
  const reason = `The ${property} of an item of ${name} does not change: it is ${JSON.stringify(own)}, and ${JSON.stringify(value)} was sent. Leave it out, or make another item.`
  return new No(conflict('id_immutable', operation, property, value, reason))
}

function conflict(code: string, operation: Operation | undefined, property: string, value: unknown, reason: string): Problem {
  const status = operation === undefined ? 409 : declaredOf(operation, [409, 422, 400], 409)
  return { code, status, reason, violations: [inBody([property], 'unique', value, reason)] }
}

/** What was sent is allowed by the request's schema, and no answer could show it. */
export function unshowable({ operation, collection: { name }, sent, envelope }: Play, faults: readonly Violation[]): No {
  const outer = envelope === undefined ? [] : [envelope]
  const violations = faults.map((one): Violation => {
    const [first, ...rest] = one.path
    return { ...one, in: 'body', path: first === undefined ? outer : [...outer, sent.get(String(first))?.name ?? first, ...rest] }
  })
  const [first] = violations
  return new No({
    code: 'value_refused',
    status: declaredOf(operation, [422, 400], 422),
    reason: `${name} can't have what was sent: ${first?.path.join('.')} ${first?.message}, as the answers that show it are declared. Nothing was changed.`,
    violations,
  })
}

/** RFC 5789 §2.2: 409 where the item is not as the patch takes it to be, 400 for what is no patch. */
export function unpatchable(operation: Operation, { kind, place, message }: PatchFault): No {
  const status = kind === 'malformed' ? declaredOf(operation, [400, 422], 400) : declaredOf(operation, [409, 422, 400], 409)
  const reason = `${message} Nothing was changed.`
  return new No({ code: `patch_${kind}`, status, reason, violations: [inBody(place, kind, undefined, message)] })
}

/** The query asks for what the list does not have. */
export function unlisted(operation: Operation, { code, parameter, value, reason }: Unlisted): No {
  const violation: Violation = { ...inBody([parameter], code, value, reason), in: 'query' }
  return new No({ code, status: declaredOf(operation, [400, 422], 400), reason, violations: [violation] })
}

function inBody(path: readonly (string | number)[], rule: string, value: unknown, message: string): Violation {
  return { in: 'body', path, rule, params: {}, message, value, rulePointer: undefined }
}
