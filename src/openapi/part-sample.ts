import { isObject } from '../kernel/index.ts'
import type { Node } from './document.ts'
import { FilePart } from './file-part.ts'
import { encodingOf } from './form-reader.ts'
import { isJson, toEssence } from './media-type.ts'
import type { Medium } from './medium.ts'
import { type Shape, toShape } from './shape.ts'

/** A sample of a form as it would be sent: with files where its schema has some, and parts of the media types its encoding names. */
export function withParts(root: Node, medium: Medium, sample: unknown): unknown {
  if (!isObject(sample)) return sample
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, withPart(root, medium, name, value)]))
}

export function withPart(root: Node, medium: Medium, name: string, value: unknown): unknown {
  const shape = toShape(root, medium.schema).properties.get(name)
  if (shape === undefined || value === undefined) return value
  const { contentType } = encodingOf(medium.encoding, name)
  const accepted = typeof contentType === 'string' ? contentType.split(',').map(toEssence) : []
  if (!Array.isArray(value)) return toPart(shape, accepted, name, value)
  return value.map((item) => toPart(shape.items ?? shape, accepted, name, item))
}

function toPart({ content, types }: Shape, [accepted]: readonly string[], name: string, value: unknown): unknown {
  const mediaType = accepted
    ?.replace('*/*', 'application/octet-stream')
    .replace(/^image\/\*$/, 'image/png')
    .replace('*', 'plain')
  if (content === 'octets' || (types.size === 0 && mediaType !== undefined && !isJson(mediaType)))
    return new FilePart(fileName(name, mediaType), mediaType ?? 'application/octet-stream', Buffer.from(String(value ?? 'text')))
  if (mediaType === undefined || mediaType === 'text/plain' || (typeof value === 'object' && isJson(mediaType))) return value
  return new FilePart(undefined, mediaType, Buffer.from(isJson(mediaType) ? JSON.stringify(value) : String(value)))
}

/** `image.png` of a property `image`. */
function fileName(name: string, mediaType: string | undefined): string {
  const [, subtype = 'bin'] = /^(?:image|text|application)\/([a-z]+)$/.exec(mediaType ?? '') ?? []
  return `${name}.${subtype === 'plain' ? 'txt' : subtype}`
}
