import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { follow, type Node } from './document.ts'
import { exampleValueOf } from './example-value.ts'
import { FilePart } from './file-part.ts'
import { hasTypeOf, typesOf } from './keywords.ts'
import { type Medium, placeOf, toMedia } from './medium.ts'
import { collectParameters, type Parameter } from './parameters.ts'
import { withPart, withParts } from './part-sample.ts'
import { matches } from './pattern.ts'
import { samplePattern } from './pattern-sample.ts'
import { isSequence, writeSequence } from './sequence.ts'
import type { Shape } from './shape.ts'
import { writeSegment } from './writing.ts'

/** Deeper than any request of an API is, and shallow enough for schemas that contain themselves. */
const deepest = 12

/** The parameters an operation declares, its path's included. */
export function parametersOf(api: Api, operation: Operation): readonly Parameter[] {
  const tokens = parsePointer(operation.pointer)
  const item = operation.pointer.slice(0, operation.pointer.lastIndexOf('/'))
  const lists = [
    [listAt(api, tokens.slice(0, -1)), `${item}/parameters`],
    [listAt(api, tokens), `${operation.pointer}/parameters`],
  ] as const
  return collectParameters(api.root, lists, [])
}

/** The media types an operation takes, as declared. */
export function mediaOf(api: Api, operation: Operation): readonly Medium[] {
  const { root } = api
  const at = `${operation.pointer}/requestBody`
  const place = follow(root, valueAt(root, parsePointer(at)), at)
  return isObject(place?.value) ? toMedia(root, place.value.content, `${place.pointer}/content`) : []
}

/** Bodies of a media type that the document shows, then the smallest its schema describes. */
export function bodiesOf(api: Api, medium: Medium): readonly unknown[] {
  const { root } = api
  const node = valueAt(root, parsePointer(placeOf(medium)))
  const bodies = [...(isObject(node) ? examplesOf(root, node) : []), sampleOf(root, medium.schema)]
  if (isSequence(medium)) return bodies.map((body) => (typeof body === 'string' ? body : writeSequence(medium, [body].flat())))
  // nobody writes XML here but the document itself
  if (medium.codec === 'xml') return bodies.filter((body) => typeof body === 'string')
  // an example of a form may show what goes over the wire, with a boundary of its own
  return medium.codec === 'multipart' ? bodies.filter(isObject).map((body) => withParts(root, medium, body)) : bodies
}

/** What may stand in a parameter; in a path nothing empty, which no route matches. */
export function sampleParameter(api: Api, parameter: Parameter): unknown {
  const { root } = api
  const node = valueAt(root, parsePointer(parameter.pointer))
  const shown = isObject(node) ? examplesOf(root, node).map((value) => unwritten(parameter.shape, value)) : []
  const all = [...shown, sampleOf(root, parameter.schema), ...enumOf(root, parameter.schema)]
  if (parameter.in === 'path') return all.find((value) => writeSegment(parameter, value) !== '') ?? 'text'
  return all.find((value) => value !== undefined && value !== null)
}

/** Of a list, many documents show what goes over the wire: `a,b,c`. */
export function unwritten({ types, items }: Shape, value: unknown): unknown {
  if (typeof value !== 'string' || !types.has('array') || types.has('string')) return value
  const texts = value.split(',').map((text) => text.trim())
  const isNumeric = items !== undefined && (items.types.has('integer') || items.types.has('number'))
  return isNumeric ? texts.map((text) => (text === '' || Number.isNaN(Number(text)) ? text : Number(text))) : texts
}

function enumOf(root: Node, schema: unknown): readonly unknown[] {
  const target = follow(root, schema, '')?.value
  return isObject(target) && Array.isArray(target.enum) ? target.enum : []
}

/** What may stand in a part of a body: as an example of the document has it, or as its schema describes it. */
export function sampleInBody(api: Api, medium: Medium, path: readonly (string | number)[]): unknown {
  const { root } = api
  const schema = follow(root, schemaAt(root, medium.schema, path), '')?.value
  for (const body of bodiesOf(api, medium)) {
    const value = valueAt(body, path)
    if (value instanceof FilePart) return value
    if (value !== undefined && value !== null && (!isObject(schema) || hasTypeOf(schema, value))) return value
  }
  const [name] = path
  const sample = sampleOf(root, schema)
  return medium.codec === 'multipart' && path.length === 1 ? withPart(root, medium, String(name), sample) : sample
}

/** `example`, or `examples`: a map of example objects, or a schema's list. */
export function examplesOf(root: Node, node: Node): readonly unknown[] {
  if (node.example !== undefined) return [node.example]
  if (Array.isArray(node.examples)) return node.examples
  if (!isObject(node.examples)) return []
  return Object.values(node.examples).flatMap((example) => {
    const shown = exampleValueOf(follow(root, example, '')?.value)
    return shown === undefined ? [] : [shown.value]
  })
}

/** The schema of a part of a value, as far as it can be told without knowing the value. */
export function schemaAt(root: Node, schema: unknown, path: readonly (string | number)[]): unknown {
  const [token, ...rest] = path
  if (token === undefined) return schema
  for (const part of partsOf(root, schema)) {
    const inside = typeof token === 'number' ? itemOf(part, token) : propertyOf(part, token)
    if (inside !== undefined) return schemaAt(root, inside, rest)
  }
  return undefined
}

