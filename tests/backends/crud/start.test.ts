import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMock, type Mock, type MockOptions, Unusable } from '../../../src/index.ts'

const shop = fileURLToPath(new URL('shop.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'standin-start-'))

async function open(options: MockOptions) {
  const mock = await createMock(options)
  onTestFinished(() => mock.close())
  const get = async (path: string) => {
    const response = await mock.fetch(path)
    expect(mock.defects).toEqual([])
    return { status: response.status, body: (await response.json()) as unknown }
  }
  return { mock, get }
}

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** What is wrong with a scenario of the shop, without the folder. */
async function faultsOf(text: string): Promise<string> {
  const failed = await createMock({ document: shop, scenario: write('wrong.yaml', text) }).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(Unusable)
  return (failed as Unusable).message.replaceAll(`${folder}/`, '')
}

describe('a scenario with items of inferred collections', () => {
  const scenario = write(
    'two.yaml',
    `description: Two customers, one with an order.
customers:
  - { id: cus_ada, email: ada@example.com, city: Bern }
  - email: bob@example.com
customers.orders:
  - { customer_id: cus_ada, id: 7, number: A1 }
`,
  )

  it('has them in the place of those made up, with what it leaves out made up', async () => {
    const { get, mock } = await open({ document: shop, scenario })
    expect((await get('/customers')).body).toMatchObject({
      data: [
        { id: 'cus_ada', email: 'ada@example.com', city: 'Bern', created_at: '2025-12-22T15:30:00Z' },
        { id: expect.stringMatching(/^cus_[\da-f]{32}$/), email: 'bob@example.com' },
      ],
      total: 2,
    })
    expect((await get('/customers/cus_ada/orders')).body).toEqual([{ id: 7, number: 'A1' }])
    expect(mock.population.counts).toEqual({ customers: 2, 'customers.orders': 1 })
  })

  it('is a base that what is done on top of it can be saved on', async () => {
    const { mock } = await open({ document: shop, scenario })
    await mock.fetch('/customers/cus_ada', { method: 'DELETE' })
    const { fixture } = await mock.saveScenario('one')
    expect(fixture).toContain('extends: ./two.yaml')
    const { get } = await open({ document: shop, scenario: write('one.yaml', fixture) })
    expect((await get('/customers')).body).toMatchObject({ data: [{ email: 'bob@example.com' }], total: 1 })
  })

  it.each([
    [
      'a field that nothing shows',
      'customers:\n  - { emial: a@example.com }',
      'wrong.yaml:3:7 error Item 1 of "customers" can\'t stand there: nothing shows its "emial". Did you mean "email"?',
    ],
    [
      'a value that the document does not allow',
      'customers:\n  - { email: ada }',
      'wrong.yaml:3:14 error Item 1 of "customers" can\'t stand there: email ',
    ],
    [
      'an id twice',
      'customers:\n  - { id: cus_1 }\n  - { id: cus_1 }',
      'wrong.yaml:4:5 error Item 2 of "customers" can\'t stand there: customers has an item whose id is "cus_1" already',
    ],
    [
      'a part of nobody',
      'customers.orders:\n  - { number: A1 }',
      'wrong.yaml:3:5 error Item 1 of "customers.orders" can\'t stand there: it does not say of which customer_id it is a part',
    ],
    [
      'a part of somebody unknown',
      'customers: [{ id: cus_ada }]\ncustomers.orders:\n  - { customer_id: cus_adda, number: A1 }',
      'wrong.yaml:4:20 error Item 1 of "customers.orders" can\'t stand there: customers has no item "cus_adda". Did you mean "cus_ada"?',
    ],
    ['no list', 'customers: { id: cus_1 }', 'wrong.yaml:2:1 error "customers" is a collection: expected a list of its items'],
    ['a collection by a wrong name', 'customer: []', 'wrong.yaml:2:1 error "customer" means nothing here. Did you mean "customers"?'],
  ])('is refused at its line for %s', async (_, facts, expected) => {
    expect(await faultsOf(`description: Wrong.\n${facts}\n`)).toContain(expected)
  })
})

describe('a document that shows items', () => {
  const document = write(
    'pets.yaml',
    `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
              examples:
                two: { value: [{ id: 7, name: Rex }, { id: 8, name: Max }] }
                wrong: { value: [{ id: nine, name: Tom }] }
    post:
      operationId: createPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{petId}:
    get:
      operationId: getPet
      parameters: [{ name: petId, in: path, required: true, schema: { type: integer }, example: 11 }]
      responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, example: { id: 8, name: Max, kind: dog } } } } }
  /pets/{petId}/toys:
    parameters: [{ name: petId, in: path, required: true, schema: { type: integer }, example: 8 }]
    get: { operationId: listToys, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Toy' } }, example: [{ id: 1, name: Ball }] } } } } }
    post:
      operationId: createToy
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Toy' } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Toy' } } } } }
components:
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: integer, readOnly: true }, name: { type: string }, kind: { type: string } } }
    Toy: { type: object, required: [id], properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
`,
  )

  it('begins with them, the fuller of two examples for one item and the ids its paths show among them', async () => {
    const { get } = await open({ document })
    const { body } = await get('/pets')
    expect(body).toEqual([
      { id: 7, name: 'Rex', kind: expect.any(String) },
      { id: 8, name: 'Max', kind: 'dog' },
      { id: 11, name: expect.any(String), kind: expect.any(String) },
    ])
    expect(await get('/pets/8')).toEqual({ status: 200, body: { id: 8, name: 'Max', kind: 'dog' } })
    expect([(await get('/pets/8/toys')).body, (await get('/pets/7/toys')).body]).toEqual([[{ id: 1, name: 'Ball' }], []])
  })

  it('begins empty where a scenario says so', async () => {
    const { get } = await open({ document, scenario: write('none.yaml', 'description: No pets.\npets: []\n') })
    expect((await get('/pets')).body).toEqual([])
  })
})

/** How many collections nobody has asked for yet; makes them. */
function countLeft({ population: { later } }: Mock): number {
  let left = 0
  while (later?.advance()) left++
  return left
}

const depot = fileURLToPath(new URL('depot.yaml', import.meta.url))

it('makes up no collection but the one that is asked for and the whole it is a part of', async () => {
  const { mock: untouched } = await open({ document: shop })
  const { mock: list, get: listed } = await open({ document: shop })
  const { mock: part, get } = await open({ document: shop })
  expect((await listed('/customers')).body).toMatchObject({ data: [{}, {}, {}] })
  const { body } = await get('/customers')
  const [{ id }] = (body as { data: [{ id: string }] }).data
  await get(`/customers/${id}/orders`)
  const { mock: other } = await open({ document: depot, stateful: true })
  await other.fetch('/crates')
  const all = countLeft(untouched)
  expect([countLeft(list), countLeft(part)]).toEqual([all - 1, all - 2])
  expect(countLeft(other)).toBeGreaterThan(0)
})

it.each([shop, depot])('begins with the same in whatever order collections are asked for: %s', async (document) => {
  const { mock: whole } = await open({ document, stateful: true })
  countLeft(whole)
  const wanted = whole.createWorld('late').dump()
  const lists = whole.api.operations.filter(({ method, path }) => method === 'GET' && !path.template.includes('{'))
  for (const order of [lists, lists.toReversed()]) {
    const { mock } = await open({ document, stateful: true })
    for (const { path } of order) await mock.fetch(path.template)
    expect(mock.createWorld('late').dump()).toEqual(wanted)
  }
})
