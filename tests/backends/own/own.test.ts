import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMock, defineBackend, defineTable, type OwnBackend, Unusable } from '../../../src/index.ts'
import { client, transports } from '../../journeys/client.ts'
import { Shop } from './shop.ts'

interface Order {
  readonly id: string
  readonly product: string
  readonly placed_at: string
}

interface Stock {
  readonly name: string
  readonly left: number
}

const tables = {
  stock: defineTable<Stock>()({
    key: ({ name }) => name,
    rows: [
      { name: 'tea', left: 2 },
      { name: 'milk', left: 0 },
    ],
  }),
  orders: defineTable<Order>()({ key: ({ id }) => id, many: { product: ({ product }) => product }, schema: 'Order' }),
}

/** What the tests below are about, each in an operation of its own. */
function shop(document: string): OwnBackend {
  return defineBackend(document)(
    {
      placeOrder({ body, headers, tables, clock, ids, outbox, refuse }) {
        const order = { id: ids.text('ord_'), product: body.product, placed_at: clock.iso }
        tables.orders.put(order)
        const stock = tables.stock.get(body.product)
        if (stock === undefined) throw new Error('nobody thought of that')
        if (headers['X-Shop'] === 'undeclared') return refuse(418, 'No')
        if (headers['X-Shop'] === 'unfit') return refuse(409, { code: 1 })
        if (headers['X-Shop'] === 'own') return refuse(409, { code: 'SHUT', message: 'We are closed' })
        if (headers['X-Shop'] === 'wrong') return { status: 201, body: { id: order.id } }
        if (headers['X-Shop'] === 'late') return Promise.resolve({ status: 201, body: order }) as never
        if (stock.left === 0) return refuse(409, `There is no ${body.product} left`)
        tables.stock.put({ ...stock, left: stock.left - 1 })
        if (body.email !== undefined)
          outbox.send({ to: body.email, subject: 'Thank you', text: `For ${order.product} & all`, link: 'https://shop.test' })
        return { status: 201, body: order }
      },
      listOrders: ({ tables, caller }) => ({ status: 200, body: caller === 'ann' ? [...tables.orders.rows()] : [] }),
      getProduct: ({ params, refuse, next }) => (params.id === 'coffee' ? refuse(404) : next()),
    },
    { tables, authenticate: ({ value }) => (value === 'letmein' ? 'ann' : undefined) },
  )
}

const order = (product: string, mode?: string) => ({
  body: { product },
  token: null,
  headers: mode === undefined ? {} : { 'x-shop': mode },
})

describe.each(transports)('a backend of one’s own, %s', (transport) => {
  it('plays its operations on its tables, by the clock and the ids of the world; another backend plays the rest', async () => {
    const { document } = new Shop()
    const { call, mock } = await client(transport, { backend: shop(document), clock: { mode: 'frozen', now: 0 } })
    const answer = await call('POST', '/orders', { body: { product: 'tea', email: 'Ann@example.com' }, token: null })
    expect([answer.status, answer.body]).toEqual([
      201,
      { id: expect.stringMatching(/^ord_[0-9a-f]{32}$/), product: 'tea', placed_at: '1970-01-01T00:00:00Z' },
    ])
    expect((await call('GET', '/orders', { token: 'letmein' })).body).toEqual([answer.body])
    expect((await call('GET', '/orders', { token: 'other' })).status).toBe(401)
    expect((await call('GET', '/products/oolong')).body).toEqual({ id: 'oolong', name: 'Green tea' })
    expect((await call('GET', '/products/coffee')).body).toEqual({ code: 'not_found', message: 'Not found' })
    expect((await call('GET', '/__standin/state/orders')).body).toEqual([answer.body])
    const mail = await mock.outbox.latest({ to: 'ann@example.com' })
    expect(mail).toMatchObject({ subject: 'Thank you', html: expect.stringContaining('tea &amp; all'), acceptLink: 'https://shop.test' })
  })

  it('says no in the shape the document declares, or in words of its own, and takes back what the call wrote', async () => {
    const { document } = new Shop()
    const { call, mock } = await client(transport, { document, backend: shop(document) })
    const refused = await call('POST', '/orders', order('milk'))
    expect([refused.status, refused.body]).toEqual([409, { code: 'conflict', message: 'There is no milk left' }])
    expect((await call('POST', '/orders', order('tea', 'own'))).body).toEqual({ code: 'SHUT', message: 'We are closed' })
    expect((await mock.requests.find(1))?.explanation?.summary).toBe('There is no milk left')
    expect((await call('GET', '/orders', { token: 'letmein' })).body).toEqual([])
    const preferred = await call('POST', '/orders', { ...order('tea'), headers: { prefer: 'code=409' } })
    expect([preferred.status, preferred.headers.get('preference-applied')]).toEqual([409, 'code=409'])
  })
})

