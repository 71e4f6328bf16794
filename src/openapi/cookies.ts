import type { Parameter } from './parameters.ts'
import { isPrimitive } from './shape.ts'

type CookieHeader = string | readonly string[] | undefined

/** A `Cookie` header, RFC 6265 §5.4: the first of equal names counts, as with the servers people know. */
export function parseCookies(header: CookieHeader): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const [name, value] of pairsOf(header)) if (!cookies.has(name)) cookies.set(name, value)
  return cookies
}

/** Whether a parameter stands in several cookies: a list in several of its name, an object in one for each property. */
export function isSpread({ style, explode, json, shape }: Parameter): boolean {
  return !json && style === 'form' && explode && !isPrimitive(shape)
}

/**
 * The text of such a parameter as one not spread would have it. Between its parts stands `; ` as between cookies, or the `&` of a query,
 * which is what the table of styles shows (OAS 3.1 §4.8.12.4) and what no client of cookies writes.
 */
export function gatherCookies(header: CookieHeader, { name, shape }: Parameter): string | undefined {
  const isOwn = (one: string): boolean => (shape.types.has('array') ? one === name : shape.properties.has(one))
  const found = pairsOf(header).flatMap(([first, value]) => {
    if (!isOwn(first)) return []
    return `${first}=${value}`.split('&').map((pair): [string, string] => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)])
  })
  const own = found.filter(([one]) => isOwn(one)).map(([one, value]) => [one, value.replaceAll(',', '%2C')])
  if (own.length === 0) return undefined
  return own.map(([one, value]) => (shape.types.has('array') ? value : `${one}=${value}`)).join(',')
}

function pairsOf(header: CookieHeader): [string, string][] {
  if (header === undefined) return []
  return (typeof header === 'string' ? header : header.join(';')).split(';').flatMap((pair): [string, string][] => {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals).trim()
    if (equals === -1 || name === '') return []
    const value = pair.slice(equals + 1).trim()
    return [[name, value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value]]
  })
}
