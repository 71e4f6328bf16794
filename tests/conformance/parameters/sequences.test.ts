import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, defineBackend, type Mock } from '../../../src/index.ts'
import { readEvents, writeEvents } from '../../../src/openapi/events.ts'
import { check } from '../../../src/openapi/index.ts'
import { readLines, writeLines } from '../../../src/openapi/lines.ts'
import { filesOf } from '../../openapi/given.ts'

const reading = {
  type: 'object',
  required: ['at'],
  properties: { at: { type: 'integer', minimum: 1 }, note: { type: 'string' } },
}
const event = {
  type: 'object',
  required: ['event', 'data'],
  properties: { event: { const: 'reading' }, data: { type: 'string', pattern: '^t\\d$' }, id: { type: 'string' } },
}
const takes = (type: string) => ({ required: true, content: { [type]: { itemSchema: { $ref: '#/components/schemas/Reading' } } } })
const gives = (type: string, itemSchema: object, more: object = {}) => ({
  200: { description: 'Readings.', content: { [type]: { itemSchema, ...more } } },
})
const sequences = { lines: 'application/jsonl', records: 'application/json-seq', events: 'text/event-stream' } as const
const shown = '{"at":1}\n{"at":2,"note":"a"}\n'
const document = {
  openapi: '3.2.0',
  info: { title: 'Sequences', version: '1' },
  components: { schemas: { Reading: reading } },
  paths: {
    ...Object.fromEntries(
      Object.entries(sequences).map(([name, type]) => [
        `/${name}`,
        {
          get: { operationId: name, responses: gives(type, name === 'events' ? event : { $ref: '#/components/schemas/Reading' }) },
          post: {
            operationId: `post${name}`,
            requestBody: takes(type),
            responses: { 200: { description: '', content: { 'application/json': {} } } },
          },
        },
      ]),
    ),
    '/shown': {
      get: { operationId: 'shown', responses: gives(sequences.lines, reading, { examples: { two: { serializedValue: shown } } }) },
    },
    '/own': {
      get: {
        operationId: 'own',
        parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }],
        responses: gives(sequences.lines, reading),
      },
    },
  },
}

let mock: Mock
beforeAll(async () => {
  const echo = ({ body }: { readonly body: unknown }) => ({ status: 200, body })
  const own = ({ query }: { readonly query: { readonly n?: number } }) =>
    query.n === undefined
      ? { status: 200, body: [{ at: 1 }, { at: 2 }] }
      : { status: 200, body: `{"at":1}\n{"at":${query.n}}\n`, mediaType: sequences.lines }
  mock = await createMock({ backend: defineBackend(document)({ postlines: echo, postrecords: echo, own }), port: 0 })
})
afterAll(() => mock.close())

async function ask(path: string, type?: string, body?: string): Promise<[status: number, text: string]> {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': type as string }, body }
  const response = await fetch(mock.url + path, init)
  return [response.status, await response.text()]
}

describe('bodies that are described item by item (OAS 3.2)', () => {
  it.each(Object.keys(sequences) as (keyof typeof sequences)[])('are made up as %s, each item valid', async (name) => {
    const [status, text] = await ask(`/${name}`)
    const items = (name === 'events' ? readEvents(text) : readLines(text, '')) as readonly { at: number; data: string; event: string }[]
    expect([status, items.length > 0]).toEqual([200, true])
    for (const item of items) {
      if (name === 'events') expect(item).toMatchObject({ event: 'reading', data: expect.stringMatching(/^t\d$/) })
      else expect(item.at).toBeGreaterThanOrEqual(1)
    }
    if (name === 'records') expect([text[0], text.split('\u001e').length]).toEqual(['\u001e', items.length + 1])
    if (name === 'events') expect(text).toMatch(/^event: reading\n(?:id: .*\n)?data: t\d\n\n/)
  })

  it('are answered as they are shown, and as handlers give them', async () => {
    expect(await ask('/shown')).toEqual([200, shown])
    expect(await ask('/own')).toEqual([200, '{"at":1}\n{"at":2}\n'])
    expect(await ask('/own?n=3')).toEqual([200, '{"at":1}\n{"at":3}\n'])
  })

  it('are held to the document item by item, in answers and in requests', async () => {
    expect((await ask('/own?n=-3'))[0]).toBe(500)
    expect(mock.defects).toEqual([expect.stringContaining('/1/at must be >= 1')])
    expect(await ask('/lines', sequences.lines, '{"at":1}\r\n\n{"at":2,"note":"a"}')).toEqual([200, '[{"at":1},{"at":2,"note":"a"}]'])
    expect(await ask('/records', sequences.records, '\u001e{"at":1}\n\u001e{"at":2}\n')).toEqual([200, '[{"at":1},{"at":2}]'])
    const refused = async (path: string, type: string, body: string) => {
      const [status, text] = await ask(path, type, body)
      return [status, ...JSON.parse(text).violations.map((one: { path: string; message: string }) => `${one.path} ${one.message}`)]
    }
    expect(await refused('/lines', sequences.lines, '{"at":1}\n{"at":0}\n{}')).toEqual([422, '1.at must be >= 1', '2.at is required'])
    expect(await refused('/lines', sequences.lines, '{"at":1}\n{"at":')).toEqual([400, expect.stringMatching(/^1 must be JSON/)])
    expect(await refused('/lines', sequences.lines, '{"__proto__":1}')).toEqual([422, expect.stringMatching(/^0 must not contain the key/)])
  })

  it('leave nothing to be found, but for an example that does not fit', async () => {
    expect(mock.api.compileAll()).toEqual([])
    const broken = structuredClone(document) as typeof document & { paths: Record<string, never> }
    Object.assign(broken.paths, {
      '/shown': {
        get: { operationId: 'shown', responses: gives(sequences.lines, reading, { examples: { two: { serializedValue: '{"at":0}' } } }) },
      },
    })
    const { diagnostics } = await check(filesOf({ 'api.json': JSON.stringify(broken, null, 2) }))
    expect(diagnostics.filter(({ code }) => !code.startsWith('lint.'))).toMatchObject([
      { code: 'example.invalid', message: expect.stringContaining('/at must be >= 1') },
    ])
  })

  it('are read as they are written, whatever the items', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(sequences.lines, sequences.records), (values, type) => {
        const items = JSON.parse(JSON.stringify(values))
        const read = readLines(writeLines(items, type), '')
        // a key that would change what every object is, is refused wherever it stands
        if (Array.isArray(read)) expect(read).toEqual(items)
        else expect(JSON.stringify(items)).toMatch(/__proto__|constructor/)
      }),
    )
    const text = fc.string().filter((one) => !/[\r\n]/.test(one))
    const events = fc.array(fc.record({ event: text, data: fc.string().map((one) => one.replace(/\r\n?/g, '\n')) }))
    fc.assert(
      fc.property(events, (items) => {
        const text = writeEvents(items)
        for (const written of [text, text.replaceAll('\n', '\r\n')]) expect(readEvents(written)).toEqual(items)
      }),
    )
  })
})
