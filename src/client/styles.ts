/** How a parameter is written (OAS 3.1 §4.8.12.2); `json` for one that is declared by `content`. */
export type Writing =
  | 'json'
  | {
      readonly style: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'
      readonly explode: boolean
      /** Leaves reserved characters of a query as they are, but for those that would end the value (`allowReserved`). */
      readonly reserved?: boolean
    }

/** How each place writes its parameters unless a document says otherwise. */
export const usual = {
  path: { style: 'simple', explode: false },
  query: { style: 'form', explode: true },
  header: { style: 'simple', explode: false },
  cookie: { style: 'form', explode: true },
} as const satisfies Record<string, Writing>

export type Place = keyof typeof usual

type Encode = (text: string) => string

const asIs: Encode = (text) => text

/** RFC 6570 §3.2.3, but for `#`, `&` and `+`, which mean something in a query, and for the comma, which separates the items of a list. */
const keepReserved: Encode = (text) =>
  encodeURIComponent(text).replace(/%(?:2F|3A|3F|40|21|24|27|28|29|2A|3B|3D|5B|5D)/g, decodeURIComponent)

/** Path segments, RFC 6570 §3.2.2, §3.2.5 and §3.2.7; `undefined` for a value that has no text. */
export function writePath(name: string, value: unknown, writing: Writing = usual.path): string | undefined {
  if (isAbsent(value)) return undefined
  if (writing === 'json') return encodeURIComponent(JSON.stringify(value))
  const { style, explode } = writing
  if (style === 'label') return `.${writeList(value, explode ? '.' : ',', explode, encodeURIComponent)}`
  if (style === 'matrix') return writeMatrix(name, value, explode)
  return writeList(value, ',', explode, encodeURIComponent)
}

export function writeHeader(value: unknown, writing: Writing = usual.header): string | undefined {
  if (isAbsent(value)) return undefined
  return writing === 'json' ? JSON.stringify(value) : writeList(value, ',', writing.explode, asIs)
}

/** The pairs of a query or of a cookie, encoded: `[['a', '1'], ['a', '2']]`. */
export function writePairs(name: string, value: unknown, writing: Writing = usual.query): [name: string, text: string][] {
  if (isAbsent(value)) return []
  const key = encodeURIComponent(name)
  if (writing === 'json') return [[key, encodeURIComponent(JSON.stringify(value))]]
  const { style, explode } = writing
  if (style === 'deepObject') return writeDeep(name, value)
  const encode = writing.reserved === true ? keepReserved : encodeURIComponent
  if (explode && Array.isArray(value)) return presentOf(value).map((item) => [key, encode(toText(item))])
  if (explode && style === 'form' && isRecord(value))
    return entriesOf(value).flatMap(([property, inner]) => writePairs(property, inner, { ...writing, explode: Array.isArray(inner) }))
  // OAS 3.1 §4.8.12.4: a space and a pipe stand in a query only as these.
  const delimiter = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ','
  return [[key, writeList(value, delimiter, false, encode)]]
}

function writeMatrix(name: string, value: unknown, explode: boolean): string {
  // RFC 6570 §3.2.7: a name without a value has no equals sign
  const pair = (key: string, text: string) => `;${encodeURIComponent(key)}${text === '' ? '' : `=${text}`}`
  if (explode && Array.isArray(value)) {
    return presentOf(value)
      .map((item) => pair(name, encodeURIComponent(toText(item))))
      .join('')
  }
  if (explode && isRecord(value)) {
    return entriesOf(value)
      .map(([property, inner]) => pair(property, encodeURIComponent(toText(inner))))
      .join('')
  }
  return pair(name, writeList(value, ',', false, encodeURIComponent))
}

/** `filter[size]=1`; deeper ones and lists are defined by nobody, and this is what servers read: `[]` for plain items, `[0]` for those that have parts. */
function writeDeep(name: string, value: unknown): [string, string][] {
  if (isAbsent(value)) return []
  if (Array.isArray(value)) {
    const isPlain = !value.some((item) => Array.isArray(item) || isRecord(item))
    return presentOf(value).flatMap((item, index) => writeDeep(`${name}[${isPlain ? '' : index}]`, item))
  }
  if (isRecord(value)) return entriesOf(value).flatMap(([property, inner]) => writeDeep(`${name}[${property}]`, inner))
  return [[encodeURIComponent(name), encodeURIComponent(toText(value))]]
}

/** `a,b` of a list; `k,v` of an object, or `k=v` when it is exploded. */
function writeList(value: unknown, delimiter: string, explode: boolean, encode: Encode): string {
  if (Array.isArray(value))
    return presentOf(value)
      .map((item) => encode(toText(item)))
      .join(delimiter)
  if (!isRecord(value)) return encode(toText(value))
  const between = explode ? '=' : delimiter
  return entriesOf(value)
    .map(([property, inner]) => `${encode(property)}${between}${encode(toText(inner))}`)
    .join(delimiter)
}

function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** RFC 6570 §2.3: what is not there is not written. */
function presentOf(list: readonly unknown[]): readonly unknown[] {
  return list.filter((item) => !isAbsent(item))
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function entriesOf(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => !isAbsent(inner))
}
