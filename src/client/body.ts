import { type Writing, writePairs } from './styles.ts'

/** A body ready to be sent, with its media type; undefined leaves that to `fetch`, which knows those of forms. */
export interface Written {
  readonly body: Body
  readonly mediaType: string | undefined
}

type Body = NonNullable<RequestInit['body']>

/** How the properties of a form are written where it is not as OpenAPI has it by default: in a style, or as a media type. */
export type FormEncoding = Readonly<Record<string, Writing | { readonly contentType: string }>>

export function writeBody(value: unknown, mediaType: string, encoding: FormEncoding = {}): Written {
  if (value instanceof FormData || value instanceof URLSearchParams) return { body: value, mediaType: undefined }
  if (isBytes(value)) return { body: value, mediaType }
  if (/[/+]json\b/.test(mediaType)) return { body: JSON.stringify(value), mediaType }
  if (typeof value === 'string') return { body: value, mediaType }
  if (mediaType.startsWith('multipart/form-data')) return { body: toForm(value, encoding), mediaType: undefined }
  if (mediaType.startsWith('application/x-www-form-urlencoded')) return { body: toFields(value, encoding), mediaType }
  throw new TypeError(`A body of ${mediaType} can't be written from a value: give it as a text, or as bytes`)
}

function isBytes(value: unknown): value is Body {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof ReadableStream
}

function toForm(value: unknown, encoding: FormEncoding): FormData {
  const form = new FormData()
  for (const [name, part] of Object.entries(value as object)) {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
    if (own === undefined || typeof own === 'string' || 'contentType' in own)
      for (const one of [part].flat()) if (one !== undefined) form.append(name, toPart(one, mediaTypeIn(own)))
    if (typeof own === 'object' && 'style' in own)
      for (const pair of writePairs(name, part, own)) form.append(...(pair.map(decodeURIComponent) as [string, string]))
  }
  return form
}

/** OAS 3.1 §4.8.15: an object is a part of JSON, a file one of its own type, anything else is text. */
function toPart(part: unknown, mediaType: string | undefined): string | Blob {
  if (part instanceof Blob) return part.type !== '' || mediaType === undefined ? part : withType(part, mediaType)
  if (part instanceof ArrayBuffer || ArrayBuffer.isView(part))
    return new Blob([part as ArrayBuffer], { type: mediaType ?? 'application/octet-stream' })
  const isJson = /[/+]json\b/.test(mediaType ?? '') || (part !== null && typeof part === 'object' && !(part instanceof Date))
  if (isJson) return new Blob([JSON.stringify(part)], { type: mediaType ?? 'application/json' })
  return mediaType === undefined ? toText(part) : new Blob([toText(part)], { type: mediaType })
}

function withType(file: Blob, type: string): Blob {
  return file instanceof File ? new File([file], file.name, { type }) : new Blob([file], { type })
}

function toFields(value: unknown, encoding: FormEncoding): string {
  const pairs = Object.entries(value as object).flatMap(([name, field]) => {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
    if (typeof own === 'object' && 'style' in own) return writePairs(name, field, own)
    const isJson = /[/+]json\b/.test(mediaTypeIn(own) ?? '')
    const texts = [field].flat().filter((one) => one !== undefined)
    return texts.map((one) => [name, isJson ? JSON.stringify(one) : toText(one)].map(encodeURIComponent))
  })
  return pairs.map(([name, text]) => `${name}=${text}`).join('&')
}

function mediaTypeIn(own: FormEncoding[string] | undefined): string | undefined {
  if (own === 'json') return 'application/json'
  return own !== undefined && 'contentType' in own ? own.contentType : undefined
}

function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What an answer holds: a value of JSON, text of what is text, nothing, or else the bytes. */
export async function readBody(response: Response): Promise<unknown> {
  const mediaType = response.headers.get('content-type') ?? ''
  if (/[/+]json\b/i.test(mediaType)) {
    const text = await response.text()
    if (text === '') return undefined
    try {
      return JSON.parse(text)
    } catch (error) {
      if (!response.ok) return text
      throw new SyntaxError(`${response.status} came with a body that is called ${mediaType} and is none: ${(error as Error).message}`)
    }
  }
  if (/^text\/|[/+]xml\b|^application\/x-www-form-urlencoded/i.test(mediaType)) return response.text()
  const bytes = await response.blob()
  return bytes.size === 0 ? undefined : bytes
}
