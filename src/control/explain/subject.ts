import type { Engine, KnownToken, Problem, Request } from '../../engine/index.ts'
import { formDecoded } from '../../kernel/index.ts'
import {
  type Api,
  type Draft,
  FilePart,
  mediaOf,
  type Operation,
  parametersOf,
  sampleInBody,
  sampleParameter,
  withQuery,
} from '../../openapi/index.ts'
import type { World } from '../../world/index.ts'
import { type Content, readContent } from './content.ts'
import { credentialsOf, deepest, isSecretName, keyNamesOf, type Secrets } from './secrets.ts'
import { type Recorded, secretsOfRequest, showHeader, single } from './show.ts'

/** Tokens that are tried in a command; a scenario with more has enough among the first of them. */
const mostTokens = 40

/** A password nobody has: what stands in a command for one that is not shown. */
const madeUp = 'correct horse battery staple'

/** A refused exchange and everything that explaining it looks at. */
export class Subject {
  readonly engine: Engine
  readonly api: Api
  readonly world: World
  readonly exchange: Recorded
  readonly request: Request
  /** What it was answered with, as the engine knows it; undefined when a fault answered by itself. */
  readonly problem: Problem | undefined
  /** The operation it came to, or the nearest one on the same path. */
  readonly operation: Operation | undefined
  readonly secrets: Secrets
  readonly content: Content
  readonly tokens: readonly KnownToken[]

  constructor(engine: Engine, world: World, exchange: Recorded) {
    const { request, problem, operationId } = exchange
    this.engine = engine
    this.api = engine.api
    this.world = world
    this.exchange = exchange
    this.request = request
    this.problem = problem as Problem | undefined
    this.operation = operationId === undefined ? undefined : engine.api.operation(operationId)
    this.secrets = secretsOfRequest(engine.api, request)
    this.content = readContent(request.body, single(request.headers['content-type']))
    this.tokens = firstOf(engine.backend.tokens?.(world) ?? [], mostTokens)
  }

  /** Listed tokens of whoever called, that of the request first. */
  get ownTokens(): readonly string[] {
    const { principalId, actedAs } = this.exchange
    const shown = new Set(credentialsOf(this.api, this.request))
    const sent = this.tokens.find(({ token }) => shown.has(token))
    const callerId = principalId ?? actedAs ?? sent?.principal.id
    const own = this.tokens.filter(({ principal }) => principal.id === callerId).map(({ token }) => token)
    return sent !== undefined && own.includes(sent.token) ? [sent.token, ...own.filter((token) => token !== sent.token)] : own
  }

  /** The request as it was sent to an operation, without its credential and with other values in the place of its secrets. */
  draft(operation: Operation, params: readonly string[] = this.request.params): Draft {
    const { api, request } = this
    const parameters = parametersOf(api, operation)
    const keys = keyNamesOf(api)
    const mark = request.target.indexOf('?')
    const pairs = mark === -1 ? [] : request.target.slice(mark + 1).split('&')
    let query = pairs.filter((pair) => !isKey(keys.query, formDecoded(pair.split('=', 1)[0] ?? ''))).join('&')
    const headers: Record<string, string> = {}
    for (const parameter of parameters) {
      const name = parameter.name.toLowerCase()
      const value = parameter.in === 'header' ? single(request.headers[name]) : undefined
      const isSecret = value !== undefined && showHeader(api, name, value, this.secrets) !== value
      if (value !== undefined && !keys.header.has(name))
        headers[name] = isSecret ? String(sampleParameter(api, parameter) ?? madeUp) : value
      if (parameter.in === 'query' && parameter.required && isKey(keys.query, parameter.name)) {
        query = withQuery(query, parameter, sampleParameter(api, parameter) ?? madeUp)
      }
      if (parameter.in === 'cookie' && !keys.cookie.has(parameter.name)) {
        headers.cookie = [headers.cookie ?? [], `${parameter.name}=${String(sampleParameter(api, parameter))}`].flat().join('; ')
      }
    }
    const body = this.#bodyFor(operation)
    const mediaType = single(request.headers['content-type'])
    if (body !== undefined && mediaType !== undefined) headers['content-type'] = mediaType
    return { operation, params, query: this.secrets.hide(query), headers, body }
  }

  /** Values of the path's parameters by name. */
  get params(): Readonly<Record<string, string>> {
    const names = this.operation?.path.names ?? []
    return Object.fromEntries(names.map((name, index) => [name, this.request.params[index] ?? '']))
  }

  /** The first value of each name. */
  get query(): Readonly<Record<string, string>> {
    const query = [...new URLSearchParams(this.request.query)].reverse()
    return Object.fromEntries(query)
  }

  #bodyFor(operation: Operation): unknown {
    if (!operation.hasBody) return undefined
    const { content, api } = this
    const medium = mediaOf(api, operation)[0]
    if (content.kind === 'form') {
      const fields = Object.fromEntries(
        [...new URLSearchParams(content.text)].map(([name, value]) => [name, isSecretName(name) ? madeUp : value]),
      )
      return fields
    }
    if (content.kind !== 'json' && content.kind !== 'parts') return undefined
    return withoutSecrets(
      content.kind === 'json' ? content.value : content.sent,
      (path) => (medium === undefined ? undefined : sampleInBody(api, medium, path)),
      this.secrets,
    )
  }
}

function isKey(keys: ReadonlySet<string>, name: string): boolean {
  return keys.has(name) || isSecretName(name)
}

/** A copy of a body in which what stands under the name of a secret is what the document shows there. */
function withoutSecrets(root: unknown, sampleOf: (path: readonly (string | number)[]) => unknown, secrets: Secrets): unknown {
  const walk = (value: unknown, path: readonly (string | number)[]): unknown => {
    const name = path.at(-1)
    if (typeof name === 'string' && isSecretName(name) && value !== null && typeof value !== 'boolean') return sampleOf(path) ?? madeUp
    if (typeof value === 'string') return secrets.hide(value)
    if (value === null || typeof value !== 'object' || value instanceof FilePart || path.length > deepest) return value
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]))
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, walk(inside, [...path, key])]))
  }
  return walk(root, [])
}

function firstOf<Item>(items: Iterable<Item>, most: number): readonly Item[] {
  const first: Item[] = []
  for (const item of items) if (first.push(item) === most) break
  return first
}
