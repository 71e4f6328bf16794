import { describe, expect, it } from 'vitest'
import { apiOf, linesOf, operationOf } from './given.ts'

const json = (schema: unknown) => ({ description: '', content: { 'application/json': { schema } } })

describe('the response for a status', () => {
  const operation = operationOf({
    responses: {
      201: json({ type: 'integer' }),
      '2XX': json({ type: 'string' }),
      '4xx': json({}),
      default: json({ type: 'null' }),
      'x-note': {},
    },
  })

  it.each([
    [201, '201'],
    [200, '2XX'],
    [404, '4xx'],
    [500, 'default'],
  ])('%s is described by %s', (status, declared) => {
    expect(operation.response(status)?.status).toBe(declared)
    expect(operation.response(status)).toBe(operation.response(status))
  })

  it('lists what is declared, as written', () => {
    expect(operation.statuses).toEqual(['201', '2XX', '4xx', 'default'])
    expect(operationOf({ responses: { 200: json({}) } }).response(404)).toBeUndefined()
  })
})

describe('a response body', () => {
  const operation = operationOf(
    {
      responses: {
        200: {
          description: '',
          content: {
            'application/json': {
              schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, size: { default: 3 } } },
            },
            'application/problem+json': { schema: { type: 'array' } },
            'application/xml': { schema: { type: 'object' } },
            'text/csv': { schema: { type: 'string', maxLength: 2 } },
            'application/pdf': {},
          },
        },
        204: { description: 'nothing' },
        205: { $ref: '#/components/responses/Shared' },
      },
    },
    { more: { components: { responses: { Shared: json({ type: 'boolean' }) } } } },
  )
  const ok = operation.response(200)

  it.each([
    ['allowed', { id: 'a' }, undefined, []],
    ['with the wrong type', { id: 1 }, undefined, ['response/id type']],
    ['that is missing', undefined, undefined, ['response missing']],
    ['of another declared type', {}, 'application/problem+json; charset=utf-8', ['response type']],
    ['of a type nobody declared', {}, 'text/html', ['response mediaType']],
    ['that is XML already', '<a/>', 'application/xml', []],
    ['that is to become XML', [], 'application/xml', ['response type']],
    ['that is text', 'abc', 'text/csv', ['response maxLength']],
    ['without a schema', Uint8Array.of(1), 'application/pdf', []],
  ])('%s', (_name, body, mediaType, want) => {
    expect(linesOf(ok?.check(body, mediaType) ?? [])).toEqual(want)
  })

  it('is not changed by the check, not even by defaults', () => {
    const body = Object.freeze({ id: 'a' })
    expect(ok?.check(body)).toEqual([])
    expect(body).toEqual({ id: 'a' })
    expect(ok?.check(body)).toBe(ok?.check(body))
  })

  it('must not be there where none is declared', () => {
    expect(linesOf(operation.response(204)?.check({}) ?? [])).toEqual(['response unexpected'])
    expect(operation.response(204)?.check(undefined)).toEqual([])
  })

  it('may stand behind a reference', () => {
    expect(operation.response(205)).toMatchObject({ pointer: '/components/responses/Shared', mediaTypes: ['application/json'] })
    expect(linesOf(operation.response(205)?.check(1) ?? [])).toEqual(['response type'])
  })

  it('need not be there in the answer to HEAD', () => {
    const [head] = apiOf({ '/a': { head: { responses: { 200: json({}) } } } }).operations
    expect(head?.response(200)?.check(undefined)).toEqual([])
  })
})
