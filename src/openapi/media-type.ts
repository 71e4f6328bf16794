/** How a body of a media type is read. `bytes` and `text` are handed on as they are. */
export type Codec = 'json' | 'lines' | 'events' | 'form' | 'multipart' | 'xml' | 'text' | 'bytes' | 'unsupported'

/** `Application/JSON; charset=utf-8` → `application/json`, `*` → the range of all. */
export function toEssence(mediaType: string): string {
  const end = mediaType.indexOf(';')
  const essence = (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase()
  // no media type, but what some documents, and Java's own client, write for any
  return essence === '*' ? '*/*' : essence
}

export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence.endsWith('+json') || essence === 'text/json'
}

/** RFC 7303 §4.2, §8. */
export function isXml(essence: string): boolean {
  return essence === 'application/xml' || essence === 'text/xml' || essence.endsWith('+xml')
}

const ofLines = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq|stream\+json|[^;]+\+json-seq)$/

/** JSON, one value to a line or after each separator. */
export function isLines(essence: string): boolean {
  return ofLines.test(essence)
}

/** A parameter of a media type, `charset` of `text/plain; charset=utf-8`; undefined when it has none of that name (RFC 9110 §5.6.6). */
export function parameterOf(mediaType: string | undefined, name: string): string | undefined {
  if (mediaType === undefined || !mediaType.includes(';')) return undefined
  for (const [, key, quoted, plain] of mediaType.matchAll(/;[ \t]*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g))
    if (key?.toLowerCase() === name) return quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1')
  return undefined
}

/** The declared media type that describes a given one, the most specific first (OAS 3.1 §4.8.14.1). */
export function matchMediaType<T extends { readonly essence: string }>(declared: readonly T[], essence: string): T | undefined {
  const type = essence.slice(0, essence.indexOf('/'))
  const plus = essence.lastIndexOf('+')
  return (
    declared.find((one) => one.essence === essence) ??
    // no range of RFC 9110, but what documents write for any type of a syntax
    (plus === -1 ? undefined : declared.find((one) => one.essence === `${type}/*${essence.slice(plus)}`)) ??
    declared.find((one) => one.essence === `${type}/*`) ??
    declared.find((one) => one.essence === '*/*')
  )
}

/** Whether a media type is one of those an encoding allows: `image/png, image/*`. */
export function isAmong(allowed: readonly string[], essence: string): boolean {
  return (
    matchMediaType(
      allowed.map((one) => ({ essence: one })),
      essence,
    ) !== undefined
  )
}

/** What to do with a media type, given whether its schema is more than "a string" or "anything". */
export function toCodec(essence: string, structured: boolean): Codec {
  if (isJson(essence)) return 'json'
  if (essence === 'application/x-www-form-urlencoded') return 'form'
  if (essence.startsWith('multipart/')) return 'multipart'
  if (structured) return isXml(essence) ? 'xml' : isLines(essence) ? 'lines' : 'unsupported'
  return essence.startsWith('text/') ? 'text' : 'bytes'
}
