import { isList, readDeep } from './deep-object.ts'
import type { Parameter } from './parameters.ts'
import { anyText, coerce, isPrimitive, isText, type Shape } from './shape.ts'
import {
  allowsPrimitive,
  coerceItem,
  readDelimited,
  refuseForbidden,
  StyleFault,
  toRecord,
  unescapePercent,
  unescapeQuery,
} from './styles.ts'
import { readContent, toFault } from './text-parameter.ts'
import type { Violation } from './violation.ts'

type Entry = readonly [name: string, text: string]

/** What the query holds for one parameter, still encoded. */
interface Found {
  readonly texts: string[]
  /** For objects that are spread over several names. */
  readonly entries: Entry[]
}

/** Reads declared parameters from a raw query string, or the fields of a form, which are written the same way. */
export class QueryReader {
  readonly #parameters: readonly Parameter[]
  readonly #place: 'query' | 'body'
  readonly #byName = new Map<string, number>()
  readonly #deep = new Map<string, number>()
  /** Properties of exploded form objects stand in the query on their own (OAS 3.1 §4.8.12.3). */
  readonly #byProperty = new Map<string, number>()
  readonly #rest: number | undefined
  /** One that the query is the text of. */
  readonly #whole: Parameter | undefined

  constructor(parameters: readonly Parameter[], place: 'query' | 'body') {
    this.#parameters = parameters
    this.#place = place
    let rest: number | undefined
    for (const [index, parameter] of parameters.entries()) {
      const { shape, json, style, explode, name } = parameter
      if (!json && style === 'deepObject') {
        this.#deep.set(name, index)
        // a list in this style is defined by nobody, and is what people write all the same; and so is `created=5` beside `created[gt]=5`
        this.#byName.set(name, index)
      } else if (!json && style === 'form' && explode && shape.types.has('object') && !allowsPrimitive(shape)) {
        for (const property of shape.properties.keys()) this.#byProperty.set(property, index)
        if (parameter.whole === true || shape.additional !== undefined || shape.properties.size === 0) rest = index
      } else this.#byName.set(name, index)
    }
    this.#rest = rest
    this.#whole = parameters.find(({ whole, explode }) => whole === true && !explode)
  }

  /** Whether a name is that of a parameter, or of a part of one. */
  takes(name: string): boolean {
    const bracket = this.#deep.size === 0 ? -1 : name.indexOf('[')
    return this.#byName.has(name) || this.#byProperty.has(name) || (bracket !== -1 && this.#deep.has(name.slice(0, bracket)))
  }

