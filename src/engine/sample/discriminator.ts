import { type Discriminator, discriminatorOf, type JsonSchema, type SchemaSource, targetOf, wordsFor } from '../../openapi/index.ts'
import { listOf } from './parts.ts'

/** The alternatives of a choice, each with the word that its discriminator asks for (OAS 3.1 §4.8.25), and without it where the schema itself has another. */
export function taggedAlternatives(
  schema: JsonSchema,
  branches: readonly JsonSchema[],
  source: SchemaSource,
): readonly { readonly index: number; readonly parts: readonly JsonSchema[]; readonly isTagged: boolean }[] {
  const discriminator = discriminatorOf(source.written(schema))
  const plain = branches.map((branch, index) => ({ index, parts: [branch], isTagged: false }))
  if (discriminator === undefined) return plain
  const tagged = branches.flatMap((branch, index) =>
    wordsFor(pointerAt(branch, source), discriminator).map((word) => ({
      index,
      parts: [branch, tag(discriminator, word)],
      isTagged: true,
    })),
  )
  return [...tagged, ...plain]
}

/** A schema that others extend: what it may be, given what applies beside it; undefined when its discriminator says nothing more. */
export function extensionsOf(schema: JsonSchema, around: readonly JsonSchema[], source: SchemaSource): readonly JsonSchema[] | undefined {
  if (listOf(schema, 'oneOf').length > 0 || listOf(schema, 'anyOf').length > 0) return undefined
  const discriminator = discriminatorOf(source.written(schema))
  if (discriminator === undefined) return undefined
  const own = source.pointerOf(schema)
  // Reached from a schema that extends it, which has the word then.
  const child = around.map((part) => source.pointerOf(part)).find((pointer) => pointer !== own && hasWord(pointer, discriminator))
  const first = Object.entries(discriminator.mapping)[0]
  if (child !== undefined) return wordsFor(child, discriminator).map((word) => tag(discriminator, word))
  if (first === undefined) return wordsFor(own, discriminator).map((word) => tag(discriminator, word))
  return Object.entries(discriminator.mapping).flatMap(([word, target]) => {
    const pointer = targetOf(target)
    const extension = pointer === own ? undefined : source.at(pointer, 'response')
    return extension === undefined ? [tag(discriminator, word)] : [{ allOf: [extension, tag(discriminator, word)] }]
  })
}

function tag({ propertyName }: Discriminator, word: string): JsonSchema {
  return { type: 'object', required: [propertyName], properties: { [propertyName]: { const: word } } }
}

function hasWord(pointer: string | undefined, { mapping }: Discriminator): boolean {
  const targets = Object.values(mapping)
  if (targets.length === 0) return pointer !== undefined && /^\/components\/schemas\/[^/]+$/.test(pointer)
  return targets.some((target) => targetOf(target) === pointer)
}

function pointerAt(schema: JsonSchema, source: SchemaSource): string | undefined {
  return typeof schema.$ref === 'string' ? pointerOf(schema.$ref, source) : source.pointerOf(schema)
}

function pointerOf(reference: string, source: SchemaSource): string | undefined {
  const target = source.target(reference)
  return target === undefined ? undefined : source.pointerOf(target)
}
