import { describe, expect, it } from 'vitest'
import { client } from './client.ts'

const thing = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
const json = (schema: object, more = {}) => ({ description: '', content: { 'application/json': { schema, ...more } } })
const get = (response: object) => ({ get: { responses: { 200: { description: '', ...response } } } })

const document = {
  openapi: '3.1.0',
  info: { title: 'Answers', version: '1' },
  paths: {
    '/headers': get({
      headers: {
        'X-Range': {
          required: true,
          content: { 'application/json': { schema: { type: 'object', required: ['from'], properties: { from: { const: 'é' } } } } },
        },
        'X-Label': { required: true, schema: { type: 'string', example: '名' } },
        'X-Ids': { schema: { type: 'array', items: { type: 'integer' }, example: [1, 2] } },
        'Set-Cookie': { schema: { type: 'array', items: { type: 'string' }, example: ['a=1; Path=/', 'b=2'] } },
      },
      ...json(thing),
    }),
    '/missing-header': get({ headers: { 'X-No': { required: true, schema: { type: 'integer', minimum: 2, maximum: 1 } } } }),
    '/named': get({
      content: {
        'application/json': { schema: thing, examples: { first: { value: { name: 'First' } }, unfit: { value: { nam: 'x' } } } },
        'application/xml': { schema: thing, examples: { markup: { value: '<thing/>' } } },
        'application/vnd.own+json': { schema: thing, examples: { written: { serializedValue: '{"name":"Written"}' } } },
      },
    }),
    '/range': get({ content: { '*/*': { schema: thing } } }),
    '/files': get({
      content: {
        'image/png': {},
        'image/gif': { schema: { type: 'string', format: 'binary' } },
        'application/pdf': {},
        'text/xml': { schema: { type: 'string' } },
      },
    }),
    '/parts': get({
      content: {
        'multipart/form-data': {
          schema: { ...thing, required: ['name', 'tags'], properties: { name: { const: 'A' }, tags: { const: ['b', 'c'] } } },
        },
      },
    }),
    '/events': get({ content: { 'text/event-stream': { schema: { type: 'string', example: 'two\nlines' } } } }),
    '/long': get(json({ type: 'string', pattern: '^(?:[a-f]{2}-)+[a-f]{2}$', minLength: 5000, maxLength: 5010 })),
    '/middling': get(json({ type: 'string', pattern: '^(a|b)*c{2,3}$', minLength: 40, maxLength: 45 })),
  },
}

describe('answers from a document', () => {
  it('have the headers it requires, in a form that HTTP can carry', async () => {
    const { call } = await client('in process', { document })
    const { headers } = await call('GET', '/headers')
    expect(JSON.parse(headers.get('x-range') ?? '')).toEqual({ from: 'é' })
    expect(headers.get('x-label')).toMatch(/^[\x20-\x7e]+$/)
    expect([headers.get('x-ids'), headers.getSetCookie()]).toEqual(['1,2', ['a=1; Path=/', 'b=2']])
    const refused = await call('GET', '/missing-header')
    expect([refused.status, refused.body.detail]).toEqual([501, expect.stringContaining('must have the header x-no')])
  })

  it('are the example that is asked for, in the media type that has it, and say so only then', async () => {
    const { call } = await client('in process', { document })
    const ask = async (prefer: string, accept = '*/*') => {
      const { headers, text } = await call('GET', '/named', { headers: { prefer, accept } })
      return [headers.get('preference-applied'), headers.get('content-type'), text]
    }
    expect(await ask('example=markup')).toEqual(['example=markup', 'application/xml', '<thing/>'])
    expect(await ask('example=written')).toEqual(['example=written', 'application/vnd.own+json', '{"name":"Written"}'])
    expect(await ask('example=markup', 'application/json')).toEqual([null, 'application/json', '{"name":"First"}'])
    expect(await ask('example=unfit')).toEqual([null, 'application/json', '{"name":"First"}'])
    const strict = await call('GET', '/named', { headers: { prefer: 'example=unfit, handling=strict' } })
    expect([strict.status, strict.body.detail]).toEqual([400, expect.stringContaining('no example "unfit" that fits')])
  })

  it('are written as any media type that a declared range has', async () => {
    const { call } = await client('in process', { document })
    const { status, headers, text } = await call('GET', '/range', { headers: { accept: 'application/xml' } })
    expect([status, headers.get('content-type')]).toEqual([200, 'application/xml'])
    expect(text).toMatch(/^<\?xml .*\?>\n<root><name>[^<]+<\/name><\/root>$/)
  })

  it('are whole files where bytes are described and none are shown', async () => {
    const { mock } = await client('over a socket', { document })
    const file = async (accept: string) => {
      const response = await fetch(`${mock.url}/files`, { headers: { accept } })
      const bytes = Buffer.from(await response.arrayBuffer())
      return [Number(response.headers.get('content-length')) - bytes.length, bytes.subarray(0, 8).toString('latin1'), bytes.length > 8]
    }
    expect(await file('image/png')).toEqual([0, '\x89PNG\r\n\x1a\n', true])
    expect(await file('image/gif')).toEqual([0, 'GIF89a\x01\x00', true])
    expect(await file('application/pdf')).toEqual([0, '%PDF-1.4', true])
    expect(await file('text/xml')).toEqual([0, '<?xml ve', true])
    expect((await mock.requests.list({ limit: 4 })).at(-1)?.response.body).toEqual({ bytes: 68, media_type: 'image/png' })
  })

  it('are parts where a form of them is described', async () => {
    const { mock } = await client('in process', { document })
    const form = await (await mock.fetch('/parts')).formData()
    expect([...form]).toEqual([
      ['name', 'A'],
      ['tags', 'b'],
      ['tags', 'c'],
    ])
  })

  it('are events where a text is described as some', async () => {
    const { call } = await client('in process', { document })
    expect((await call('GET', '/events')).text).toBe('data: two\ndata: lines\n\n')
  })

  it('have texts as long as they must be, made at once', async () => {
    const { call } = await client('in process', { document })
    const { body } = await call('GET', '/long')
    expect(body).toMatch(/^(?:[a-f]{2}-)+[a-f]{2}$/)
    expect(body.length).toBeGreaterThanOrEqual(5000)
    expect((await call('GET', '/middling')).body).toMatch(/^(?=.{40,45}$)[ab]*c{2,3}$/)
  })
})
