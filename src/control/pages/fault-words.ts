import type { FaultSpec } from '../../world/index.ts'

/** A fault in one sentence: `inviteUserV2: answers 500, the first 3 times`. */
export function describeFault(fault: FaultSpec): string {
  const { operationId, match, times, every, share } = fault
  const which = [
    every !== undefined && every > 1 && `every ${ordinal(every)} call`,
    share !== undefined && share < 1 && `${Number((share * 100).toFixed(2))} % of the calls`,
    times !== undefined && (times === 1 ? 'once' : `${times} times`),
    match?.headers !== undefined &&
      `with ${Object.entries(match.headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', ')}`,
    match?.body !== undefined && `with ${JSON.stringify(match.body)} in the body`,
  ].filter((part) => part !== false)
  return `${operationId ?? 'Every operation'}: ${[whatHappens(fault), ...which].join(', ')}`
}

function whatHappens({ status, code, any, delayMs, connection, rateLimit }: FaultSpec): string {
  const parts = [
    delayMs !== undefined && `waits ${describeDelay(delayMs)}`,
    (status !== undefined || code !== undefined) && `answers ${[status, code].filter((part) => part !== undefined).join(' ')}`,
    any === true && 'declared or not',
    connection !== undefined && connections[connection],
    rateLimit !== undefined && `takes ${rateLimit.requests} calls per ${rateLimit.per}, then answers 429`,
  ].filter((part) => part !== false)
  return parts.join(', ') || 'nothing'
}

const connections: Readonly<Record<NonNullable<FaultSpec['connection']>, string>> = {
  refuse: 'refuses the connection',
  timeout: 'never answers',
  drop: 'drops the connection midway',
  truncate: 'ends the answer too early',
}

function describeDelay(delay: NonNullable<FaultSpec['delayMs']>): string {
  if (typeof delay === 'number') return `${delay} ms`
  if ('distribution' in delay) {
    return delay.distribution === 'lognormal'
      ? `about ${delay.median} ms (log-normal, sigma ${delay.sigma})`
      : `about ${delay.mean} ms (normal, deviation ${delay.deviation})`
  }
  return `${delay[0]} to ${delay[1]} ms`
}

function ordinal(number: number): string {
  const tens = number % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}
