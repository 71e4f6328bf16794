import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { check, draftOf, exampleRequest, toExample, toParts } from '../../src/openapi/index.ts'
import { writeQuery } from '../../src/openapi/writing.ts'
import { apiOf, bodyOf, filesOf, operationOf, parts } from './given.ts'

describe('a pattern between slashes', () => {
  const codeOf = (pattern: string) => {
    const operation = bodyOf({ type: 'string', pattern })
    return (text: string) => operation.read(parts({ body: JSON.stringify(text) })).ok
  }
  const findingsOf = (pattern: string) =>
    apiOf({ '/a': { get: { parameters: [{ name: 'a', in: 'query', schema: { type: 'string', pattern } }], responses: {} } } })
      .compileAll()
      .map(({ code, message }) => [code, message])

  it('is read as what stands between them, and that is told', () => {
    const takes = codeOf('/^[a-z]+$/')
    expect([takes('ab'), takes('/ab/'), takes('AB')]).toEqual([true, false, false])
    expect(findingsOf('/^[a-z]+$/u')).toEqual([['schema.pattern.delimited', expect.stringContaining('read as "^[a-z]+$"')]])
  })

  it('is not enforced with a flag that a pattern can not have', () => {
    expect(codeOf('/^[a-z]+$/i')('AB')).toBe(true)
    expect(['12', 'a'].map(codeOf('/^\\d{2}$/i'))).toEqual([true, false])
    expect(findingsOf('/^[a-z]+$/i')).toEqual([['schema.pattern.delimited', expect.stringContaining('not enforced')]])
  })

  it.each([
    ['/a/', '/a/'],
    ['/^a|b/', 'b/'],
    ['^/a/$', '/a/'],
  ])('%s stays as it is written, for a text matches it', (pattern, text) => {
    const takes = codeOf(pattern)
    expect([takes(text), takes('a')]).toEqual([true, false])
    expect(findingsOf(pattern)).toEqual([])
  })
})

describe('a request made of the document', () => {
  const requestOf = (path: string, ...parameters: readonly object[]) => {
    const api = apiOf({ [path]: { get: { parameters, responses: {} } } })
    const [operation] = api.operations
    if (operation === undefined) throw new Error('no operation')
    const draft = draftOf(api, operation)
    expect(exampleRequest(api, operation)?.target ?? toExample(draft).target).toBe(toExample(draft).target)
    return { target: toExample(draft).target, isTaken: operation.read(toParts(draft)).ok }
  }
  const list = { type: 'array', items: { type: 'integer' } }

  it.each([
    ['?ids=3,12', { style: 'form', explode: false }],
    ['?ids=3&ids=12', {}],
  ])('takes the text %s for the list that an example shows', (query, style) => {
    const ids = { name: 'ids', in: 'query', required: true, schema: list, example: '3, 12', ...style }
    expect(requestOf('/a', ids)).toEqual({ target: `/a${query}`, isTaken: true })
  })

  it.each([
    ['an example', { schema: { type: 'string' }, example: '' }, '/a/text/b'],
    ['the first of several values', { schema: { type: 'string', enum: ['', 'open'] } }, '/a/open/b'],
  ])('has something in its path where %s is empty', (_, state, target) => {
    expect(requestOf('/a/{state}/b', { name: 'state', in: 'path', required: true, ...state })).toEqual({ target, isTaken: true })
  })
})

