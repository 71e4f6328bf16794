import type { IncomingMessage } from 'node:http'
import type { Problem } from '../engine/index.ts'
import { percentDecoded } from '../kernel/index.ts'
import { type World, type Worlds, WorldsRefusal } from '../world/index.ts'

/** The way to a world by its address, for browsers and links in mails. */
const prefix = '/__standin/worlds/'

const consoleAddress = '/__standin/'

/** World names taken out of addresses, by request: the router only sees what is left. */
const named = new WeakMap<IncomingMessage, string>()

/** `/__standin/worlds/a/v1/users` → `/v1/users` in the world `a`; any other address as it is. `/__standin/worlds/a` alone is about the world, not in it. */
export function stripWorld(request: IncomingMessage): string {
  const url = request.url ?? '/'
  if (!url.startsWith(prefix)) return withoutLastSlash(url)
  const end = url.indexOf('/', prefix.length)
  const mark = url.indexOf('?', prefix.length)
  if (end === -1 || (mark !== -1 && mark < end)) return url
  named.set(request, percentDecoded(url.slice(prefix.length, end)))
  return withoutLastSlash(url.slice(end))
}

/** The console's address ends with a slash or does not; in a document only one of them can stand. */
function withoutLastSlash(url: string): string {
  return url.startsWith(consoleAddress) && (url.length === consoleAddress.length || url[consoleAddress.length] === '?')
    ? `/__standin${url.slice(consoleAddress.length)}`
    : url
}

/** The name a request gives its world: by address, else by header, else by cookie; undefined when it gives none. */
export function worldNameOf(request: IncomingMessage): string | undefined {
  const { headers } = request
  const header = headers['standin-world']
  if (typeof header === 'string') return named.get(request) ?? header
  return named.get(request) ?? (headers.cookie === undefined ? undefined : cookie(headers.cookie))
}

/** The world a request names, or why it is played in none. */
export function worldOf(worlds: Worlds, name: string | undefined, isStrict: boolean): World | Problem {
  if (name === undefined && isStrict) {
    const reason =
      'This call names no world, and --worlds strict asks for one: send the header Standin-World, or the cookie of that name, or call /__standin/worlds/{name}/…'
    return { code: 'world_required', status: 400, reason, isOurs: true }
  }
  try {
    return worlds.at(name ?? 'default')
  } catch (thrown) {
    if (!(thrown instanceof WorldsRefusal)) throw thrown
    return { code: thrown.code, status: thrown.code === 'worlds_exhausted' ? 503 : 400, reason: thrown.reason, isOurs: true }
  }
}

function cookie(text: string): string | undefined {
  for (const pair of text.split(';')) {
    const mark = pair.indexOf('=')
    if (mark !== -1 && pair.slice(0, mark).trim().toLowerCase() === 'standin-world') return percentDecoded(pair.slice(mark + 1).trim())
  }
  return undefined
}
