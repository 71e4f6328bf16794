import { describe, expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { check, draftOf, exampleRequest, toExample, toParts } from '../../src/openapi/index.ts'
import { apiOf, bodyOf, filesOf, parts } from './given.ts'

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
