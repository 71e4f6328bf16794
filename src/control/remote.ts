import { clientError } from './codes.ts'
import { remoteEvents } from './remote/events.ts'
import { addressOf, ask, askJson, type Remote, readJson, segment } from './remote/http.ts'
import { remoteWorld } from './remote/world.ts'
import type { Control, MadeWorld } from './verbs.ts'
import { fromWire, toWire } from './wire.ts'

/** An address with the prefix that names a world. */
const prefixed = /^(.*)\/__standin\/worlds\/([^/]+)$/

/**
 * Control of a mock that runs elsewhere, e.g. `connect('http://127.0.0.1:4010')`. The verbs at its root are about the world `default`,
 * or about the one that the address names, as `worlds.create` gives it. Connects with the first verb; `token` is the one printed at the mock's start, on other hosts than loopback.
 */
export function connect(url: string, { token }: { readonly token?: string | undefined } = {}): Control {
  if (!URL.canParse(url))
    throw clientError('unreachable', 0, `${JSON.stringify(url)} is no address; expected one like http://127.0.0.1:4010.`)
  const base = url.replace(/\/+$/, '')
  const [, root = base, named] = prefixed.exec(base) ?? []
  const remote: Remote = { root, token }
  const call = async <T>(method: string, path: string, body?: unknown) =>
    fromWire<T>(await askJson(remote, root, method, path, body === undefined ? {} : { body }))
  const own = remoteWorld(remote, named === undefined ? 'default' : decodeURIComponent(named), base)
  return {
    ...own,
    health: () => call('GET', '/health'),
    worlds: {
      list: () => call('GET', '/worlds'),
      find: (name) => call('GET', `/worlds/${segment(name)}`),
      async create(name, choices = {}) {
        const response = await ask(remote, root, 'PUT', `/worlds/${segment(name)}`, { body: toWire(choices) })
        return { ...fromWire<Omit<MadeWorld, 'isNew'>>(await readJson(response)), isNew: response.status === 201 }
      },
      drop: (name) => call('DELETE', `/worlds/${segment(name)}`),
    },
    scenarios: { list: () => call('GET', '/scenarios') },
    world: (name) => remoteWorld(remote, name, addressOf(remote, name)),
    events: (options = {}) => remoteEvents(remote, options),
  }
}
