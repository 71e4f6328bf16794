import type { Exchange, World } from '../world/index.ts'
import type { Engine } from './engine.ts'
import type { Problem } from './problem.ts'
import type { Request, Response } from './request.ts'
import { reject, respond } from './respond.ts'

/**
 * Plays recorded exchanges again, each at its own time; the answers, in order.
 * Over an equal start this gives an equal world and the same bytes: a world is a fold over its exchanges.
 */
export function replay(engine: Engine, world: World, exchanges: Iterable<Exchange>): Response[] {
  const clock = world.clock.setting
  const responses: Response[] = []
  for (const exchange of exchanges) {
    world.clock.setting = { mode: 'frozen', now: exchange.at }
    responses.push(again(engine, world, exchange))
  }
  world.clock.setting = clock
  return responses
}

function again(engine: Engine, world: World, exchange: Exchange): Response {
  const request = exchange.request as Request
  const operation = exchange.operationId === undefined ? undefined : engine.api.operation(exchange.operationId)
  if (exchange.isRejected) return reject(engine, world, request, exchange.problem as Problem, operation)
  if (operation === undefined)
    throw new Error(
      `Exchange ${exchange.id} was answered by "${exchange.operationId}", which the document no longer has: replay it with the document it was recorded with`,
    )
  return respond(engine, world, operation, request, exchange.actedAs === undefined ? undefined : { id: exchange.actedAs })
}
