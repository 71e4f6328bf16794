import { type Diagnostic, didYouMean, fingerprint, isObject, Unusable, type Where } from '../../kernel/index.ts'
import { type Api, type Operation, parametersOf, type Violation } from '../../openapi/index.ts'
import { lint, type StateCatalogue } from '../check/lint.ts'
import type { Interaction, Pact, ProviderState } from '../pact/model.ts'
import { writePact } from '../pact/write.ts'
import { catalogue, isStateName, pinned } from '../states/catalogue.ts'
import { checkPart, toAnswer } from './answer.ts'
import { unmark } from './marks.ts'
import { isJson, type Played } from './play.ts'
import { toRequest, type WrittenRequest } from './request.ts'

/** Terms whose types have been checked, or never were. */
export interface WrittenTerms extends WrittenRequest {
  readonly describe: string
  readonly given?: string | Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> | undefined
  readonly token?: string | null | undefined
  readonly answer: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string | undefined>> | undefined
    readonly body?: unknown
  }
}

/** What every expectation of a consumer has in common. */
export interface Setting {
  readonly api: Api
  readonly consumer: string
  readonly provider: string
  readonly token: string | undefined
  /** Undefined = any state is believed. */
  readonly states: StateCatalogue | undefined
  /** What the provider's states give beside their parameters, with the values that tests use. */
  readonly variables: Readonly<Record<string, string>>
}

export interface Built extends Played {
  /** A pact of this interaction alone. */
  readonly pact: Pact
}

/** Makes an interaction of terms. Throws `Unusable` with everything that the document, or the catalogue of states, does not allow. */
export function build(setting: Setting, name: string, terms: WrittenTerms, place: Where): Built {
  const { api, consumer, provider, states: known } = setting
  const operation = findOperation(api, name, terms, place)
  const tell = (code: string, message: string, where = place): Diagnostic => ({ code, severity: 'error', message, where })
  const { status, headers: given = {}, body } = terms.answer
  const spec = operation.response(status)
  if (spec === undefined) {
    const message = `${operation.id} does not answer ${status}; it answers ${operation.statuses.join(', ')}.`
    throw refused(terms, [tell('expectation.status.undeclared', message, api.locate(operation.pointer))])
  }
  const states = statesOf(terms.given, known)
  const variables = variablesOf(setting, states)
  const token = terms.token === undefined ? setting.token : terms.token
  // What is asked is exact anyway, and a mark in it says nothing more.
  const { params, query, headers, body: sent } = terms
  const asked = unmark({ params, query, headers, body: sent }).value as WrittenRequest
  const { request, missing } = toRequest(api, operation, asked, token, variables)
  const unmarked = unmark(body)
  const answered = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
  const { response, body: played } = toAnswer(api, spec, status, unmark(answered), unmarked)
  const interaction: Interaction = {
    key: fingerprint(JSON.stringify([terms.describe, states])).slice(0, 16),
    description: terms.describe,
    states,
    pending: false,
    comments: { references: { openapi: { operationId: operation.id } } },
    request,
    response,
    pointer: '/interactions/0',
  }
  const metadata = { writtenBy: { name: 'standin', from: api.title } }
  const pact: Pact = { consumer, provider, interactions: [interaction], metadata, version: 4, file: undefined }
  const findings = [
    ...(isJson(request.contentType) || ['undefined', 'string'].includes(typeof request.body)
      ? []
      : [tell('expectation.body.not-text', `A body of ${request.contentType} is compared as text; give it as one.`)]),
    ...missing.map((name) => tell('expectation.parameter.missing', `The path of ${operation.id} has {${name}}; give params.${name}.`)),
    ...checkPart(spec, unmarked.value).map((one) =>
      tell('expectation.answer.invalid', sentence(operation, status, one), placeOf(api, operation, one)),
    ),
    ...lint(api, { pact, raw: JSON.parse(writePact(pact)), locate: () => place }, known).flatMap(({ found }) =>
      found.filter(({ severity }) => severity === 'error'),
    ),
  ]
  if (findings.length > 0) throw refused(terms, findings)
  const declared = parametersOf(api, operation).filter((one) => one.in === 'header')
  return { interaction, body: played, declared: new Set(declared.map((one) => one.name.toLowerCase())), pact }
}

/** By its id, or like `GET /pets/{id}`. */
function findOperation(api: Api, name: string, terms: WrittenTerms, place: Where): Operation {
  const found = api.operation(name) ?? api.operations.find(({ method, path }) => `${method} ${path.template}` === name)
  if (found?.unusable !== undefined) {
    throw refused(terms, [
      { code: 'expectation.operation.unusable', severity: 'error', message: found.unusable, where: api.locate(found.pointer) },
    ])
  }
  if (found !== undefined) return found
  const message = `${api.title} has no operation ${JSON.stringify(name)}.${didYouMean(
    name,
    api.operations.map(({ id }) => id),
  )}`
  throw refused(terms, [{ code: 'expectation.operation.unknown', severity: 'error', message, where: place }])
}

function statesOf(given: WrittenTerms['given'], known: StateCatalogue | undefined): readonly ProviderState[] {
  if (given === undefined) return known === undefined ? [] : [{ name: 'default', params: {} }]
  if (!isObject(given)) return [{ name: String(given), params: {} }]
  return Object.entries(given).flatMap(([name, params]) => {
    const named = Object.entries(isObject(params) ? params : {})
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return params === undefined ? [] : [{ name, params: Object.fromEntries(named) }]
  })
}

/** What the states give, with the values they have in tests; parameters take precedence. */
function variablesOf({ states: known, variables }: Setting, states: readonly ProviderState[]): Readonly<Record<string, unknown>> {
  const ours = known === undefined ? [] : states.flatMap(({ name }) => (isStateName(name) ? catalogue[name].gives : []))
  const given = Object.fromEntries(ours.map((name) => [name, pinned[name]]))
  return Object.assign({ ...variables, ...given }, ...states.map(({ params }) => params))
}

function sentence({ id }: Operation, status: number, { path, message, value }: Violation): string {
  const place = path.length === 0 ? 'The body' : path.join('.')
  const was = value === undefined ? '' : `; it is ${JSON.stringify(value)}`
  return `The ${status} of ${id} is not what the document allows: ${place} ${message}${was}.`
}

function placeOf(api: Api, operation: Operation, { rulePointer }: Violation): Where {
  return api.locate(rulePointer ?? operation.pointer)
}

function refused({ describe }: WrittenTerms, diagnostics: readonly Diagnostic[]): Unusable {
  return new Unusable(`${JSON.stringify(describe)} can't be expected:`, diagnostics)
}
