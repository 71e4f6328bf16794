/** How a body of a media type is read. `bytes` and `text` are handed on as they are. */
export type Codec = 'json' | 'form' | 'text' | 'bytes' | 'unsupported'

/** `Application/JSON; charset=utf-8` → `application/json`. */
export function toEssence(mediaType: string): string {
  const end = mediaType.indexOf(';')
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase()
}

export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence.endsWith('+json') || essence === 'text/json'
}

/** The declared media type that describes a given one, the most specific first (OAS 3.1 §4.8.14.1). */
export function matchMediaType<T extends { readonly essence: string }>(declared: readonly T[], essence: string): T | undefined {
  const range = `${essence.slice(0, essence.indexOf('/'))}/*`
  return (
    declared.find((one) => one.essence === essence) ??
    declared.find((one) => one.essence === range) ??
    declared.find((one) => one.essence === '*/*')
  )
}

/** What to do with a media type, given whether its schema is more than "a string" or "anything". */
export function toCodec(essence: string, structured: boolean): Codec {
  if (isJson(essence)) return 'json'
  if (essence === 'application/x-www-form-urlencoded') return 'form'
  if (structured) return 'unsupported'
  return essence.startsWith('text/') ? 'text' : 'bytes'
}
