import { didYouMean, isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api } from './api.ts'
import { follow, type Node } from './document.ts'
import { typesOf } from './keywords.ts'
import { examplesOf, schemaAt } from './sample.ts'
import type { Violation } from './violation.ts'

/** What the broken rule asks for, in plain words: `at most 255 characters`, `an e-mail address such as jane@example.com`. */
export function expectationOf(api: Api, violation: Violation): string {
  const { rule, params, value, rulePointer } = violation
  const { root } = api
  const owner = rulePointer === undefined ? undefined : valueAt(root, parsePointer(rulePointer).slice(0, -1))
  const schema = isObject(owner) ? owner : {}
  const limit = String(params.limit)
  switch (rule) {
    case 'required':
    case 'dependentRequired':
      return `${describe(root, neededSchema(root, schema, violation))} (required)`
    case 'missing':
      return 'a body'
    case 'unexpected':
      return 'no body'
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'false schema':
      return `nothing: no field of this name is declared here.${didYouMean(String(violation.path.at(-1)), namesOf(schema))}`
    case 'forbiddenKey':
      return 'no key that reaches into prototypes, such as __proto__'
    case 'nesting':
      return `at most ${String(params.limit)} levels of arrays and objects`
    case 'effort':
      return 'a value that can be checked with less work: shorter texts, fewer levels of alternatives'
    case 'type':
      return [params.type].flat().map(String).map(nounOf).join(' or ') + suffix(root, schema)
    case 'format':
      return (formats[String(params.format)] ?? `text in the format ${String(params.format)}`) + suffix(root, schema)
    case 'pattern':
      return `text that matches ${String(params.pattern)}${suffix(root, schema)}`
    case 'enum':
    case 'discriminator': {
      const allowed = params.allowedValues as readonly unknown[]
      const hint = typeof value === 'string' ? didYouMean(value, allowed.filter(isText)) : ''
      return `one of ${allowed.map((item) => JSON.stringify(item)).join(', ')}.${hint}`
    }
    case 'const':
      return JSON.stringify(params.allowedValue)
    case 'minLength':
    case 'maxLength':
      return `${bounds[rule]} ${count(params.limit, 'character')}, not ${[...String(value)].length}`
    case 'minItems':
    case 'maxItems':
      return `${bounds[rule]} ${count(params.limit, 'item')}, not ${Array.isArray(value) ? value.length : 0}`
    case 'minProperties':
    case 'maxProperties':
      return `${bounds[rule]} ${count(params.limit, 'field')}, not ${isObject(value) ? Object.keys(value).length : 0}`
    case 'minimum':
      return `a number from ${limit} up`
    case 'maximum':
      return `a number up to ${limit}`
    case 'exclusiveMinimum':
      return `a number above ${limit}`
    case 'exclusiveMaximum':
      return `a number below ${limit}`
    case 'multipleOf':
      return `a multiple of ${String(params.multipleOf)}`
    case 'uniqueItems':
      return 'each item once'
    case 'duplicate':
      return 'one value, not several'
    case 'mediaType':
      return params.allowed === undefined ? violation.message : `a body sent as ${(params.allowed as readonly string[]).join(' or ')}`
    case 'encoding':
      return 'percent-encoded UTF-8'
    case 'malformed':
      return malformed(violation)
    default:
      return violation.message
  }
}

const bounds = {
  minLength: 'at least',
  maxLength: 'at most',
  minItems: 'at least',
  maxItems: 'at most',
  minProperties: 'at least',
  maxProperties: 'at most',
} as const

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  date: 'a date',
  'date-time': 'a date and time with its zone (RFC 3339)',
  time: 'a time of day with its zone',
  duration: 'a duration (ISO 8601)',
  uuid: 'a UUID',
  uri: 'an absolute URL',
  'uri-reference': 'a URL',
  hostname: 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
}

function nounOf(type: string): string {
  return nouns[type] ?? type
}

/** The place of the fault is known, the text around it may be a secret. */
function malformed({ in: place, params, message }: Violation): string {
  if (params.encoding === 'utf-8') return 'UTF-8'
  if (place !== 'body' || params.line === undefined) return message.replace(/^must be /, '')
  return `${params.syntax === undefined ? 'JSON' : String(params.syntax)}; it breaks at line ${String(params.line)}, column ${String(params.column)}`
}

/** The schema of what is missing: of a parameter, or of a property of the object the rule stands in. */
function neededSchema(root: Node, owner: Node, { in: place, path }: Violation): unknown {
  return place === 'body' ? schemaAt(root, owner, path.slice(-1)) : owner.schema
}

/** What a schema describes, as far as one line can say it. */
function describe(root: Node, schema: unknown): string {
  const target = follow(root, schema, '')?.value
  if (!isObject(target)) return 'a value'
  if (Array.isArray(target.enum)) return `one of ${target.enum.map((item) => JSON.stringify(item)).join(', ')}`
  const format = formats[String(target.format)]
  const types = typesOf(target).map(nounOf).join(' or ')
  return (format ?? (types === '' ? 'a value' : types)) + suffix(root, target)
}

/** ` such as "role_abc123"`, where the document shows one. */
function suffix(root: Node, schema: Node): string {
  const [example] = examplesOf(root, schema)
  return typeof example === 'string' || typeof example === 'number' ? ` such as ${JSON.stringify(example)}` : ''
}

function namesOf({ properties }: Node): readonly string[] {
  return isObject(properties) ? Object.keys(properties) : []
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function count(limit: unknown, unit: string): string {
  return `${String(limit)} ${unit}${limit === 1 ? '' : 's'}`
}
