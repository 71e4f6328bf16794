import { Order } from './order.ts'
import type { Compiled, Schemas } from './schemas.ts'
import type { Violation } from './violation.ts'
import { type Address, toViolations } from './violations.ts'

export type Check = (value: unknown) => readonly Violation[]

const none: readonly Violation[] = Object.freeze([])

/** A check of one value, compiled on first use. */
export function createCheck(schemas: Schemas, pointer: string, place: 'response' | 'value'): Check {
  let compiled: Compiled | undefined
  return (value) => {
    compiled ??= schemas.check(pointer, place)
    const faults = compiled.judge(value)
    if (faults === undefined) return none
    const order = new Order([compiled.schema], schemas)
    const locate = (path: readonly (string | number)[]): Address => ({ in: place, path })
    return toViolations(value, faults, [], schemas, locate, ({ path }) => order.rank(path)).violations
  }
}
