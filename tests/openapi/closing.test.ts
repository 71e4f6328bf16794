import { describe, expect, it } from 'vitest'
import { createApi } from '../../src/openapi/index.ts'

const pet = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } }

function apiOf(schemas: Readonly<Record<string, object>>, openapi = '3.1.0') {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } }
  const paths = { '/a': { get: { responses: { 200: { description: '', content } } } } }
  return createApi({ openapi, info: {}, paths, components: { schemas: { Pet: pet, ...schemas } } }, 'a.yaml')
}

const closed = { type: 'object', additionalProperties: false, allOf: [{ $ref: '#/components/schemas/Pet' }] }

describe('a schema that closes itself to what its allOf describes', () => {
  it.each(['3.0.3', '3.1.0'])('is taken as it is meant where nothing else could satisfy it, and that is told (%s)', (openapi) => {
    const api = apiOf({ Answer: { ...closed, required: ['id'], properties: { tag: { type: 'string' } } } }, openapi)
    const check = api.schema('/components/schemas/Answer')
    expect([{ id: 1 }, { id: 1, name: 'a', tag: 'b' }].map((value) => check(value).length)).toEqual([0, 0])
    expect([{}, { id: 'a' }, { id: 1, other: 1 }].map((value) => check(value).length)).toEqual([1, 1, 1])
    expect(api.compileAll()).toMatchObject([
      {
        code: 'schema.closed',
        message: expect.stringContaining('(id)'),
        where: { pointer: '/components/schemas/Answer/additionalProperties' },
      },
    ])
  })

  it.each([
    ['something else is left', closed, { id: 1 }, {}],
    ['it lists what it requires', { ...closed, required: ['id'], properties: { id: {} } }, { id: 1, name: 'a' }, { id: 1 }],
    ['a pattern lists what it requires', { ...closed, required: ['id'], patternProperties: { '^i': {} } }, { id: 1, name: 'a' }, { id: 1 }],
  ])('stays as it is written where %s', (_, schema, refused, taken) => {
    const api = apiOf({ Answer: schema })
    const check = api.schema('/components/schemas/Answer')
    expect([check(refused).length, check(taken).length]).toEqual([1, 0])
    expect(api.compileAll()).toEqual([])
  })

  it('stays as it is written where nothing describes what it requires', () => {
    const api = apiOf({ Answer: { ...closed, required: ['other'] } })
    expect(api.schema('/components/schemas/Answer')({ other: 1 }).length).toBeGreaterThan(0)
  })
})
