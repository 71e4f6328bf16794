import type { RowRange, WorldControl } from '../verbs.ts'
import { fromWire, toWire } from '../wire.ts'
import { type Asked, ask, askJson, type Remote, readJson, segment } from './http.ts'

/** How many rows one call may ask for. */
const page = 10_000

/** The verbs on one world over HTTP. */
export function remoteWorld(remote: Remote, name: string, base: string): WorldControl {
  const call = async <T>(method: string, path: string, asked?: Asked) => fromWire<T>(await askJson(remote, base, method, path, asked))
  /** For answers whose keys are the API's own. */
  const raw = <T>(method: string, path: string, asked?: Asked) => askJson(remote, base, method, path, asked) as Promise<T>
  const asQuery = (filter: object) => toWire(filter) as NonNullable<Asked['query']>

  async function table(wanted: string, { skip = 0, limit = Number.POSITIVE_INFINITY }: RowRange = {}): Promise<readonly unknown[]> {
    const rows: unknown[] = []
    for (;;) {
      const most = Math.min(page, limit - rows.length)
      const asked = { query: { skip: skip + rows.length, limit: most } }
      const response = await ask(remote, base, 'GET', `/state/${segment(wanted)}`, asked)
      rows.push(...((await readJson(response)) as unknown[]))
      if (rows.length >= limit || !response.headers.has('standin-truncated')) return rows
    }
  }

  return {
    name,
    url: base,
    reset: () => call('POST', '/reset', { body: {} }),
    scenario: (scenario, params) => call('POST', '/reset', { body: toWire({ scenario, params }) }),
    saveScenario: (scenario) => call('POST', '/scenarios', { body: { name: scenario } }),
    snapshot: async () => (await call<{ readonly id: string }>('POST', '/snapshots')).id,
    snapshots: async () => (await call<readonly { readonly id: string }[]>('GET', '/snapshots')).map(({ id }) => id),
    restore: async (id) => void (await call('POST', `/snapshots/${segment(id)}/restore`)),
    undo: async () => (await call<{ readonly undone: Awaited<ReturnType<WorldControl['undo']>> }>('POST', '/undo')).undone,
    async state({ skip, limit } = {}) {
      const first = await raw<Readonly<Record<string, unknown>>>('GET', '/state', { query: { limit: 1 } })
      const names = Object.keys(first)
      return Object.fromEntries(await Promise.all(names.map(async (one) => [one, await table(one, { skip, limit })] as const)))
    },
    table,
    clock: {
      get: () => call('GET', '/clock'),
      set: (mode, now) => call('PUT', '/clock', { body: toWire({ mode, now }) }),
      advance: (advance) => call('PUT', '/clock', { body: { advance } }),
    },
    outbox: {
      list: (filter = {}) => call('GET', '/outbox', { query: asQuery(filter) }),
      latest: (filter = {}) => call('GET', '/outbox/latest', { query: asQuery(filter) }),
      find: (id) => call('GET', `/outbox/${segment(id)}`),
      waitFor: ({ signal, ...filter } = {}) => call('GET', '/outbox/wait', { query: asQuery(filter), signal }),
      eml: async (id) => (await ask(remote, base, 'GET', `/outbox/${segment(id)}.eml`, { accept: 'message/rfc822' })).text(),
    },
    callbacks: {
      list: (filter = {}) => call('GET', '/callbacks', { query: asQuery(filter) }),
      send: (id) => call('POST', `/callbacks/${segment(id)}/send`),
    },
    webhooks: {
      list: () => call('GET', '/webhooks'),
      send: (webhook, choices) => call('POST', `/webhooks/${segment(webhook)}`, { body: toWire(choices) }),
    },
    requests: {
      list: (filter = {}) => call('GET', '/requests', { query: asQuery(filter) }),
      find: (id) => call('GET', `/requests/${id}`),
      count: async (filter = {}) => (await call<{ readonly count: number }>('POST', '/requests/count', { body: toWire(filter) })).count,
    },
    faults: {
      list: () => call('GET', '/faults'),
      add: async (fault) => (await call<{ readonly id: string }>('POST', '/faults', { body: toWire(fault) })).id,
      remove: (id) => call('DELETE', `/faults/${segment(id)}`),
      clear: () => call('DELETE', '/faults'),
    },
    assumptions: {
      list: () => call('GET', '/assumptions'),
      set: (values) => call('PATCH', '/assumptions', { body: values }),
    },
  }
}
