import { didYouMean } from '../../kernel/index.ts'
import type { Exchange } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import { explainExchange } from '../explain/explain.ts'
import { type ExchangeFilter, matchesFilter } from '../explain/filter.ts'
import { showExchange } from '../explain/show.ts'
import type { Target } from '../target.ts'
import type { WorldControl } from '../verbs.ts'
import { requireText, requireWhole } from './arguments.ts'
import { worldAt, worldWith } from './places.ts'

export function localRequests(target: Target, name: string): WorldControl['requests'] {
  function* matching(filter: ExchangeFilter): Generator<Exchange> {
    requireFilter(target, filter)
    const engine = target.engine()
    for (const exchange of worldAt(target, name).journal.newestFirst()) if (matchesFilter(engine, exchange, filter)) yield exchange
  }
  return {
    async list({ limit = 100, ...filter } = {}) {
      requireWhole('limit', limit, 1, 1000)
      const engine = target.engine()
      const found = []
      const world = worldAt(target, name)
      for (const exchange of matching(filter)) if (found.push(showExchange(engine, world, exchange)) === limit) break
      return found
    },

    async find(id) {
      requireWhole('id', id, 1)
      const world = worldWith(target, name)
      const exchange = world.journal.find(id)
      if (exchange === undefined) {
        throw refusal(
          'request_unknown',
          `No call in the world "${name}" has the id ${id}, or the journal keeps it no longer. GET /__standin/requests lists them.`,
        )
      }
      const engine = target.engine()
      const explanation = explainExchange(engine, world, exchange, target.controlToken !== undefined) ?? null
      return { ...showExchange(engine, world, exchange), explanation }
    },

    async count(filter = {}) {
      let count = 0
      for (const _ of matching(filter)) count++
      return count
    },
  }
}

function requireFilter(target: Target, { operationId, status, search }: ExchangeFilter): void {
  requireText('search', search)
  if (status !== undefined) requireWhole('status', status, 0, 599)
  if (operationId !== undefined) requireOperation(target, operationId)
}

/** A misspelt operation would find nothing, and a test that expects nothing would hold for the wrong reason. */
function requireOperation({ engine }: Target, operationId: string): void {
  const { api } = engine()
  if (api.operation(operationId) !== undefined) return
  const ids = api.operations.map(({ id }) => id)
  throw refusal('operation_unknown', `The document has no operation ${JSON.stringify(operationId)}.${didYouMean(operationId, ids)}`)
}
