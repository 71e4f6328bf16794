import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import type { Emission, Spot } from './emission.ts'
import { componentIn } from './emit-families.ts'
import { isObjectAlone, typeOfObject } from './emit-object.ts'
import { enclosed, intersectionOf, listOf, literalOf, never, quote, type Type, toKey, toType, unionOf, unknown } from './emit-text.ts'
import { contentOf } from './shape.ts'

/** A schema as a TypeScript type, over several lines where it has properties; `indent` is the one of the line it begins on. */
export function emitSchema(emission: Emission, schema: unknown, indent: string): string {
  return typeOf(emission, schema, { indent, trail: [], around: [] }).text
}

/** The type that a schema under `components` has by its name. */
export function emitNamedSchema(given: Emission, name: string, indent: string): string {
  const { families } = given
  const emission = { ...given, octets: given.octetsOf(name) }
  const own = (): Type =>
    intersectionOf([
      typeOf(emission, families.ownOf(name), { indent, trail: [], self: name, around: [] }),
      ...tagType(families.tagsOf(name)),
    ])
  const extensions = families.extensionsOf(name)
  if (extensions.length === 0) return own().text
  return unionOf(extensions.map((one) => (one === name ? own() : referTo(emission, one)))).text
}

/** What a schema under `components` is called. */
export function nameOf({ direction, twofold, knots }: Emission, name: string): string {
  const isWritable = direction === 'request' && twofold.has(name)
  const knot = knots.get(name)
  if (knot !== undefined) return isWritable ? `Writable${knot}` : knot
  return `components['${isWritable ? 'writable' : 'schemas'}'][${quote(name)}]`
}

export function typeOf(emission: Emission, schema: unknown, spot: Spot): Type {
  if (schema === false) return never
  if (!isObject(schema)) return unknown
  if (isReference(schema)) {
    const target = typeOfReference(emission, schema, spot)
    const { $ref: _, ...beside } = schema
    // OAS 3.0 §4.7.23: what stands beside a reference is ignored
    if (emission.legacy) return target
    return intersectionOf([target, typeOfOwn(emission, beside, { ...spot, around: [...spot.around, schema], isPart: true })])
  }
  const type = typeOfOwn(emission, schema, { ...spot, around: [...spot.around, schema] })
  return schema.nullable === true ? unionOf([type, toType('null')]) : type
}

function typeOfReference(emission: Emission, schema: { readonly $ref: string } & Node, spot: Spot): Type {
  const { root, families, endless } = emission
  const pointer = toLocalPointer(schema.$ref)
  if (pointer === undefined) return unknown
  const target = valueAt(root, parsePointer(pointer))
  const name = componentIn(schema)
  if (name !== undefined) {
    if (target === undefined || endless.has(name)) return unknown
    // what extends another is made of that one's own, since by name that one is all of its extensions
    const isParent = spot.self !== undefined && families.isExtension(spot.self, name)
    return isParent ? typeOf(emission, families.ownOf(name), spot) : referTo(emission, name)
  }
  // a schema without a name of its own is written out where it is used, once
  if (spot.trail.includes(pointer)) return unknown
  return typeOf(emission, target, { ...spot, trail: [...spot.trail, pointer] })
}

function referTo(emission: Emission, name: string): Type {
  return toType(nameOf(emission, name))
}

function typeOfOwn(emission: Emission, schema: Node, spot: Spot): Type {
  if ('const' in schema) return literalOf(schema.const)
  if (Array.isArray(schema.enum)) return unionOf(schema.enum.map(literalOf))
  const parts = listOf(schema.allOf).map((part) => typeOf(emission, part, { ...spot, isPart: true }))
  for (const key of ['oneOf', 'anyOf']) {
    const choices = listOf(schema[key])
    const within = (choice: unknown): Type =>
      intersectionOf([
        typeOf(emission, choice, { ...spot, self: undefined, isPart: false }),
        ...tagType(emission.families.tagsAmong(schema, choice)),
      ])
    if (choices.length > 0) parts.push(unionOf(choices.map(within)))
  }
  const names = typeNames(schema)
  // beside a composition a bare `type: object` says nothing new
  const says = names.length > 0 && !(parts.length > 0 && isObjectAlone(schema, names))
  if (says) parts.push(unionOf(names.map((name) => typeOfKind(emission, name, schema, spot))))
  return intersectionOf(parts)
}

/** What a discriminator adds. */
function tagType(tags: ReadonlyMap<string, readonly string[]>): Type[] {
  return [...tags].map(([property, words]) => toType(`{ ${toKey(property)}: ${unionOf(words.map(literalOf)).text} }`))
}

function typeNames(schema: Node): unknown[] {
  if (schema.type !== undefined) return [schema.type].flat()
  const { properties, patternProperties, additionalProperties, required } = schema
  if ((properties ?? patternProperties ?? additionalProperties) !== undefined || listOf(required).length > 0) return ['object']
  return schema.items === undefined && schema.prefixItems === undefined ? [] : ['array']
}

function typeOfKind(emission: Emission, name: unknown, schema: Node, spot: Spot): Type {
  switch (name) {
    case 'string':
      return contentOf(schema) === 'octets' ? emission.octets : toType(name)
    case 'boolean':
    case 'null':
    case 'number':
      return toType(name)
    case 'integer':
      return toType('number')
    case 'array':
      return typeOfArray(emission, schema, spot)
    case 'object':
      return typeOfObject(emission, schema, spot, typeOf)
    default:
      return unknown
  }
}

function typeOfArray(emission: Emission, schema: Node, { indent, trail }: Spot): Type {
  const within = (part: unknown): Type => typeOf(emission, part, { indent, trail, around: [] })
  const items = schema.items
  const first = listOf(schema.prefixItems ?? (Array.isArray(items) ? items : undefined))
  const rest = Array.isArray(items) ? undefined : items
  if (first.length === 0) return toType(`${enclosed(within(rest))}[]`)
  const tail = rest === false ? [] : [`...${enclosed(within(rest))}[]`]
  // positions may be missing unless `minItems` asks for them
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  const positions = first.map((part, index) => (index < least ? within(part).text : `${enclosed(within(part))}?`))
  return toType(`[${[...positions, ...tail].join(', ')}]`)
}
