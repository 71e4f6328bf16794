import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { callProvider } from '../../../src/contracts/states/provider-client.ts'
import { parseHttpTime } from '../../../src/kernel/index.ts'

type Planned = readonly [status: number, headers: Readonly<Record<string, string>>]

let close = () => {}
afterEach(() => close())

/** A provider that answers what was planned, then 200; the waits that a call of it took. */
async function asked(...planned: readonly Planned[]) {
  let calls = 0
  const server = createServer((_request, response) => {
    const [status, headers] = planned[calls++] ?? [200, {}]
    response.writeHead(status, headers).end('{}')
  })
  close = () => server.close()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const waits: number[] = []
  const access = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: 't',
    organization: 'o',
    otherOrganization: 'p',
    mailDomain: 'example.com',
    run: 'r',
    wait: async (ms: number) => waits.push(ms),
  }
  const outcome = await callProvider(access, 'GET', '/v1/roles', [200]).then(
    ({ status }) => status,
    (error: Error) => error.message,
  )
  return { outcome, waits, calls }
}

describe('a call of the set-up', () => {
  it('waits as long as a busy provider asks, in seconds or until a date of its own clock', async () => {
    const date = 'Mon, 22 Dec 2025 15:30:00 GMT'
    const later = 'Mon, 22 Dec 2025 15:30:05 GMT'
    const found = await asked(
      [429, { 'retry-after': '2' }],
      [503, { date, 'retry-after': later }],
      [503, { date: later, 'retry-after': date }],
    )
    expect(found).toEqual({ outcome: 200, waits: [2000, 5000, 0], calls: 4 })
  })

  it('waits twice as long each time where it is not told, and gives up after four tries', async () => {
    const { outcome, waits } = await asked([500, {}], [502, { 'retry-after': 'soon' }], [429, {}], [500, {}])
    expect(waits).toEqual([500, 1000, 2000])
    expect(outcome).toBe('GET /v1/roles answered 500; expected 200: {}')
  })

  it('does not wait for an hour, and says what was asked for', async () => {
    const { outcome, waits, calls } = await asked([429, { 'retry-after': '3600' }])
    expect([waits, calls]).toEqual([[], 1])
    expect(outcome).toBe('GET /v1/roles answered 429 (Retry-After: 3600); expected 200: {}')
  })

  it('is not made again when the provider refuses it', async () => {
    expect(await asked([404, { 'retry-after': '1' }])).toMatchObject({ waits: [], calls: 1 })
  })
})

describe('a date in a header', () => {
  it('is read in the one form that may be sent', () => {
    expect(parseHttpTime('Mon, 22 Dec 2025 15:30:00 GMT')).toBe(Date.UTC(2025, 11, 22, 15, 30))
    for (const text of ['', '2025-12-22', 'Mon, 22 Foo 2025 15:30:00 GMT', 'Mon, 22 Dec 2025 15:30:00'])
      expect(parseHttpTime(text)).toBeUndefined()
  })
})
