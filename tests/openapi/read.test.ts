import { describe, expect, it } from 'vitest'
import { bodyOf, linesOf, operationOf, parts, violationsOf } from './given.ts'

const person = {
  type: 'object',
  required: ['name', 'age'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 2 },
    age: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' }, default: [] },
    address: { type: 'object', required: ['city'], properties: { street: { type: 'string' }, city: { type: 'string' } } },
  },
}

describe('a request that is allowed', () => {
  it('is decoded, defaulted and handed on', () => {
    const operation = operationOf(
      {
        parameters: [
          { name: 'user-id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 'session', in: 'cookie', schema: { type: 'integer' } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: person } } },
      },
      { path: '/users/{user-id}' },
    )
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-trace': 't1', cookie: 'a=b; session=7' }
    expect(operation.read(parts({ params: ['007'], headers, body: { name: 'Ada', age: 36 } }))).toEqual({
      ok: true,
      input: {
        params: { 'user-id': '007' },
        query: { limit: 20 },
        headers: { 'X-Trace': 't1' },
        cookies: { session: 7 },
        body: { name: 'Ada', age: 36, tags: [] },
      },
    })
  })

  it('keeps the defaults of one request out of the next', () => {
    const operation = bodyOf({ type: 'object', properties: { tags: { type: 'array', default: [] } } })
    const first = operation.read(parts({ body: {} }))
    if (first.ok) (first.input.body as { tags: string[] }).tags.push('mine')
    expect(operation.read(parts({ body: {} }))).toMatchObject({ input: { body: { tags: [] } } })
  })

  it('may have a body nobody declared', () => {
    expect(operationOf({}).read(parts({ body: '{{{' }))).toMatchObject({ ok: true, input: { body: undefined } })
  })

  it('may have query parameters nobody declared', () => {
    const operation = operationOf({ parameters: [{ name: 'a', in: 'query', schema: { type: 'string' } }] })
    expect(operation.read(parts({ query: 'b=1&a=2&%zz=3&&=&c' }))).toMatchObject({ ok: true, input: { query: { a: '2' } } })
  })
})

describe('violations', () => {
  it('come all at once, in document order, unknown properties last', () => {
    const operation = operationOf(
      {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: person } } },
      },
      { path: '/users/{id}' },
    )
    const body = { zebra: 1, address: { street: 1 }, tags: [1, 'a', 2], age: 'x' }
    const result = operation.read(parts({ params: ['x'], query: 'limit=many', body }))
    expect(linesOf(violationsOf(result))).toEqual([
      'query/limit type',
      'path/id type',
      'header/X-Key required',
      'body/name required',
      'body/age type',
      'body/tags/0 type',
      'body/tags/2 type',
      'body/address/street type',
      'body/address/city required',
      'body/zebra additionalProperties',
    ])
  })

  it('say what was seen, what was expected and where the rule stands', () => {
    const operation = bodyOf({ $ref: '#/components/schemas/Person' }, { components: { schemas: { Person: person } } })
    expect(violationsOf(operation.read(parts({ body: { name: 'A', age: 1, role: 'x' } })))).toEqual([
      {
        in: 'body',
        path: ['name'],
        rule: 'minLength',
        params: { limit: 2 },
        message: 'must NOT have fewer than 2 characters',
        value: 'A',
        rulePointer: '/components/schemas/Person/properties/name/minLength',
      },
      {
        in: 'body',
        path: ['role'],
        rule: 'additionalProperties',
        params: { additionalProperty: 'role' },
        message: 'is not allowed',
        value: 'x',
        rulePointer: '/components/schemas/Person/additionalProperties',
      },
    ])
  })

  it('point to the declaration of a parameter that is missing', () => {
    const operation = operationOf({ parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }] })
    expect(violationsOf(operation.read(parts()))[0]).toMatchObject({
      path: ['q'],
      value: undefined,
      rulePointer: '/paths/~1things/post/parameters/0/required',
    })
  })

  it('tell positions in lists from properties named by a number', () => {
    const operation = bodyOf({ type: 'object', properties: { 0: { type: 'array', items: { type: 'string' } } } })
    expect(violationsOf(operation.read(parts({ body: { 0: [1] } })))[0]?.path).toEqual(['0', 0])
  })

  it('are capped at 50, with the number there are', () => {
    const operation = bodyOf({ type: 'array', items: { type: 'string' } })
    const result = operation.read(parts({ body: Array.from({ length: 6000 }, (_, index) => index) }))
    expect(result).toMatchObject({ ok: false, total: 6000 })
    expect(violationsOf(result)).toHaveLength(50)
    expect(violationsOf(result)[49]?.path).toEqual([49])
  })

  it('are found by the same operation again and again', () => {
    const operation = bodyOf(person)
    const broken = parts({ body: {} })
    expect(operation.read(broken)).toEqual(operation.read(broken))
    expect(operation.read(parts({ body: { name: 'Ada', age: 1 } })).ok).toBe(true)
  })
})

