import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import { componentIn, type Families, findFamilies } from './emit-families.ts'
import { type Direction, isHidden } from './emit-properties.ts'
import { listOf } from './emit-text.ts'

/** What the types of a document are made by. */
export interface Emission {
  readonly root: Node
  /** OpenAPI 3.0, whose references stand alone. */
  readonly legacy: boolean
  readonly direction: Direction
  /** Of what an API sends by itself. */
  readonly isSending?: boolean
  readonly families: Families
  /** Schemas under `components` that requests have otherwise than answers, by name. */
  readonly twofold: ReadonlySet<string>
  /** Schemas under `components` that are a part of themselves, with nothing in between that could hold it: such a type can't be written. */
  readonly endless: ReadonlySet<string>
}

/** Where a type is written. */
export interface Spot {
  /** Of the line it begins on. */
  readonly indent: string
  /** Pointers of the schemas without a name that it is written within. */
  readonly trail: readonly string[]
  /** The schema under `components` that is written, where the type holds for its very value. */
  readonly self?: string | undefined
  /** Schemas that hold for the same value. */
  readonly around: readonly unknown[]
  /** Whether others that hold for it are written beside it. */
  readonly isPart?: boolean
}

export function createEmission(root: Node): Emission {
  const families = findFamilies(root)
  const schemas = isObject(root.components) && isObject(root.components.schemas) ? root.components.schemas : {}
  const names = Object.keys(schemas)
  const reached = new Map(names.map((name) => [name, new Set([...referredIn(root, schemas[name]), ...families.extensionsOf(name)])]))
  const marked = names.filter((name) => hasMarks(root, schemas[name]))
  const inPlace = new Map(names.map((name) => [name, new Set([...partsIn(root, families, schemas[name], name)])]))
  return {
    root,
    legacy: String(root.openapi).startsWith('3.0'),
    direction: 'response',
    families,
    twofold: reaching(reached, marked),
    endless: new Set(names.filter((name) => isReachable(inPlace, name))),
  }
}

/** Every schema that a schema is written with, wherever it stands in it. */
function* walk(root: Node, schema: unknown, seen = new Set<unknown>()): Generator<Node> {
  if (!isObject(schema) || seen.has(schema)) return
  seen.add(schema)
  yield schema
  const pointer = isReference(schema) && componentIn(schema) === undefined ? toLocalPointer(schema.$ref) : undefined
  if (pointer !== undefined) yield* walk(root, valueAt(root, parsePointer(pointer)), seen)
  for (const key of ['properties', 'patternProperties'])
    for (const part of Object.values(isObject(schema[key]) ? schema[key] : {})) yield* walk(root, part, seen)
  for (const key of ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items', 'additionalProperties'])
    for (const part of [schema[key]].flat()) yield* walk(root, part, seen)
}

function referredIn(root: Node, schema: unknown): string[] {
  return [...walk(root, schema)].flatMap((part) => componentIn(part) ?? [])
}

function hasMarks(root: Node, schema: unknown): boolean {
  for (const { properties } of walk(root, schema)) {
    for (const property of Object.values(isObject(properties) ? properties : {}))
      if (isHidden(root, property, 'request') || isHidden(root, property, 'response')) return true
  }
  return false
}

/** Those whose type is a part of a schema's own, as it is written. */
function* partsIn(root: Node, families: Families, schema: unknown, self: string | undefined, seen = new Set<unknown>()): Generator<string> {
  if (!isObject(schema) || seen.has(schema)) return
  seen.add(schema)
  const name = componentIn(schema)
  const pointer = isReference(schema) ? toLocalPointer(schema.$ref) : undefined
  const target = pointer === undefined ? undefined : valueAt(root, parsePointer(pointer))
  if (name !== undefined && (self === undefined || !families.isExtension(self, name))) yield name
  else yield* partsIn(root, families, target, self, seen)
  if (self !== undefined) yield* families.extensionsOf(self).filter((one) => one !== self && seen.size === 1)
  for (const part of listOf(schema.allOf)) yield* partsIn(root, families, part, self, seen)
  for (const part of [schema.oneOf, schema.anyOf].flatMap(listOf)) yield* partsIn(root, families, part, undefined, seen)
}

/** Those that lead to one of some. */
function reaching(edges: ReadonlyMap<string, ReadonlySet<string>>, targets: readonly string[]): ReadonlySet<string> {
  const back = new Map<string, string[]>()
  for (const [from, all] of edges) for (const to of all) back.set(to, [...(back.get(to) ?? []), from])
  const found = new Set(targets)
  for (const name of found) for (const from of back.get(name) ?? []) found.add(from)
  return found
}

/** Whether a name leads back to itself. */
function isReachable(edges: ReadonlyMap<string, ReadonlySet<string>>, name: string): boolean {
  const found = new Set(edges.get(name))
  for (const one of found) for (const next of edges.get(one) ?? []) found.add(next)
  return found.has(name)
}
