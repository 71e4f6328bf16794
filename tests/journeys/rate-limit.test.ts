import { describe, expect, it } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { type Answer, acme, client, transports } from './client.ts'

/** What an answer says of the limit: allowed, left, whole again at, seconds to wait, `Retry-After`. */
const limitsOf = ({ status, headers }: Answer) => [
  status,
  ...['limit', 'remaining', 'reset', 'retry-after'].map((name) => headers.get(`x-ratelimit-${name}`)),
  headers.get('retry-after'),
]
/** 22 December 2025, 15:30:00, where the clock of the default scenario stands; in seconds. */
const begin = Date.UTC(2025, 11, 22, 15, 30) / 1000
const advance = (mock: Mock, by: string) => mock.clock.advance(by)

for (const transport of transports) {
  describe(`a rate limit, ${transport}`, () => {
    it('lets so many calls through, then answers 429 in the words of the API until the clock has moved on', async () => {
      const { call, mock } = await client(transport)
      await mock.clock.set('frozen', '2025-12-22T15:30:00Z')
      await mock.faults.add({ rateLimit: { requests: 2, per: '60s' } })
      const list = () => call('GET', `${acme}/departments`)

      expect(limitsOf(await list())).toEqual([200, '2', '1', String(begin + 60), '0', null])
      await advance(mock, '15s')
      expect(limitsOf(await list())).toEqual([200, '2', '0', String(begin + 60), '0', null])
      const refused = await list()
      expect(limitsOf(refused)).toEqual([429, '2', '0', String(begin + 60), '45', '45'])
      expect(refused.body.error).toMatchObject({
        code: 'RATE_LIMIT_EXCEEDED',
        type: 'rate_limit_error',
        message: 'Too many requests. Please try again later.',
        trace_id: refused.headers.get('x-request-id'),
        timestamp: '2025-12-22T15:30:15Z',
      })
      // The clock stands still, and so does the limit.
      expect(limitsOf(await list())[0]).toBe(429)
      await advance(mock, '44s')
      expect(limitsOf(await list())).toEqual([429, '2', '0', String(begin + 60), '1', '1'])
      await advance(mock, '1s')
      expect(limitsOf(await list())).toEqual([200, '2', '1', String(begin + 120), '0', null])
    })

    it('is told with every answer it is about, whatever that is, and with no other', async () => {
      const { call, mock } = await client(transport)
      await mock.faults.add({ operationId: 'inviteUserV2', rateLimit: { requests: 3, per: '1h' } })
      await mock.faults.add({ status: 500, every: 3 })
      const invite = (body: unknown, token: string | null = 'tok_owner') => call('POST', `${acme}/users/invite/v2`, { body, token })
      const answers = [
        await invite({ email: 'jane@example.com' }, null),
        await invite({ email: 7 }),
        await invite({ email: 'jane@example.com' }),
        await invite({ email: 'jane@example.com' }),
        await call('GET', `${acme}/departments`),
      ]
      expect(answers.map(({ status, headers }) => [status, headers.get('x-ratelimit-remaining')])).toEqual([
        [401, '2'],
        [422, '1'],
        [500, '0'],
        [429, '0'],
        [200, null],
      ])
    })

    it('counts all callers together, or one of them where a header is matched', async () => {
      const { call, mock } = await client(transport)
      const statuses = async () => {
        const answers = [
          await call('GET', '/v1/capabilities'),
          await call('GET', '/v1/capabilities', { token: 'tok_admin' }),
          await call('GET', '/v1/capabilities'),
        ]
        return answers.map(({ status }) => status)
      }
      const id = await mock.faults.add({ rateLimit: { requests: 2, per: '1m' } })
      expect(await statuses()).toEqual([200, 200, 429])
      await mock.faults.remove(id)
      await mock.faults.add({ match: { headers: { Authorization: 'Bearer tok_owner' } }, rateLimit: { requests: 1, per: '1m' } })
      expect(await statuses()).toEqual([200, 200, 429])
      expect(await mock.faults.list()).toMatchObject([{ seen: 2, struck: 1 }])
    })

    it('may be several at once: the one that runs out first refuses, and says when', async () => {
      const { call, mock } = await client(transport)
      await mock.clock.set('frozen', '2025-12-22T15:30:00Z')
      await mock.faults.add({ rateLimit: { requests: 5, per: '1d' } })
      await mock.faults.add({ rateLimit: { requests: 2, per: '10s' } })
      const seconds: unknown[] = []
      for (let turn = 0; turn < 9; turn++) {
        seconds.push(limitsOf(await call('GET', '/v1/capabilities')).at(-1))
        if (turn % 3 === 2) await advance(mock, '10s')
      }
      // Three of a turn: two go through and one waits ten seconds; calls refused by the day's limit never come to the other.
      expect(seconds).toEqual([null, null, '10', null, null, '86390', '86380', '86380', '86380'])
    })

    it('is whole again in a snapshot taken before', async () => {
      const { call, mock } = await client(transport)
      await mock.faults.add({ rateLimit: { requests: 1, per: '1m' } })
      const snapshot = await mock.snapshot()
      const status = async () => (await call('GET', '/v1/capabilities')).status
      expect([await status(), await status()]).toEqual([200, 429])
      await mock.restore(snapshot)
      expect([await status(), await status()]).toEqual([200, 429])
    })
  })
}
