import { didYouMean, parseDuration } from '../kernel/index.ts'
import type { Operation } from '../openapi/index.ts'
import { type DelaySpec, type FaultSpec, longestDelay } from '../world/index.ts'
import type { Engine } from './engine.ts'
import { answerOf } from './fault.ts'

/** Why a fault can't be used, in sentences that say what was expected; undefined when it can, and nothing will fail when it strikes. */
export function checkFault(engine: Engine, spec: FaultSpec): string | undefined {
  const { operationId } = spec
  const operation = operationId === undefined ? undefined : engine.api.operation(operationId)
  if (operationId !== undefined && operation === undefined) {
    const ids = engine.api.operations.map(({ id }) => id)
    return `There is no operation ${JSON.stringify(operationId)}.${didYouMean(String(operationId), ids)}`
  }
  return (
    checkMatch(spec, operation) ??
    checkCounts(spec) ??
    checkDelay(spec.delayMs) ??
    checkLimit(spec) ??
    checkParts(spec) ??
    checkAnswer(engine, spec, operation)
  )
}

function checkMatch({ match }: FaultSpec, operation: Operation | undefined): string | undefined {
  if (match === undefined) return undefined
  const { headers = {}, body } = match
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return `${JSON.stringify(name)} can't name a header to match.`
    if (typeof value !== 'string') return `The header ${name} can only match a text, not ${JSON.stringify(value)}.`
  }
  if (body !== undefined && operation?.hasBody === false) return `${operation.id} takes no body, so no call to it could match one.`
  if (body === undefined && Object.keys(headers).length === 0)
    return 'An empty match matches everything; name headers or parts of the body, or leave it out.'
  return undefined
}

function checkCounts({ times, every, share }: FaultSpec): string | undefined {
  for (const [name, count] of Object.entries({ times, every })) {
    if (count !== undefined && !(Number.isSafeInteger(count) && count >= 1))
      return `${name} is ${show(count)}; expected a whole number from 1.`
  }
  if (share !== undefined && !(isNumber(share) && share > 0 && share <= 1))
    return `share is ${show(share)}; expected a number above 0 and up to 1.`
  return undefined
}

function checkDelay(delay: FaultSpec['delayMs']): string | undefined {
  if (delay === undefined) return undefined
  if (typeof delay === 'number') return isWait(delay) ? undefined : `The delay is ${show(delay)}; expected ${wait}.`
  if (Array.isArray(delay)) {
    const [min, max] = delay as readonly unknown[]
    const isRange = delay.length === 2 && isWait(min) && isWait(max) && min <= max
    return isRange ? undefined : `The delay is drawn from ${show(delay)}; expected two numbers, the smaller first, each ${wait}.`
  }
  return checkDistribution(delay as DelaySpec)
}

function checkDistribution(delay: DelaySpec): string | undefined {
  switch (delay.distribution) {
    case 'lognormal': {
      if (!isWait(delay.median) || delay.median === 0) return `The median of the delay is ${show(delay.median)}; expected ${wait}, above 0.`
      const isSpread = isNumber(delay.sigma) && delay.sigma >= 0 && delay.sigma <= 10
      return isSpread ? undefined : `The sigma of the delay is ${show(delay.sigma)}; expected a number from 0 to 10, usually below 1.`
    }
    case 'normal':
      if (!isWait(delay.mean)) return `The mean of the delay is ${show(delay.mean)}; expected ${wait}.`
      return isWait(delay.deviation) ? undefined : `The deviation of the delay is ${show(delay.deviation)}; expected ${wait}.`
    default:
      return `The delay is ${show(delay)}; expected a number, two numbers, or the distribution lognormal or normal.`
  }
}

function checkLimit({ rateLimit }: FaultSpec): string | undefined {
  if (rateLimit === undefined) return undefined
  const { requests, per } = rateLimit
  if (!(Number.isSafeInteger(requests) && requests >= 1))
    return `A rate limit of ${show(requests)} requests; expected a whole number from 1.`
  const ms = typeof per === 'string' ? parseDuration(per) : undefined
  return ms !== undefined && ms > 0 && ms <= year
    ? undefined
    : `A rate limit per ${show(per)}; expected a time above 0 and up to a year, e.g. 60s, 1h or PT1M.`
}

/** Parts that don't go together, and a fault without any. */
function checkParts({ delayMs, status, code, any, connection, rateLimit, times, every, share }: FaultSpec): string | undefined {
  const answers = status !== undefined || code !== undefined
  if (connection !== undefined && !connections.includes(connection)) {
    return `connection is ${show(connection)}; expected ${connections.join(', ')}.${didYouMean(String(connection), connections)}`
  }
  if (connection !== undefined && answers)
    return 'A fault breaks the connection or answers with a status or code, not both; make two of it.'
  if (connection !== undefined && rateLimit !== undefined)
    return 'A rate limit answers 429 and does not break the connection; make two faults of it.'
  if (rateLimit !== undefined && answers) return 'A rate limit answers 429 in the words of the API; leave status and code out.'
  if (rateLimit !== undefined && (times ?? every ?? share) !== undefined) {
    return 'A rate limit counts calls by itself; leave times, every and share out.'
  }
  if (connection === 'timeout' && delayMs !== undefined)
    return 'A call that times out is never answered, so there is nothing to delay; leave the delay out.'
  if (any === true && !answers && rateLimit === undefined)
    return 'any lets a status or code go beyond the document; name one, or leave it out.'
  if (answers || connection !== undefined || rateLimit !== undefined || !isNothing(delayMs)) return undefined
  return 'The fault does nothing: give it a delay above 0, a status, a code, a connection (refuse, drop, truncate, timeout) or a rate limit.'
}

function checkAnswer(engine: Engine, spec: FaultSpec, operation: Operation | undefined): string | undefined {
  const { status, code } = spec
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    return `status is ${show(status)}; expected one that ends an exchange, from 200 to 599.`
  }
  if (code !== undefined && !(typeof code === 'string' && code !== '')) return `code is ${show(code)}; expected an error code of the API.`
  const whyNot = operation === undefined ? refusedByAll(engine, spec) : answerOf(engine, operation, spec)
  return typeof whyNot === 'string'
    ? `${whyNot} ${spec.any === true ? '' : 'Give `any: true` to go beyond the document.'}`.trim()
    : undefined
}

/** Without an operation, one that can answer so is enough. */
function refusedByAll(engine: Engine, spec: FaultSpec): string | undefined {
  const { operations } = engine.api
  let first: string | undefined
  for (const operation of operations) {
    const answer = answerOf(engine, operation, spec)
    if (typeof answer !== 'string') return undefined
    first ??= answer
  }
  return first === undefined ? 'The document has no operations.' : `None of ${operations.length} operations can answer so. ${first}`
}

const connections: readonly string[] = ['refuse', 'drop', 'truncate', 'timeout'] satisfies FaultSpec['connection'][]
const wait = `milliseconds from 0 to ${longestDelay}`
const year = 366 * 86_400_000

function isNothing(delay: FaultSpec['delayMs']): boolean {
  return delay === undefined || delay === 0 || (Array.isArray(delay) && delay[1] === 0)
}

function isWait(value: unknown): value is number {
  return isNumber(value) && value >= 0 && value <= longestDelay
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing')
}
