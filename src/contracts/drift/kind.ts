/** What a value is, as far as two services with data of their own can agree on it. */
export interface Seen {
  /** In words: `null`, `integer`, `date-time(seconds, no offset)`, `id usr_…`. */
  readonly kind: string
  /** Equal for values that mean the same on both sides; undefined where only the kind counts. */
  readonly same: string | undefined
  /** For people; never a secret. */
  readonly shown: string
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const idName = /(?:^|_)(?:id|key)s?$/
/** Their values are made up anew each time, or must not be shown. */
const opaque = /token|secret|password|device_id|trace_id/

/** How a side's own values are told from the API's. */
export interface Lens {
  /** Puts the names of variables for what only this side has. */
  mask(text: string): string
  /** Whether the values of a field belong to the tenant. */
  isOwn(name: string): boolean
}

/** A value under a name. */
export function see(name: string, value: unknown, { mask, isOwn }: Lens): Seen {
  if (value === null) return plain('null')
  if (typeof value === 'number')
    return { ...plain(Number.isInteger(value) ? 'integer' : 'number'), same: String(value), shown: String(value) }
  if (typeof value === 'boolean') return { kind: 'boolean', same: String(value), shown: String(value) }
  if (typeof value !== 'string') return plain(Array.isArray(value) ? 'array' : 'object')
  if (opaque.test(name) || isOwn(name)) return plain(value === '' ? 'empty string' : 'string')
  const time = dateTime.exec(value)
  if (time !== null) return plain(`date-time(${precisionOf(time)}, ${offsetOf(time[3])})`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return plain('date')
  const masked = mask(value)
  if (idName.test(name))
    return { kind: formOf(value), same: masked === value ? undefined : masked, shown: masked === value ? formOf(value) : masked }
  if (uuid.test(value)) return plain('uuid')
  if (/^https?:\/\//.test(value)) return plain('URL')
  return { kind: 'string', same: masked, shown: JSON.stringify(masked) }
}

function plain(kind: string): Seen {
  return { kind, same: undefined, shown: kind }
}

function precisionOf([, seconds, fraction]: RegExpExecArray): string {
  if (fraction !== undefined) return 'fraction'
  return seconds === undefined ? 'minutes' : 'seconds'
}

function offsetOf(offset: string | undefined): string {
  if (offset === undefined) return 'no offset'
  return offset === 'Z' ? 'Z' : 'offset'
}

/** The form of an id. What follows the prefix is each service's own affair, as long as it is made of letters and digits. */
function formOf(value: string): string {
  if (uuid.test(value)) return 'id uuid'
  const prefixed = /^([A-Za-z]+)([_-])\w+$/.exec(value)
  if (prefixed !== null) return `id ${prefixed[1]}${prefixed[2]}…`
  return /^\d+$/.test(value) ? 'id of digits' : 'id without a prefix'
}
