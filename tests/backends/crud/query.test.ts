import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'
import { inferModel } from '../../../src/mock.ts'
import { apiOf } from '../../openapi/given.ts'

const text = { type: 'string' }
const number = { type: 'integer' }
const event = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: number, name: text, kind: text, price: number, created: number, place: { type: 'object', properties: { hall: text } } },
}
const sent = { type: 'object', required: ['name'], properties: { ...event.properties, id: { ...number, readOnly: true } } }
const range = { type: 'object', properties: { gte: number, lt: number } }
const deep = (name: string, schema: object) => ({ name, in: 'query', style: 'deepObject', explode: true, schema })
const content = (schema: object) => ({ description: '', content: { 'application/json': { schema } } })
const none = { description: '' }
const requestBody = { required: true, content: { 'application/json': { schema: sent } } }
const paths = {
  '/events': {
    get: {
      operationId: 'listEvents',
      parameters: [
        deep('filter', { type: 'object', properties: { name: text, price: range, colour: text } }),
        { name: 'filters[kind]', in: 'query', schema: text },
        { name: 'filter.hall', in: 'query', schema: text },
        { name: 'filter.place.hall', in: 'query', schema: text },
        { name: 'name[contains]', in: 'query', schema: text },
        deep('created', { anyOf: [range, number] }),
        deep('where', { type: 'object', additionalProperties: text }),
        deep('place', { type: 'object', properties: { hall: text } }),
        deep('page', { type: 'object', properties: { number, size: { ...number, minimum: 1 } } }),
      ],
      responses: {
        '200': content({
          type: 'object',
          required: ['data', 'next'],
          properties: { data: { type: 'array', items: event }, total: number, next: { type: ['string', 'null'] } },
        }),
      },
    },
    post: { operationId: 'makeEvent', requestBody, responses: { '201': content(event), '204': none } },
  },
  '/events/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: number }],
    get: { operationId: 'getEvent', responses: { '200': content(event) } },
    put: { operationId: 'replaceEvent', requestBody, responses: { '200': content(event) } },
    delete: { operationId: 'dropEvent', responses: { '200': content(event), '204': none } },
  },
}

let mock: Mock
beforeAll(async () => {
  mock = await createMock({ document: { openapi: '3.1.0', info: { title: 'Events', version: '1' }, paths } })
  await mock.reset()
  for (const { id } of (await call('GET', '/events')).body.data) await call('DELETE', `/events/${id}`)
  for (const [index, name] of ['tea', 'jam', 'rice', 'tea party'].entries())
    await call('POST', '/events', { name, kind: index < 2 ? 'a' : 'b', price: index, created: 10 * index, place: { hall: `h${index}` } })
})
afterEach(() => expect(mock.defects).toEqual([]))
afterAll(() => mock.close())

async function call(method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await mock.fetch(path, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  return { status: response.status, headers: response.headers, body: answer === '' ? undefined : JSON.parse(answer) }
}

describe('a list whose query has names inside names', () => {
  it.each([
    ['filter[name]=jam', ['jam']],
    ['filter[price][gte]=1&filter[price][lt]=3', ['jam', 'rice']],
    ['filter[name]=jam&filter[price][gte]=2', []],
    ['filters[kind]=b', ['rice', 'tea party']],
    ['filter.place.hall=h2', ['rice']],
    ['name[contains]=EA', ['tea', 'tea party']],
    ['created[gte]=10&created[lt]=30', ['jam', 'rice']],
    ['where[name]=tea&where[kind]=a', ['tea']],
    ['place[hall]=h3', ['tea party']],
  ])('is filtered by %s', async (query, names) => {
    const { body } = await call('GET', `/events?${encodeURI(query)}`)
    expect([body.data.map(({ name }: { name: string }) => name), body.total]).toEqual([names, names.length])
  })

  it('is paged so, and its next pages lead on', async () => {
    const seen: string[] = []
    for (let place: string | null = '/events?page%5Bsize%5D=3'; place !== null; ) {
      const { body }: Awaited<ReturnType<typeof call>> = await call('GET', place)
      seen.push(...body.data.map(({ name }: { name: string }) => name))
      place = body.next
    }
    expect(seen).toEqual(['tea', 'jam', 'rice', 'tea party'])
  })

  it('says what of it does nothing', () => {
    const [found] = inferModel(apiOf(paths)).collections
    expect(found?.notes).toEqual(['listEvents does not heed filter[colour], filter.hall'])
  })
})

describe('a caller who prefers how much is shown', () => {
  const prefer = (value: string) => ({ prefer: value })

  it('gets nothing but where it is, or the whole, where the document has both', async () => {
    const made = await call('POST', '/events', { name: 'salt' }, prefer('return=minimal'))
    expect([made.status, made.body, made.headers.get('preference-applied')]).toEqual([204, undefined, 'return=minimal'])
    const place = made.headers.get('location') ?? ''
    expect((await call('GET', place)).body).toMatchObject({ name: 'salt' })
    const gone = await call('DELETE', place, undefined, prefer('return=representation, wait=0'))
    expect([gone.status, gone.body.name, gone.headers.get('preference-applied')]).toEqual([200, 'salt', 'return=representation, wait=0'])
    expect((await call('GET', place)).status).toBe(404)
  })

  it('gets what there is where the document has one alone, and is told so if strict', async () => {
    const { body } = await call('POST', '/events', { name: 'salt' }, prefer('return=representation'))
    const put = await call('PUT', `/events/${body.id}`, { name: 'sugar' }, prefer('return=minimal'))
    expect([put.status, put.body.name, put.headers.get('preference-applied')]).toEqual([200, 'sugar', null])
    const strict = await call('PUT', `/events/${body.id}`, { name: 'pepper' }, prefer('return=minimal, handling=strict'))
    expect([strict.status, strict.body.detail]).toEqual([400, expect.stringContaining('replaceEvent has no success without a body')])
    expect((await call('GET', `/events/${body.id}`)).body.name).toBe('sugar')
    await call('DELETE', `/events/${body.id}`)
  })
})
