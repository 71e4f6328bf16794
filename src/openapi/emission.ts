import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import { isReference, type Node, namedSchemas, toLocalPointer } from './document.ts'
import { componentIn, type Families, findFamilies } from './emit-families.ts'
import { findOctets, textOfOctets } from './emit-octets.ts'
import { type Direction, isHidden } from './emit-properties.ts'
import { listOf, type Type } from './emit-text.ts'

/** What the types of a document are made by. */
export interface Emission {
  readonly root: Node
  /** OpenAPI 3.0, whose references stand alone. */
  readonly legacy: boolean
  readonly direction: Direction
  /** What octets are where it is written. */
  readonly octets: Type
  readonly octetsOf: (name: string) => Type
  /** Of what an API sends by itself. */
  readonly isSending?: boolean
  readonly families: Families
  /** Schemas under `components` that requests have otherwise than answers, by name. */
  readonly twofold: ReadonlySet<string>
  /** Schemas under `components` that are a part of themselves, with nothing in between that could hold it: such a type can't be written. */
  readonly endless: ReadonlySet<string>
  /** Those that hold themselves in lists with no object in between, by the alias that TypeScript takes such a type under. */
  readonly knots: ReadonlyMap<string, string>
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
  const schemas = namedSchemas(root)
  const names = Object.keys(schemas)
  const reached = new Map(names.map((name) => [name, new Set([...referredIn(root, schemas[name]), ...families.extensionsOf(name)])]))
  const marked = names.filter((name) => hasMarks(root, schemas[name]))
  const endless = selfReaching(new Map(names.map((name) => [name, new Set(partsIn(root, families, schemas[name], name))])))
  const listed = (name: string) => [...partsIn(root, families, schemas[name], name, true)].filter((part) => !endless.has(part))
  const knotted = selfReaching(new Map(names.map((name) => [name, new Set(listed(name))])))
  return {
    root,
    legacy: String(root.openapi).startsWith('3.0'),
    direction: 'response',
    octets: textOfOctets,
    octetsOf: findOctets(root, (schema) => referredIn(root, schema)),
    families,
    twofold: reaching(reached, marked),
    endless,
    knots: toAliases(knotted),
  }
}

function toAliases(names: ReadonlySet<string>): Map<string, string> {
  const taken = new Set<string>()
  return new Map(
    [...names].map((name) => {
      const clean = `Recursive_${name.replace(/\W/g, '_')}`
      let alias = clean
      for (let number = 2; taken.has(alias); number++) alias = `${clean}_${number}`
      taken.add(alias)
      return [name, alias]
    }),
  )
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

/** Those whose type is a part of a schema's own, as it is written; with `lists` those inside of lists too. */
function* partsIn(
  root: Node,
  families: Families,
  schema: unknown,
  self: string | undefined,
  lists = false,
  seen = new Set<unknown>(),
): Generator<string> {
  if (!isObject(schema) || seen.has(schema)) return
  seen.add(schema)
  const within = (part: unknown, own?: string) => partsIn(root, families, part, own, lists, seen)
  const name = componentIn(schema)
  const pointer = isReference(schema) ? toLocalPointer(schema.$ref) : undefined
  if (name !== undefined && self !== undefined && families.isExtension(self, name)) yield* within(families.ownOf(name), self)
  else if (name !== undefined) yield name
  else if (pointer !== undefined) yield* within(valueAt(root, parsePointer(pointer)), self)
  // all of its extensions, where it is not written as one of them
  if (self !== undefined && seen.size === 1) yield* families.extensionsOf(self).filter((one) => one !== self)
  for (const part of listOf(schema.allOf)) yield* within(part, self)
  for (const part of [schema.oneOf, schema.anyOf].flatMap(listOf)) yield* within(part)
  if (lists) for (const part of [schema.items, schema.prefixItems].flat()) yield* within(part)
}

/** Those that lead to one of some. */
function reaching(edges: ReadonlyMap<string, ReadonlySet<string>>, targets: readonly string[]): ReadonlySet<string> {
  const back = new Map<string, string[]>()
  for (const [from, all] of edges) for (const to of all) back.set(to, [...(back.get(to) ?? []), from])
  const found = new Set(targets)
  for (const name of found) for (const from of back.get(name) ?? []) found.add(from)
  return found
}

/** Those that lead back to themselves. */
function selfReaching(edges: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const leadsBack = (name: string): boolean => {
    const found = new Set(edges.get(name))
    for (const one of found) for (const next of edges.get(one) ?? []) found.add(next)
    return found.has(name)
  }
  return new Set([...edges.keys()].filter(leadsBack))
}
