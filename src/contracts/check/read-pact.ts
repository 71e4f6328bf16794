import { type Diagnostic, isObject, Unusable } from '../../kernel/index.ts'
import { Positions } from '../../openapi/index.ts'
import type { Interaction, MatchingRule, MatchingRules, Pact, PactMessage } from '../pact/model.ts'
import { jsonOf, type Node, textOf } from './pact-parts.ts'
import type { PactSource } from './source.ts'

/** Reads a pact (V2 to V4) with the lines of its values. Throws `Unusable` when it is none; interactions that are not HTTP are left out. */
export function readPact(text: string, file: string): PactSource {
  const positions = new Positions(text)
  const locate = (pointer: string) => ({ file, ...positions.at(pointer), pointer })
  const root = jsonOf(text)
  const unusable = (message: string, pointer = '') => {
    const diagnostic: Diagnostic = { code: 'pact.invalid', severity: 'error', message, where: locate(pointer) }
    return new Unusable(`${file} can not be used:`, [diagnostic])
  }
  if (!isObject(root)) throw unusable('This is not a pact: expected a JSON object with "consumer", "provider" and "interactions".')
  const [consumer, provider] = [root.consumer, root.provider].map((one) => (isObject(one) ? textOf(one.name) : undefined))
  if (consumer === undefined || provider === undefined)
    throw unusable('A pact names its "consumer" and its "provider", each with a "name".')
  if (!Array.isArray(root.interactions))
    throw unusable('A pact has a list "interactions"; one of messages only is not checked here.', '/interactions')
  const metadata = isObject(root.metadata) ? root.metadata : {}
  const version = versionOf(metadata)
  const interactions = root.interactions.flatMap((one: unknown, index): Interaction[] => {
    if (isObject(one) && one.type !== undefined && one.type !== 'Synchronous/HTTP') return []
    const pointer = `/interactions/${index}`
    if (!isObject(one) || !isObject(one.request) || !isObject(one.response))
      throw unusable('An interaction has a "request" and a "response".', pointer)
    if (typeof one.response.status !== 'number') throw unusable('A response has a "status" that is a number.', `${pointer}/response`)
    return [toInteraction(one, one.request, one.response, version, pointer)]
  })
  return { pact: { consumer, provider, interactions, metadata, version, file }, locate }
}

function versionOf(metadata: Node): Pact['version'] {
  const named = [metadata.pactSpecification, metadata['pact-specification']].find(isObject)?.version ?? metadata.pactSpecificationVersion
  const major = Number(String(named ?? '2')[0])
  return major >= 4 ? 4 : major === 3 ? 3 : 2
}

function toInteraction(node: Node, request: Node, response: Node, version: Pact['version'], pointer: string): Interaction {
  const description = textOf(node.description) ?? ''
  const states = (Array.isArray(node.providerStates) ? node.providerStates : []).filter(isObject)
  const single = textOf(node.providerState)
  return {
    key: textOf(node.key) ?? `${description} ${pointer}`,
    description,
    states:
      states.length === 0 && single !== undefined && single !== ''
        ? [{ name: single, params: {} }]
        : states.map(({ name, params }) => ({ name: textOf(name) ?? '', params: isObject(params) ? params : {} })),
    pending: node.pending === true,
    comments: isObject(node.comments) ? node.comments : {},
    request: {
      method: (textOf(request.method) ?? 'GET').toUpperCase(),
      path: textOf(request.path) ?? '/',
      query: queryOf(request.query),
      ...messageOf(request, version),
    },
    response: { status: response.status as number, ...messageOf(response, version) },
    pointer,
  }
}

function messageOf(node: Node, version: Pact['version']): PactMessage {
  const headers = listsOf(node.headers)
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1][0]
  const isWrapped = version === 4 && isObject(node.body)
  const body = isWrapped ? (node.body as Node).content : node.body
  const contentType = named ?? (isWrapped ? textOf((node.body as Node).contentType) : undefined)
  const generators: Record<string, Record<string, Node>> = {}
  for (const [category, fills] of Object.entries(isObject(node.generators) ? node.generators : {}))
    if (isObject(fills)) generators[category] = 'type' in fills ? { '': fills } : (fills as Record<string, Node>)
  return { headers, body, contentType, rules: rulesOf(node.matchingRules, version), generators }
}

/** V2 has one flat map, `$.body.a` and `$.headers.X`; later versions have one a category. */
function rulesOf(node: unknown, version: Pact['version']): MatchingRules {
  const rules: Record<string, Record<string, MatchingRule>> = {}
  for (const [key, value] of Object.entries(isObject(node) ? node : {})) {
    if (!isObject(value)) continue
    if (version === 2) {
      const [, category = 'body', rest = ''] = /^\$\.(body|headers?|query|path)(.*)$/.exec(key) ?? []
      const name = category.startsWith('header') ? 'header' : category
      const place = name === 'body' ? `$${rest}` : rest.replace(/^\.|^\['|'\]$/g, '')
      const matcher = value.match === undefined ? { ...value, match: value.regex === undefined ? 'type' : 'regex' } : value
      rules[name] = { ...rules[name], [place]: { combine: 'AND', matchers: [matcher] } }
    } else if (Array.isArray(value.matchers)) rules[key] = { '': toRule(value) }
    else rules[key] = Object.fromEntries(Object.entries(value).flatMap(([place, rule]) => (isObject(rule) ? [[place, toRule(rule)]] : [])))
  }
  return rules
}

function toRule({ combine, matchers }: Node): MatchingRule {
  return { combine: combine === 'OR' ? 'OR' : 'AND', matchers: Array.isArray(matchers) ? matchers.filter(isObject) : [] }
}

function queryOf(value: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'string') return listsOf(value)
  const lists: Record<string, string[]> = {}
  for (const [name, one] of new URLSearchParams(value)) lists[name] = [...(lists[name] ?? []), one]
  return lists
}

function listsOf(value: unknown): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(isObject(value) ? value : {}).map(
    ([name, one]) => [name, (Array.isArray(one) ? one : [one]).map(String)] as const,
  )
  return Object.fromEntries(lists)
}
