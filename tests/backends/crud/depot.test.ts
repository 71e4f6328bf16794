import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'

const document = fileURLToPath(new URL('depot.yaml', import.meta.url))
const now = Date.UTC(2025, 11, 22, 15, 30)
const later = '2025-12-22T16:30:00Z'

let mock: Mock
let url: string
beforeAll(async () => {
  mock = await createMock({ document, stateful: true, clock: { mode: 'frozen', now } })
  url = `${await mock.listen(0, '127.0.0.1')}/api/v1`
})
beforeEach(() => mock.reset())
afterEach(() => expect(mock.defects).toEqual([]))
afterAll(() => mock.close())

type Headers_ = Readonly<Record<string, string>>

async function call(method: string, path: string, body?: unknown, headers: Headers_ = {}) {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(url + path, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, text, body: isJson && text !== '' ? JSON.parse(text) : undefined }
}

const crate = async (more: object = {}) => (await call('POST', '/crates', { label: 'tea', weight: 2, ...more })).body
const patch = (id: number, body: unknown, type: string) => call('PATCH', `/crates/${id}`, body, { 'content-type': `application/${type}` })
const read = async (id: number) => (await call('GET', `/crates/${id}`)).body

describe('a JSON patch', () => {
  it('is applied whole, and what only the server sets goes along', async () => {
    const made = await crate({ tags: ['black'], place: { row: 1 } })
    await mock.clock.set('frozen', later)
    const operations = [
      { op: 'test', path: '/label', value: 'tea' },
      { op: 'add', path: '/tags/-', value: 'leaf' },
      { op: 'move', from: '/place/row', path: '/weight' },
      { op: 'replace', path: '/version', value: 99 },
    ]
    const changed = await patch(made.id, operations, 'json-patch+json')
    const wanted = { ...made, tags: ['black', 'leaf'], place: {}, weight: 1, updatedAt: later, version: 2 }
    expect([changed.status, changed.body]).toEqual([200, wanted])
    expect(await read(made.id)).toEqual(wanted)
  })

  it.each([
    [
      'a test that is not met',
      409,
      [
        { op: 'remove', path: '/weight' },
        { op: 'test', path: '/label', value: 'jam' },
      ],
      '/label is not "jam"',
    ],
    ['what is not there', 409, [{ op: 'remove', path: '/nothing' }], 'nothing at /nothing'],
    ['no operation', 400, [{ op: 'grow', path: '/weight' }], '"grow" is no operation'],
    ['a value that no answer shows', 422, [{ op: 'replace', path: '/weight', value: 'heavy' }], 'must be number'],
    ['a property that is declared nowhere', 422, [{ op: 'add', path: '/colour', value: 'red' }], 'is declared nowhere'],
    ['what answers have to show', 422, [{ op: 'remove', path: '/label' }], 'is required'],
    ['another id', 409, [{ op: 'replace', path: '/id', value: 4711 }], 'does not change'],
  ])('is refused for %s, and nothing is written', async (_, status, operations, words) => {
    const made = await crate()
    const refused = await patch(made.id, operations, 'json-patch+json')
    expect([refused.status, refused.text]).toEqual([status, expect.stringContaining(words.replaceAll('"', '\\"'))])
    expect(await read(made.id)).toEqual(made)
  })
})

describe('what no answer could show', () => {
  it.each([
    ['PUT', 'json', { label: 'a label that is far too long' }, 'label'],
    ['PATCH', 'json', { weight: -1 }, 'weight'],
    ['PATCH', 'merge-patch+json', { place: { row: 'first' } }, 'place.row'],
    ['PATCH', 'merge-patch+json', { label: null }, 'label'],
  ])('%s as %s of %j is refused with the declared 422', async (method, type, body, field) => {
    const made = await crate({ place: { row: 1, shelf: 'b' } })
    const refused = await call(method, `/crates/${made.id}`, body, { 'content-type': `application/${type}` })
    expect([refused.status, refused.body]).toEqual([422, { errors: [expect.objectContaining({ field })] }])
    expect(await read(made.id)).toEqual(made)
  })

  it('is not made either', async () => {
    const refused = await call('POST', '/crates', { label: 'tea', weight: -1 })
    expect([refused.status, refused.body.errors[0].field]).toEqual([422, 'weight'])
  })
})

