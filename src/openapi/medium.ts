import { isObject } from '../kernel/index.ts'
import { entriesOf, follow, type Node } from './document.ts'
import { type Codec, isJson, matchMediaType, parameterOf, toCodec, toEssence } from './media-type.ts'

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
  readonly schema: unknown
  readonly pointer: string
  readonly encoding: Node
}

export function toMedia(root: Node, content: unknown, pointer: string): Medium[] {
  return [...entriesOf(root, content, pointer)].map(({ key: name, value, pointer: at }): Medium => {
    const media = isObject(value) ? value : {}
    const essence = toEssence(name)
    const structured = isStructured(root, media.schema)
    // what a range is read as depends on what comes; JSON is what it nearly always is
    const codec = essence.includes('*') ? 'json' : toCodec(essence, structured)
    const encoding = isObject(media.encoding) ? media.encoding : {}
    return { name, essence, parameters: parametersOf(name), codec, structured, schema: media.schema, pointer: `${at}/schema`, encoding }
  })
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
