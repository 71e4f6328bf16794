import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Client, client } from '../../journeys/client.ts'

const document = fileURLToPath(new URL('blog.yaml', import.meta.url))

let here: Client
beforeEach(async () => {
  here = await client('in process', { document })
})

const jsonApi = { 'content-type': 'application/vnd.api+json' }
const articleOf = (attributes: object, more = {}) => ({ data: { type: 'articles', ...more, attributes } })

describe('a resource of JSON:API', () => {
  const make = async () =>
    (await here.call('POST', '/articles', { headers: jsonApi, body: articleOf({ title: 'Hello', slug: 'hello', status: 'draft' }) })).body
      .data

  it('is kept as what its envelope held', async () => {
    const made = await make()
    expect(made).toMatchObject({ type: 'articles', attributes: { title: 'Hello', slug: 'hello', status: 'draft' } })
    expect((await here.call('GET', `/articles/${made.id}`)).body).toEqual({ data: made })
    expect((await here.call('GET', '/articles?page%5Bsize%5D=100')).body.data).toContainEqual(made)
  })

  it('keeps the attributes that a change leaves out, and refuses what it could not show', async () => {
    const { id, attributes } = await make()
    const change = (some: object) => here.call('PATCH', `/articles/${id}`, { headers: jsonApi, body: articleOf(some, { id }) })
    expect((await change({ status: 'published' })).body.data.attributes).toEqual({ ...attributes, status: 'published' })
    const refused = await change({ title: 'x' })
    expect([refused.status, refused.body.violations]).toEqual([422, [expect.objectContaining({ path: 'data.attributes.title' })]])
    expect((await here.call('GET', `/articles/${id}`)).body.data.attributes).toEqual({ ...attributes, status: 'published' })
  })

  it('is chosen and sorted by its attributes', async () => {
    for (const [title, status] of [
      ['Aaaa', 'archived'],
      ['Bbbb', 'archived'],
      ['Cccc', 'draft'],
    ] as const)
      await here.call('POST', '/articles', { headers: jsonApi, body: articleOf({ title, slug: title.toLowerCase(), status }) })
    const { body } = await here.call('GET', '/articles?filter%5Bstatus%5D=archived&sort=-title&page%5Bsize%5D=100')
    const shown = body.data.map(({ attributes }: { attributes: { title: string; status: string } }) => attributes)
    expect(new Set(shown.map(({ status }: { status: string }) => status))).toEqual(new Set(['archived']))
    const titles = shown.map(({ title }: { title: string }) => title)
    expect(titles).toEqual([...titles].sort().reverse())
    expect(titles).toEqual(expect.arrayContaining(['Aaaa', 'Bbbb']))
    expect(body.meta.total).toBe(titles.length)
  })

  it('is named by its parts, whatever they were sent as', async () => {
    const { id } = await make()
    const { body } = await here.call('POST', `/articles/${id}/comments`, {
      body: { id: 1, article_id: 'another', text: 'Hi', author: 'Ann' },
    })
    expect(body).toMatchObject({ article_id: id, text: 'Hi', author: 'Ann', created: '2025-12-22T15:30:00Z' })
    expect((await here.call('GET', `/articles/${id}/comments`)).body.results).toEqual([body])
  })
})

describe('an envelope with the name of the item', () => {
  it('holds what is sent and what is shown', async () => {
    const made = await here.call('POST', '/special-posts', { body: { special_post: { id: 0, slug: 'one', title: 'One' } } })
    const { id } = made.body.special_post
    expect((await here.call('GET', `/special-posts/${id}`)).body.special_post).toEqual(made.body.special_post)
    expect((await here.call('POST', '/special-posts', { body: { special_post: { id: 0, slug: 'one' } } })).status).toBe(409)
    const replaced = await here.call('PUT', `/special-posts/${id}`, { body: { special_post: { id: 0, slug: 'two' } } })
    expect(replaced.body.special_post).toMatchObject({ id, slug: 'two' })
    expect((await here.call('GET', '/special-posts')).body.special_posts).toContainEqual(replaced.body.special_post)
  })

  it('shows when an item was made, and nothing that has not happened to it', async () => {
    const { body } = await here.call('POST', '/special-posts', { body: { special_post: { id: 0, slug: 'one' } } })
    expect(body.special_post).toEqual({ id: body.special_post.id, slug: 'one', created_at: '2025-12-22T15:30:00Z', deleted_at: null })
  })
})

it('takes a property for an envelope only where items have no such property', async () => {
  const { body } = await here.call('POST', '/events', { body: { kind: 'moved', data: { kind: 'van', size: 3 } } })
  expect(body).toEqual({ id: body.id, kind: 'moved', data: { kind: 'van', size: 3 } })
})
