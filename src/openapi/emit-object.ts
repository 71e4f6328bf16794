import { isObject } from '../kernel/index.ts'
import type { Node } from './document.ts'
import type { Emission, Spot } from './emission.ts'
import { describe, isHidden } from './emit-properties.ts'
import { emitComment, intersectionOf, listOf, type Type, toKey, toType, unionOf, unknown } from './emit-text.ts'

interface Member {
  readonly name: string
  readonly isOptional: boolean
  readonly type: Type
  /** Where its description is. */
  readonly described: unknown
}

/** `typeOf` writes what is inside. */
export function typeOfObject(
  emission: Emission,
  schema: Node,
  spot: Spot,
  typeOf: (emission: Emission, schema: unknown, spot: Spot) => Type,
): Type {
  const { indent, trail, isPart } = spot
  const inner = `${indent}  `
  const within = (part: unknown): Type => typeOf(emission, part, { indent: inner, trail, around: [] })
  const members = [...declared(emission, schema, within), ...askedFor(emission, schema, spot, within)]
  const { properties, patternProperties, additionalProperties, required } = schema
  const isOpen = (patternProperties ?? additionalProperties) === undefined
  // what it says is said elsewhere already
  if (members.length === 0 && isOpen && (isPart === true || (properties === undefined && listOf(required).length > 0))) return unknown
  const index = typeOfOthers(schema, members, within)
  if (members.length === 0) return toType(index === undefined ? 'Record<string, never>' : `{ [key: string]: ${index.text} }`)
  const lines = members.map(
    ({ name, isOptional, type, described }) =>
      `${emitComment(described, inner)}${inner}${toKey(name)}${isOptional ? '?' : ''}: ${type.text}\n`,
  )
  const own = toType(`{\n${lines.join('')}${indent}}`)
  // beside it and not within, where TypeScript would not always see that a property's type is one of those
  return index === undefined ? own : intersectionOf([own, toType(`{ [key: string]: ${index.text} }`)])
}

function declared({ root, direction }: Emission, schema: Node, within: (part: unknown) => Type): Member[] {
  const required = listOf(schema.required)
  return Object.entries(isObject(schema.properties) ? schema.properties : {})
    .filter(([, property]) => !isHidden(root, property, direction))
    .map(([name, property]) => ({ name, isOptional: !required.includes(name), type: within(property), described: property }))
}

/** What is required here, and described elsewhere if at all. */
function askedFor({ root, direction }: Emission, schema: Node, { around }: Spot, within: (part: unknown) => Type): Member[] {
  const properties = isObject(schema.properties) ? schema.properties : {}
  return [...new Set(listOf(schema.required))].flatMap((name): Member[] => {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) return []
    const { schemas, isRequired } = describe(root, around, name)
    if (isRequired || schemas.some((one) => isHidden(root, one, direction))) return []
    return [{ name, isOptional: false, type: intersectionOf(schemas.map(within)), described: undefined }]
  })
}

/** Of properties without a name of their own; to TypeScript the others have to fit it as well. */
function typeOfOthers(schema: Node, members: readonly Member[], within: (part: unknown) => Type): Type | undefined {
  const more = schema.additionalProperties
  if (members.length > 0 && more === undefined) return undefined
  const patterns = isObject(schema.patternProperties) ? Object.values(schema.patternProperties).map(within) : []
  const rest = more === false ? [] : [isObject(more) && Object.keys(more).length > 0 ? within(more) : unknown]
  const types = unionOf([...rest, ...patterns])
  if (types.text === 'never') return undefined
  const gaps = members.some(({ isOptional }) => isOptional) ? [toType('undefined')] : []
  return unionOf([types, ...members.map(({ type }) => type), ...gaps])
}

/** Whether a schema says no more than that its value is an object. */
export function isObjectAlone(schema: Node, names: readonly unknown[]): boolean {
  const { properties, patternProperties, additionalProperties, required } = schema
  const isBare = (properties ?? patternProperties ?? additionalProperties) === undefined && listOf(required).length === 0
  return isBare && names.every((name) => name === 'object')
}
