import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { type Effort, Overwork } from './effort.ts'

/** What is wrong with a value. */
export interface Faults {
  readonly errors: readonly ErrorObject[]
  /** Whether it took too much work to find out: nothing is known then, and the value is refused. */
  readonly isUndecided: boolean
}

/** Undefined for a value that fits. Fills in defaults on the way. */
export type Judge = (value: unknown) => Faults | undefined

export const noFaults: Faults = { errors: [], isUndecided: false }
const undecided: Faults = { errors: [], isUndecided: true }

/**
 * Says whether a value fits by a validator that stops at the first fault, and asks one that collects them only about a value that does not.
 * Choices within choices bring twice as many errors with each level; where they are more than the value could explain, the one that decides stands for all.
 */
export function createJudge(effort: Effort, compile: (collects: boolean) => ValidateFunction): Judge {
  const decide = compile(false)
  let collect: ValidateFunction | undefined
  return (value) => {
    effort.begin()
    try {
      if (decide(value)) return undefined
    } catch (thrown) {
      if (thrown instanceof Overwork) return undecided
      throw thrown
    }
    const decisive = (decide.errors ?? []).findLast(({ keyword }) => keyword !== 'if' && keyword !== 'propertyNames')
    const errors = effort.within(() => {
      collect ??= compile(true)
      return collect(value) ? undefined : collect.errors
    }, worthOf(value))
    return { errors: errors ?? (decisive === undefined ? [] : [decisive]), isUndecided: false }
  }
}

/** What may be spent on explaining: by the size of the value, since every part of it may be wrong in some ways. */
function worthOf(value: unknown): number {
  const waiting = [value]
  let parts = 0
  while (waiting.length > 0 && parts < mostParts) {
    const part = waiting.pop()
    parts++
    if (part !== null && typeof part === 'object') for (const inner of Object.values(part)) waiting.push(inner)
  }
  return 40_000 + parts * 100
}

const mostParts = 50_000
