import { formDecoded } from '../kernel/index.ts'
import type { Request } from './request.ts'

/**
 * The preferences of a request (RFC 7240 §2), by name in lower case; no value and an empty one are the same. Of one given twice, the first counts.
 * What can't be read is passed over, as an unknown preference would be; `unreadable` is the first of it.
 */
export interface Preferences {
  readonly values: ReadonlyMap<string, string>
  readonly unreadable: string | undefined
}

/** Several header lines mean the same as one with commas between them (RFC 9110 §5.3). */
export function parsePreferences(header: string | readonly string[]): Preferences {
  const scan = new Scan(typeof header === 'string' ? header : header.join(','))
  const values = new Map<string, string>()
  let unreadable: string | undefined
  for (let begin = scan.next(); begin !== undefined; begin = scan.next()) {
    const read = scan.preference()
    const passed = read === undefined ? scan.skip(begin) : undefined
    unreadable ??= passed
    if (read !== undefined && !values.has(read.name)) values.set(read.name, read.value)
  }
  return { values, unreadable }
}

const twin = /^__(code|example|dynamic|wait)(?:=(.*))?$/s

/**
 * What a request prefers: its header, and before that what its query says by `__code=404`, `__example=name`, `__dynamic=true` and `__wait=2`,
 * for callers who can't send a header, and for documents that have a `Prefer` of their own.
 */
export function preferOf({ query, headers }: Pick<Request, 'query' | 'headers'>): string | readonly string[] | undefined {
  if (!query.includes('__')) return headers.prefer
  const twins = query.split('&').flatMap((pair) => {
    const [, name = '', value = ''] = twin.exec(pair) ?? []
    return name === '' ? [] : [toPreference(name, formDecoded(value))]
  })
  return twins.length === 0 ? headers.prefer : [...twins, ...[headers.prefer ?? []].flat()]
}

/** The request as the document sees it. */
export function withoutTwins(request: Request): Request {
  if (!request.query.includes('__')) return request
  const kept = request.query.split('&').filter((pair) => !twin.test(pair))
  return { ...request, query: kept.join('&') }
}

/** As a preference is written: `wait=2`, `example="a name"`, `handling=strict`. */
export function toPreference(name: string, value: string): string {
  if (value === '') return name
  return `${name}=${wholeToken.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`
}

const wholeToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// RFC 9110 §5.6.2, §5.6.4; each is sticky and takes every character at most once
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const quoted = /"(?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t \x21-\x7e\x80-\xff])*"/y
const space = /[\t ]*/y
const gap = /[\t ,]*/y
const toComma = /(?:[^",]|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$))*/y

class Scan {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Where the next element of the list begins; empty ones are none (RFC 9110 §5.6.1.2). */
  next(): number | undefined {
    this.#take(gap)
    return this.#at < this.#text.length ? this.#at : undefined
  }

  /** A preference up to its comma, parameters and all; undefined when it is none. */
  preference(): { readonly name: string; readonly value: string } | undefined {
    const first = this.#pair()
    if (first === undefined) return undefined
    while (this.#sign(';')) {
      this.#take(space)
      // A parameter may be left out, and none means anything here.
      if (!this.#isAtEnd() && this.#text[this.#at] !== ';' && this.#pair() === undefined) return undefined
    }
    return this.#isAtEnd() ? first : undefined
  }

  /** Passes over the rest of an element. */
  skip(begin: number): string {
    this.#at = begin
    return this.#take(toComma) ?? ''
  }

  #pair(): { readonly name: string; readonly value: string } | undefined {
    const name = this.#take(token)?.toLowerCase()
    if (name === undefined) return undefined
    if (!this.#sign('=')) return { name, value: '' }
    this.#take(space)
    const text = this.#take(quoted)
    const value = text === undefined ? this.#take(token) : text.slice(1, -1).replace(/\\(.)/g, '$1')
    return { name, value: value ?? '' }
  }

  /** Takes a sign with the space before it; leaves both when it is another. */
  #sign(sign: string): boolean {
    const begin = this.#at
    this.#take(space)
    if (this.#text[this.#at] === sign) {
      this.#at++
      return true
    }
    this.#at = begin
    return false
  }

  #isAtEnd(): boolean {
    this.#take(space)
    return this.#at === this.#text.length || this.#text[this.#at] === ','
  }

  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at
    const match = expression.exec(this.#text)?.[0]
    this.#at += match?.length ?? 0
    return match
  }
}
