import { fingerprint } from '../kernel/index.ts'
import type { Violation } from './violation.ts'

/** A file of a multipart body, whole, as a handler gets it. In JSON it is its name, media type and size. */
export class FilePart {
  /** As sent, directories included; undefined when the part names none. */
  readonly filename: string | undefined
  /** As sent, parameters included; `application/octet-stream` when the part does not say. */
  readonly mediaType: string
  readonly bytes: Uint8Array

  constructor(filename: string | undefined, mediaType: string, bytes: Uint8Array) {
    this.filename = filename
    this.mediaType = mediaType
    this.bytes = bytes
  }

  /** Bytes there are. */
  get size(): number {
    return this.bytes.byteLength
  }

  /** The bytes as UTF-8; what is none becomes U+FFFD. */
  text(): string {
    return new TextDecoder().decode(this.bytes)
  }

  toJSON(): { readonly filename: string | undefined; readonly mediaType: string; readonly size: number } {
    return { filename: this.filename, mediaType: this.mediaType, size: this.size }
  }
}

/**
 * Where a file goes once its body is checked. A schema says `string` of it, and its lengths count octets (OAS 3.1 §4.8.14.2),
 * so while it is checked there stands a string of as many characters.
 */
export interface FilePlace {
  readonly holder: Record<string | number, unknown>
  readonly key: string | number
  readonly path: readonly (string | number)[]
  readonly file: FilePart
}

export function putFiles(files: readonly FilePlace[]): void {
  for (const { holder, key, file } of files) holder[key] = file
}

/** The same violations, with the files themselves in the place of what was checked for them. */
export function withFiles(violations: readonly Violation[], files: readonly FilePlace[]): readonly Violation[] {
  return violations.map((violation) => {
    if (violation.in !== 'body' || typeof violation.value !== 'string') return violation
    const place = files.find(({ path }) => path.length === violation.path.length && path.every((token, at) => token === violation.path[at]))
    return place === undefined ? violation : { ...violation, value: place.file }
  })
}

/** A body as JSON can say it: files and bytes by their size and a print of them, which tells them from all others. */
export function withPrints(body: unknown): unknown {
  if (body instanceof FilePart) return { filename: body.filename, media_type: body.mediaType, ...printOf(body.bytes) }
  if (body instanceof Uint8Array) return printOf(body)
  if (!hasFiles(body)) return body
  const entries = Object.entries(body as object).map(([name, part]) => [
    name,
    Array.isArray(part) ? part.map(withPrints) : withPrints(part),
  ])
  return Object.fromEntries(entries)
}

function printOf(bytes: Uint8Array): { readonly size: number; readonly print: string } {
  return { size: bytes.byteLength, print: fingerprint(bytes) }
}

/** Whether a body has a file in it: by itself, or in a list. */
export function hasFiles(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return false
  return Object.values(body).some(
    (part) => part instanceof FilePart || (Array.isArray(part) && part.some((item) => item instanceof FilePart)),
  )
}
