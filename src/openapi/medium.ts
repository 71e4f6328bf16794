import { isObject } from '../kernel/index.ts'
import type { JsonSchema } from './conversion.ts'
import { entriesOf, follow, type Node } from './document.ts'
import { typesOf } from './keywords.ts'
import { type Codec, isJson, isLines, matchMediaType, parameterOf, toCodec, toEssence } from './media-type.ts'

/** One declared media type of a body. */
export interface Medium {
  /** As declared. */
  readonly name: string
  readonly essence: string
  /** What its name asks for beside the essence, `version=2`; how text is encoded and parts are divided is not among it. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly codec: Codec
  /** Whether the schema is more than a string, or anything at all. */
  readonly structured: boolean
  /** Whether the schema is of each line of the body, and not of the list they are together. */
  readonly isPerLine: boolean
  readonly schema: unknown
  readonly pointer: string
  readonly encoding: Node
}

export function toMedia(root: Node, content: unknown, pointer: string): Medium[] {
  return [...entriesOf(root, content, pointer)].map(({ key: name, value, pointer: at }): Medium => {
    const media = isObject(value) ? value : {}
    const essence = toEssence(name)
    // OAS 3.2 §4.14.2; before that, people put the schema of a line where that of the body is to be
    const isEvents = essence === 'text/event-stream'
    const isItem = (isLines(essence) || isEvents) && media.schema === undefined && media.itemSchema !== undefined
    const schema = isItem ? media.itemSchema : media.schema
    const structured = isStructured(root, schema)
    // what a range is read as depends on what comes; JSON is what it nearly always is
    const codec = essence.includes('*') ? 'json' : isItem && isEvents && structured ? 'events' : codecOf(root, essence, structured, schema)
    const encoding = isObject(media.encoding) ? media.encoding : {}
    return {
      name,
      essence,
      parameters: parametersOf(name),
      codec,
      structured,
      isPerLine: codec === 'events' || (codec === 'lines' && (isItem || !isList(root, schema))),
      schema,
      pointer: `${at}/${isItem ? 'itemSchema' : 'schema'}`,
      encoding,
    }
  })
}

/** A form whose schema is a text is what goes over the wire, in one piece. */
function codecOf(root: Node, essence: string, structured: boolean, schema: unknown): Codec {
  const codec = toCodec(essence, structured)
  const target = codec === 'form' ? follow(root, schema, '')?.value : undefined
  return isObject(target) && target.type === 'string' ? 'text' : codec
}

/** Where a media type itself stands, with its examples beside its schema. */
export function placeOf({ pointer }: Pick<Medium, 'pointer'>): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}

/** What a whole body has to be, given what its schema asks for. */
export function wholeOf({ isPerLine }: Medium, schema: JsonSchema): JsonSchema {
  return isPerLine ? { type: 'array', items: schema } : schema
}

function isList(root: Node, schema: unknown): boolean {
  const target = follow(root, schema, '')?.value
  return isObject(target) && (typesOf(target).includes('array') || (target.items ?? target.prefixItems) !== undefined)
}

/** More than a plain string or anything at all: only a decoder of the media type could enforce it. */
function isStructured(root: Node, schema: unknown): boolean {
  const target = follow(root, schema, '')?.value
  if (!isObject(target)) return false
  if (target.type === 'string') return false
  return ['type', 'properties', 'items', 'allOf', 'anyOf', 'oneOf', 'required'].some((key) => target[key] !== undefined)
}

function parametersOf(name: string): (readonly [string, string])[] {
  const names = name
    .split(';')
    .slice(1)
    .map((part) =>
      part
        .slice(0, Math.max(0, part.indexOf('=')))
        .trim()
        .toLowerCase(),
    )
  return names.flatMap((one) =>
    one === '' || one === 'charset' || one === 'boundary' ? [] : [[one, parameterOf(name, one) ?? ''] as const],
  )
}

export function chooseMedium(media: readonly Medium[], contentType: string | undefined): Medium | undefined {
  if (contentType === 'application/json' && media[0]?.essence === contentType) return media[0]
  // RFC 9110 §8.3: without a Content-Type the recipient may look; a JSON body is what nearly everybody forgets to name
  if (contentType === undefined || contentType === '')
    return media.find(({ essence }) => isJson(essence)) ?? media.find(({ essence }) => essence === '*/*')
  const essence = toEssence(contentType)
  const medium = matchMediaType(media.some(({ parameters }) => parameters.length > 0) ? closest(media, contentType) : media, essence)
  return medium?.essence.includes('*') ? { ...medium, codec: toCodec(essence, medium.structured) } : medium
}

/** Those that ask for nothing else than what was sent, the ones that ask for most of it first. */
function closest(media: readonly Medium[], contentType: string): readonly Medium[] {
  const met = (medium: Medium) => medium.parameters.filter(([name, value]) => parameterOf(contentType, name) === value).length
  return media
    .filter(({ parameters }) => parameters.every(([name, value]) => (parameterOf(contentType, name) ?? value) === value))
    .sort((a, b) => met(b) - met(a))
}
