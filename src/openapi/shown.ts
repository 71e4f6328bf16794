import { isObject } from '../kernel/index.ts'
import type { DeclaredHeader, DeclaredLink, ResponseExample } from './api.ts'
import { entriesOf, follow, type Node, toLocalPointer } from './document.ts'
import { exampleValueOf } from './example-value.ts'
import { isJson, toEssence } from './media-type.ts'
import type { Medium } from './medium.ts'

/** What a response shows of itself: examples of its media types in order, those with a name first, then those of the schema. */
export function examplesOf(root: Node, response: unknown, media: readonly Medium[]): ResponseExample[] {
  const content = isObject(response) ? response.content : undefined
  const holders = new Map([...entriesOf(root, content, '')].map(({ key, value }) => [key, value]))
  return media.flatMap(({ name: mediaType, schema }) => {
    const holder = holders.get(mediaType)
    const isOfJson = isJson(toEssence(mediaType))
    return [...valuesOf(root, holder, isOfJson), ...valuesOf(root, follow(root, schema, '')?.value)].map((example) => ({
      ...example,
      mediaType,
    }))
  })
}

/** Headers that a response carries, but for `Content-Type`, which its media types say (OAS 3.1 §4.8.17.1). */
export function headersOf(root: Node, response: unknown, pointer: string): DeclaredHeader[] {
  const headers = entriesOf(root, isObject(response) ? response.headers : undefined, `${pointer}/headers`)
  return [...headers].flatMap(({ key, value, pointer: at }) => {
    if (!isObject(value) || key.toLowerCase() === 'content-type') return []
    // OAS 3.1 §4.8.21: by a schema, or by the one media type that its text is of
    const [content] = value.schema === undefined ? entriesOf(root, value.content, `${at}/content`) : []
    const holder = content !== undefined && isObject(content.value) ? content.value : value
    const schema = follow(root, holder.schema, '')?.value
    const [shown] = [...valuesOf(root, value), ...valuesOf(root, holder), ...valuesOf(root, schema)]
    return [
      {
        name: key.toLowerCase(),
        isRequired: value.required === true,
        example: shown?.value ?? onlyValueOf(schema),
        schemaPointer: holder.schema === undefined ? undefined : `${content?.pointer ?? at}/schema`,
        explode: value.explode === true,
        json: content !== undefined && isJson(toEssence(content.key)),
      },
    ]
  })
}

/** Operations that may be called with values of this answer (OAS 3.1 §4.8.20). */
export function linksOf(root: Node, response: unknown): DeclaredLink[] {
  const links: DeclaredLink[] = []
  for (const { key: name, value } of entriesOf(root, isObject(response) ? response.links : undefined, '')) {
    if (!isObject(value)) continue
    const parameters = isObject(value.parameters) ? value.parameters : {}
    const pointer = typeof value.operationRef === 'string' ? toLocalPointer(value.operationRef) : undefined
    if (typeof value.operationId === 'string') links.push({ name, operation: { id: value.operationId }, parameters })
    else if (pointer !== undefined) links.push({ name, operation: { pointer }, parameters })
  }
  return links
}

/** The named examples of a parameter or of a body's media type. */
export function namedExamplesOf(root: Node, holder: unknown): { readonly name: string; readonly value: unknown }[] {
  return [...valuesOf(root, holder)].flatMap(({ name, value }) => (name === undefined ? [] : [{ name, value }]))
}

/** `examples` as a map of example objects or as a schema's list, then the single `example`. */
function* valuesOf(
  root: Node,
  holder: unknown,
  isOfJson = false,
): Generator<{ readonly name: string | undefined; readonly value: unknown }> {
  if (!isObject(holder)) return
  for (const { key: name, value } of entriesOf(root, holder.examples, '')) {
    const shown = exampleValueOf(value, isOfJson)
    if (shown !== undefined) yield { name, value: shown.value }
  }
  if (Array.isArray(holder.examples)) for (const value of holder.examples) yield { name: undefined, value }
  if (holder.example !== undefined) yield { name: undefined, value: holder.example }
}

/** What a schema allows without an example: its constant, its default, the first it lists. */
function onlyValueOf(schema: unknown): unknown {
  if (!isObject(schema)) return undefined
  return schema.const ?? schema.default ?? (Array.isArray(schema.enum) ? schema.enum[0] : undefined)
}
