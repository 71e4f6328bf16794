import type { Engine } from '../../engine/index.ts'
import { contains, formDecoded } from '../../kernel/index.ts'
import type { Exchange } from '../../world/index.ts'
import type { RequestFilter } from '../request-entry.ts'
import { type Content, readContent } from './content.ts'
import { pairsOf } from './secrets.ts'
import { operationIdOf, type Recorded, single } from './show.ts'

/** Which exchanges: `body` is part of what the request's body said, "was called with". */
export type ExchangeFilter = RequestFilter & { readonly body?: unknown }

/** Whether a filter means an exchange. Nothing is decoded while the cheaper parts of it already say no. */
export function matchesFilter(_engine: Engine, exchange: Exchange, filter: ExchangeFilter): boolean {
  const { operationId, status, search, body } = filter
  const { request, response } = exchange as Recorded
  if (operationId !== undefined && operationIdOf(exchange) !== operationId) return false
  if (status !== undefined && response.status !== status) return false
  if (search !== undefined && search !== '' && !isFound(exchange as Recorded, search.toLowerCase())) return false
  return body === undefined || contains(toValue(readContent(request.body, single(request.headers['content-type']))), body)
}

function isFound({ request, response, principalId, operationId }: Recorded, text: string): boolean {
  if (holds(request.target, text) || holds(formDecoded(request.target), text)) return true
  if (holds(principalId, text) || holds(operationId, text) || holds(response.text, text)) return true
  return request.body !== undefined && holds(loose.decode(request.body), text)
}

/** Bytes that are no text hold none that anybody looks for. */
const loose = new TextDecoder()

function holds(text: string | undefined, part: string): boolean {
  return text?.toLowerCase().includes(part) === true
}

function toValue(content: Content): unknown {
  switch (content.kind) {
    case 'json':
    case 'parts':
      return content.value
    case 'form':
      return Object.fromEntries(pairsOf(content.text).map(([name, value]) => [name, formDecoded(value)]))
    case 'text':
      return content.text
    default:
      return undefined
  }
}
