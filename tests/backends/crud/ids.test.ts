import { describe, expect, it } from 'vitest'
import { client } from '../../journeys/client.ts'

/** What is said of an id: where answers show it, and where a path names it. */
const schemas: Readonly<Record<string, readonly [shown: object, named: object]>> = {
  'a pattern on both sides': [
    { type: 'string', pattern: '^cus_[a-z0-9]{14}$' },
    { type: 'string', pattern: '^cus_[a-z0-9]{14}$' },
  ],
  'a pattern of the path alone': [{ type: 'string' }, { type: 'string', pattern: '^[A-Z]{3}-\\d{6}$' }],
  'a pattern of the answer alone': [{ type: 'string', pattern: '^[0-9a-f]{24}$' }, { type: 'string' }],
  'patterns that differ': [
    { type: 'string', pattern: '^[a-z]{2}' },
    { type: 'string', pattern: '\\d{2}$', maxLength: 8, minLength: 6 },
  ],
  'a short text': [{ type: 'string', maxLength: 8 }, { type: 'string' }],
  'digits as text': [
    { type: 'string', pattern: '^\\d{10}$' },
    { type: 'string', pattern: '^\\d{10}$' },
  ],
  'a whole number that is large': [{ type: 'integer', minimum: 100_000, maximum: 999_999 }, { type: 'integer' }],
  'a number that its path has as text': [
    { type: 'integer', minimum: 1000 },
    { type: 'string', pattern: '^\\d+$' },
  ],
  'a UUID': [
    { type: 'string', format: 'uuid' },
    { type: 'string', format: 'uuid' },
  ],
  'a URI': [{ type: 'string', format: 'uri' }, { type: 'string' }],
  'a choice of two': [
    {
      anyOf: [
        { type: 'string', pattern: '^ord_[A-Z]{6}$' },
        { type: 'string', pattern: '^lgc-\\d{4}$' },
      ],
    },
    { type: 'string' },
  ],
  'a prefix without more': [{ type: 'string', example: 'inv_9s6XKzkNRiz8i3' }, { type: 'string' }],
}

const json = (schema: object) => ({ 'application/json': { schema } })

function documentOf([shown, named]: readonly [object, object]): Record<string, unknown> {
  const name = { type: 'string', maxLength: 40 }
  const item = { type: 'object', required: ['id', 'name'], properties: { id: { ...shown, readOnly: true }, name } }
  const list = {
    type: 'object',
    required: ['data', 'total'],
    properties: { data: { type: 'array', items: item }, total: { type: 'integer' } },
  }
  const sent = { type: 'object', required: ['name'], properties: { name } }
  const none = {
    description: 'none',
    content: json({ type: 'object', required: ['message'], properties: { message: { type: 'string' } } }),
  }
  const listThings = {
    operationId: 'listThings',
    parameters: [{ name: 'name', in: 'query', schema: { type: 'string' } }],
    responses: { 200: { description: 'ok', content: json(list) } },
  }
  const makeThing = {
    operationId: 'makeThing',
    requestBody: { required: true, content: json(sent) },
    responses: { 201: { description: 'made', content: json(item) } },
  }
  const parameters = [{ name: 'id', in: 'path', required: true, schema: named }]
  const readThing = { operationId: 'readThing', responses: { 200: { description: 'ok', content: json(item) }, 404: none } }
  const dropThing = { operationId: 'dropThing', responses: { 204: { description: 'gone' }, 404: none } }
  return {
    openapi: '3.1.0',
    info: { title: 'Ids', version: '1' },
    paths: { '/things': { get: listThings, post: makeThing }, '/things/{id}': { parameters, get: readThing, delete: dropThing } },
  }
}

describe('an id that is made up', () => {
  it.each(Object.entries(schemas))('is %s wherever it is shown and named', async (_, schema) => {
    const here = await client('in process', { document: documentOf(schema) })
    const path = '/things'
    const made = await Promise.all(['one', 'two', 'three'].map((name) => here.call('POST', path, { body: { name } })))
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201])
    const ids = made.map(({ body }) => body.id)
    expect(new Set(ids).size).toBe(3)
    const all = await here.call('GET', path)
    expect(all.body.data.map(({ id }: { id: unknown }) => id)).toEqual(expect.arrayContaining(ids))
    expect(all.body.total).toBe(6)
    const own = `${path}/${encodeURIComponent(ids[1])}`
    expect((await here.call('GET', own)).body).toEqual({ id: ids[1], name: 'two' })
    expect((await here.call('GET', `${path}?name=two`)).body).toEqual({ data: [{ id: ids[1], name: 'two' }], total: 1 })
    // what it begins with can be asked for as well
    for (const { id } of all.body.data) expect((await here.call('GET', `${path}/${encodeURIComponent(id)}`)).body.id).toBe(id)
    expect((await here.call('DELETE', own)).status).toBe(204)
    expect((await here.call('GET', own)).status).toBe(404)
  })
})
