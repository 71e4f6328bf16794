import { valueAt } from '../../kernel/index.ts'
import type { Api, JsonSchema, Operation } from '../../openapi/index.ts'
import { typeOf } from '../build/view.ts'
import { bodyValueOf } from '../pact/body.ts'
import type { MatchingRule } from '../pact/model.ts'
import { type Facets, facetsOf, schemasAt } from './facets.ts'
import { parseJsonPath, placesOf } from './json-path.ts'
import type { CheckCode, Teller } from './source.ts'

type Matcher = Readonly<Record<string, unknown>>

/** What each matcher can accept, as types of JSON Schema; one that is not here can accept any. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  regex: ['string', 'integer', 'number', 'boolean'],
  integer: ['integer'],
  decimal: ['number'],
  number: ['number', 'integer'],
  boolean: ['boolean'],
  null: ['null'],
  include: ['string'],
  date: ['string'],
  time: ['string'],
  timestamp: ['string'],
  datetime: ['string'],
  semver: ['string'],
}

/** Holds the rules of a body to its examples and to the document's schema. */
export function checkBodyRules(api: Api, operation: Operation, teller: Teller, side: 'request' | 'response'): void {
  const message = teller.interaction[side]
  const { status } = teller.interaction.response
  const response = side === 'response' ? operation.response(status) : undefined
  const schema = response?.schema(message.contentType)
  const shown = (response?.examples ?? []).map(({ value }) => value)
  const body = bodyValueOf(message)
  for (const [path, rule] of Object.entries(message.rules.body ?? {})) {
    const at = [side, 'matchingRules', 'body', path]
    const steps = parseJsonPath(path)
    if (steps === undefined) {
      teller.tell('pact.matcher.path-invalid', 'error', `"${path}" is no JSON path; write it like $.items[0].name or $['a b'].`, at)
      continue
    }
    const places = placesOf(body, steps)
    if (places.length === 0 && !steps.some((step) => typeof step === 'symbol'))
      teller.tell('pact.matcher.no-target', 'warning', `The rule for ${path} applies to nothing: the example has no value there.`, at)
    const [first] = places
    if (first === undefined) continue
    const refused = places.find((place) => !accepts(rule, valueAt(body, place)))
    if (refused !== undefined) {
      const example = JSON.stringify(valueAt(body, refused))
      teller.tell('pact.matcher.rejects-own-example', 'error', `${path}: ${words(rule)} does not accept its own example ${example}.`, at)
      continue
    }
    if (schema === undefined) continue
    checkAgainst(
      api,
      teller,
      { path, rule, at, schemas: schemasAt(api, [schema], first), example: valueAt(body, first) },
      shown.map((value) => valueAt(value, first)),
    )
  }
}

interface Held {
  readonly path: string
  readonly rule: MatchingRule
  /** In the pact. */
  readonly at: readonly string[]
  readonly schemas: readonly JsonSchema[]
  readonly example: unknown
}

function checkAgainst(api: Api, teller: Teller, held: Held, shown: readonly unknown[]): void {
  const { path, rule, at, schemas } = held
  if (schemas.length === 0) return
  const worst = judge(held, facetsOf(api, schemas), shown)
  if (worst === undefined) return
  const pointer = schemas.map((schema) => api.schemas.pointerOf(schema)).find((found) => found !== undefined)
  const document = pointer === undefined ? undefined : api.locate(pointer)
  const [code, what] = worst
  teller.tell(code, code === 'pact.matcher.contradicts-schema' ? 'error' : 'warning', `${path}: ${words(rule)} ${what}`, at, document)
}

/** One verdict a rule: the worst. */
function judge({ rule, example }: Held, { types, values }: Facets, shown: readonly unknown[]): readonly [CheckCode, string] | undefined {
  const allowed = values?.filter((value) => value !== null)
  const isPossible = (type: string) => types === undefined || types.has(type) || (type === 'integer' && types.has('number'))
  const isDead = (matcher: Matcher) => {
    const taken = typesOf[String(matcher.match)]
    if (taken !== undefined && !taken.some(isPossible)) return true
    if (allowed === undefined || allowed.length === 0 || matcher.match === 'null') return false
    return !allowed.some((value) => matches(matcher, value, example))
  }
  if (rule.combine === 'OR' ? rule.matchers.every(isDead) : rule.matchers.some(isDead)) {
    const says = allowed === undefined ? [...(types ?? [])].join(' or ') : list(allowed)
    return ['pact.matcher.contradicts-schema', `contradicts the schema, which allows ${says}. Match what the document says.`]
  }
  const takes = (value: unknown) => accepts(rule, value, example)
  const has = (...names: readonly string[]) => rule.matchers.some(({ match }) => names.includes(String(match)))
  // a value that is fixed by the state is the consumer's choice, not a slip
  const missed = [...(allowed ?? []), ...shown].find((value) => value !== undefined && value !== null && !takes(value))
  if (missed !== undefined && !has('equality', 'type', 'values'))
    return ['pact.matcher.narrower-than-schema', `refuses ${JSON.stringify(missed)}, which the document allows here.`]
  if (types?.has('number') === true && has('integer'))
    return ['pact.matcher.narrower-than-schema', 'refuses fractions, which the document allows here. Match "number".']
  const mayBeNull = types?.has('null') === true && types.size > 1
  if (mayBeNull && isScalar(example) && !has('null', 'equality'))
    return ['pact.matcher.null-not-covered', 'refuses null, which the document allows here. Combine it with "null" by OR.']
  if (allowed !== undefined && typeof example === 'string' && takes(`${example}~`))
    return ['pact.matcher.looser-than-schema', `accepts more than the document lists: ${list(allowed)}.`]
  return undefined
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}

