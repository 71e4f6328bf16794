import { isObject } from '../kernel/index.ts'
import { entriesOf, follow, type Node } from './document.ts'
import { type Codec, isJson, matchMediaType, toCodec, toEssence } from './media-type.ts'

/** One declared media type of a body. */
export interface Medium {
  /** As declared. */
  readonly name: string
  readonly essence: string
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
    return { name, essence, codec, structured, schema: media.schema, pointer: `${at}/schema`, encoding }
  })
}

/** More than a plain string or anything at all: only a decoder of the media type could enforce it. */
function isStructured(root: Node, schema: unknown): boolean {
  const target = follow(root, schema, '')?.value
  if (!isObject(target)) return false
  if (target.type === 'string') return false
  return ['type', 'properties', 'items', 'allOf', 'anyOf', 'oneOf', 'required'].some((key) => target[key] !== undefined)
}

export function chooseMedium(media: readonly Medium[], contentType: string | undefined): Medium | undefined {
  if (contentType === 'application/json' && media[0]?.essence === contentType) return media[0]
  // RFC 9110 §8.3: without a Content-Type the recipient may look; a JSON body is what nearly everybody forgets to name
  if (contentType === undefined || contentType === '')
    return media.find(({ essence }) => isJson(essence)) ?? media.find(({ essence }) => essence === '*/*')
  const essence = toEssence(contentType)
  const medium = matchMediaType(media, essence)
  return medium?.essence.includes('*') ? { ...medium, codec: toCodec(essence, medium.structured) } : medium
}
