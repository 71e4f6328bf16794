import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { respond } from '../../src/engine/index.ts'
import { createMock, Unusable } from '../../src/index.ts'
import { client, transports } from './client.ts'

const document = join(mkdtempSync(join(tmpdir(), 'standin-other-')), 'things.yaml')
writeFileSync(
  document,
  `openapi: 3.0.3
info: { title: Things, version: '1' }
security: [{ key: [] }]
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: verbose, in: query, schema: { type: boolean } }
      responses:
        '200': { description: A thing., content: { application/json: { schema: { type: object } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
`,
)

for (const transport of transports) {
  describe(`a document without a backend, ${transport}`, () => {
    it('has its requests enforced, and its operations answered from its schemas', async () => {
      const { call } = await client(transport, { document })
      const key = { headers: { 'x-key': 'k' }, token: null }
      const answer = await call('GET', '/things/1', key)
      expect([answer.status, typeof answer.body]).toEqual([200, 'object'])
      const refusals = [
        await call('GET', '/things/1', { token: null }),
        await call('GET', '/things/one', key),
        await call('PUT', '/things/1', key),
        await call('GET', '/nowhere', key),
      ]
      expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
        [401, 'authentication_required'],
        [422, 'validation_failed'],
        [405, 'method_not_allowed'],
        [404, 'route_not_found'],
      ])
      expect(refusals.every(({ headers }) => headers.get('content-type') === 'application/problem+json')).toBe(true)
      expect(refusals[2]?.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    })
  })
}

describe('a document without a backend', () => {
  it('takes no scenario with facts, and says which fact means nothing', async () => {
    const failed = await createMock({ document, scenario: 'default' }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Unusable)
    expect((failed as Unusable).message).toMatch(/default\.yaml:\d+:\d+ error "people" means nothing here/)
  })
})

describe('delay', () => {
  it('is drawn from the world between the two, the same for a seed, and waited by the transport', async () => {
    const mock = await createMock({ delay: { min: 100, max: 400 } })
    const operation = mock.api.operation('listCapabilities')
    const request = {
      method: 'GET',
      target: '/v1/capabilities',
      params: [],
      query: '',
      headers: {},
      body: undefined,
      unreadable: undefined,
    }
    const draw = () => {
      const world = mock.createWorld('default')
      return Array.from({ length: 50 }, () => operation && respond(mock.engine, world, operation, request).delay)
    }
    const delays = draw()
    expect(Math.min(...(delays as number[]))).toBeGreaterThanOrEqual(100)
    expect(Math.max(...(delays as number[]))).toBeLessThanOrEqual(400)
    expect(new Set(delays).size).toBeGreaterThan(10)
    expect(draw()).toEqual(delays)
    await mock.close()
  })
})
