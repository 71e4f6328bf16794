import { parseCookies, type RequestParts, type SecurityRequirement } from '../openapi/index.ts'
import type { Credential } from './principal.ts'

/** What RFC 6750 §2.1 calls b64token; a credential with a space or comma in it is none. */
const tokenCharacters = /^[A-Za-z0-9\-._~+/]+=*$/
/** Without commas: a header that was sent twice is joined by one. */
const keyInHeader = /^[\x21-\x2b\x2d-\x7e]+$/
/** Many documents describe `Authorization: Token abc` as a key. */
const keyInAuthorization = /^[\x20-\x2b\x2d-\x7e]+$/
const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/** What a request shows for a requirement; undefined when that is nothing, or no credential. */
export function shownFor({ scheme, name }: SecurityRequirement, parts: RequestParts): Credential | undefined {
  switch (scheme.type) {
    case 'bearer': {
      const value = afterScheme('bearer', parts, scheme.caseSensitive ? 'Bearer' : undefined)
      return value !== undefined && tokenCharacters.test(value) ? { scheme: name, type: 'bearer', value } : undefined
    }
    case 'basic': {
      const value = afterScheme('basic', parts)
      return value !== undefined && isUserAndPassword(value) ? { scheme: name, type: 'basic', value } : undefined
    }
    case 'http': {
      const value = afterScheme(scheme.name, parts)
      return value === undefined || value === '' ? undefined : { scheme: name, type: 'http', value }
    }
    case 'apiKey': {
      const value = keyIn(scheme.in, scheme.name, parts)
      const isKey =
        value !== undefined &&
        (scheme.in === 'header' ? (scheme.name === 'authorization' ? keyInAuthorization : keyInHeader).test(value) : value !== '')
      return isKey ? { scheme: name, type: 'apiKey', value } : undefined
    }
  }
}

/** RFC 9110 §11.4: the scheme in any case, one blank or more, and what it needs. */
function afterScheme(scheme: string, { headers }: RequestParts, exactly?: string): string | undefined {
  const header = single(headers.authorization)
  if (header === undefined || header[scheme.length] !== ' ') return undefined
  const word = header.slice(0, scheme.length)
  return word === exactly || (exactly === undefined && word.toLowerCase() === scheme) ? header.slice(scheme.length).trim() : undefined
}

/** RFC 7617 §2. */
function isUserAndPassword(value: string): boolean {
  if (!base64.test(value) || value.replace(/=+$/, '').length % 4 === 1) return false
  return atob(value).includes(':')
}

function keyIn(place: 'header' | 'query' | 'cookie', name: string, parts: RequestParts): string | undefined {
  if (place === 'header') return single(parts.headers[name])
  if (place === 'query') return new URLSearchParams(parts.query).get(name) ?? undefined
  return parseCookies(parts.headers.cookie).get(name)
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