/** A value that a schema describes: its own example, or the smallest that can be made up. */
export function sampleOf(root: Node, schema: unknown, depth = 0): unknown {
  const target = follow(root, schema, '')?.value
  if (!isObject(target) || depth > deepest) return undefined
  const shown = [...examplesOf(root, target), target.const, target.default].find((value) => value !== undefined && value !== null)
  // documents show numbers where their schema asks for text, and the other way round
  if (shown !== undefined && hasTypeOf(target, shown)) return shown
  if (typeof shown === 'number' && hasTypeOf(target, '')) return String(shown)
  if (Array.isArray(target.enum)) {
    const listed = target.enum.find((value) => value !== null) ?? null
    return typeof listed === 'number' && !hasTypeOf(target, listed) && hasTypeOf(target, '') ? String(listed) : listed
  }
  if (Array.isArray(target.allOf)) return mergeSamples(root, target, depth)
  const choice = [target.oneOf, target.anyOf].find(Array.isArray)
  if (choice !== undefined) return choice.map((branch) => sampleOf(root, branch, depth + 1)).find((value) => value !== null)
  return makeUp(root, target, depth)
}

function mergeSamples(root: Node, schema: Node, depth: number): unknown {
  const { allOf, ...own } = schema
  const samples = [...(allOf as unknown[]), own].map((part) => sampleOf(root, part, depth + 1)).filter((value) => value !== undefined)
  return samples.every(isObject) ? Object.assign({}, ...samples) : samples[0]
}

function makeUp(root: Node, schema: Node, depth: number): unknown {
  const type = typesOf(schema).find((name) => name !== 'null') ?? (isObject(schema.properties) ? 'object' : typesOf(schema)[0])
  switch (type) {
    case 'string':
      return makeText(schema)
    case 'integer':
    case 'number':
      return lowest(schema, type === 'integer' ? 1 : undefined)
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: numberOf(schema.minItems) ?? 0 }, () => sampleOf(root, schema.items, depth + 1))
    case 'object':
      return Object.fromEntries(namesOf(schema.required).map((name) => [name, sampleOf(root, propertyOf(schema, name), depth + 1)]))
    case 'null':
      return null
    default:
      return undefined
  }
}

const formats: Readonly<Record<string, string>> = {
  email: 'jane@example.com',
  date: '2025-12-22',
  'date-time': '2025-12-22T15:30:00Z',
  time: '15:30:00Z',
  duration: 'P7D',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  uri: 'https://example.com/',
  'uri-reference': '/somewhere',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'dGV4dA==',
  password: 'correct horse battery staple',
}

function makeText(schema: Node): string {
  const plain = toLength(formats[String(schema.format)] ?? 'text', schema)
  if (typeof schema.pattern !== 'string' || matches(schema.pattern, plain)) return plain
  return samplePattern(schema.pattern, numberOf(schema.minLength), numberOf(schema.maxLength)) ?? plain
}

/** A text cut or filled up to the length a schema asks for. */
export function toLength(text: string, schema: Node): string {
  const characters = [...text]
  const least = numberOf(schema.minLength) ?? 0
  while (characters.length < least) characters.push('x')
  return characters.slice(0, numberOf(schema.maxLength) ?? characters.length).join('')
}

/** The lowest number a schema allows, and at least 0 where it names no bound; `step` 1 for whole numbers. */
function lowest(schema: Node, step: number | undefined): number {
  const { minimum, exclusiveMinimum, maximum, multipleOf } = schema
  const unit = numberOf(multipleOf) ?? step ?? 0.001
  const above = exclusiveMinimum === true ? numberOf(minimum) : numberOf(exclusiveMinimum)
  const least = above === undefined ? (numberOf(minimum) ?? Math.min(0, numberOf(maximum) ?? 0)) : above + unit
  const whole = numberOf(multipleOf) ?? step
  return whole === undefined ? least : Math.ceil(least / whole) * whole
}

/** A schema and the schemas applied to the very same value. */
function* partsOf(root: Node, schema: unknown, seen = new Set<unknown>()): Generator<Node> {
  const target = follow(root, schema, '')?.value
  if (!isObject(target) || seen.has(target)) return
  seen.add(target)
  yield target
  for (const key of ['allOf', 'oneOf', 'anyOf']) {
    for (const part of Array.isArray(target[key]) ? target[key] : []) yield* partsOf(root, part, seen)
  }
}

function propertyOf({ properties, additionalProperties }: Node, name: string): unknown {
  if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name]
  return isObject(additionalProperties) ? additionalProperties : undefined
}

function itemOf({ prefixItems, items }: Node, index: number): unknown {
  return (Array.isArray(prefixItems) ? prefixItems[index] : undefined) ?? (isObject(items) ? items : undefined)
}

function namesOf(required: unknown): readonly string[] {
  return Array.isArray(required) ? required.map(String) : []
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function listAt(api: Api, tokens: readonly string[]): unknown {
  const node = valueAt(api.root, tokens)
  return isObject(node) ? node.parameters : undefined
}
