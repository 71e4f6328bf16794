import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPointer } from '../../src/kernel/index.ts'
import { createApi, evaluate, type Told, toFilled } from '../../src/openapi/index.ts'

/** The exchange of the examples in OAS 3.1 §4.8.18.3. */
const told: Told = {
  url: 'http://example.org/subscribe/myevent?queryUrl=http://clientdomain.com/stillrunning',
  method: 'POST',
  status: 201,
  request: {
    path: { eventType: 'myevent' },
    query: { queryUrl: 'http://clientdomain.com/stillrunning' },
    headers: { 'content-type': 'application/json' },
    body: { failedUrl: 'http://clientdomain.com/failed', successUrls: ['http://clientdomain.com/fast', 'http://clientdomain.com/medium'] },
  },
  response: { headers: { location: 'http://example.org/subscription/1' }, body: { 'a/b': { '': null } } },
}

describe('runtime expressions', () => {
  it.each([
    ['$url', 'http://example.org/subscribe/myevent?queryUrl=http://clientdomain.com/stillrunning'],
    ['$method', 'POST'],
    ['$statusCode', 201],
    ['$request.path.eventType', 'myevent'],
    ['$request.query.queryUrl', 'http://clientdomain.com/stillrunning'],
    ['$request.header.content-Type', 'application/json'],
    ['$request.body#/failedUrl', 'http://clientdomain.com/failed'],
    ['$request.body#/successUrls/1', 'http://clientdomain.com/medium'],
    ['$response.header.Location', 'http://example.org/subscription/1'],
    ['$response.body#/a~1b', { '': null }],
    ['$response.body#/a~1b/', null],
    ['$response.body', { 'a/b': { '': null } }],
    ['$request.query.nothing', undefined],
    ['$request.body#/toString', undefined],
    ['$response.query.queryUrl', undefined],
    ['$request.cookie.a', undefined],
    ['a {$request.path.eventType} of {$statusCode}', 'a myevent of 201'],
    ['{$request.path.other}', undefined],
    ['no expression', 'no expression'],
    [7, 7],
  ])('%s', (expression, value) => {
    expect(evaluate(expression, told)).toEqual(value)
  })

  it('find whatever a pointer names, and nothing is missing then', () => {
    const key = fc.string({ minLength: 1 }).filter((one) => one !== '__proto__' && !/[{}]/.test(one))
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.string(), (path, value) => {
        const body = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)
        const here: Told = { ...told, request: { ...told.request, body } }
        expect(evaluate(`$request.body#${toPointer(path)}`, here)).toBe(value)
        expect(toFilled(`<{$request.body#${toPointer(path)}}>`, here)).toEqual({ text: `<${value}>`, missing: undefined })
      }),
    )
  })

  it('that can not be read are named when the document is checked', () => {
    const callbacks = { onData: { '{$request.boddy#/url}': { post: { responses: {} } } } }
    const api = createApi(
      { openapi: '3.1.0', info: {}, paths: { '/a': { get: { callbacks, responses: { 200: { description: '' } } } } } },
      'a.yaml',
    )
    expect(api.compileAll()).toMatchObject([
      {
        code: 'expression.invalid',
        message: expect.stringContaining('"$request.boddy#/url" is no runtime expression'),
        where: { pointer: '/paths/~1a/get/callbacks/onData/{$request.boddy#~1url}' },
      },
    ])
  })
})
