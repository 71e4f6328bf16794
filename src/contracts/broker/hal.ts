import { isObject, jsonOf } from '../../kernel/index.ts'
import { fetchPatiently } from '../states/patient.ts'
import { toRefusal } from './client.ts'
import type { BrokerAccess } from './environment.ts'

type Json = Readonly<Record<string, unknown>>

/** A broker's resources (HAL), found by their links from its index. Each call throws `Unusable` when the broker can not be reached or refuses. */
export interface Resources {
  get(url: string): Promise<Json>
  send(method: 'POST' | 'PUT', url: string, body: unknown): Promise<Json>
  /** The address behind the first of these links that a resource has, with its variables filled in. */
  follow(resource: Json, names: readonly string[], variables?: Readonly<Record<string, string>>): string
}

/** Half a second, then one: a broker that is longer away is away. */
const longest = 10_000

export function createResources(what: string, access: BrokerAccess, signal?: AbortSignal): Resources {
  const { retries = 2 } = access
  const base = new URL(access.url)
  const refuse = (said: string) => toRefusal(what, access, said)
  const authorization = authorizationOf(access, base)
  // fetch refuses an address with a password in it
  base.username = ''
  base.password = ''

  const call = async (method: string, url: string, body?: unknown): Promise<Json> => {
    const target = new URL(url, base)
    if (target.origin !== base.origin)
      throw refuse(`its link leads to ${target.origin}, and the credential is for ${base.origin} alone: give the address it calls itself`)
    const init = (): RequestInit => ({
      method,
      headers: {
        accept: 'application/hal+json, application/json',
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(30_000), ...(signal === undefined ? [] : [signal])]),
    })
    const response = await fetchPatiently(target.href, init, { tries: retries + 1, longest }).catch((error: Error) => {
      throw refuse(`${method} ${target.pathname}: ${error.cause instanceof Error ? error.cause.message : error.message}`)
    })
    const text = await response.text()
    if (!response.ok) throw refuse(`${method} ${target.pathname} answered ${response.status} ${response.statusText}: ${text.slice(0, 500)}`)
    if (text === '') return {}
    const value = jsonOf(text)
    if (!isObject(value)) throw refuse(`${method} ${target.pathname} answered no JSON object`)
    return value
  }
  return {
    get: (url) => call('GET', url),
    send: (method, url, body) => call(method, url, body),
    follow(resource, names, variables = {}) {
      const href = names.map((name) => hrefOf(resource, name)).find((found) => found !== undefined)
      if (href === undefined) throw refuse(`it has no link ${names.join(' or ')}`)
      return href.replace(/\{(\w+)\}/g, (whole, name: string) =>
        variables[name] === undefined ? whole : encodeURIComponent(variables[name]),
      )
    },
  }
}

/** Undefined when the resource has no such link. */
export function hrefOf({ _links: links }: Json, name: string): string | undefined {
  const link = isObject(links) ? links[name] : undefined
  return isObject(link) && typeof link.href === 'string' ? link.href : undefined
}

/** The token is the narrower right. */
function authorizationOf({ token, username, password }: BrokerAccess, base: URL): string | undefined {
  if (token !== undefined) return `Bearer ${token}`
  const [user, word] = [username ?? decodeURIComponent(base.username), password ?? decodeURIComponent(base.password)]
  return user === '' && word === '' ? undefined : `Basic ${Buffer.from(`${user}:${word}`).toString('base64')}`
}
