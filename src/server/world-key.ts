import type { IncomingMessage } from 'node:http'

/** The way to a world by its address, for browsers and links in mails. */
const prefix = '/__standin/worlds/'

/** World names taken out of addresses, by request: the router only sees what is left. */
const named = new WeakMap<IncomingMessage, string>()

/** `/__standin/worlds/a/v1/users` → `/v1/users` in the world `a`; any other address as it is. `/__standin/worlds/a` alone is about the world, not in it. */
export function stripWorld(request: IncomingMessage): string {
  const url = request.url ?? '/'
  if (!url.startsWith(prefix)) return url
  const end = url.indexOf('/', prefix.length)
  if (end === -1) return url
  named.set(request, decode(url.slice(prefix.length, end)))
  return url.slice(end)
}

/** The name a request gives its world: by address, else by header, else by cookie; undefined when it gives none. */
export function worldNameOf(request: IncomingMessage): string | undefined {
  const { headers } = request
  const header = headers['standin-world']
  if (typeof header === 'string') return named.get(request) ?? header
  return named.get(request) ?? (headers.cookie === undefined ? undefined : cookie(headers.cookie))
}

function cookie(text: string): string | undefined {
  for (const pair of text.split(';')) {
    const mark = pair.indexOf('=')
    if (mark !== -1 && pair.slice(0, mark).trim().toLowerCase() === 'standin-world') return decode(pair.slice(mark + 1).trim())
  }
  return undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