  /** Puts what it finds into `into`; returns what could not be read, or undefined. */
  read(query: string, into: Record<string, unknown>): Violation[] | undefined {
    if (query === '') return undefined
    if (this.#whole !== undefined) return this.#readWhole(this.#whole, query, into)
    const found: (Found | undefined)[] = []
    const faults: Violation[] = []
    let start = 0
    while (start < query.length) {
      let end = query.indexOf('&', start)
      if (end === -1) end = query.length
      if (end > start) this.#collect(query.slice(start, end), found, into, faults)
      start = end + 1
    }
    for (let index = 0; index < found.length; index++) {
      const raw = found[index]
      if (raw === undefined) continue
      const parameter = this.#parameters[index] as Parameter
      try {
        if (raw.entries.length > 0 && raw.texts.length > 0) throw new StyleFault('malformed', 'must be written in one way')
        into[parameter.name] = raw.entries.length === 0 ? this.#readTexts(parameter, raw.texts) : readEntries(parameter, raw.entries)
      } catch (error) {
        const value = raw.texts.length === 1 ? raw.texts[0] : raw.texts.length > 1 ? raw.texts : raw.entries
        faults.push(toFault(error, this.#place, parameter, value))
      }
    }
    return faults.length === 0 ? undefined : faults
  }

  #readWhole(parameter: Parameter, query: string, into: Record<string, unknown>): Violation[] | undefined {
    try {
      const text = unescapePercent(query)
      into[parameter.name] = parameter.json ? readContent(text) : coerce(text, parameter.shape)
      return undefined
    } catch (error) {
      return [toFault(error, this.#place, parameter, query)]
    }
  }

  #readTexts(parameter: Parameter, texts: readonly string[]): unknown {
    if (this.#place === 'body' && parameter.json && parameter.shape.types.has('array'))
      return toList(
        texts.map((text) => readContent(unescapeQuery(text))),
        parameter.shape,
      )
    return readTexts(parameter, texts)
  }

  #collect(pair: string, found: (Found | undefined)[], into: Record<string, unknown>, faults: Violation[]): void {
    const equals = pair.indexOf('=')
    const text = equals === -1 ? '' : pair.slice(equals + 1)
    let name: string
    try {
      name = unescapeQuery(equals === -1 ? pair : pair.slice(0, equals))
    } catch {
      // a name that can't be read is none of those declared, and unknown names are ignored
      return
    }
    const single = this.#byName.get(name)
    if (single !== undefined) {
      slot(found, single).texts.push(text)
      return
    }
    const bracket = this.#deep.size === 0 ? -1 : name.indexOf('[')
    const deep = bracket === -1 ? undefined : this.#deep.get(name.slice(0, bracket))
    if (deep !== undefined) {
      const { shape } = this.#parameters[deep] as Parameter
      if (isPlainList(shape) && listIndex.test(name.slice(bracket))) slot(found, deep).texts.push(text)
      else slot(found, deep).entries.push([name.slice(bracket), text])
      return
    }
    const spread = this.#byProperty.get(name) ?? this.#rest
    if (spread !== undefined) slot(found, spread).entries.push([name, text])
    else if (this.#place === 'body') this.#keepUnknown(name, text, into, faults)
  }

  /** A form's schema may forbid fields it does not list, so they have to be seen. */
  #keepUnknown(name: string, text: string, into: Record<string, unknown>, faults: Violation[]): void {
    try {
      refuseForbidden(name)
      into[name] = unescapeQuery(text)
    } catch (error) {
      faults.push(toFault(error, 'body', { name, pointer: '' }, text))
    }
  }
}

/** Values of JSON under one name of a body: a list may come whole, or item by item. */
export function toList(values: readonly unknown[], { items }: Shape): unknown {
  const [only] = values
  if (values.length !== 1) return values
  return only === null || (Array.isArray(only) && items?.types.has('array') !== true) ? only : values
}

/** `v[]=a&v[1]=b`, which may stand beside `v=c`. */
const listIndex = /^\[\d*\]$/

function isPlainList(shape: Shape): boolean {
  return isList(shape) && (shape.items === undefined || isPrimitive(shape.items))
}

function slot(found: (Found | undefined)[], index: number): Found {
  const own = found[index] ?? { texts: [], entries: [] }
  found[index] = own
  return own
}

function readTexts(parameter: Parameter, texts: readonly string[]): unknown {
  const { shape, style, explode } = parameter
  const [text = '', ...more] = texts
  if (parameter.allowsEmpty === true && text === '' && more.length === 0) return ''
  const spread = (explode || style === 'deepObject') && shape.types.has('array') && !parameter.json
  if (more.length > 0) {
    if (spread) return texts.map((one) => coerceItem(unescapeQuery(one), shape))
    throw new StyleFault('duplicate', 'must be given once', { times: texts.length })
  }
  if (parameter.json) return readContent(unescapeQuery(text))
  if (isText(shape)) return unescapeQuery(text)
  if (isPrimitive(shape)) return coerce(unescapeQuery(text), shape)
  if (spread) return allowsPrimitive(shape) ? coerce(unescapeQuery(text), shape) : [coerceItem(unescapeQuery(text), shape)]
  if (style === 'deepObject') {
    if (allowsPrimitive(shape)) return coerce(unescapeQuery(text), shape)
    // RFC 6570 §3.2.1: an object without anything in it is left out
    if (text === '') return undefined
    const [part = 'name'] = shape.properties.keys()
    throw new StyleFault('malformed', `must be given part by part, as in ${parameter.name}[${part}]=…`)
  }
  const delimiter = style === 'spaceDelimited' ? /%20|\+| / : style === 'pipeDelimited' ? /%7c|\|/i : ','
  return readDelimited(text, delimiter, shape, unescapeQuery)
}

function readEntries({ style, shape }: Parameter, entries: readonly Entry[]): unknown {
  if (style === 'deepObject') return readDeep(entries, shape)
  const names = new Set<string>()
  const repeated = entries.find(([name]) => names.size === names.add(name).size && !shape.properties.get(name)?.types.has('array'))
  if (repeated !== undefined) throw new StyleFault('duplicate', `must have ${JSON.stringify(repeated[0])} once`, { name: repeated[0] })
  const arrays = entries.filter(([name]) => shape.properties.get(name)?.types.has('array'))
  const record = toRecord(
    entries.filter((entry) => !arrays.includes(entry)).map(([name, text]): [string, string] => [name, unescapeQuery(text)]),
    shape,
  )
  for (const [name, text] of arrays) {
    const before = (record[name] ?? []) as unknown[]
    record[name] = [...before, coerceItem(unescapeQuery(text), shape.properties.get(name) ?? anyText)]
  }
  return record
}
