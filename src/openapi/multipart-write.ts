import { isObject } from '../kernel/index.ts'
import { FilePart } from './file-part.ts'

/** A part on its way out. */
interface WrittenPart {
  readonly name: string
  readonly filename: string | undefined
  readonly mediaType: string | undefined
  readonly bytes: Uint8Array
}

const encoder = new TextEncoder()

/** A value as the bytes of a form, as a reader by the same schema takes it: lists as parts of one name, objects as JSON, files as they are. */
export function writeForm(value: unknown, boundary: string): Uint8Array {
  const entries = isObject(value) && !(value instanceof FilePart) ? Object.entries(value) : []
  const parts = entries.flatMap(([name, one]) => [one].flat().map((item) => toPart(name, item)))
  return writeParts(parts, boundary)
}

/** A boundary that no part of a value has in it. */
export function boundaryFor(value: unknown): string {
  const written = Buffer.from(writeForm(value, ''))
  let boundary = 'standin-boundary'
  for (let number = 2; written.includes(boundary); number++) boundary = `standin-boundary-${number}`
  return boundary
}

function toPart(name: string, item: unknown): WrittenPart {
  if (item instanceof FilePart) return { name, filename: item.filename, mediaType: item.mediaType, bytes: item.bytes }
  const isJson = typeof item === 'object' && item !== null
  const text = isJson ? JSON.stringify(item) : String(item)
  return { name, filename: undefined, mediaType: isJson ? 'application/json' : undefined, bytes: encoder.encode(text) }
}

function writeParts(parts: readonly WrittenPart[], boundary: string): Uint8Array {
  const chunks = parts.flatMap(({ name, filename, mediaType, bytes }) => {
    const file = filename === undefined ? '' : `; filename="${escapeName(filename)}"`
    const type = mediaType === undefined ? '' : `Content-Type: ${mediaType}\r\n`
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"${file}\r\n${type}\r\n`
    return [Buffer.from(head), bytes, Buffer.from('\r\n')]
  })
  return Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
}

/** WHATWG HTML §4.10.21.8. */
function escapeName(text: string): string {
  return text.replace(/["\r\n]/g, encodeURIComponent)
}
