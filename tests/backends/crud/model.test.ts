import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import type { Model } from '../../../src/backends/crud/model.ts'
import { parseCorrections } from '../../../src/backends/crud/model-file.ts'
import { createMock, type MockOptions, Unusable } from '../../../src/index.ts'
import { inferModel, toFacts } from '../../../src/mock.ts'
import { type Api, load } from '../../../src/openapi/index.ts'

const shop = fileURLToPath(new URL('shop.yaml', import.meta.url))
const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'standin-model-'))
const documents = [
  shop,
  ...['resend.yaml', 'clerk-bapi.yaml', 'petstore.yaml'].map((name) => corpus + name).filter((file) => existsSync(file)),
]

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

async function open(options: MockOptions) {
  const mock = await createMock(options)
  onTestFinished(() => mock.close())
  const call = async (method: string, path: string, body?: object) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await mock.fetch(path, { method, ...sent })
    expect(mock.defects).toEqual([])
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  return { mock, call }
}

describe('a printed model', () => {
  it.each(documents)('of %s is the same when it is given back, whatever is left out of it', async (document) => {
    const api = await load(document)
    const model = inferModel(api)
    const facts = Object.entries(toFacts(model))
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (keeps) => {
        const next = () => keeps.next().value as boolean
        const some = (map: object) => Object.fromEntries(Object.entries(map).filter(next))
        const part = Object.fromEntries(
          facts
            .filter(next)
            .map(([name, { operations = {}, filters = {}, ...own }]) => [
              name,
              { ...some(own), operations: some(operations), filters: some(filters) },
            ]),
        )
        expect(inferModel(api, parseCorrections(stringify({ collections: part }), 'model.yaml'))).toEqual(model)
      }),
      { numRuns: 8 },
    )
  })
})

describe('a correction', () => {
  const correct = async (text: string, api?: Api): Promise<Model> =>
    inferModel(api ?? (await load(shop)), parseCorrections(text, 'model.yaml'))

  it('names a collection anew, tells its items apart by another property and takes an operation from it', async () => {
    const { collections, others } = await correct(
      'collections: { people: { path: /customers, id: email, unique: [city], operations: { deleteCustomer: none }, filters: { listCustomers: { city: { property: city, test: contains } } } } }',
    )
    expect(collections[0]).toMatchObject({
      name: 'people',
      id: { property: 'email', kind: 'text' },
      unique: ['city'],
      filters: { listCustomers: { city: { test: 'contains' } } },
    })
    expect(collections[0]?.operations.map(({ operation }) => operation)).not.toContain('deleteCustomer')
    expect(others.map(({ operation }) => operation)).toContain('deleteCustomer')
    expect(collections[1]?.parent?.collection).toBe('people')
  })

  it('of what a whole keeps is heeded by its parts, unless they are told otherwise', async () => {
    const keeps = async (text: string) => (await correct(text)).collections.map(({ name, keep, doubts }) => [name, keep, doubts])
    const doubts = ['it is a part of customers, which is never kept']
    expect(await keeps('collections: { customers: { keep: never } }')).toEqual([
      ['customers', 'never', []],
      ['customers.orders', 'never', doubts],
    ])
    expect(await keeps('collections: { customers: { keep: never }, customers.orders: { keep: always } }')).toEqual([
      ['customers', 'never', []],
      ['customers.orders', 'always', doubts],
    ])
    expect(await keeps('collections: { customers: { keep: stateful } }')).toEqual([
      ['customers', 'stateful', []],
      ['customers.orders', 'stateful', ['it is a part of customers, which is kept with --stateful alone']],
    ])
  })

  it.each([
    ['collections: { customer: { keep: never } }', '1:16', 'There is no collection "customer". Did you mean "customers"?'],
    ['collections: { new: { path: /customer } }', '1:29', 'No operation is at /customer. Did you mean "/customers"?'],
    ['collections: { customers: { id: mail } }', '1:33', 'No answer shows a "mail" of customers. Did you mean "email"?'],
    [
      'collections: { customers: { operations: { listCustomer: list } } }',
      '1:43',
      'There is no operation "listCustomer". Did you mean "listCustomers"?',
    ],
    ['collections: { customers: { operations: { getCustomer: list } } }', '1:56', 'getCustomer answers no list of objects'],
    ['collections: { customers: { operations: { getCustomer: show } } }', '1:56', '"show" is not allowed'],
    ['collections: { customers: { unique: [mail] } }', '1:38', 'No answer shows a "mail" of customers'],
    ['collections: { customers: { parent: customers.orders } }', '1:37', 'Nothing in /customers names what an item is a part of'],
    ['collections: { customers.orders: { parent: customer } }', '1:44', 'There is no collection "customer". Did you mean "customers"?'],
    [
      'collections: { customers: { filters: { listCustomers: { town: city } } } }',
      '1:57',
      'listCustomers has no parameter "town" in its query',
    ],
    ['collections: { customers: { filters: { listCustomers: { city: town } } } }', '1:63', 'No answer shows a "town" of customers'],
    ['collections: { customers: { kept: true } }', '1:29', 'kept'],
    ['collections: [', '2:1', 'not YAML'],
  ])('that does not fit is told with its place: %s', async (text, place, message) => {
    const failed = await correct(text).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Unusable)
    expect((failed as Unusable).message).toContain(`model.yaml:${place}`)
    expect((failed as Unusable).message).toContain(message)
  })

  it('of what nobody infers is refused rather than passed over', async () => {
    const model = write('idle.yaml', 'collections: { customers: { keep: never } }\n')
    await expect(createMock({ model })).rejects.toThrow('infers no collections')
    await expect(createMock({ document: shop, model, stateful: false })).rejects.toThrow('infers no collections')
  })
})

