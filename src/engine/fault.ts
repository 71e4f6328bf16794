import type { Operation } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import type { Effect, Engine } from './engine.ts'
import type { Open } from './request.ts'

/** What the world's faults do to a request; undefined when none of them is about it. */
export function strike(_engine: Engine, _world: World, _operation: Operation, _exchange: Open): Effect | undefined {
  return undefined
}