describe('a body', () => {
  const operation = operationOf({
    parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
    requestBody: { required: true, content: { 'application/json': { schema: person } } },
  })
  const json = { 'content-type': 'application/json' }

  it.each([
    ['nothing at all', undefined, {}, 'missing'],
    ['no bytes', new Uint8Array(), json, 'missing'],
    ['half an object', '{"name":"Ada"', json, 'malformed'],
    ['a comma too many', '{"name":"Ada",}', json, 'malformed'],
    ['a key without quotes', '{name:1}', json, 'malformed'],
    ['two values', '{} {}', json, 'malformed'],
    ['a leading zero', '[01]', json, 'malformed'],
    ['a raw line break in a text', '"a\nb"', json, 'malformed'],
    ['brackets that do not match', '[1}', json, 'malformed'],
    ['only blanks', '  ', json, 'malformed'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), json, 'malformed'],
    ['a prototype', '{"__proto__":{"admin":true}}', json, 'forbiddenKey'],
    ['an escaped prototype', '{"a":[{"\\u005f_proto__":1}]}', json, 'forbiddenKey'],
    ['a constructor’s prototype', '{"constructor":{"prototype":{}}}', json, 'forbiddenKey'],
    ['another type', '{}', { 'content-type': 'text/plain' }, 'mediaType'],
    ['a type that is none', '{}', { 'content-type': 'nonsense' }, 'mediaType'],
  ])('%s is refused, and the rest is checked all the same', (_name, body, headers, rule) => {
    const result = operation.read(parts({ query: 'limit=x', body, headers }))
    expect(linesOf(violationsOf(result))).toEqual(['query/limit type', `body ${rule}`])
  })

  it('that is malformed is shown its place', () => {
    const [violation] = violationsOf(operation.read(parts({ body: '{\n  "name": "Ada",\n}' })))
    expect(violation).toMatchObject({
      params: { position: 19, line: 3, column: 1 },
      message: 'must be JSON: unexpected "}" at line 3, column 1',
    })
  })

  it.each([
    ['no type at all', {}],
    ['an empty type', { 'content-type': '' }],
    ['capitals', { 'content-type': 'Application/JSON' }],
    ['parameters', { 'content-type': 'application/json;charset=UTF-8' }],
  ])('is taken as JSON with %s', (_name, headers) => {
    expect(operation.read(parts({ body: { name: 'Ada', age: 1 }, headers })).ok).toBe(true)
  })

  it('may begin with a byte order mark', () => {
    expect(operation.read(parts({ body: '\uFEFF{"name":"Ada","age":1}' })).ok).toBe(true)
  })

  it('may have the members every object has', () => {
    const open = bodyOf({ type: 'object', required: ['toString'], properties: { constructor: { type: 'string' } } })
    expect(linesOf(violationsOf(open.read(parts({ body: {} }))))).toEqual(['body/toString required'])
    expect(open.read(parts({ body: { toString: 1, constructor: 'x' } })).ok).toBe(true)
  })

  it.each([
    ['application/merge-patch+json', 'application/merge-patch+json', true],
    ['application/*', 'application/vnd.x+json', true],
    ['*/*', 'application/json', true],
    ['application/*', 'text/json', false],
  ])('declared as %s and sent as %s is read: %s', (declared, sent, ok) => {
    const ranged = operationOf({ requestBody: { content: { [declared]: { schema: { type: 'object', required: ['a'] } } } } })
    expect(ranged.read(parts({ body: { a: 1 }, headers: { 'content-type': sent } })).ok).toBe(ok)
    if (ok) expect(linesOf(violationsOf(ranged.read(parts({ body: {}, headers: { 'content-type': sent } }))))).toEqual(['body/a required'])
  })

  it.each([
    ['defaults and nothing required', { properties: { size: { type: 'integer', default: 3 } } }, { size: 3 }],
    ['something required', { required: ['a'], properties: { a: {}, size: { default: 3 } } }, undefined],
    ['no defaults', { properties: { a: {} } }, undefined],
  ])('that is optional and absent, with %s', (_name, schema, body) => {
    expect(bodyOf({ type: 'object', ...schema }, {}, {}).read(parts())).toMatchObject({ ok: true, input: { body } })
  })
})

describe('bodies of other types', () => {
  const declared = (type: string, schema: unknown, encoding: unknown = {}) =>
    operationOf({ requestBody: { required: true, content: { [type]: { schema, encoding } } } })

  it('a form is read like a query', () => {
    const schema = {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string' },
        age: { type: 'integer' },
        tags: { type: 'array', items: { type: 'string' } },
        more: { type: 'object' },
      },
    }
    const form = declared('application/x-www-form-urlencoded', schema)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(form.read(parts({ body: 'name=Ada+L&age=36&tags=a&tags=b&more=%7B%22a%22%3A1%7D', headers }))).toMatchObject({
      ok: true,
      input: { body: { name: 'Ada L', age: 36, tags: ['a', 'b'], more: { a: 1 } } },
    })
    expect(linesOf(violationsOf(form.read(parts({ body: 'age=x&zip=1&tags=%zz', headers }))))).toEqual([
      'body/name required',
      'body/age type',
      'body/tags encoding',
      'body/zip additionalProperties',
    ])
    expect(linesOf(violationsOf(form.read(parts({ body: 'age=x&zip=1', headers }))))).toEqual([
      'body/name required',
      'body/age type',
      'body/zip additionalProperties',
    ])
  })

  it('plain text is a string', () => {
    const text = declared('text/plain', { type: 'string', maxLength: 3 })
    const headers = { 'content-type': 'text/plain' }
    expect(text.read(parts({ body: 'abc', headers }))).toMatchObject({ ok: true, input: { body: 'abc' } })
    expect(linesOf(violationsOf(text.read(parts({ body: 'abcd', headers }))))).toEqual(['body maxLength'])
  })

  it('bytes are handed on', () => {
    const headers = { 'content-type': 'application/octet-stream' }
    const body = Uint8Array.of(255, 0)
    const binary = declared('application/octet-stream', { type: 'string', format: 'binary' })
    expect(binary.read(parts({ body, headers }))).toMatchObject({ ok: true, input: { body } })
  })

  it.each(['text/csv', 'application/yaml'])('%s with a structure is refused rather than believed', (type) => {
    const operation = declared(type, { type: 'object', properties: { a: { type: 'integer' } } })
    expect(linesOf(violationsOf(operation.read(parts({ body: 'a', headers: { 'content-type': type } }))))).toEqual(['body mediaType'])
  })
})