describe('an item', () => {
  it('is made where its Location says, and shown in the form its caller takes', async () => {
    const made = await call('POST', '/crates', { label: 'tea', secret: 'x' }, { accept: 'application/xml' })
    expect([made.status, made.headers.get('content-type')]).toEqual([201, 'application/xml'])
    expect(made.text).toContain('<label>tea</label>')
    expect(made.text).not.toContain('secret')
    const place = made.headers.get('location') ?? ''
    expect(place.startsWith(`${url}/crates/`)).toBe(true)
    const again = await fetch(place)
    expect(await again.json()).toMatchObject({ label: 'tea', createdAt: '2025-12-22T15:30:00Z' })
    expect((await call('GET', '/crates/4711', undefined, { accept: 'image/png' })).status).toBe(404)
    expect((await call('POST', '/crates', { label: 'rice' }, { accept: 'text/html' })).status).toBe(406)
    expect((await call('GET', '/crates?sort=label')).text).not.toContain('rice')
  })

  it('keeps its id, and what only the server sets', async () => {
    const made = await crate()
    expect((await call('PUT', `/crates/${made.id}`, { id: made.id + 1, label: 'jam' })).status).toBe(409)
    const put = await call('PUT', `/crates/${made.id}`, { id: made.id, label: 'jam' })
    expect(put.body).toEqual({ id: made.id, label: 'jam', createdAt: made.createdAt, updatedAt: made.updatedAt, version: 2 })
  })

  it('shares its label with no other, however it comes by it', async () => {
    const [tea, jam] = [await crate(), await crate({ label: 'jam' })]
    for (const refused of [
      await call('POST', '/crates', { label: 'tea' }),
      await call('PUT', `/crates/${jam.id}`, { label: 'tea' }),
      await patch(jam.id, { label: 'tea' }, 'merge-patch+json'),
    ])
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('label')])
    expect((await call('PUT', `/crates/${tea.id}`, { label: 'tea', weight: 3 })).status).toBe(200)
  })

  it('is told gone in the declared words', async () => {
    const made = await crate()
    expect((await call('DELETE', `/crates/${made.id}`)).body).toEqual({ id: made.id, object: 'crate', deleted: true })
    const none = await call('GET', `/crates/${made.id}`)
    expect([none.status, none.body.errors[0].message]).toEqual([404, expect.stringContaining(`crates has no item ${made.id}`)])
    expect((await call('HEAD', `/crates/${made.id}`)).status).toBe(404)
  })

  it('is changed by whoever has seen it last', async () => {
    const made = await crate()
    const seen = await call('GET', `/crates/${made.id}`)
    const tag = seen.headers.get('etag') ?? ''
    expect(seen.headers.get('last-modified')).toBe('Mon, 22 Dec 2025 15:30:00 GMT')
    const same = await call('GET', `/crates/${made.id}`, undefined, { 'if-none-match': tag })
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', tag])
    expect((await call('PUT', `/crates/${made.id}`, { label: 'jam' }, { 'if-match': '"another"' })).status).toBe(412)
    expect(await read(made.id)).toEqual(made)
    expect((await call('PUT', `/crates/${made.id}`, { label: 'jam' }, { 'if-match': tag })).status).toBe(200)
    expect((await call('PUT', `/crates/${made.id}`, { label: 'fig' }, { 'if-match': tag })).status).toBe(412)
    expect((await call('GET', `/crates/${made.id}`, undefined, { 'if-none-match': tag })).status).toBe(200)
  })

  it('is made or changed under the name of its path, each with its own status', async () => {
    expect((await call('PUT', '/labels/red', { name: 'red', colour: '#f00' })).status).toBe(201)
    const changed = await call('PUT', '/labels/red', { name: 'red', colour: '#e00' })
    expect([changed.status, changed.text]).toEqual([204, ''])
    expect((await call('GET', '/labels/red')).body).toEqual({ name: 'red', colour: '#e00' })
    expect((await call('PUT', '/labels/blue', { name: 'red' })).status).toBe(409)
  })
})

