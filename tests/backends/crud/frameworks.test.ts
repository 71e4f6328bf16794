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

it('begins collections whose items have names with names', async () => {
  const { body } = await here.call('GET', '/buckets')
  expect(body).toHaveLength(3)
  for (const { name } of body) {
    expect(name).not.toMatch(/^[\da-f]{8}-/)
    expect((await here.call('GET', `/buckets/${encodeURIComponent(name)}`)).body.name).toBe(name)
  }
})

it('makes what a PUT names where that is declared, and changes it the next time', async () => {
  const put = (body: object) => here.call('PUT', '/buckets/photos', { body })
  const [made, changed] = [await put({ region: 'us' }), await put({ region: 'eu' })]
  expect([made.status, made.body.region, changed.status, changed.body.region]).toEqual([201, 'us', 200, 'eu'])
  expect((await here.call('GET', '/buckets/photos')).body).toEqual(changed.body)
  expect((await here.call('GET', '/buckets/others')).status).toBe(404)
})

it('fills links of the kind of HAL truthfully, and leaves out the next page where there is none', async () => {
  const first = await here.call('GET', '/accounts?limit=2')
  const { href } = first.body._links.next
  const second = await here.call('GET', href)
  expect(second.body.items.map(({ id }: { id: string }) => id)).toHaveLength(1)
  expect(second.body._links).toEqual({})
  expect(first.body.items).not.toContainEqual(second.body.items[0])
})

it('says nothing of a new item that can not have happened to it', async () => {
  const made = await here.call('POST', '/accounts', {
    body: { id: '00000000-0000-4000-8000-000000000000', email: 'ann@example.com', password: 'password' },
  })
  expect(made.body).toEqual({ id: expect.any(String), email: 'ann@example.com', role: 'user', verified: false })
  const [other] = (await here.call('GET', '/accounts')).body.items
  expect(other.lastLoginAt).toMatch(/^2025-12-/)
  expect(other.profile.first).toMatch(/^[A-Z][\w'-]+$/)
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
