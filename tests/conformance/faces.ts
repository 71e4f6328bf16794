import { type Control, connect } from '../../src/index.ts'
import { type Answer, type CallOptions, type Client, client } from '../journeys/client.ts'

/** The two faces of control, the second of them by both kinds of address; the verbs at a face's root are about the world it names. */
export const faces = {
  'in this process': { world: 'default', open: async ({ mock }: Client): Promise<Control> => mock },
  'over a socket': { world: 'default', open: async ({ mock }: Client): Promise<Control> => connect(mock.url) },
  'over a socket, by the address of a world': {
    world: 'a',
    open: async ({ mock }: Client): Promise<Control> => connect(`${mock.url}/__standin/worlds/a`),
  },
} as const

export type FaceName = keyof typeof faces

export interface Face extends Client {
  readonly control: Control
  /** The world that the verbs at the root of `control` are about. */
  readonly world: string
  /** A call of the API in that world, or in another. */
  readonly call: (method: string, path: string, options?: CallOptions, world?: string) => Promise<Answer>
}

export async function openFace(name: FaceName, options: Parameters<typeof client>[1] = {}): Promise<Face> {
  const { world, open } = faces[name]
  const opened = await client('over a socket', options)
  return {
    ...opened,
    control: watch(await open(opened), ''),
    world,
    call: (method, path, given = {}, where = world) =>
      opened.call(method, path, { ...given, headers: { 'standin-world': where, ...given.headers } }),
  }
}

/** Every verb of a control by its path: `clock.advance`. */
function verbsOf(control: object, path = ''): string[] {
  return Object.entries(control).flatMap(([key, value]) => {
    if (typeof value === 'function') return [path + key]
    return typeof value === 'object' && value !== null ? verbsOf(value, `${path}${key}.`) : []
  })
}

/** Every verb there is, as the client over HTTP has them: it has nothing else. */
export const verbs = verbsOf(connect('http://127.0.0.1:4010'))

/** Those that were called through a face, by any test. */
export const called = new Set<string>()

/** The same object; which of its verbs are called is noted. */
function watch<T extends object>(control: T, path: string): T {
  return new Proxy(control, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver) as unknown
      if (typeof key !== 'string') return value
      if (verbs.includes(path + key)) called.add(path + key)
      const isGroup = typeof value === 'object' && value !== null && verbs.some((verb) => verb.startsWith(`${path}${key}.`))
      return isGroup ? watch(value, `${path}${key}.`) : value
    },
  })
}
