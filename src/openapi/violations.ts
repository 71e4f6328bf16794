import type { ErrorObject } from 'ajv/dist/2020.js'
import { isObject, parsePointer } from '../kernel/index.ts'
import { Overwork } from './effort.ts'
import { explain } from './explain.ts'
import type { Faults } from './judge.ts'
import { compareRanks } from './order.ts'
import type { Schemas } from './schemas.ts'
import type { Violation } from './violation.ts'

/** Violations a caller gets to see; a body of some hundred kilobytes may hold as many. */
export const mostViolations = 50
/** Errors looked at; a hostile body brings hundreds of thousands, and the rest of them is only counted. */
const mostExplained = 5000

export interface Violations {
  readonly violations: readonly Violation[]
  readonly total: number
}

/** A place in the checked value, as the caller of the API knows it. */
export interface Address {
  readonly in: Violation['in']
  readonly path: readonly (string | number)[]
  /** The rule, where the validator's schema is our own and not the document's. */
  readonly rulePointer?: string | undefined
}

interface Found extends Address {
  readonly error: ErrorObject | undefined
  readonly own: Violation | undefined
}

/** Turns what the validator said, and what was found before it was asked, into violations in document order. */
export function toViolations(
  value: unknown,
  { errors, isUndecided }: Faults,
  own: readonly Violation[],
  schemas: Schemas,
  locate: (tokens: readonly (string | number)[]) => Address,
  rank: (address: Address) => readonly number[],
): Violations {
  const found: Found[] = own.map((violation) => ({ in: violation.in, path: violation.path, error: undefined, own: violation }))
  if (isUndecided) found.push({ ...locate([]), error: undefined, own: toUndecided(locate([])) })
  const explained = schemas.effort.within(() => explain(errors.slice(0, mostExplained), schemas))
  for (const error of explained ?? errors.slice(-1)) {
    const address = locate(tokensOf(error, value))
    // a part that could not be decoded is absent for the validator: one fault is enough
    if (!own.some((violation) => violation.in === address.in && covers(violation.path, address.path)))
      found.push({ ...address, error, own: undefined })
  }
  const violations = sortByRank(
    found.filter((one) => !isConsequence(one, found)),
    rank,
  )
    .slice(0, mostViolations)
    .map((one) => one.own ?? toViolation(one.error as ErrorObject, one, schemas))
  return { violations, total: found.length + Math.max(0, errors.length - mostExplained) }
}

/** Nobody knows whether the value is right; it is refused, since a check that goes on would hold up everyone else. */
function toUndecided({ in: place, path, rulePointer }: Address): Violation {
  const message = `${new Overwork().message}; make it smaller`
  return { in: place, path, rule: 'effort', params: {}, message, value: undefined, rulePointer }
}

function sortByRank(found: readonly Found[], rank: (address: Address) => readonly number[]): Found[] {
  return found
    .map((one) => ({ one, ranks: rank(one) }))
    .sort((a, b) => compareRanks(a.ranks, b.ranks))
    .map(({ one }) => one)
}

/** A property whose value breaks its schema counts as evaluated by none, and would be told to be one too many as well. */
function isConsequence({ error, path, in: place }: Found, found: readonly Found[]): boolean {
  if (error?.keyword !== 'unevaluatedProperties') return false
  const isOwn = (other: Found): boolean => other.path.length === path.length && other.error?.keyword === error.keyword
  return found.some((other) => other.in === place && covers(path, other.path) && !isOwn(other))
}

function covers(outer: readonly (string | number)[], inner: readonly (string | number)[]): boolean {
  return outer.every((token, index) => token === inner[index])
}

function tokensOf(error: ErrorObject, root: unknown): (string | number)[] {
  const tokens: (string | number)[] = []
  let value = root
  for (const token of parsePointer(error.instancePath)) {
    // the path does not tell an array's position from a property named by a number, the value does
    const key = Array.isArray(value) ? Number(token) : token
    tokens.push(key)
    value = (value as Record<string | number, unknown> | undefined)?.[key]
  }
  const name = nameOf(error)
  return name === undefined ? tokens : [...tokens, name]
}

/** The property an error is about, where the validator reports it at the object. */
function nameOf({ params, propertyName }: ErrorObject): string | undefined {
  return propertyName ?? params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty
}

function toViolation(error: ErrorObject, address: Address, schemas: Schemas): Violation {
  // what stands below a keyword that is `false` has no schema that could be asked where it came from
  const pointer = isObject(error.parentSchema) ? schemas.pointerOf(error.parentSchema) : undefined
  const rule = error.keyword === 'false schema' ? (error.schemaPath.split('/').at(-2) ?? 'not') : error.keyword
  return {
    in: address.in,
    path: address.path,
    rule,
    params: error.params,
    message: toMessage(error),
    value: seenBy(error),
    rulePointer: pointer === undefined ? address.rulePointer : isNever(error) ? pointer : `${pointer}/${rule}`,
  }
}

/** A schema that is `false`, or says so in other words. */
function isNever({ keyword, schema }: ErrorObject): boolean {
  return keyword === 'false schema' || (keyword === 'not' && isObject(schema) && Object.keys(schema).length === 0)
}

function seenBy(error: ErrorObject): unknown {
  if (error.propertyName !== undefined) return error.propertyName
  const name = nameOf(error)
  return name === undefined ? error.data : (error.data as Record<string, unknown>)[name]
}

function toMessage(error: ErrorObject): string {
  const { keyword, params, message } = error
  if (isNever(error)) return 'is not allowed'
  switch (keyword) {
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`
    case 'required':
    case 'dependentRequired':
      return 'is required'
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not allowed'
    case 'enum':
      return `must be ${oneOf(params.allowedValues)}`
    case 'discriminator':
      return `${seenBy(error) === undefined ? 'is required, as' : 'must be'} ${oneOf(params.allowedValues)}`
    case 'anyOf':
    case 'oneOf':
      return params.passingSchemas ? 'must match only one of the alternatives' : 'must match one of the alternatives'
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`
    default:
      return message ?? `breaks ${keyword}`
  }
}

function oneOf(allowed: readonly unknown[]): string {
  return `one of ${allowed
    .slice(0, 20)
    .map((value) => JSON.stringify(value))
    .join(', ')}`
}
