import type { Request } from '../../engine/index.ts'
import { formDecoded } from '../../kernel/index.ts'
import { type Api, FilePart } from '../../openapi/index.ts'

/** Stands where a secret was. */
export const masked = '[masked]'

/** Names of fields, parameters and headers whose values nobody should read over someone's shoulder; spelling and letter case aside. */
const secretName =
  /passw|passphrase|passcode|pwd$|secret(?!ar)|apikey|accesskey|privatekey|signingkey|credential|tokens?$|jwt$|^(?:pin|otp|cookies?)$|authorization$|session(?:id|key)$/

/** A cursor is called a token too, and no secret. */
const openName = /page|cursor/

export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return secretName.test(plain) && !openName.test(plain)
}

/** What comes of a variable that was never set is no credential, and worth seeing. */
const placeholder = /^(?:undefined|null|nan|\[object object\])$/i

/** What a value under a secret's name is shown as. */
export function maskSecret(text: string): string {
  return text === '' || placeholder.test(text) ? text : masked
}

/** Values that are so long that they are no accident where they turn up again. */
const shortest = 8

/** Where an API keeps its keys, by its security schemes. */
interface KeyNames {
  readonly header: ReadonlySet<string>
  readonly query: ReadonlySet<string>
  readonly cookie: ReadonlySet<string>
}

const known = new WeakMap<Api, KeyNames>()

export function keyNamesOf(api: Api): KeyNames {
  const found = known.get(api)
  if (found !== undefined) return found
  const names = { header: new Set<string>(['x-api-key']), query: new Set<string>(), cookie: new Set<string>() }
  for (const { security } of api.operations) {
    for (const { scheme } of security.flat()) if (scheme.type === 'apiKey') names[scheme.in].add(scheme.name)
  }
  known.set(api, names)
  return names
}

const schemes = /^(?:bearer|basic|digest|token|apikey|negotiate|hawk|aws4-hmac-sha256)$/i

/** The word before a credential, where it is one that says how to read it. */
export function splitAuthorization(value: string): { readonly scheme: string | undefined; readonly credential: string } {
  const [word = '', ...rest] = value.trim().split(/\s+/)
  return schemes.test(word) ? { scheme: word, credential: rest.join(' ') } : { scheme: undefined, credential: value.trim() }
}

/** The pairs of a `Cookie` header, as they stand. */
export function cookiesOf(header: string): readonly (readonly [name: string, value: string])[] {
  return header.split(';').flatMap((pair) => {
    const mark = pair.indexOf('=')
    return mark === -1 ? [] : [[pair.slice(0, mark).trim(), pair.slice(mark + 1).trim()] as const]
  })
}

/** The pairs of a query or a form, as they stand. */
export function pairsOf(query: string): readonly (readonly [name: string, value: string])[] {
  return query.split('&').flatMap((pair) => {
    const mark = pair.indexOf('=')
    return mark === -1 ? [] : [[formDecoded(pair.slice(0, mark)), pair.slice(mark + 1)] as const]
  })
}

/** Every string or number under the name of a secret, however deep. */
export function secretsIn(value: unknown, isSecret = false, depth = 0): string[] {
  if (typeof value === 'string' || typeof value === 'number') return isSecret ? [String(value)] : []
  if (value === null || typeof value !== 'object' || depth > deepest) return []
  return Object.entries(value).flatMap(([name, inside]) =>
    secretsIn(inside, isSecret || (!Array.isArray(value) && isSecretName(name)), depth + 1),
  )
}

/** Deeper than anybody reads, and shallow enough for the stack. */
export const deepest = 200

/** The secrets of one request by value, to be hidden wherever they turn up again. */
export class Secrets {
  readonly #values: readonly string[]

  constructor(values: Iterable<string>) {
    const long = [...new Set(values)].filter((value) => value.length >= shortest && !placeholder.test(value))
    this.#values = long.sort((a, b) => b.length - a.length)
  }

  hide(text: string): string {
    let hidden = text
    for (const value of this.#values) if (hidden.includes(value)) hidden = hidden.replaceAll(value, masked)
    return hidden
  }

  /** A copy of a value in which fields with a secret's name are masked, and secrets hidden everywhere else. */
  hideIn(value: unknown, name = '', isSecret = false, depth = 0): unknown {
    if (typeof value === 'string') return isSecret ? maskSecret(value) : this.hide(value)
    // how many tokens there may be is a number and no secret
    if (typeof value === 'number') return isSecret && !/tokens$/i.test(name) ? masked : value
    if (value === null || typeof value !== 'object') return value
    if (depth > deepest) return '[cut: nested too deeply]'
    if (value instanceof FilePart) return this.hideIn(value.toJSON(), name, isSecret, depth)
    if (Array.isArray(value)) return value.map((item) => this.hideIn(item, name, isSecret, depth + 1))
    const entries = Object.entries(value).map(([key, inside]) => {
      return [this.hide(key), this.hideIn(inside, key, isSecret || isSecretName(key), depth + 1)]
    })
    return Object.fromEntries(entries)
  }
}

/** The credentials a request shows, whether they are any good or not. */
export function credentialsOf(api: Api, { headers, query }: Request): string[] {
  const names = keyNamesOf(api)
  const found: string[] = []
  for (const [name, value] of Object.entries(headers)) {
    for (const text of [value ?? []].flat()) {
      if (name === 'cookie') for (const [key, cookie] of cookiesOf(text)) found.push(...(isWorld(key) ? [] : [cookie, formDecoded(cookie)]))
      else if (/authorization$/.test(name)) found.push(text, ...credentialParts(text))
      else if (names.header.has(name) || isSecretName(name)) found.push(text)
    }
  }
  for (const [name, value] of pairsOf(query)) if (names.query.has(name) || isSecretName(name)) found.push(value, formDecoded(value))
  return found
}

/** Of a basic credential, the password too (RFC 7617 §2). */
function credentialParts(header: string): string[] {
  const { scheme, credential } = splitAuthorization(header)
  if (scheme?.toLowerCase() !== 'basic') return [credential]
  try {
    const decoded = atob(credential)
    return [credential, decoded, decoded.slice(decoded.indexOf(':') + 1)]
  } catch {
    return [credential]
  }
}

/** The cookie that names a world is no secret. */
export function isWorld(cookie: string): boolean {
  return cookie.toLowerCase() === 'standin-world'
}
