import { Order } from './order.ts'
import type { Compiled, Schemas } from './schemas.ts'
import { Uncompilable } from './uncompilable.ts'
import type { Violation } from './violation.ts'
import { type Address, toViolations } from './violations.ts'

export interface Check {
  (value: unknown): readonly Violation[]
  /** Compiles it before it is used. Throws `Uncompilable`, as its use does then. */
  compile(): void
}

const none: readonly Violation[] = Object.freeze([])

/** A check of one value, compiled on first use. */
export function createCheck(schemas: Schemas, pointer: string, place: 'response' | 'value'): Check {
  let known: Compiled | Uncompilable | undefined
  const compile = (): Compiled => {
    if (known === undefined) {
      try {
        known = schemas.check(pointer, place)
      } catch (error) {
        if (!(error instanceof Uncompilable)) throw error
        // kept, since finding it out takes long
        known = error
      }
    }
    if (known instanceof Uncompilable) throw known
    return known
  }
  const check = (value: unknown): readonly Violation[] => {
    const compiled = compile()
    const faults = compiled.judge(value)
    if (faults === undefined) return none
    const order = new Order([compiled.schema], schemas)
    const locate = (path: readonly (string | number)[]): Address => ({ in: place, path })
    return toViolations(value, faults, [], schemas, locate, ({ path }) => order.rank(path)).violations
  }
  return Object.assign(check, { compile })
}
