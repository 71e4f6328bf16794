import { Unusable, type Where } from '../kernel/index.ts'

/** Where requests are sent on to. */
export interface Upstream {
  readonly isTls: boolean
  readonly hostname: string
  readonly port: number
  /** As it stands in the header `Host`. */
  readonly host: string
  /** The path that goes before every request's own, without a last slash. */
  readonly base: string
  /** For people. */
  readonly name: string
}

/** Reads an address. Throws `Unusable` for one that nothing can be sent to. */
export function parseUpstream(text: string): Upstream {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw unusable('it is no address; expected one like https://api.example.com or http://127.0.0.1:8080/v1', text)
  if (url.username !== '' || url.password !== '')
    throw unusable('it holds credentials: leave them to the callers, whose headers are sent on', `${url.protocol}//${url.host}`)
  if (url.search !== '' || url.hash !== '') throw unusable('it has a query or a fragment, which no request could go after', url.origin)
  const isTls = url.protocol === 'https:'
  const base = url.pathname.replace(/\/+$/, '')
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  return { isTls, hostname, port: Number(url.port) || (isTls ? 443 : 80), host: url.host, base, name: url.origin + base }
}

function unusable(message: string, file: string): Unusable {
  const where: Where = { file }
  return new Unusable("The upstream can't be used", [{ code: 'upstream', severity: 'error', message, where }])
}
