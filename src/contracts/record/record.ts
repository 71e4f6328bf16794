import type { Diagnostic } from '../../kernel/index.ts'
import { type Api, isJson, type Operation } from '../../openapi/index.ts'
import { isErrorCode, match } from '../build/matchers.ts'
import { shownAt } from '../build/shown.ts'
import type { Interaction, Pact, PactResponse } from '../pact/model.ts'
import { identify } from './identity.ts'
import type { Observation } from './observe.ts'
import { allowedHeaders, mediaTypeOf, replaceSecrets, toRequest } from './request.ts'
import { type StateRule, scenarioState } from './states.ts'
import { prune, type Uses } from './used.ts'

export interface RecordOptions {
  readonly api: Api
  /** What the pacts call the mock. */
  readonly provider: string
  /** Of calls without a `Standin-Consumer` header; without it they are nobody's and not recorded. */
  readonly consumer?: string | undefined
  readonly uses?: Uses | undefined
  /** Record what the mock refused as malformed too. */
  readonly expectsRefusals?: boolean | undefined
  /** Request headers to record beside the usual ones, in lower case. */
  readonly headers?: readonly string[] | undefined
  readonly states?: StateRule | undefined
  /** Values of a request that whatever sets a state up gives beside the state's parameters, by the names it gives them. */
  readonly variables?: ((one: Observation) => Readonly<Record<string, string>>) | undefined
}

export interface Recorded {
  /** One for each consumer, by name. */
  readonly pacts: readonly Pact[]
  /** What was seen and not recorded, and why. */
  readonly findings: readonly Diagnostic[]
}

/** Names the consumer a call belongs to. */
export const consumerHeader = 'standin-consumer'
/** Says that a refusal is what the consumer is after: `Standin-Expect: refusal`. */
export const expectHeader = 'standin-expect'

interface Told {
  readonly consumer: string
  readonly interaction: Interaction
  readonly order: number
}

/** Turns calls, oldest first, into one pact for each consumer. The same calls give the same pacts. */
export function record(observations: readonly Observation[], options: RecordOptions): Recorded {
  const { api, provider } = options
  const findings = new Map<string, Diagnostic>()
  const told = new Map<string, Told>()
  for (const [index, one] of observations.entries()) {
    const result = toTold(one, observations.slice(0, index), options)
    if ('code' in result) findings.set(`${result.code} ${result.message}`, result)
    // The first of a kind stands for all: what comes later differs in values only.
    else if (!told.has(`${result.consumer} ${result.interaction.key}`)) told.set(`${result.consumer} ${result.interaction.key}`, result)
  }
  const consumers = [...new Set([...told.values()].map(({ consumer }) => consumer))].sort()
  const pacts = consumers.map((consumer): Pact => {
    const mine = [...told.values()].filter((one) => one.consumer === consumer)
    const sorted = mine.sort((a, b) => a.order - b.order || compare(a.interaction, b.interaction)).map(({ interaction }) => interaction)
    const interactions = distinguish(sorted).map((interaction, index) => ({ ...interaction, pointer: `/interactions/${index}` }))
    const metadata = { pactSpecification: { version: '4.0' }, recordedBy: { name: 'standin', from: api.title } }
    return { consumer, provider, interactions, metadata, version: 4, file: undefined }
  })
  return { pacts, findings: [...findings.values()] }
}

function toTold(one: Observation, earlier: readonly Observation[], options: RecordOptions): Told | Diagnostic {
  const { api, states: ruleOf = scenarioState, uses = {}, headers: extra = [] } = options
  const { entry } = one
  const consumer = headerOf(entry.request.headers, consumerHeader) ?? options.consumer
  const operation = entry.operationId === null ? undefined : api.operation(entry.operationId)
  if (operation === undefined) return leaveOut(api, one, 'record.request.unknown', 'the document knows no such operation')
  if (consumer === undefined) {
    return leaveOut(
      api,
      one,
      'record.consumer.unknown',
      'it names no consumer. Send the header Standin-Consumer, or give --consumer',
      operation,
    )
  }
  const why = reasonAgainst(one, options)
  if (why !== undefined) return leaveOut(api, one, ...why, operation)
  const states = ruleOf(one, earlier)
  if ('unknown' in states) return leaveOut(api, one, 'record.state.unknown', states.unknown, operation)
  const params = Object.assign({}, options.variables?.(one), ...states.map((state) => state.params))
  const request = toRequest(api, operation, entry, params, [...allowedHeaders, ...extra])
  const interaction: Interaction = {
    ...identify(operation, entry, states, request),
    states,
    pending: false,
    comments: { references: { openapi: { operationId: operation.id } } },
    request,
    response: toResponse(api, operation, one, uses[operation.id]),
    pointer: '',
  }
  return { consumer, interaction, order: api.operations.indexOf(operation) * 1000 + entry.status }
}

