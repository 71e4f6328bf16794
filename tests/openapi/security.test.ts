import { describe, expect, it } from 'vitest'
import { apiOf } from './given.ts'

const components = {
  securitySchemes: {
    bearer: { type: 'http', scheme: 'Bearer' },
    strict: { type: 'http', scheme: 'bearer', 'x-case-sensitive': true },
    basic: { type: 'http', scheme: 'basic' },
    key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
    token: { type: 'apiKey', in: 'query', name: 'Token' },
    session: { type: 'apiKey', in: 'cookie', name: 'sid' },
    oauth: { type: 'oauth2', flows: {} },
    oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
    tls: { type: 'mutualTLS' },
    digest: { type: 'http', scheme: 'Digest' },
    odd: { type: 'odd' },
    alias: { $ref: '#/components/securitySchemes/basic' },
  },
}

function requirements(security: unknown, root: unknown = undefined) {
  const api = apiOf(
    { '/a': { get: { ...(security === undefined ? {} : { security }), responses: {} } } },
    { components, ...(root === undefined ? {} : { security: root }) },
  )
  const [operation] = api.operations
  return { security: operation?.security, unusable: operation?.unusable, codes: api.diagnostics.map(({ code }) => code) }
}

describe('security', () => {
  it.each([
    ['bearer', { type: 'bearer', caseSensitive: false }],
    ['strict', { type: 'bearer', caseSensitive: true }],
    ['basic', { type: 'basic' }],
    ['key', { type: 'apiKey', in: 'header', name: 'x-api-key' }],
    ['token', { type: 'apiKey', in: 'query', name: 'Token' }],
    ['session', { type: 'apiKey', in: 'cookie', name: 'sid' }],
    ['oauth', { type: 'bearer', caseSensitive: false }],
    ['oidc', { type: 'bearer', caseSensitive: false }],
    ['digest', { type: 'http', name: 'digest' }],
    ['alias', { type: 'basic' }],
  ])('%s', (name, scheme) => {
    expect(requirements([{ [name]: ['read'] }]).security).toEqual([[{ name, scheme, scopes: ['read'] }]])
  })

  it('is the root’s unless the operation has its own', () => {
    expect(requirements(undefined, [{ basic: [] }]).security).toHaveLength(1)
    expect(requirements([], [{ basic: [] }]).security).toEqual([])
    expect(requirements(undefined).security).toEqual([])
  })

  it('has alternatives, each of which may need several, or none', () => {
    const { security } = requirements([{ basic: [], key: [] }, { token: [] }, {}])
    expect(security?.map((alternative) => alternative.map(({ name }) => name))).toEqual([['basic', 'key'], ['token'], []])
  })

  it('by a scheme that is not declared makes the operation unusable, not public', () => {
    const found = requirements([{ beerer: [] }])
    expect(found).toMatchObject({ security: [], codes: expect.arrayContaining(['security.scheme.unknown']) })
    expect(found.unusable).toContain('Did you mean "bearer"?')
  })

  it('by a scheme that can not be played leaves the other ways in', () => {
    expect(requirements([{ tls: [] }, { basic: [] }])).toMatchObject({ security: [[{ name: 'basic' }]], unusable: undefined })
    expect(requirements([{ odd: [] }, { basic: [] }])).toMatchObject({ security: [[{ name: 'basic' }]], unusable: undefined })
    expect(requirements([{ odd: [] }]).unusable).toBeDefined()
  })

  it('by a certificate is open, since a connection here has none, but for what stands beside it', () => {
    expect(requirements([{ tls: [] }])).toMatchObject({
      security: [],
      unusable: undefined,
      codes: expect.arrayContaining(['security.scheme.unsupported']),
    })
    expect(requirements([{ tls: [], basic: [] }]).security).toMatchObject([[{ name: 'basic' }]])
  })
})