describe('a list', () => {
  it('says in its headers how long it is and where its pages are', async () => {
    for (let count = (await call('GET', '/crates')).body.length; count < 7; count++) await crate({ label: `crate ${count}` })
    const page = await call('GET', '/crates?limit=2&offset=2&sort=-label', undefined, { origin: 'http://localhost:3000' })
    expect(page.headers.get('x-total-count')).toBe('7')
    // A page of another origin may read them.
    expect(page.headers.get('access-control-expose-headers')).toBe('*')
    const links = Object.fromEntries(
      [...(page.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, to, rel]) => [rel, to]),
    )
    expect(Object.keys(links).sort()).toEqual(['first', 'last', 'next', 'prev'])
    const ids = async (to: string) => ((await (await fetch(new URL(to, url))).json()) as { id: number }[]).map(({ id }) => id)
    const whole = (await call('GET', '/crates?limit=50&sort=-label')).body.map(({ id }: { id: number }) => id)
    expect([await ids(links.first), page.body.map(({ id }: { id: number }) => id), await ids(links.next), await ids(links.last)]).toEqual([
      whole.slice(0, 2),
      whole.slice(2, 4),
      whole.slice(4, 6),
      whole.slice(6),
    ])
    const head = await call('HEAD', '/crates')
    expect([head.status, head.text, head.headers.get('x-total-count')]).toEqual([200, '', '7'])
  })

  it('is that of the items that have what is asked for', async () => {
    const before = (await call('GET', '/crates?limit=50')).body.map(({ id }: { id: number }) => id)
    const made = [
      await crate({ label: 'a', tags: ['x'], isOpen: true }),
      await crate({ label: 'b', tags: ['x', 'y'], isOpen: false }),
      await crate({ label: 'c', tags: ['z'], isOpen: true, weight: 7.5, place: { shelf: 'upper' } }),
    ]
    const labels = async (query: string) =>
      (await call('GET', `/crates?limit=50&${query}`)).body
        .filter(({ id }: { id: number }) => !before.includes(id))
        .map(({ label }: { label: string }) => label)
    expect(await labels('tags=y&tags=z&sort=label')).toEqual(['b', 'c'])
    expect(await labels('isOpen=true&sort=-label')).toEqual(['c', 'a'])
    expect(await labels('weight=7.5')).toEqual(['c'])
    expect(await labels('place.shelf=upper')).toEqual(['c'])
    await patch(made[0].id, { tags: ['z'] }, 'json')
    expect(await labels('tags=z&sort=label:desc')).toEqual(['c', 'a'])
    expect(await labels('tags=x')).toEqual(['b'])
    expect((await call('GET', '/crates?sort=taste')).status).toBe(400)
    expect((await call('GET', '/crates?limit=51')).status).toBe(400)
  })

  it('keeps the place of a cursor while items come and go', async () => {
    const { body: start } = await call('GET', '/notes?page_size=50')
    for (const { id } of start.items) await call('DELETE', `/notes/${id}`)
    for (const text of ['b', 'd', 'f', 'h']) await call('POST', '/notes', { text })
    const { body: first } = await call('GET', '/notes?order_by=text')
    expect([first.items.map(({ text }: { text: string }) => text), first.meta.count, first.meta.total]).toEqual([['b', 'd'], 2, 4])
    await call('POST', '/notes', { text: 'a' })
    await call('POST', '/notes', { text: 'e' })
    await call('DELETE', `/notes/${first.items[1].id}`)
    const { body: next } = await call('GET', `/notes?order_by=text&cursor=${first.meta.next_cursor}`)
    expect(next.items.map(({ text }: { text: string }) => text)).toEqual(['e', 'f'])
    const { body: last } = (await fetch(new URL(next.meta.next, url)).then(async (one) => ({ body: await one.json() }))) as {
      body: typeof next
    }
    expect(last.items.map(({ text }: { text: string }) => text)).toEqual(['h'])
    // What there is no next page for says so, or is not there.
    expect(last.meta).toEqual({ count: 1, total: 5, next_cursor: null, next: null, page_count: '3' })
    expect(next.meta.next_link).toBe(new URL(next.meta.next, url).href)
    expect((await call('GET', `/notes?cursor=${first.meta.next_cursor}`)).status).toBe(400)
    expect((await call('GET', '/notes?cursor=made-up')).body.errors[0]).toMatchObject({ field: 'cursor' })
  })

  it('has its pages by number too', async () => {
    for (const name of ['a', 'b', 'c']) await call('PUT', `/labels/${name}`, { name })
    const whole: string[] = []
    for (let to: string | undefined = '/labels?per_page=2'; to !== undefined; ) {
      const page: Response = await fetch(to.startsWith('/labels') ? url + to : new URL(to, url))
      whole.push(...((await page.json()) as { name: string }[]).map(({ name }) => name))
      to = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
    }
    expect(whole.slice(-3)).toEqual(['a', 'b', 'c'])
    expect(new Set(whole).size).toBe(whole.length)
  })
})
