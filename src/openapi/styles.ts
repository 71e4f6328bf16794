import { coerce, type Shape } from './shape.ts'
import type { Violation } from './violation.ts'

/** OAS 3.1 §4.8.12.2. */
export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'

/** Text that can't be what its style says, or bytes that can't be text. Never leaves this room. */
export class StyleFault extends Error {
  readonly rule: 'malformed' | 'encoding' | 'forbiddenKey' | 'duplicate' | 'nesting' | 'mediaType'
  readonly params: Violation['params']
  constructor(rule: StyleFault['rule'], message: string, params: Violation['params'] = {}) {
    super(message)
    this.rule = rule
    this.params = params
  }
}

/** Undoes what the place did to the text: percent-encoding in a query, nothing in a header. */
export type Decode = (text: string) => string

export function unescapeQuery(text: string): string {
  return text.includes('+') ? unescapePercent(text.replaceAll('+', ' ')) : unescapePercent(text)
}

export function unescapePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    throw new StyleFault('encoding', 'must be percent-encoded UTF-8')
  }
}

export const keepText: Decode = (text) => text

/** Splits before it decodes: an encoded delimiter is data. */
export function readDelimited(text: string, delimiter: string | RegExp, shape: Shape, decode: Decode): unknown {
  const parts = text === '' ? [] : text.split(delimiter)
  if (shape.types.has('array') && !(parts.length === 1 && allowsPrimitive(shape)))
    return parts.map((part) => coerceItem(decode(part), shape))
  if (!shape.types.has('object')) return coerce(decode(text), shape)
  if (parts.length % 2 === 1) throw new StyleFault('malformed', 'must be a list of names and values in turn')
  const entries: [string, string][] = []
  for (let index = 0; index < parts.length; index += 2) entries.push([decode(parts[index] ?? ''), decode(parts[index + 1] ?? '')])
  return toRecord(entries, shape)
}

/** `R=100,G=200`: simple, label and matrix objects when exploded. */
export function readPairs(text: string, delimiter: string, shape: Shape, decode: Decode): Record<string, unknown> {
  const parts = text === '' ? [] : text.split(delimiter)
  const entries = parts.map((part): [string, string] => {
    const equals = part.indexOf('=')
    if (equals === -1) throw new StyleFault('malformed', `must be a list of name=value, separated by "${delimiter}"`)
    return [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]
  })
  return toRecord(entries, shape)
}

export function readSimple(text: string, explode: boolean, shape: Shape, decode: Decode): unknown {
  return explode && shape.types.has('object') ? readPairs(text, ',', shape, decode) : readDelimited(text, ',', shape, decode)
}

/** `.a.b`, RFC 6570 §3.2.5. */
export function readLabel(text: string, explode: boolean, shape: Shape, decode: Decode): unknown {
  if (!text.startsWith('.')) throw new StyleFault('malformed', 'must begin with "."')
  const rest = text.slice(1)
  if (!explode) return readDelimited(rest, ',', shape, decode)
  return shape.types.has('object') ? readPairs(rest, '.', shape, decode) : readDelimited(rest, '.', shape, decode)
}

/** `;name=a`, RFC 6570 §3.2.7. */
export function readMatrix(text: string, name: string, explode: boolean, shape: Shape, decode: Decode): unknown {
  if (!text.startsWith(';')) throw new StyleFault('malformed', 'must begin with ";"')
  const rest = text.slice(1)
  if (explode && shape.types.has('object')) return readPairs(rest, ';', shape, decode)
  const values = (explode ? rest.split(';') : [rest]).map((part) => {
    if (part === name) return ''
    if (!part.startsWith(`${name}=`)) throw new StyleFault('malformed', `must be of the form ";${name}=value"`)
    return part.slice(name.length + 1)
  })
  if (explode && shape.types.has('array')) return values.map((value) => coerceItem(decode(value), shape))
  return readDelimited(values.join(';'), ',', shape, decode)
}

export function coerceItem(text: string, { items }: Shape): unknown {
  return items === undefined ? text : coerce(text, items)
}

export function allowsPrimitive({ types }: Shape): boolean {
  return types.has('string') || types.has('number') || types.has('integer') || types.has('boolean')
}

export function toRecord(entries: readonly (readonly [string, string])[], shape: Shape): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [name, text] of entries) {
    refuseForbidden(name)
    const property = shape.properties.get(name) ?? shape.additional
    record[name] = property === undefined ? text : coerce(text, property)
  }
  return record
}

export function refuseForbidden(name: string): void {
  if (name === '__proto__') throw new StyleFault('forbiddenKey', 'must not contain the key "__proto__"')
}