describe('a handler that fails', () => {
  it.each([
    ['throws', order('coffee'), 'nobody thought of that'],
    [
      'refuses with a status that is not declared',
      order('tea', 'undeclared'),
      'refused with 418, but the document declares only 201, 409, 500',
    ],
    ['refuses with a body that is not allowed', order('tea', 'unfit'), 'refused with 409 and a body the document does not allow'],
    ['answers with a body that is not allowed', order('tea', 'wrong'), 'placeOrder answered 201 with a body the document does not allow'],
    ['gives a promise', order('tea', 'late'), 'gave a promise'],
  ])(
    'because it %s is a defect: told with its place, answered as the document declares, and nothing is kept',
    async (_, options, reason) => {
      const { document } = new Shop()
      const reports: string[] = []
      const mock = await createMock({ backend: shop(document), report: (line) => reports.push(line) })
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...options.headers },
        body: JSON.stringify(options.body),
      }
      const response = await mock.fetch('/orders', init)
      expect([response.status, await response.json()]).toEqual([
        500,
        { code: 'internal_server_error', message: expect.stringContaining(reason) },
      ])
      expect(mock.defects).toEqual([expect.stringContaining(reason)])
      expect(reports).toEqual([expect.stringContaining(reason)])
      expect((await mock.requests.find(1))?.explanation?.summary).toContain('The request is not to blame')
      expect([...(mock.registry.at('default').tables.orders as unknown as { rows(): Iterable<unknown> }).rows()]).toEqual([])
      await mock.close()
    },
  )
})

describe('a backend that does not fit its document', () => {
  it('is refused when it is loaded, every fault named, and what was meant', async () => {
    const { document } = new Shop()
    const backend = defineBackend(document)(
      { placeOrdr: ({ next }) => next(), listOrders: 1 as never },
      { tables: { orders: defineTable<Order>()({ key: ({ id }) => id, schema: 'Ordr' }) } },
    )
    const failed = await createMock({ backend }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Unusable)
    expect((failed as Unusable).diagnostics.map(({ message }) => message)).toEqual([
      `There is a handler for "placeOrdr", which is no operation of ${document}. Did you mean "placeOrder"?`,
      'The handler of listOrders is number; expected a function',
      `The table "orders" names the schema "Ordr", which ${document} does not have. Did you mean "Order"?`,
    ])
  })

  it('is told what it lacks, where no types say so', async () => {
    expect(() => defineBackend(undefined as never)).toThrow('defineBackend needs a document')
    expect(() => defineBackend('shop.yaml')(undefined as never)).toThrow('defineBackend(document) needs handlers')
    const failed = await createMock({ backend: defineBackend('shop.yaml') as never }).catch((error: unknown) => error)
    expect((failed as Unusable).diagnostics).toMatchObject([
      { code: 'backend.module', message: 'What was given is no backend: give what defineBackend(document)({ … }) returns' },
    ])
  })
})

