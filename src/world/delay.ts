import type { Random } from '../kernel/index.ts'
import type { FaultSpec } from './fault.ts'

/** The longest that anything waits on purpose, in milliseconds: ten minutes outlast every client's patience. */
export const longestDelay = 600_000

/** Milliseconds, drawn where there is something to draw; never below 0 nor above `longestDelay`. */
export function drawDelay(delay: NonNullable<FaultSpec['delayMs']>, random: Random): number {
  if (typeof delay === 'number') return bounded(delay)
  if ('distribution' in delay) {
    const deviate = normal(random)
    return bounded(
      delay.distribution === 'normal' ? delay.mean + delay.deviation * deviate : delay.median * Math.exp(delay.sigma * deviate),
    )
  }
  const [min, max] = delay
  return bounded(min + random.int(max - min + 1))
}

/** A standard normal deviate (Box and Muller 1958). */
function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
  return radius * Math.cos(2 * Math.PI * random.next())
}

function bounded(ms: number): number {
  return Math.min(Math.max(Math.round(ms), 0), longestDelay)
}
