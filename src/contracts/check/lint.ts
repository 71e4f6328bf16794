import { didYouMean, toPointer } from '../../kernel/index.ts'
import { type Api, type Found, findOperation, type JsonSchema, type Operation, type Violation } from '../../openapi/index.ts'
import { bodyValueOf, bytesOf } from '../pact/body.ts'
import type { Interaction } from '../pact/model.ts'
import type { PactSource } from '../pact/source.ts'
import { facetsOf } from './facets.ts'
import { checkBodyRules, checkTextRules } from './matchers.ts'
import { findSecrets } from './secrets.ts'
import { Teller } from './source.ts'

/** The states a provider can be brought into: the parameters each takes, and the variables it gives to generators. */
export interface StateCatalogue {
  readonly states: Readonly<Record<string, { readonly params: readonly string[]; readonly gives: readonly string[] }>>
  /** Variables that every state gives, and that there are without one. */
  readonly common: readonly string[]
}

/** What the comparator does not see, by interaction: states, doubles, secrets, matching rules, optional fields, requests behind refusals. */
export function lint(api: Api, source: PactSource, states: StateCatalogue | undefined): readonly Teller[] {
  const seen = new Map<string, Interaction>()
  return source.pact.interactions.map((interaction) => {
    const teller = new Teller(source, interaction)
    checkDouble(teller, seen)
    if (states !== undefined) checkStates(teller, states)
    findSecrets(teller)
    const found = findOperation(api, interaction.request.method, interaction.request.path)
    checkTextRules(teller, 'request')
    checkTextRules(teller, 'response')
    if (found === undefined) return teller
    checkRequest(api, found, teller)
    checkBodyRules(api, found.operation, teller, 'request')
    checkBodyRules(api, found.operation, teller, 'response')
    checkOptional(api, found.operation, teller)
    return teller
  })
}

function checkDouble(teller: Teller, seen: Map<string, Interaction>): void {
  const { description, states } = teller.interaction
  const identity = JSON.stringify([description, states.map(({ name, params }) => [name, params])])
  const before = seen.get(identity)
  seen.set(identity, teller.interaction)
  if (before === undefined) return
  const message = `"${description}" stands in the pact twice with the same states, the first time at ${before.pointer}. Describe each interaction in its own words.`
  teller.tell('pact.interaction.duplicate', 'error', message, ['description'])
}

function checkStates(teller: Teller, { states: catalogue, common }: StateCatalogue): void {
  const given = new Set<string>(common)
  for (const [index, { name, params }] of teller.interaction.states.entries()) {
    const known = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined
    if (known === undefined) {
      const message = `No provider knows the state "${name}".${didYouMean(name, Object.keys(catalogue))}`
      teller.tell('pact.state.unknown', 'error', message, ['providerStates', index, 'name'])
      for (const param of Object.keys(params)) given.add(param)
      continue
    }
    for (const param of [...known.params, ...known.gives]) given.add(param)
    for (const param of Object.keys(params)) {
      if (known.params.includes(param)) continue
      const message = `The state "${name}" has no parameter "${param}"; it has ${known.params.join(', ') || 'none'}.${didYouMean(param, known.params)}`
      teller.tell('pact.state.param-unknown', 'error', message, ['providerStates', index, 'params', param])
    }
  }
  for (const [category, fills] of Object.entries(teller.interaction.request.generators)) {
    for (const [place, { type, expression }] of Object.entries(fills)) {
      if (type !== 'ProviderState') continue
      for (const [, param = ''] of String(expression).matchAll(/\$\{([^}]*)\}/g)) {
        if (given.has(param)) continue
        const message = `A generator takes "${param}", which no state of this interaction gives.${didYouMean(param, [...given])}`
        teller.tell('pact.generator.param-unknown', 'error', message, ['request', 'generators', category, ...(place === '' ? [] : [place])])
      }
    }
  }
}

/** Answers that may be about the very fault of the request. */
const aboutTheRequest: ReadonlySet<number> = new Set([400, 406, 413, 415, 422])

function checkRequest(api: Api, { operation, params }: Found, teller: Teller): void {
  const { request, response } = teller.interaction
  if (aboutTheRequest.has(response.status) || operation.unusable !== undefined) return
  const headers: Record<string, string> = {}
  for (const [name, values] of Object.entries(request.headers)) headers[name.toLowerCase()] = values.join(', ')
  if (request.body !== undefined) headers['content-type'] ??= request.contentType ?? 'application/json'
  const query = new URLSearchParams(
    Object.entries(request.query).flatMap(([name, values]) => values.map((value) => [name, value] as [string, string])),
  )
  const isText = typeof request.body === 'string' && !/json/.test(headers['content-type'] ?? '')
  const bytes = () => {
    if (request.encoded !== undefined) return bytesOf(request.body)
    return new TextEncoder().encode(isText ? (request.body as string) : JSON.stringify(request.body))
  }
  const read = operation.read({
    params,
    query: query.toString(),
    headers,
    body: request.body === undefined ? undefined : bytes(),
  })
  if (read.ok) return
  for (const violation of read.violations) {
    const also = violation.rulePointer === undefined ? api.locate(operation.pointer) : api.locate(violation.rulePointer)
    const message = `The request of ${operation.id} is not allowed: ${violation.in} ${violation.path.join('.')} ${violation.message}.`
    teller.tell('pact.request.invalid', 'error', message.replaceAll('  ', ' '), placeOf(teller, violation), also)
  }
}

function placeOf(teller: Teller, { in: place, path }: Violation): readonly (string | number)[] {
  if (place === 'body') return teller.body('request', path)
  if (place === 'query') return ['request', 'query', ...path]
  if (place === 'path') return ['request', 'path']
  const name = Object.keys(teller.interaction.request.headers).find((one) => one.toLowerCase() === String(path[0]).toLowerCase())
  return ['request', 'headers', ...(name === undefined ? [] : [name])]
}

/** A field the schema knows and does not require: the provider may leave it out any day. */
function checkOptional(api: Api, operation: Operation, teller: Teller): void {
  const { status, contentType } = teller.interaction.response
  const schema = operation.response(status)?.schema(contentType)
  if (schema === undefined) return
  const visit = (schemas: readonly JsonSchema[], value: unknown, at: readonly (string | number)[]): void => {
    if (schemas.length === 0 || value === null || typeof value !== 'object') return
    const { properties, required, items } = facetsOf(api, schemas)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(items, item, [...at, index])
      return
    }
    for (const [name, child] of Object.entries(value)) {
      const declared = properties.get(name)
      if (declared === undefined) continue
      const here = [...at, name]
      if (!required.has(name)) {
        const pointer = declared.map((one) => api.schemas.pointerOf(one)).find((found) => found !== undefined)
        const message = `The consumer expects ${toPointer(here)} in the ${status} of ${operation.id}, and the document does not require it: the provider may leave it out.`
        const also = api.locate(pointer ?? operation.pointer)
        teller.tell('pact.response.depends-on-optional', 'warning', message, teller.body('response', here), also)
      }
      visit(declared, child, here)
    }
  }
  visit([schema], bodyValueOf(teller.interaction.response), [])
}