describe('lists in brackets', () => {
  const item = {
    type: 'object',
    properties: { price: { type: 'string' }, quantity: { type: 'integer' }, tags: { type: 'array', items: {} } },
  }
  const properties = {
    items: { type: 'array', items: item },
    ids: { type: 'array', items: { type: 'integer' } },
    address: { type: 'object' },
  }
  const style = { style: 'deepObject', explode: true }
  const content = {
    'application/x-www-form-urlencoded': {
      schema: { type: 'object', additionalProperties: false, required: ['items'], properties },
      encoding: { items: style, ids: style, address: style },
      example: { items: [{ price: 'a', quantity: 1, tags: ['x'] }, { price: 'b' }], ids: [1, 2], address: { country: 'US' } },
    },
  }
  const api = apiOf({ '/a': { post: { requestBody: { required: true, content }, responses: {} } } })
  const [operation] = api.operations
  const read = (body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const result = operation?.read(parts({ headers, body: Buffer.from(body) }))
    return result?.ok === true ? result.input.body : result?.violations.map(({ path, rule }) => [...path, rule].join(' '))
  }

  it.each([
    ['items[0][price]=a&items[0][quantity]=2&items[1][price]=b', { items: [{ price: 'a', quantity: 2 }, { price: 'b' }] }],
    ['items[5][price]=b&items[2][price]=a', { items: [{ price: 'a' }, { price: 'b' }] }],
    ['items[][price]=a&items[][quantity]=2&items[][price]=b', { items: [{ price: 'a', quantity: 2 }, { price: 'b' }] }],
    ['items[0][tags][]=x&items[0][tags][]=y&items[0][tags][2]=z', { items: [{ tags: ['x', 'y', 'z'] }] }],
    ['items[0][tags][][]=x', { items: [{ tags: [['x']] }] }],
    ['items[][price]=a&ids[]=1&ids[1]=2', { items: [{ price: 'a' }], ids: [1, 2] }],
    ['items[0][price]=a&address[lines][0]=b', { items: [{ price: 'a' }], address: { lines: { 0: 'b' } } }],
    ['items[0][price]=a&items[0][price]=b', ['items duplicate']],
    ['items[0][price]=a&items[0]=b', ['items duplicate']],
    ['items[first][price]=a', ['items malformed']],
    ['items[0][__proto__]=a', ['items forbiddenKey']],
    [`items[0]${'[a]'.repeat(40)}=a`, ['items nesting']],
    ['items=a&items[0][price]=b', ['items malformed']],
  ])('%s', (body, expected) => {
    expect(read(body)).toEqual(expected)
  })

  it('are written as they are read', () => {
    if (operation === undefined) throw new Error('no operation')
    const { body } = toParts(draftOf(api, operation))
    const text = Buffer.from(body ?? []).toString()
    expect(text).toBe('items[0][price]=a&items[0][quantity]=1&items[0][tags][]=x&items[1][price]=b&ids[]=1&ids[]=2&address[country]=US')
    expect(read(text)).toEqual(content['application/x-www-form-urlencoded'].example)
  })

  it('come back as they were, whatever they hold', () => {
    const leaf = fc.constantFrom('', 'a', 'b=c&d[0]', ' ')
    const things = fc.record({ price: leaf, quantity: fc.nat(), tags: fc.array(leaf, { minLength: 1 }) }, { requiredKeys: ['price'] })
    fc.assert(
      fc.property(fc.array(things, { minLength: 1, maxLength: 12 }), (items) => {
        expect(read(writeQuery({ name: 'items', style: 'deepObject', explode: true }, items))).toEqual({ items })
      }),
    )
  })
})

describe('a list of values of another type than theirs', () => {
  const readOf = (schema: object, value: unknown) => bodyOf(schema).read(parts({ body: JSON.stringify(value) })).ok

  it.each([
    [{ type: 'string', enum: [1, 2] }, '1', 1],
    [{ type: 'integer', enum: ['1', '2'] }, 2, '2'],
    [{ type: ['string', 'null'], enum: [true, null] }, 'true', true],
  ])('%j is taken as values of its type', (schema, taken, refused) => {
    expect([readOf(schema, taken), readOf(schema, refused)]).toEqual([true, false])
    const api = apiOf({ '/a/{b}': { get: { parameters: [{ name: 'b', in: 'path', required: true, schema }], responses: {} } } })
    expect(api.compileAll().map(({ code }) => code)).toEqual(['schema.enum.mistyped'])
  })

  it.each([[{ type: 'string', enum: ['a', 1] }], [{ type: 'integer', enum: ['a', '1'] }], [{ type: 'integer', enum: [1.5] }]])(
    '%j stays as it is written',
    (schema) => {
      const api = apiOf({ '/a': { get: { parameters: [{ name: 'b', in: 'query', schema }], responses: {} } } })
      expect(api.compileAll().map(({ code }) => code)).not.toContain('schema.enum.mistyped')
    },
  )
})

it('takes a form that is described as a text for that text', () => {
  const content = { 'application/x-www-form-urlencoded': { schema: { type: 'string', minLength: 3 } } }
  const operation = operationOf({ requestBody: { required: true, content } })
  const read = (text: string) =>
    operation.read(parts({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(text) }))
  expect(read('q=a+b&r=c')).toMatchObject({ ok: true, input: { body: 'q=a+b&r=c' } })
  expect(read('q').ok).toBe(false)
})

it('takes the media type * for any', async () => {
  const content = { '*': { schema: { type: 'string', format: 'binary' } } }
  const paths = { '/file': { put: { requestBody: { content }, responses: { 200: { description: 'A file.', content } } } } }
  const mock = await createMock({ document: { openapi: '3.0.3', info: { title: 'Files', version: '1' }, paths } })
  const put = (body: string, type: string) => mock.fetch('/file', { method: 'PUT', body, headers: { 'content-type': type } })
  expect([(await put('a', 'image/png')).status, (await put('a', 'text/plain')).status]).toEqual([200, 200])
  await mock.close()
})

it('calls no document wrong for a slash at the end of a path', async () => {
  const file = filesOf({
    'a.yaml': `openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: 'https://api.test/' }]
security: []
paths:
  /things/:
    get: { operationId: listThings, summary: List, responses: { '200': { description: fine }, '400': { description: bad } } }
`,
  })
  const found = (await check(file)).diagnostics.map(({ code, severity }) => `${code} ${severity}`)
  expect(found).toEqual(['lint.no-server-trailing-slash warning', 'lint.no-path-trailing-slash warning'])
})