describe('a scenario', () => {
  it('has rows of one’s own tables in the place of those they start with; rows that can’t stand there are named', async () => {
    const { document, folder } = new Shop()
    const fixture = join(folder, 'busy.yaml')
    const row = (id: string) => `  - { id: ${id}, product: tea, placed_at: 2026-01-01T00:00:00Z }\n`
    writeFileSync(fixture, `orders:\n${row('ord_1')}${row('ord_2')}`)
    const { call } = await client('in process', { backend: shop(document), scenario: fixture })
    expect((await call('GET', '/orders', { token: 'letmein' })).body).toHaveLength(2)
    expect((await call('POST', '/orders', order('tea'))).status).toBe(201)
    writeFileSync(fixture, `orders:\n${row('ord_1')}${row('ord_1')}  - { id: 3, product: tea }\nstock: none\n`)
    const failed = await createMock({ backend: shop(document), scenario: fixture }).catch((error: unknown) => error)
    expect((failed as Unusable).diagnostics.map(({ where, message }) => [where.line, message])).toEqual([
      [5, '"stock" is one of your tables: expected a list of its rows'],
      [3, 'Row 2 of "orders" can\'t stand there: another row has the key "ord_1" already'],
      [4, expect.stringMatching(/^Row 3 of "orders" can't stand there: /)],
    ])
  })
})

describe('a saved backend', () => {
  it('plays from then on over what the worlds hold, in tables as it makes them now; a reset starts from its own rows', async () => {
    const shop = new Shop()
    const { call, mock } = await client('over a socket', { backend: shop.backend })
    const rows = async (table: string) => (await call('GET', `/__standin/state/${table}`)).body
    await call('POST', '/orders', order('tea'))
    const snapshot = await mock.snapshot()
    shop.edit("'There is no ' + body.product + ' left'", "'Sold out'")
    shop.edit(
      "schema: 'Order' }),",
      "many: { product: ({ product }) => product } }),\n      coupons: defineTable()({ key: ({ id }) => id, rows: [{ id: 'ten' }] }),",
    )
    shop.edit('[...tables.orders.rows()]', "[...tables.orders.where('product', 'tea')]")
    shop.edit('left: 2', 'left: 1')
    expect(await mock.reload()).toMatchObject({ document: 'taken', diagnostics: [] })
    expect((await call('GET', '/orders')).body).toHaveLength(1)
    expect((await call('POST', '/orders', order('tea'))).status).toBe(201)
    expect((await call('POST', '/orders', order('tea'))).body).toEqual({ code: 'conflict', message: 'Sold out' })
    expect([(await rows('orders')).length, await rows('coupons')]).toEqual([2, []])
    await mock.restore(snapshot)
    expect((await call('GET', '/orders')).body).toHaveLength(1)
    await mock.reset()
    expect([await rows('orders'), await rows('coupons'), await rows('stock')]).toEqual([[], [{ id: 'ten' }], [{ name: 'tea', left: 1 }]])
  })

  it('that is broken, or whose tables can’t hold what is there, is not taken: the last good one goes on', async () => {
    const shop = new Shop()
    const { call, mock } = await client('in process', { backend: shop.backend })
    await call('POST', '/orders', order('tea'))
    await call('POST', '/orders', order('tea'))
    const line = shop.edit('placeOrder(', 'placeOrdr(')
    expect(await mock.reload()).toMatchObject({
      document: 'kept',
      isTaken: false,
      diagnostics: [{ code: 'backend.own.unfit', where: { line } }],
    })
    shop.edit('placeOrdr(', 'placeOrder(')
    shop.edit("schema: 'Order'", 'unique: { product: ({ product }) => product }')
    const report = await mock.reload()
    expect(report).toMatchObject({
      document: 'kept',
      isTaken: false,
      diagnostics: [{ code: 'reload.table.unfit', where: { file: shop.backend } }],
    })
    expect(report.diagnostics[0]?.message).toMatch(/^What the world "default" holds can't stand .*orders\.product: tea belongs to/)
    expect((await call('GET', '/orders')).body).toHaveLength(2)
    expect((await call('POST', '/orders', order('tea'))).status).toBe(409)
  })
})
