import { formDecoded } from '../../kernel/index.ts'
import { FilePart, partsByName } from '../../openapi/index.ts'
import { isSecretName, masked, maskSecret, pairsOf, type Secrets, secretsIn } from './secrets.ts'

/** What bytes say, as far as their media type and themselves tell. */
export type Content =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  /** A form whose parts are by name: values, and of files what they are. */
  | { readonly kind: 'parts'; readonly value: Readonly<Record<string, unknown>>; readonly sent: Readonly<Record<string, unknown>> }
  | { readonly kind: 'form' | 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: number; readonly mediaType: string }

/** Characters of a body that are shown. */
const mostShown = 65_536

const decoder = new TextDecoder('utf-8', { fatal: true })
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text
const unprintable = /[\x00-\x08\x0e-\x1f]/

/** JSON when it is JSON, whatever it was called. */
export function readContent(bytes: Uint8Array | undefined, contentType: string | undefined): Content {
  if (bytes === undefined || bytes.length === 0) return { kind: 'none' }
  const mediaType = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const binary: Content = { kind: 'binary', bytes: bytes.length, mediaType }
  if (mediaType.startsWith('multipart/')) {
    const sent = partsByName(bytes, contentType)
    return sent === undefined ? binary : { kind: 'parts', value: mapValues(sent, toShown), sent }
  }
  if (/^(?:image|audio|video|font)\//.test(mediaType)) return binary
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return binary
  }
  if (unprintable.test(text)) return binary
  return mediaType === 'application/x-www-form-urlencoded' ? { kind: 'form', text } : readText(text, mediaType)
}

/** A file as what it is, without its bytes. */
function toShown(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(toShown)
  if (!(part instanceof FilePart)) return part
  const { filename, mediaType, size } = part
  return { ...(filename === undefined ? {} : { filename }), media_type: mediaType, bytes: size }
}

function mapValues(record: Readonly<Record<string, unknown>>, map: (value: unknown) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}

export function readText(text: string, mediaType: string): Content {
  if (/[/+]json$/.test(mediaType) || /^\s*[[{]/.test(text)) {
    try {
      return { kind: 'json', value: JSON.parse(text) }
    } catch {
      return { kind: 'text', text }
    }
  }
  return { kind: 'text', text }
}

/** The secrets a body holds under their names. */
export function secretsOf(content: Content): readonly string[] {
  if (content.kind === 'json' || content.kind === 'parts') return secretsIn(content.value)
  if (content.kind !== 'form') return []
  return pairsOf(content.text).flatMap(([name, value]) => (isSecretName(name) ? [value, formDecoded(value)] : []))
}

/** A body as it may be shown: a value, a text, a marker for bytes, or null when there was none. */
export function showContent(content: Content, secrets: Secrets): unknown {
  switch (content.kind) {
    case 'none':
      return null
    case 'json':
    case 'parts':
      return cut(secrets.hideIn(content.value))
    case 'form':
      return cut(secrets.hide(maskPairs(content.text, isSecretName)))
    case 'text':
      return cut(secrets.hide(maskText(content.text)))
    case 'binary':
      return content.mediaType === '' ? { bytes: content.bytes } : { bytes: content.bytes, media_type: content.mediaType }
  }
}

/** A query or form with the values of some names masked; everything else stays as it was written. */
export function maskPairs(text: string, isSecret: (name: string) => boolean): string {
  if (!text.includes('=')) return text
  return text
    .split('&')
    .map((pair) => {
      const mark = pair.indexOf('=')
      return mark !== -1 && isSecret(formDecoded(pair.slice(0, mark))) ? pair.slice(0, mark + 1) + maskSecret(pair.slice(mark + 1)) : pair
    })
    .join('&')
}

/** In text that can't be taken apart, nobody can tell where a secret ends: what follows the first name of one is left out. */
function maskText(text: string): string {
  for (const { 0: word, index } of text.matchAll(/[A-Za-z][\w-]*/g)) {
    const end = index + word.length
    if (isSecretName(word) && end < text.length) return `${text.slice(0, end)} ${masked.slice(0, -1)}: ${text.length - end} characters]`
  }
  return text
}

function cut(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length <= mostShown) return value
  // not between the two halves of one character
  const end = /[\ud800-\udbff]/.test(text[mostShown - 1] as string) ? mostShown - 1 : mostShown
  return `${text.slice(0, end)}… [cut: ${end} of ${text.length} characters]`
}
