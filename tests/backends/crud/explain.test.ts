import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'

const document = fileURLToPath(new URL('shop.yaml', import.meta.url))
const scenario = join(mkdtempSync(join(tmpdir(), 'standin-explain-')), 'shop.yaml')
writeFileSync(
  scenario,
  'description: Two.\ncustomers:\n  - { id: cus_ada, email: ada@example.com }\n  - { id: cus_bob, email: bob@example.com }\n',
)

describe('why a kept collection said no', () => {
  let mock: Mock
  let url: string
  beforeAll(async () => {
    mock = await createMock({ document, scenario })
    url = await mock.listen(0, '127.0.0.1')
  })
  beforeEach(() => mock.reset())
  afterAll(() => mock.close())

  /** The call, and what its link says of it. */
  const call = async (method: string, path: string, body?: object) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(url + path, { method, ...sent })
    await response.text()
    const [latest] = await mock.requests.list({ limit: 1 })
    const { explanation, answeredBy } = await mock.requests.find(latest?.id as number)
    expect(mock.defects).toEqual([])
    return { status: response.status, id: latest?.id as number, explanation, answeredBy }
  }

  it('names the ids that are there, and asks for one that is like the unknown one', async () => {
    const { explanation } = await call('GET', '/customers/cus_adda')
    expect(explanation).toMatchObject({
      rule: 'What a call is about must be there.',
      summary: 'customers has no item "cus_adda". It has cus_ada, cus_bob.',
      violations: [{ pointer: '/path/customer_id', value: 'cus_adda', expected: 'the id of an item of customers' }],
      scenario: { file: scenario, line: 2 },
      remedy: 'Ask for "cus_ada", which is there.',
      curl: expect.stringContaining('/customers/cus_ada'),
    })
  })

  it('names the request that took the item away, or what it was a part of', async () => {
    const order = { number: 'A1' }
    await call('POST', '/customers/cus_ada/orders', order)
    const gone = await call('DELETE', '/customers/cus_ada')
    expect((await call('GET', '/customers/cus_ada')).explanation?.causedBy).toEqual({ id: gone.id, how: `deleted by request ${gone.id}` })
    expect((await call('POST', '/customers/cus_ada/orders', order)).explanation?.causedBy).toEqual({
      id: gone.id,
      how: `deleted by request ${gone.id}`,
    })
    await mock.undo()
    await mock.undo()
    expect((await call('GET', '/customers/cus_ada')).status).toBe(200)
  })

  it('offers to make one where none is left', async () => {
    await call('DELETE', '/customers/cus_ada')
    await call('DELETE', '/customers/cus_bob')
    const { explanation } = await call('GET', '/customers/cus_eve')
    expect([explanation?.summary, explanation?.remedy]).toEqual([
      'customers has no item "cus_eve". It is empty.',
      'Make one first, by createCustomer.',
    ])
  })

  it('names the item that has a value already, the request that made it, and another value', async () => {
    const made = await call('POST', '/customers', { email: 'eve@example.com' })
    expect((await call('POST', '/customers', { email: 'eve@example.com' })).explanation).toMatchObject({
      rule: 'No two items of customers have the same email.',
      summary: expect.stringMatching(/^The item "cus_[\da-f]+" of customers has the email "eve@example.com" already\.$/),
      violations: [{ pointer: '/body/email', value: 'eve@example.com' }],
      causedBy: { id: made.id, how: `made by request ${made.id}` },
      remedy: 'Send another email.',
      curl: expect.stringContaining('eve-2@example.com'),
    })
    const given = await call('POST', '/customers', { email: 'ada@example.com' })
    expect([given.explanation?.causedBy, given.explanation?.scenario]).toEqual([undefined, { file: scenario, line: 2 }])
  })

  it('and the journal tells what an answer comes from', async () => {
    expect((await call('GET', '/customers')).answeredBy).toBe('the collection customers, as list')
    expect((await call('POST', '/customers/cus_ada/welcome')).answeredBy).toBe(
      'examples: it does something that is no making, changing or deleting of an item',
    )
    expect((await call('GET', '/customers?__dynamic')).answeredBy).toBe('examples, as the request prefers')
    expect((await call('GET', '/customers/nobody')).answeredBy).toBeNull()
  })
})
