import { type Engine, passageOf, type Request, type Response } from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { Exchange, World } from '../../world/index.ts'
import type { RequestEntry } from '../request-entry.ts'
import { type Content, maskPairs, readContent, readText, secretsOf, showContent } from './content.ts'
import { cookiesOf, credentialsOf, isSecretName, isWorld, keyNamesOf, masked, maskSecret, Secrets, splitAuthorization } from './secrets.ts'

/** An exchange of an API as the journal holds it. */
export type Recorded = Exchange<Request, Response>

/** An exchange as it may be shown: bytes decoded, long bodies cut, secrets masked. The exchange itself stays as it is, since a replay needs it. */
export function showExchange({ api, backend }: Engine, world: World, exchange: Exchange): RequestEntry {
  const { id, traceId, at, request, response, principalId, faultId, durationMs, problem } = exchange as Recorded
  const sent = readContent(request.body, single(request.headers['content-type']))
  const operation = api.operation(operationIdOf(exchange) ?? '')
  const isByBackend = operation !== undefined && problem === undefined && exchange.defect === undefined && faultId === undefined
  const secrets = new Secrets([...credentialsOf(api, request), ...secretsOf(sent)])
  return {
    id,
    at: toZuluTime(at),
    method: request.method,
    path: showTarget(api, request.target, secrets),
    operationId: operationIdOf(exchange) ?? null,
    answeredBy: (isByBackend ? backend.answeredBy?.(operation, request, world) : undefined) ?? null,
    status: response.status,
    durationMs: Math.round(durationMs * 1000) / 1000,
    principal: principalId ?? null,
    traceId,
    fault: faultId ?? null,
    breaches: passageOf(problem)?.count,
    request: { headers: showHeaders(api, request.headers, secrets), body: showContent(sent, secrets) },
    response: { headers: showHeaders(api, response.headers, secrets), body: showContent(answerOf(response), secrets) },
  }
}

/** What the request was made to; of one that no operation could take, nothing, although the journal remembers which was near. */
export function operationIdOf({ isRejected, operationId }: Exchange): string | undefined {
  return isRejected ? undefined : operationId
}

/** The secrets a request holds, by value. */
export function secretsOfRequest(api: Api, request: Request): Secrets {
  return new Secrets([...credentialsOf(api, request), ...secretsOf(readContent(request.body, single(request.headers['content-type'])))])
}

function answerOf({ body, text, encoding, headers }: Response): Content {
  if (body === undefined) return { kind: 'none' }
  if (encoding === 'latin1') return { kind: 'binary', bytes: text?.length ?? 0, mediaType: single(headers['content-type']) ?? '' }
  return typeof body === 'string' ? readText(body, single(headers['content-type'])?.split(';', 1)[0] ?? '') : { kind: 'json', value: body }
}

/** Path and query. */
export function showTarget(api: Api, target: string, secrets: Secrets): string {
  const mark = target.indexOf('?')
  if (mark === -1) return secrets.hide(target)
  const { query } = keyNamesOf(api)
  return secrets.hide(`${target.slice(0, mark)}?${maskPairs(target.slice(mark + 1), (name) => query.has(name) || isSecretName(name))}`)
}

function showHeaders(
  api: Api,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  secrets: Secrets,
): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      shown[name] = [value]
        .flat()
        .map((text) => showHeader(api, name.toLowerCase(), text, secrets))
        .join(', ')
  }
  return shown
}

/** One header by its name in lower case. */
export function showHeader(api: Api, name: string, value: string, secrets: Secrets): string {
  if (/authorization$/.test(name)) {
    const { scheme, credential } = splitAuthorization(value)
    return [scheme ?? [], credential === '' ? [] : maskSecret(credential)].flat().join(' ')
  }
  if (name === 'cookie')
    return cookiesOf(value)
      .map(([key, cookie]) => `${key}=${isWorld(key) ? cookie : maskSecret(cookie)}`)
      .join('; ')
  if (name === 'set-cookie') return value.replace(/^([^=;]*)=[^;]*/, (_, key: string) => `${key}=${masked}`)
  if (name === 'location' || name === 'content-location' || name === 'referer') return showTarget(api, value, secrets)
  return keyNamesOf(api).header.has(name) || isSecretName(name) ? maskSecret(value) : secrets.hide(value)
}

export function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value
}
