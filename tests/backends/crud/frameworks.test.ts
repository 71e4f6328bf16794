import { fileURLToPath } from 'node:url'
import { beforeEach, expect, it } from 'vitest'
import { type Client, client } from '../../journeys/client.ts'

const document = fileURLToPath(new URL('frameworks.yaml', import.meta.url))

let here: Client
beforeEach(async () => {
  here = await client('in process', { document })
})

it("counts Spring's pages from 0", async () => {
  for (const username of ['ann', 'bea']) await here.call('POST', '/users/', { body: { username, email: `${username}@example.com` } })
  const pages = await Promise.all([0, 1, 2].map((page) => here.call('GET', `/users/?page=${page}&size=2`)))
  expect(
    pages.map(({ body: { number, first, last, numberOfElements, totalPages } }) => [number, first, last, numberOfElements, totalPages]),
  ).toEqual([
    [0, true, false, 2, 3],
    [1, false, false, 2, 3],
    [2, false, true, 1, 3],
  ])
  expect(pages[2]?.body).toMatchObject({ content: [{ username: 'bea' }], pageable: { pageNumber: 2, offset: 4 }, totalElements: 5 })
})

it('says when an item was made, by whatever name and in the notation of its document', async () => {
  const user = await here.call('POST', '/users/', { body: { username: 'ann', email: 'ann@example.com' } })
  expect(user.body.date_joined).toBe('2025-12-22T15:30:00Z')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const charge = await here.call('POST', '/v1/charges', { headers, raw: 'amount=100&currency=usd&metadata[order]=7' })
  expect(charge.body).toMatchObject({
    id: expect.stringMatching(/^ch_/),
    amount: 100,
    metadata: { order: '7' },
    created: Date.UTC(2025, 11, 22, 15, 30) / 1000,
  })
})
