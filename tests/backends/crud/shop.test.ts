import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pageOf, Unlisted } from '../../../src/backends/crud/list.ts'
import type { ListPlay } from '../../../src/backends/crud/list-play.ts'
import { createMock, type Mock } from '../../../src/index.ts'

const document = fileURLToPath(new URL('shop.yaml', import.meta.url))
const now = Date.UTC(2025, 11, 22, 15, 30)

describe('collections inferred from a document', () => {
  let mock: Mock
  beforeEach(async () => {
    mock = await createMock({ document, stateful: true, clock: { mode: 'frozen', now } })
  })
  afterEach(async () => {
    expect(mock.defects).toEqual([])
    await mock.close()
  })

  const call = async (method: string, path: string, body?: unknown, type = 'application/json') => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } }
    const response = await mock.fetch(path, { method, ...sent })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  it('say themselves what only a server can: the id with its prefix, and the time by the clock', async () => {
    const { status, body } = await call('POST', '/customers', { email: 'jane@example.com' })
    expect([status, body]).toEqual([
      201,
      { id: expect.stringMatching(/^cus_/), email: 'jane@example.com', created_at: '2025-12-22T15:30:00Z' },
    ])
    expect(await call('GET', `/customers/${body.id}`)).toEqual({ status: 200, body })
  })

  it('change what a merge patch names, and take away what it says is null', async () => {
    const { body } = await call('POST', '/customers', { email: 'jane@example.com', city: 'Bern' })
    const patched = await call('PATCH', `/customers/${body.id}`, { city: null }, 'application/merge-patch+json')
    const { city: _, ...rest } = body
    expect(patched).toEqual({ status: 200, body: rest })
  })

  it('refuse a double of what the declared 409 speaks of, and an unknown id in the declared words', async () => {
    await call('POST', '/customers', { email: 'jane@example.com' })
    expect((await call('POST', '/customers', { email: 'jane@example.com' })).status).toBe(409)
    expect(await call('GET', '/customers/cus_none')).toEqual({ status: 404, body: { message: expect.stringContaining('cus_none') } })
  })

  it('keep parts under their whole, and lose them with it', async () => {
    const { body } = await call('POST', '/customers', { email: 'jane@example.com' })
    const orders = `/customers/${body.id}/orders`
    const order = await call('POST', orders, { number: 'A1' })
    expect(await call('GET', orders)).toEqual({ status: 200, body: [order.body] })
    expect((await call('POST', '/customers/cus_none/orders', { number: 'A1' })).status).toBe(404)
    expect((await call('DELETE', `/customers/${body.id}`)).status).toBe(204)
    expect((await call('GET', orders)).status).toBe(404)
  })

  it('filter and page truthfully', async () => {
    for (const city of ['Bern', 'Rome', 'Bern', 'Bern'])
      await call('POST', '/customers', {
        email: `${Math.imul(city.length, 7)}${(await call('GET', '/customers')).body.total}@example.com`,
        city,
      })
    const page = await call('GET', '/customers?city=Bern&limit=2')
    expect(page.body).toMatchObject({ data: [{ city: 'Bern' }, { city: 'Bern' }], total: 3, has_more: true })
    expect((await call('GET', '/customers?city=Bern&limit=2&offset=2')).body).toMatchObject({
      data: [{ city: 'Bern' }],
      total: 3,
      has_more: false,
    })
  })

  it('go back with the world', async () => {
    const before = (await call('GET', '/customers')).body
    await call('POST', '/customers', { email: 'jane@example.com' })
    await mock.undo()
    expect((await call('GET', '/customers')).body).toEqual(before)
  })
})

describe('a list', () => {
  const toDated = (dates: readonly string[], serial: number) => ({
    key: `${serial}`,
    collection: 'c',
    scope: 'c',
    id: `${serial}`,
    serial,
    changedAt: now,
    value: { dates, title: `Talk ${serial}`, price: serial * 10 },
  })

  it('keeps within bounds, in which one and the same of several values has to lie, and finds a part of a text', () => {
    const rows = [['2025-01-10T08:00:00Z'], ['2025-01-01', '2025-03-01'], ['2025-02-01']].map(toDated)
    const filter = (parameter: string, property: string, test: 'from' | 'to' | 'contains' | 'before') => ({ parameter, property, test })
    const controls = {
      ...{
        limit: undefined,
        offset: undefined,
        page: undefined,
        after: undefined,
        before: undefined,
        sort: undefined,
        direction: undefined,
      },
      filters: [
        filter('start', 'dates', 'from'),
        filter('end', 'dates', 'to'),
        filter('q', '*', 'contains'),
        filter('below', 'price', 'before'),
      ],
      ignored: [],
    }
    const ids = (query: object) => {
      const page = pageOf(rows, query as Record<string, unknown>, { ...list, controls })
      return page instanceof Unlisted ? page.reason : page.rows.map(({ id }) => id)
    }
    expect(ids({ start: '2025-01-05', end: '2025-02-10' })).toEqual(['0', '2'])
    expect(ids({ end: '2025-01-10' })).toEqual(['0', '1'])
    expect(ids({ q: 'talk 2' })).toEqual(['2'])
    expect(ids({ below: 20 })).toEqual(['0', '1'])
  })

  const controls = {
    limit: 'limit',
    offset: 'offset',
    page: 'page',
    after: 'after',
    before: 'before',
    sort: 'sort',
    direction: undefined,
    filters: [{ parameter: 'kind', property: 'kind', test: 'is' as const }],
    ignored: [],
  }
  const list: ListPlay = { controls, names: new Map([['kind', 'kind']]), sortWords: new Set(), isFromZero: false, isOpaque: false }
  const toRow = (kind: string, serial: number) => ({
    key: `${serial}`,
    collection: 'c',
    scope: 'c',
    id: `${serial}`,
    serial,
    changedAt: now,
    value: { kind },
  })

  it('is its pages one after the other, whatever the way to page', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b')),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('offset', 'page', 'after'),
        fc.boolean(),
        (kinds, limit, way, isFiltered) => {
          const rows = kinds.map(toRow)
          const query = { limit, sort: '-kind', ...(isFiltered ? { kind: 'a' } : {}) }
          const page = (more: object) => {
            const found = pageOf(rows, { ...query, ...more }, list)
            if (found instanceof Unlisted) throw new Error(found.reason)
            return found
          }
          const whole = page({ limit: undefined }).rows
          const found: string[] = []
          for (let turn = 0, more = true; more; turn++) {
            const place = way === 'offset' ? turn * limit : way === 'page' ? turn + 1 : found.at(-1)
            const { rows: some, hasMore } = page({ [way]: place })
            found.push(...some.map(({ id }) => id))
            more = hasMore
          }
          expect(found).toEqual(whole.map(({ id }) => id))
          expect(whole).toHaveLength(isFiltered ? kinds.filter((kind) => kind === 'a').length : kinds.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})
