import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyIn, scopeOf, type specsOf } from '../../../src/backends/crud/rows.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import type { Store } from '../../../src/kernel/index.ts'

const document = fileURLToPath(new URL('depot.yaml', import.meta.url))
const many = 2000

describe('a large collection', () => {
  let mock: Mock
  /** How often anything of the many items was looked at. */
  let looks = 0
  beforeAll(async () => {
    mock = await createMock({ document, stateful: true, clock: { mode: 'frozen', now: Date.UTC(2025, 11, 22) } })
    const store = mock.registry.at('default').store as unknown as Store<ReturnType<typeof specsOf>>
    const scope = scopeOf('crates', [])
    store.transact('fill', () => {
      for (let index = 0; index < many; index++) {
        const id = 100_000 + index
        const value = {
          id,
          get label() {
            looks++
            return `bulk ${index}`
          },
          get weight() {
            looks++
            return index % 500
          },
          createdAt: '2025-12-22T00:00:00Z',
          updatedAt: '2025-12-22T00:00:00Z',
          version: 1,
        }
        store.tables.items.put({ key: keyIn(scope, id), collection: 'crates', scope, id: String(id), serial: id, changedAt: 0, value })
      }
    })
  })
  afterAll(() => mock.close())

  const looksOf = async (method: string, path: string, body?: object) => {
    looks = 0
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const { status } = await mock.fetch(`/api/v1/crates${path}`, { method, ...sent })
    return [status, looks] as const
  }

  it('is not looked through to make an item, nor to find that its label is taken, nor for those a filter leaves', async () => {
    const [made, looksToMake] = await looksOf('POST', '', { label: 'tea' })
    expect([made, looksToMake]).toEqual([201, 0])
    const [taken, looksToRefuse] = await looksOf('POST', '', { label: 'bulk 7' })
    expect(taken).toBe(409)
    expect(looksToRefuse).toBeLessThan(10)
    const [found, looksToFilter] = await looksOf('GET', '?weight=7&limit=50')
    expect(found).toBe(200)
    // Four of them weigh as much.
    expect(looksToFilter).toBeLessThan(100)
  })
})