describe('a file of corrections', () => {
  it('decides what is kept, and is read anew', async () => {
    const model = write('shop.model.yaml', 'collections: { customers.orders: { keep: never } }\n')
    const { mock, call } = await open({ document: shop, model, stateful: true })
    expect(mock.engine.backend.says).not.toContain('in doubt')
    const { body } = await call('POST', '/customers', { email: 'ada@example.com' })
    await call('POST', `/customers/${body.id}/orders`, { number: 'A1' })
    expect((await call('GET', `/customers/${body.id}/orders`)).body).not.toEqual([expect.objectContaining({ number: 'A1' })])
    expect(mock.files.document).toContain(model)
    writeFileSync(model, 'collections: { customers.orders: { keep: always } }\n')
    expect((await mock.reload()).document).toBe('taken')
    const made = await call('POST', `/customers/${body.id}/orders`, { number: 'A2' })
    expect((await call('GET', `/customers/${body.id}/orders`)).body).toEqual([made.body])
    writeFileSync(model, 'collections: { orders: { keep: always } }\n')
    const report = await mock.reload()
    expect([report.document, report.diagnostics[0]?.message]).toEqual(['kept', expect.stringContaining('There is no collection "orders"')])
    expect((await call('GET', `/customers/${body.id}`)).body).toEqual(body)
  })
})

describe('a document that says itself what its collections are', () => {
  const withSaid = (path: string, operation: string) =>
    write(
      `said-${Math.abs(path.length * 31 + operation.length)}.yaml`,
      `openapi: 3.0.3
info: { title: Labels, version: '1' }
paths:
  /labels:
    x-standin: ${path}
    get:
      operationId: listLabels
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Label' } } } } } }
  /labels/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
    get: { operationId: getLabel, responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Label' } } } } } }
    put:
      operationId: putLabel
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Label' } } } }
      responses: { '200': { description: Put., content: { application/json: { schema: { $ref: '#/components/schemas/Label' } } } } }
  /labels/{name}/retire:
    parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
    post:
      operationId: retireLabel
      x-standin: ${operation}
      responses: { '204': { description: Gone. } }
components:
  schemas:
    Label: { type: object, required: [name], properties: { name: { type: string }, colour: { type: string } } }
`,
    )

  it('has what was in doubt kept, and operations do what it says', async () => {
    const { call } = await open({ document: withSaid('{ keep: always }', '{ collection: labels, role: delete }') })
    expect((await call('PUT', '/labels/urgent', { name: 'urgent', colour: 'red' })).body).toEqual({ name: 'urgent', colour: 'red' })
    expect((await call('GET', '/labels/urgent')).body).toEqual({ name: 'urgent', colour: 'red' })
    expect((await call('POST', '/labels/urgent/retire')).status).toBe(204)
    expect((await call('GET', '/labels/urgent')).status).toBe(404)
  })

  it('is told at its line what does not fit', async () => {
    await expect(createMock({ document: withSaid('{ keep: sometimes }', '{}') })).rejects.toThrow(
      /said-\d+\.yaml:5:\d+ error "sometimes" is not allowed for "keep"/,
    )
    await expect(createMock({ document: withSaid('{}', '{ collection: label, role: delete }') })).rejects.toThrow(
      /said-\d+\.yaml:\d+:\d+ error There is no collection "label"\. Did you mean "labels"\?/,
    )
  })
})