/** Holds the rules of path, query and headers to their examples. */
export function checkTextRules(teller: Teller, side: 'request' | 'response'): void {
  const { request } = teller.interaction
  const message = teller.interaction[side]
  const held: [category: string, name: string, values: readonly string[] | undefined][] = []
  for (const name of Object.keys(message.rules.path ?? {})) held.push(['path', name, side === 'request' ? [request.path] : undefined])
  for (const name of Object.keys(message.rules.query ?? {})) held.push(['query', name, valuesOf(request.query, name, false)])
  for (const name of Object.keys(message.rules.header ?? {})) held.push(['header', name, valuesOf(message.headers, name, true)])
  for (const [category, name, values] of held) {
    const at = [side, 'matchingRules', category, ...(name === '' ? [] : [name])]
    const rule = message.rules[category]?.[name] as MatchingRule
    const what = name === '' ? category : `${category} ${name}`
    if (values === undefined) {
      teller.tell('pact.matcher.no-target', 'warning', `The rule for ${what} applies to nothing: the ${side} has none.`, at)
      continue
    }
    const refused = values.find((value) => !accepts(rule, value))
    if (refused !== undefined)
      teller.tell('pact.matcher.rejects-own-example', 'error', `${what}: ${words(rule)} does not accept its own example "${refused}".`, at)
  }
}

function valuesOf(from: Readonly<Record<string, readonly string[]>>, rule: string, isHeader: boolean): readonly string[] | undefined {
  const name =
    /^\$\.?(?:\['(.*)'\]|(.+?))(?:\[.*\])?$/
      .exec(rule)
      ?.slice(1)
      .find((part) => part !== undefined) ?? rule.replace(/\[\d+\]$/, '')
  const key = Object.keys(from).find((one) => one === name || (isHeader && one.toLowerCase() === name.toLowerCase()))
  return key === undefined ? undefined : from[key]
}

/** Whether a rule accepts a value, as far as can be told without the verifier; what can't be is accepted. */
export function accepts({ combine, matchers }: MatchingRule, value: unknown, example: unknown = value): boolean {
  const test = (matcher: Matcher) => matches(matcher, value, example)
  return matchers.length === 0 || (combine === 'OR' ? matchers.some(test) : matchers.every(test))
}

function matches(matcher: Matcher, value: unknown, example: unknown): boolean {
  const { match, regex, value: wanted } = matcher
  const type = typeOf(value)
  if (match === 'regex') return isScalar(value) && matchesWhole(String(regex), String(value))
  if (match === 'integer') return type === 'integer' || (typeof value === 'string' && /^-?\d+$/.test(value))
  if (match === 'decimal')
    return type === 'number' || typeof value === 'number' || (typeof value === 'string' && /^-?\d+\.\d+$/.test(value))
  if (match === 'number') return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value))
  if (match === 'boolean') return type === 'boolean' || value === 'true' || value === 'false'
  if (match === 'null') return value === null
  if (match === 'include') return isScalar(value) && String(value).includes(String(wanted))
  if (match === 'equality') return JSON.stringify(value) === JSON.stringify(wanted ?? example)
  if (match === 'type' && !Array.isArray(value)) return kindOf(value) === kindOf(example)
  if (match === 'type' && typeof matcher.min === 'number' && Array.isArray(value)) return value.length >= matcher.min
  return true
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function kindOf(value: unknown): string {
  return typeof value === 'number' ? 'number' : typeOf(value)
}

const known = new Map<string, RegExp | null>()

/** The verifier's regexes match the whole value; one that JavaScript can't read is believed. */
function matchesWhole(regex: string, text: string): boolean {
  let expression = known.get(regex)
  if (expression === undefined) {
    try {
      expression = new RegExp(`^(?:${regex})$`, 'us')
    } catch {
      expression = null
    }
    known.set(regex, expression)
  }
  return expression === null || expression.test(text)
}

function words({ combine, matchers }: MatchingRule): string {
  const each = matchers.map(({ match, regex }) => (match === 'regex' ? `the regex ${String(regex)}` : `"${String(match)}"`))
  return `the matcher ${each.join(combine === 'OR' ? ' or ' : ' and ')}`
}
