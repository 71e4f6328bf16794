/** Times are milliseconds since 1970 in UTC inside; these are the ways to write and read them. */

interface Written {
  readonly second: number
  readonly naive: string
  readonly zulu: string
}

/** Times written lately, by their last digits: the same few are written again and again, and each costs a microsecond. */
const written: Written[] = []

function write(ms: number): Written {
  const second = Math.floor(ms / 1000)
  const slot = second & 1023
  const known = written[slot]
  if (known?.second === second) return known
  const text = new Date(second * 1000).toISOString()
  const naive = text.slice(0, 19)
  const fresh = { second, naive, zulu: `${naive}Z` }
  written[slot] = fresh
  return fresh
}

/** `2025-12-22T15:30:00`, without zone, whole seconds. */
export function toNaiveTime(ms: number): string {
  return write(ms).naive
}

/** `2025-12-22T15:30:00Z`, whole seconds. */
export function toZuluTime(ms: number): string {
  return write(ms).zulu
}

/** `2025-12-22T15:30:00+00:00`, whole seconds. */
export function toOffsetTime(ms: number): string {
  return `${toNaiveTime(ms)}+00:00`
}

let lastSecond = Number.NaN
let lastHttpText = ''

/** `Mon, 22 Dec 2025 15:30:00 GMT`, as headers have it (RFC 9110 §5.6.7). */
export function toHttpTime(ms: number): string {
  const second = Math.floor(ms / 1000)
  if (second !== lastSecond) {
    lastHttpText = new Date(ms).toUTCString()
    lastSecond = second
  }
  return lastHttpText
}

const httpTime = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Reads `Mon, 22 Dec 2025 15:30:00 GMT`, the one form that may be sent (RFC 9110 §5.6.7). Undefined when it is none. */
export function parseHttpTime(text: string): number | undefined {
  const ms = httpTime.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

const absolute = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** Reads an ISO 8601 date or time; one without a zone is UTC. Undefined when it is none. */
export function parseTime(text: string): number | undefined {
  if (!absolute.test(text)) return undefined
  const isZoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) || !text.includes('T')
  const ms = Date.parse(isZoned ? text : `${text}Z`)
  if (Number.isNaN(ms)) return undefined
  // Date.parse rolls 31 February over into March; a date that does not exist is none.
  const day = Number(text.slice(8, 10))
  return new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).getUTCDate() === day ? ms : undefined
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
const short = /^(\d+(?:\.\d+)?)(s|m|h|d|w)$/
const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Reads `8d`, `90m`, `36h`, `PT1H`, `P7DT12H` as whole milliseconds. Undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const simple = short.exec(text)
  // 1.1 hours are not a whole number of milliseconds to a float
  if (simple !== null) return Math.round(Number(simple[1]) * units[simple[2] as keyof typeof units])
  const parts = iso.exec(text)
  if (parts === null || text.endsWith('T') || text === 'P') return undefined
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number]
  return Math.round(weeks * units.w + days * units.d + hours * units.h + minutes * units.m + seconds * units.s)
}
