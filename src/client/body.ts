/** A body ready to be sent, with its media type; undefined leaves that to `fetch`, which knows those of forms. */
export interface Written {
  readonly body: Body
  readonly mediaType: string | undefined
}

type Body = NonNullable<RequestInit['body']>

export function writeBody(value: unknown, mediaType: string): Written {
  if (value instanceof FormData || value instanceof URLSearchParams) return { body: value, mediaType: undefined }
  if (isBytes(value)) return { body: value, mediaType }
  if (/[/+]json\b/.test(mediaType)) return { body: JSON.stringify(value), mediaType }
  if (typeof value === 'string') return { body: value, mediaType }
  if (mediaType.startsWith('multipart/form-data')) return { body: toForm(value), mediaType: undefined }
  if (mediaType.startsWith('application/x-www-form-urlencoded')) return { body: toFields(value), mediaType: undefined }
  return { body: JSON.stringify(value), mediaType }
}

function isBytes(value: unknown): value is Body {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof ReadableStream
}

function toForm(value: unknown): FormData {
  const form = new FormData()
  for (const [name, part] of fieldsOf(value)) form.append(name, part instanceof Blob ? part : toPart(part))
  return form
}

/** OAS 3.1 §4.8.15: an object is a part of JSON, anything else is text. */
function toPart(part: unknown): string | Blob {
  if (part !== null && typeof part === 'object' && !(part instanceof Date))
    return new Blob([JSON.stringify(part)], { type: 'application/json' })
  return toText(part)
}

function toFields(value: unknown): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, field] of fieldsOf(value)) fields.append(name, toText(field))
  return fields
}

/** A list is several fields of one name. */
function fieldsOf(value: unknown): [string, unknown][] {
  return Object.entries(value as object).flatMap(([name, field]) =>
    (Array.isArray(field) ? field : [field]).flatMap((one): [string, unknown][] => (one === undefined ? [] : [[name, one]])),
  )
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