/** Why a call is no part of a contract. */
function reasonAgainst(
  { entry, isMalformed }: Observation,
  { expectsRefusals = false }: RecordOptions,
): readonly [string, string] | undefined {
  if (entry.fault !== null || entry.status === 0) return ['record.request.faulty', 'a fault was played on it']
  if (entry.status >= 500) return ['record.request.failed', 'the mock failed']
  const isWished = /\b(?:code|example|dynamic)=/.test(headerOf(entry.request.headers, 'prefer') ?? '')
  if (isWished) return ['record.request.wished', 'its answer was wished for by a Prefer header']
  const mediaType = mediaTypeOf(entry.request.headers) ?? 'application/json'
  if (typeof entry.request.body === 'object' && entry.request.body !== null && !isJson(mediaType.toLowerCase()))
    return ['record.request.binary', `what it sent is ${mediaType}, of which the journal shows less than a pact needs`]
  const isExpected = expectsRefusals || headerOf(entry.request.headers, expectHeader) === 'refusal'
  if (isMalformed && !isExpected) {
    return [
      'record.request.malformed',
      'the document does not allow it. Mend the client, or send Standin-Expect: refusal if that is what it is about',
    ]
  }
  return undefined
}

function toResponse(api: Api, operation: Operation, { entry }: Observation, listed: readonly string[] | undefined): PactResponse {
  const { status, response } = entry
  const contentType = mediaTypeOf(response.headers)
  const spec = operation.response(status)
  const schema = spec?.schema(contentType)
  const isError = status >= 400
  const used = response.body === null ? undefined : prune(api, schema, response.body, listed, isError)
  const examples = spec?.examples ?? []
  const safe = replaceSecrets(used, [], (at) =>
    shownAt(examples, at.map((part) => (typeof part === 'number' ? '[*]' : `.${part}`)).join('')),
  )
  const { body, rules } =
    used === undefined
      ? { body: undefined, rules: {} }
      : match(api, schema, safe, {
          example: (at) => shownAt(examples, at),
          isExact: (at) => isError && isErrorCode(at),
          isFilled: (at, list) => isEcho(at, entry.request.body) || typeof list[0] === 'object',
        })
  return {
    status,
    headers: body === undefined || contentType === undefined ? {} : { 'content-type': [contentType] },
    body,
    contentType: body === undefined ? undefined : contentType,
    rules: Object.keys(rules).length === 0 ? {} : { body: rules },
    generators: {},
  }
}

/** What was sent comes back; what else a list of plain values holds is the state's affair. */
function isEcho(at: string, sent: unknown): boolean {
  const list = (sent as Record<string, unknown> | null)?.[at.slice(2)]
  return Array.isArray(list) && list.length > 0
}

function leaveOut(api: Api, { entry }: Observation, code: string, why: string, operation?: Operation): Diagnostic {
  const path = entry.path.split('?', 1)[0]
  const message = `Not recorded: ${entry.method} ${path}, answered ${entry.status}: ${why}.`
  return { code, severity: 'warning', message, where: operation === undefined ? { file: api.source } : api.locate(operation.pointer) }
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1]
}

function compare(a: Interaction, b: Interaction): number {
  const [left, right] = [a, b].map(({ description, key }) => `${description} ${key}`) as [string, string]
  return left < right ? -1 : left > right ? 1 : 0
}

/** A verifier tells interactions by their description and states: those of other shapes alone get a part of their key. */
function distinguish(interactions: readonly Interaction[]): readonly Interaction[] {
  const nameOf = ({ description, states }: Interaction) => JSON.stringify([description, states.map(({ name }) => name)])
  const seen = new Map<string, number>()
  for (const one of interactions) seen.set(nameOf(one), (seen.get(nameOf(one)) ?? 0) + 1)
  return interactions.map((one) =>
    seen.get(nameOf(one)) === 1 ? one : { ...one, description: `${one.description} [${one.key.slice(0, 6)}]` },
  )
}
