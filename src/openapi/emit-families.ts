import { isObject, parsePointer } from '../kernel/index.ts'
import { type Discriminator, discriminatorOf, targetOf } from './discriminator.ts'
import { isReference, type Node, namedSchemas, toLocalPointer } from './document.ts'
import { closureOf, describe, textsOf } from './emit-properties.ts'
import { listOf } from './emit-text.ts'

/** A schema with a discriminator, and those that extend it by `allOf` (OAS 3.1 §4.8.25.2). */
interface Family extends Discriminator {
  readonly parent: string
  readonly members: readonly string[]
}

/** What discriminators say of the schemas of a document, all by their names under `components/schemas`. */
export interface Families {
  /** Those a schema may be as one that others extend; empty for any other. */
  extensionsOf(name: string): readonly string[]
  isExtension(name: string, parent: string): boolean
  /** A schema without the choice among those that extend it. */
  ownOf(name: string): unknown
  /** The words by which a schema is told from others of its family, by property. */
  tagsOf(name: string): ReadonlyMap<string, readonly string[]>
  /** The same of one of the alternatives of a `oneOf` or `anyOf`. */
  tagsAmong(choice: Node, alternative: unknown): ReadonlyMap<string, readonly string[]>
}

export function findFamilies(root: Node): Families {
  const schemas = namedSchemas(root)
  const parents = new Map(Object.keys(schemas).map((name) => [name, parentsOf(schemas[name])]))
  const children = new Map<string, string[]>()
  for (const [name, own] of parents) for (const parent of own) children.set(parent, [...(children.get(parent) ?? []), name])
  const families = Object.keys(schemas).flatMap((parent): Family[] => {
    const schema = schemas[parent]
    const discriminator = isObject(schema) ? discriminatorOf(schema) : undefined
    const members = descendantsOf(parent, children)
    if (discriminator === undefined || members.length === 0 || members.includes(parent)) return []
    // a choice of its own is one among those that extend it, or it is told by that choice
    const named = choicesOf(schema).every((choice) => members.includes(componentIn(choice) ?? ''))
    return named ? [{ ...discriminator, parent, members }] : []
  })
  const byParent = new Map(families.map((family) => [family.parent, family]))

  /** Those words that a schema leaves open; none where it says so much itself. */
  const open = (name: string, property: string, words: readonly string[]): readonly string[] => {
    const own = textsOf(root, describe(root, [schemas[name]], property))
    if (own === undefined) return words
    const both = words.filter((word) => own.includes(word))
    return both.length === own.length ? [] : both
  }

  const known = new Map<string, Map<string, readonly string[]>>()
  const tagsOf = (name: string): ReadonlyMap<string, readonly string[]> => {
    const tags = known.get(name) ?? new Map<string, readonly string[]>()
    if (known.has(name)) return tags
    known.set(name, tags)
    for (const family of families) {
      const { propertyName: property, parent, members } = family
      if (tags.has(property) || (name !== parent && !members.includes(name))) continue
      // what extends a schema is one of it too
      const below = name === parent ? [] : descendantsOf(name, children)
      const words = open(name, property, [...new Set([name, ...below].flatMap((one) => wordsOf(family, one)))])
      if (words.length > 0) tags.set(property, words)
    }
    return tags
  }

  return {
    extensionsOf(name) {
      const family = byParent.get(name)
      if (family === undefined) return []
      return [...(wordsOf(family, name).length > 0 ? [name] : []), ...family.members]
    },
    ownOf(name) {
      const schema = schemas[name]
      if (!byParent.has(name) || !isObject(schema)) return schema
      const { oneOf: _, anyOf: __, ...own } = schema
      return own
    },
    isExtension: (name, parent) => byParent.get(parent)?.members.includes(name) === true,
    tagsOf,
    tagsAmong(choice, alternative) {
      const discriminator = discriminatorOf(choice)
      const name = componentIn(alternative)
      if (discriminator === undefined || name === undefined || !Object.hasOwn(schemas, name)) return new Map()
      const { propertyName: property } = discriminator
      const isToldAlready = tagsOf(name).has(property) || byParent.get(name)?.propertyName === property
      if (isToldAlready || hasAlternatives(schemas, name) || !isObjectType(root, alternative)) return new Map()
      const words = open(name, property, wordsOf({ ...discriminator, parent: '' }, name))
      return words.length === 0 ? new Map() : new Map([[property, words]])
    },
  }
}

/** `#/components/schemas/Cat` is `Cat`. */
export function componentIn(schema: unknown): string | undefined {
  const pointer = isReference(schema) ? toLocalPointer(schema.$ref) : undefined
  return pointer === undefined ? undefined : componentAt(pointer)
}

function componentAt(pointer: string): string | undefined {
  const [top, kind, name, ...rest] = parsePointer(pointer)
  return top === 'components' && kind === 'schemas' && rest.length === 0 ? name : undefined
}

function parentsOf(schema: unknown): string[] {
  if (!isObject(schema) || isReference(schema)) return []
  return listOf(schema.allOf).flatMap((part) => componentIn(part) ?? parentsOf(part))
}

function descendantsOf(name: string, children: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set(children.get(name))
  for (const child of found) for (const grandchild of children.get(child) ?? []) found.add(grandchild)
  return [...found]
}

/** The words of a mapping that lead to a schema, else its own name, unless a word leads to who knows where. A parent that a mapping leaves out is none of its own. */
function wordsOf({ mapping, parent }: Omit<Family, 'members'>, name: string): string[] {
  const targets = Object.entries(mapping).map(([word, target]) => [word, componentAt(targetOf(target))] as const)
  const words = targets.flatMap(([word, target]) => (target === name ? [word] : []))
  if (words.length > 0 || (targets.length > 0 && (name === parent || targets.some(([, target]) => target === undefined)))) return words
  return [name]
}

function choicesOf(schema: unknown): readonly unknown[] {
  return isObject(schema) ? [schema.oneOf, schema.anyOf].flatMap(listOf) : []
}

function isObjectType(root: Node, schema: unknown): boolean {
  return [...closureOf(root, [schema])].every(({ type }) => type === undefined || [type].flat().includes('object'))
}

/** Whether a schema is one of several itself: which of them its words belong to is theirs to say. */
function hasAlternatives(schemas: Node, name: string): boolean {
  const seen = new Set<unknown>()
  const visit = (schema: unknown): boolean => {
    if (!isObject(schema) || seen.has(schema)) return false
    seen.add(schema)
    const target = componentIn(schema)
    return (
      schema.oneOf !== undefined ||
      schema.anyOf !== undefined ||
      visit(target === undefined ? undefined : schemas[target]) ||
      listOf(schema.allOf).some(visit)
    )
  }
  return visit(schemas[name])
}
