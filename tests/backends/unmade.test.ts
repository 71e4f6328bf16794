import { expect, it } from 'vitest'
import { findUnmade } from '../../src/backends/index.ts'
import { createMock } from '../../src/index.ts'

const json = (schema: object) => ({ 'application/json': { schema } })
const nothing = { type: 'string', pattern: '^a$', minLength: 2 }
const answering = (operationId: string, ...responses: readonly (readonly [status: string, response: object])[]) => ({
  get: { operationId, responses: Object.fromEntries(responses.map(([status, response]) => [status, { description: 'x', ...response }])) },
})

const document = {
  openapi: '3.1.0',
  info: { title: 'Teas', version: '1' },
  paths: {
    '/fine': answering('fine', ['200', { content: json({ type: 'object' }) }], ['404', { content: json(nothing) }]),
    '/none': answering('none', ['200', { content: json({ type: 'array', minItems: 1, items: nothing }) }]),
    '/shown': answering('shown', ['200', { content: { 'application/json': { schema: { type: 'string' }, example: 'a' } } }]),
    '/second': answering('second', ['200', {}], ['201', { content: json(nothing) }]),
    '/text': answering('text', ['200', { content: { ...json({}), 'text/plain': { schema: nothing } } }]),
    '/header': answering('header', ['2XX', { headers: { Tea: { required: true, schema: nothing } } }]),
    '/default': answering('default', ['default', { content: json(nothing) }]),
  },
}

it('the answers that are said to be impossible are those that whoever asks for them is told 501 for, with the same words', async () => {
  const mock = await createMock({ document, stateful: false, port: 0 })
  try {
    const unmade = await findUnmade(mock.api)
    expect(unmade.map(({ operation, finding }) => `${operation.id} ${finding.where.pointer?.split('/').at(-1)}`)).toEqual([
      'none 200',
      'second 201',
      'text 200',
      'header 2XX',
      'default default',
    ])
    const said = new Map(unmade.map(({ operation, finding }) => [operation.id, finding.message]))
    for (const { id, path } of mock.api.operations) {
      const response = await fetch(mock.url + path.template, {
        headers: { ...(id === 'second' ? { prefer: 'code=201' } : {}), accept: id === 'text' ? 'text/plain' : '*/*' },
      })
      expect([id, response.status]).toEqual([id, said.has(id) ? 501 : 200])
      if (said.has(id)) expect((await response.json()).detail).toBe(said.get(id))
    }
  } finally {
    await mock.close()
  }
})
