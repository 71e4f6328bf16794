import fc from 'fast-check'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import type { Path } from '../../src/openapi/index.ts'
import { apiOf } from './given.ts'

function pathsOf(...templates: string[]): readonly Path[] {
  return apiOf(Object.fromEntries(templates.map((template) => [template, { get: { responses: {} } }]))).paths
}

/** A server on which each path answers with its template and its values, by name. */
function serve(paths: readonly Path[]) {
  const server = Fastify({ routerOptions: { maxParamLength: 500 } })
  for (const path of paths) {
    server.get(path.route, (request) => {
      const values = request.params as Record<string, string>
      return { template: path.template, values: Object.fromEntries(path.names.map((name, index) => [name, values[`p${index}`]])) }
    })
  }
  return async (url: string): Promise<unknown> => {
    const response = await server.inject(url)
    return response.statusCode === 200 ? response.json() : response.statusCode
  }
}

describe('path templates on Fastify’s router', () => {
  it.each([
    ['/users/{id}', '/users/7', { id: '7' }],
    ['/users/{user-id}', '/users/a%2Fb', { 'user-id': 'a/b' }],
    ['/files/{name}.{extension}', '/files/a.b.txt', { name: 'a', extension: 'b.txt' }],
    ['/jobs/{id}:activate', '/jobs/7:activate', { id: '7' }],
    ['/jobs:search', '/jobs:search', {}],
    ['/a:b/{c}', '/a:b/x', { c: 'x' }],
    ["/Users('{id}')/Orders({order})", "/Users('7')/Orders(8)", { id: '7', order: '8' }],
    ['/{a}-{b}', '/x-y-z', { a: 'x', b: 'y-z' }],
    ['/v{major}/{rest}', '/v2/x', { major: '2', rest: 'x' }],
    ['/geo/{lat},{lng}', '/geo/1.5,-2', { lat: '1.5', lng: '-2' }],
    ['/{p0}/{p1}', '/a/b', { p0: 'a', p1: 'b' }],
    ['/trailing/{id}/', '/trailing/7/', { id: '7' }],
    ['/', '/', {}],
  ])('%s takes %s', async (template, url, values) => {
    expect(await serve(pathsOf(template))(url)).toEqual({ template, values })
  })

  it('matches concrete paths before templated ones', async () => {
    const get = serve(pathsOf('/users/{id}', '/users/me', '/users/{id}.json', '/users/{id}:lock'))
    const templateOf = async (url: string) => ((await get(url)) as { template: string }).template
    expect(await templateOf('/users/me')).toBe('/users/me')
    expect(await templateOf('/users/7')).toBe('/users/{id}')
    expect(await templateOf('/users/7.json')).toBe('/users/{id}.json')
    expect(await templateOf('/users/7:lock')).toBe('/users/{id}:lock')
  })

  it.each([
    ['/a/*', '"*"'],
    ['/a/{b', 'braces'],
    ['/a/{}', 'no name'],
    ['/a/{b}/{b}', 'twice'],
    ['/a?b={b}', 'no query'],
    ['a', 'begins with "/"'],
  ])('%s is reported and makes only its operation unusable', (template, reason) => {
    const api = apiOf({ [template]: { get: { responses: {} } }, '/fine': { get: { responses: {} } } })
    expect(api.diagnostics.find(({ code }) => code === 'path.template.invalid')?.message).toContain(reason)
    expect(api.operations.map(({ unusable }) => unusable === undefined)).toEqual([false, true])
  })

  it('knows two templates that match the same paths', () => {
    const api = apiOf({ '/a/{x}': { get: { responses: {} } }, '/a/{y}': { get: { responses: {} } } })
    expect(api.diagnostics.map(({ code }) => code)).toContain('path.template.duplicate')
    expect(api.operations.map(({ unusable }) => unusable === undefined)).toEqual([true, false])
  })

  it('serves both where such templates have no method in common', () => {
    const api = apiOf({ '/a/{x}': { get: { responses: {} } }, '/a/{y}': { get: { responses: {} }, delete: { responses: {} } } })
    expect(api.operations.map(({ id, unusable }) => [id, unusable])).toEqual([
      ['GET /a/{x}', undefined],
      ['GET /a/{y}', 'its path is the same as "/a/{x}"'],
      ['DELETE /a/{y}', undefined],
    ])
    const apart = apiOf({ '/a/{x}': { get: { responses: {} } }, '/a/{y}': { delete: { responses: {} } } })
    expect(apart.diagnostics.filter(({ code }) => code === 'path.template.duplicate')).toMatchObject([{ severity: 'warning' }])
  })

  it('any template gives back the values that were put into it', async () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/)
    const literal = fc.stringMatching(/^[a-z][a-z0-9:_'()~!-]{0,5}$/)
    const piece = fc.oneof(
      literal.map((text) => ({ text, value: undefined })),
      fc.tuple(fc.stringMatching(/^[a-z][a-z0-9.:_-]{0,4}$/), word).map(([text, value]) => ({ text, value })),
    )
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(piece, { minLength: 1, maxLength: 4, selector: ({ text }) => text }), async (pieces) => {
        const template = pieces.map(({ text, value }) => (value === undefined ? `/${text}` : `/{${text}}`)).join('')
        const url = pieces.map(({ text, value }) => `/${value ?? text}`).join('')
        const values = Object.fromEntries(pieces.flatMap(({ text, value }) => (value === undefined ? [] : [[text, value]])))
        expect(await serve(pathsOf(template))(url)).toEqual({ template, values })
      }),
    )
  })
})
