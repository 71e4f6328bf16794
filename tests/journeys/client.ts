import { afterEach, expect } from 'vitest'
import { createMock, type Mock, type MockOptions } from '../../src/index.ts'

export const transports = ['in process', 'over a socket'] as const
export type Transport = (typeof transports)[number]

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answered
  readonly body: any
}

export interface CallOptions {
  /** Sent as a bearer token; null = no credential. */
  readonly token?: string | null
  readonly body?: unknown
  /** Sent as it is instead of `body`. */
  readonly raw?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

export interface Client {
  readonly mock: Mock
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
}

const open: Mock[] = []

// A test that met a defect of the mock fails, whatever it asserted.
afterEach(async () => {
  const mocks = open.splice(0)
  await Promise.all(mocks.map((mock) => mock.close()))
  expect(mocks.flatMap((mock) => mock.defects)).toEqual([])
})

/** A mock of its own for a test; closed at its end. */
export async function client(transport: Transport, options: MockOptions = {}): Promise<Client> {
  const mock = await createMock(options)
  open.push(mock)
  const url = transport === 'over a socket' ? await mock.listen(0, '127.0.0.1') : undefined
  return {
    mock,
    async call(method, path, { token = 'tok_owner', body, raw, headers = {} } = {}) {
      const init = {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(raw !== undefined ? { body: Buffer.from(raw) } : body === undefined ? {} : { body: JSON.stringify(body) }),
      }
      const response = await (url === undefined ? mock.fetch(path, init) : fetch(url + path, init))
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: parse(text) }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lets so many milliseconds pass in the default world. */
export function pass(mock: Mock, ms: number): void {
  const { clock } = mock.registry.at('default')
  clock.setting = clock.advanced(ms)
}

export const acme = '/v1/organizations/org_xyz789'

/** Everything a client could see of an organisation, for "nothing was written". */
export async function stateOf({ mock }: Client): Promise<string> {
  return JSON.stringify((mock.registry.at('default').dump() as { rows: unknown }).rows)
}
