import { isObject } from '../kernel/index.ts'
import type { Node } from './document.ts'

/** What the value of a keyword is; the walk over a schema goes on only where schemas stand. */
export type KeywordKind = 'schema' | 'schemas' | 'named' | 'plain' | 'annotation'

const isSchema = (value: unknown): boolean => isObject(value) || typeof value === 'boolean'
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0
const isText = (value: unknown): boolean => typeof value === 'string'
const isFlag = (value: unknown): boolean => typeof value === 'boolean'
const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0
const isAny = (): boolean => true
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const areListsOfTexts = (value: unknown): boolean => isObject(value) && Object.values(value).every(areTexts)

interface Keyword {
  readonly kind: KeywordKind
  /** What it has to be, for the message when it is something else. */
  readonly expected: string
  readonly fits: (value: unknown) => boolean
}

const schema: Keyword = { kind: 'schema', expected: 'a schema', fits: isSchema }
const schemas: Keyword = { kind: 'schemas', expected: 'a list of schemas', fits: isList }
const named: Keyword = { kind: 'named', expected: 'a map of schemas', fits: isObject }
const number: Keyword = { kind: 'plain', expected: 'a number', fits: isNumber }
const count: Keyword = { kind: 'plain', expected: 'a whole number that is not negative', fits: isCount }
const annotation: Keyword = { kind: 'annotation', expected: 'anything', fits: isAny }
const flag: Keyword = { kind: 'annotation', expected: 'true or false', fits: isFlag }

/** JSON Schema 2020-12 and what OpenAPI adds to it (OAS 3.1 §4.8.24). Anything else is unknown and will be reported. */
export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>(
  Object.entries({
    $ref: { kind: 'plain', expected: 'a reference', fits: isText },
    $dynamicRef: { kind: 'plain', expected: 'a reference', fits: isText },
    type: { kind: 'plain', expected: 'a type or a list of types', fits: isAny },
    enum: { kind: 'plain', expected: 'a list of values', fits: isList },
    const: { kind: 'plain', expected: 'a value', fits: isAny },
    default: { kind: 'plain', expected: 'a value', fits: isAny },
    multipleOf: { kind: 'plain', expected: 'a number above 0', fits: (value) => isNumber(value) && (value as number) > 0 },
    maximum: number,
    minimum: number,
    exclusiveMaximum: number,
    exclusiveMinimum: number,
    maxLength: count,
    minLength: count,
    pattern: { kind: 'plain', expected: 'a regular expression', fits: isText },
    format: { kind: 'plain', expected: 'the name of a format', fits: isText },
    maxItems: count,
    minItems: count,
    uniqueItems: { kind: 'plain', expected: 'true or false', fits: isFlag },
    maxContains: count,
    minContains: count,
    maxProperties: count,
    minProperties: count,
    required: { kind: 'plain', expected: 'a list of property names', fits: areTexts },
    dependentRequired: { kind: 'plain', expected: 'a map of lists of property names', fits: areListsOfTexts },
    properties: named,
    patternProperties: named,
    dependentSchemas: named,
    additionalProperties: schema,
    unevaluatedProperties: schema,
    propertyNames: schema,
    items: schema,
    unevaluatedItems: schema,
    contains: schema,
    prefixItems: schemas,
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: the keyword's name
    then: schema,
    else: schema,
    readOnly: flag,
    writeOnly: flag,
    deprecated: flag,
    $defs: { kind: 'annotation', expected: 'a map of schemas', fits: isObject },
    $id: annotation,
    $schema: annotation,
    $anchor: annotation,
    $dynamicAnchor: annotation,
    $comment: annotation,
    $vocabulary: annotation,
    title: annotation,
    description: annotation,
    example: annotation,
    examples: annotation,
    discriminator: annotation,
    xml: annotation,
    externalDocs: annotation,
    contentEncoding: annotation,
    contentMediaType: annotation,
    contentSchema: annotation,
  } satisfies Record<string, Keyword>),
)

const types = new Set(['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'])

/** The types a schema names itself, without those we don't know. */
export function typesOf(schema: Node): string[] {
  const type = schema.type
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => types.has(name))
}

export function isType(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every((name) => types.has(name)) : types.has(value as string)
}

/** Whether a value has one of a schema's types; schemas without `type` take anything. */
export function hasTypeOf(schema: Node, value: unknown): boolean {
  const names = typesOf(schema)
  if (names.length === 0) return true
  if (value === null) return names.includes('null')
  if (Array.isArray(value)) return names.includes('array')
  if (typeof value === 'number') return names.includes('number') || (names.includes('integer') && Number.isInteger(value))
  return names.includes(typeof value)
}
