import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMock, defineBackend, type Mock, type MockOptions } from '../../../src/index.ts'
import { crashed, folder } from '../../journeys/folders.ts'

const document = fileURLToPath(new URL('shop.yaml', import.meta.url))
const frozen = { mode: 'frozen', now: Date.UTC(2025, 11, 22, 15, 30) } as const

async function open(options: MockOptions = {}) {
  const mock = await createMock({ document, stateful: true, clock: frozen, ...options })
  onTestFinished(() => mock.close())
  return mock
}

async function call(mock: Mock, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const sent =
    body === undefined ? { headers } : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  const response = await mock.fetch(path, { method, ...sent })
  const text = await response.text()
  expect(mock.defects).toEqual([])
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const list = async (mock: Mock) => (await call(mock, 'GET', '/customers')).body

describe('what is kept of inferred collections', () => {
  it('goes back to a snapshot and to the start, and is another in another world', async () => {
    const mock = await open()
    const start = await list(mock)
    expect(start.data).toHaveLength(3)
    await call(mock, 'POST', '/customers', { email: 'jane@example.com' })
    const snapshot = await mock.snapshot()
    const then = await list(mock)
    await call(mock, 'DELETE', `/customers/${start.data[0].id}`)
    await mock.restore(snapshot)
    expect(await list(mock)).toEqual(then)
    expect((await call(mock, 'GET', '/customers', undefined, { 'standin-world': 'ada' })).body).toEqual(start)
    await mock.reset()
    expect(await list(mock)).toEqual(start)
  })

  it('is saved as a scenario that leads there again', async () => {
    const mock = await open()
    const { body } = await call(mock, 'POST', '/customers', { email: 'jane@example.com' })
    await call(mock, 'POST', `/customers/${body.id}/orders`, { number: 'A1' })
    const fixtures = mkdtempSync(join(tmpdir(), 'standin-crud-'))
    onTestFinished(() => rmSync(fixtures, { recursive: true, force: true }))
    writeFileSync(join(fixtures, 'janes.yaml'), (await mock.saveScenario('janes')).fixture)
    const again = await createMock({ document, stateful: true, fixtures: [fixtures], scenario: 'janes' })
    onTestFinished(() => again.close())
    expect(await list(again)).toEqual(await list(mock))
    expect(await call(again, 'GET', `/customers/${body.id}/orders`)).toEqual(await call(mock, 'GET', `/customers/${body.id}/orders`))
  })

  it('outlives a crash', async () => {
    const data = folder()
    const mock = await open({ data })
    const { body } = await call(mock, 'POST', '/customers', { email: 'jane@example.com', city: 'Bern' })
    const after = await open({ data: crashed(data) })
    expect(await call(after, 'GET', `/customers/${body.id}`)).toEqual({ status: 200, body })
    expect((await call(after, 'POST', '/customers', { email: 'jane@example.com' })).status).toBe(409)
  })

  it('is left alone by what is no making, changing or deleting: that is answered from examples', async () => {
    const mock = await open()
    const before = await list(mock)
    expect(await call(mock, 'POST', '/customers/anybody/welcome')).toEqual({ status: 202, body: { greeted: true } })
    expect(await list(mock)).toEqual(before)
    expect((await mock.state()).customers).toEqual(before.data)
  })

  it('is there for handlers of one’s own', async () => {
    const backend = defineBackend(document)({
      getCustomer: ({ params, next, refuse }) => (params.customer_id === 'cus_secret' ? refuse(404, 'Nobody may know') : next()),
    })
    const mock = await open({ backend })
    const { body } = await call(mock, 'POST', '/customers', { email: 'jane@example.com' })
    expect(await call(mock, 'GET', `/customers/${body.id}`)).toEqual({ status: 200, body })
    expect((await call(mock, 'GET', '/customers/cus_secret')).body).toEqual({ message: 'Nobody may know' })
  })
})
