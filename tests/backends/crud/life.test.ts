import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'
import { isObject } from '../../../src/kernel/index.ts'
import { inferModel, type Model } from '../../../src/mock.ts'
import { bodiesOf, load, mediaOf, type Operation, parametersOf, sampleParameter } from '../../../src/openapi/index.ts'

/** Documents that nobody here wrote, where they are at hand. */
const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url))
const found = ['petstore.yaml', 'museum.yaml', 'galaxy.yaml', 'resend.yaml', 'clerk-bapi.yaml'].filter((name) => existsSync(corpus + name))
const documents = [fileURLToPath(new URL('shop.yaml', import.meta.url)), ...found.map((name) => corpus + name)]

type Collection = Model['collections'][number]

/** A list may leave out what tells its items apart; that is told as a doubt. */
function showsId({ doubts }: Collection, list: string): boolean {
  return !doubts.some((doubt) => doubt.startsWith(`${list} does not show`))
}

/** A document may take any text for an address, and show nothing but addresses: then another text is refused. */
function withMails(body: unknown): unknown {
  if (!isObject(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, /email/.test(name) && value === 'text' ? 'jane@example.com' : value]),
  )
}

for (const document of documents) {
  const api = await load(document)
  const model = inferModel(api)
  const takesJson = (id: string) => {
    const media = mediaOf(api, api.operation(id) as Operation)
    return media.length === 0 || media.some(({ codec }) => codec === 'json')
  }
  const makerOf = ({ operations }: Collection) =>
    operations.find(({ role, operation }) => role === 'create' && takesJson(operation)) ?? operations.find(({ role }) => role === 'put')
  const holderOf = ({ parent }: Collection) => model.collections.find(({ name }) => name === parent?.collection)
  const collections = model.collections.filter((collection) => makerOf(collection) !== undefined)

  describe(`${basename(document)}, kept by what is inferred`, () => {
    let mock: Mock
    let url: string
    beforeAll(async () => {
      mock = await createMock({ document, stateful: true })
      url = await mock.listen(0, '127.0.0.1')
    })
    beforeEach(() => mock.reset())
    afterAll(() => mock.close())

    const send = async (id: string, ids: readonly unknown[], body?: unknown) => {
      const operation = api.operation(id)
      if (operation === undefined) throw new Error(`no ${id}`)
      // What was just made may be on a page of its own after what the document shows.
      const query = operation.method === 'GET' && parametersOf(api, operation).some(({ name }) => name === 'limit') ? '?limit=30' : ''
      let position = 0
      const path = operation.path.template.replace(/\{[^}]+\}/g, () => encodeURIComponent(String(ids[position++]))) + query
      const headers: Record<string, string> = {
        authorization: operation.security.flat().some(({ scheme }) => scheme.type === 'basic') ? 'Basic YTpi' : 'Bearer anything',
        api_key: 'anything',
      }
      if (body !== undefined)
        headers['content-type'] = mediaOf(api, operation).find(({ codec }) => codec === 'json')?.name ?? 'application/json'
      const response = await fetch(url + path, {
        method: operation.method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
    }

    /** A new item of a collection, in a new item of each that it is a part of. */
    const make = async (collection: Collection): Promise<{ parents: readonly unknown[]; id: unknown }> => {
      const { operation: id = '', role } = makerOf(collection) ?? {}
      const operation = api.operation(id) as Operation
      const holder = holderOf(collection)
      const whole = holder === undefined ? undefined : await make(holder)
      const named = parametersOf(api, operation).filter((one) => one.in === 'path' && collection.parent?.parameters.includes(one.name))
      const parents = whole === undefined ? named.map((one) => sampleParameter(api, one)) : [...whole.parents, whole.id]
      const own = role === 'put' ? ['3f2a7c1e-5b64-4d0e-9a1b-2c3d4e5f6a7b'] : []
      const [medium] = mediaOf(api, operation)
      const bodies = medium === undefined ? [undefined] : bodiesOf(api, medium).map(withMails)
      let made = await send(id, [...parents, ...own], bodies.at(-1))
      if (made.status >= 400) made = await send(id, [...parents, ...own], bodies[0])
      expect([id, made.status, JSON.stringify(made.body)]).toEqual([
        id,
        expect.toSatisfy((one: number) => one >= 200 && one < 300),
        expect.anything(),
      ])
      const property = collection.id.property ?? 'id'
      return { parents, id: own[0] ?? made.body?.[property] ?? (bodies.at(-1) as Record<string, unknown> | undefined)?.[property] }
    }

    it.each(collections.map((collection) => [collection.name, collection] as const))(
      '%s: made, read, listed, changed, deleted',
      async (_, collection) => {
        const ids = (wanted: string) => collection.operations.filter(({ role }) => role === wanted).map(({ operation }) => operation)
        const [read] = ids('read')
        const [remove] = ids('delete')
        // One that asks for a query shows what that is about.
        const list = ids('list').find((one) => {
          const operation = api.operation(one) as Operation
          return (
            operation.path.template === collection.path && !parametersOf(api, operation).some((own) => own.required && own.in === 'query')
          )
        })
        const property = collection.id.property ?? 'id'
        const { parents, id } = await make(collection)
        const whole = list === undefined ? undefined : JSON.stringify((await send(list, parents)).body)
        if (id === undefined) return expect(list).toBeDefined()
        const own = [...parents, id]
        const shown = JSON.stringify({ [property]: id }).slice(1, -1)
        const isListed = list !== undefined && showsId(collection, list)
        if (isListed) expect(whole).toContain(shown)
        if (read !== undefined) expect(await send(read, own)).toMatchObject({ status: 200, body: { [property]: id } })
        const change = [...ids('patch'), ...ids('replace'), ...ids('put')].find((one) => {
          const operation = api.operation(one) as Operation
          return takesJson(one) && operation.path.names.length === own.length
        })
        if (change !== undefined) {
          const [part] = mediaOf(api, api.operation(change) as Operation)
          const shownOther = part === undefined ? undefined : bodiesOf(api, part)[0]
          // An id does not change, so a body that has it has the item's own.
          const other = isObject(shownOther) && property in shownOther ? { ...shownOther, [property]: id } : shownOther
          const changed = await send(change, own, other)
          expect([changed.status, JSON.stringify(changed.body)]).toEqual([
            expect.toSatisfy((one: number) => one >= 200 && one < 300),
            changed.body === undefined ? undefined : expect.any(String),
          ])
          const after = read === undefined ? changed.body : (await send(read, own)).body
          const texts = Object.entries((other ?? {}) as object).filter(
            ([key, value]) => typeof value === 'string' && Object.hasOwn(after ?? {}, key) && key !== property,
          )
          expect(after).toMatchObject(Object.fromEntries(texts))
        }
        if (remove === undefined) return
        expect((await send(remove, own)).status).toBeLessThan(300)
        if (read !== undefined) expect((await send(read, own)).status).toBe(404)
        if (isListed) expect(JSON.stringify((await send(list, parents)).body)).not.toContain(shown)
        expect((await send(remove, own)).status).toBe(404)
      },
    )

    const parts = collections.filter((collection) => holderOf(collection)?.operations.some(({ role }) => role === 'delete'))
    it.each(parts.map((collection) => [collection.name, collection] as const))(
      '%s: gone with what it is a part of',
      async (_, collection) => {
        const { parents, id } = await make(collection)
        const [remove] = (holderOf(collection)?.operations ?? []).filter(({ role }) => role === 'delete')
        const [below] = collection.operations.filter(({ role }) => role === 'list' || role === 'read')
        const at = [...parents, ...(below?.role === 'read' ? [id] : [])]
        expect((await send(below?.operation ?? '', at)).status).toBe(200)
        expect((await send(remove?.operation ?? '', parents)).status).toBeLessThan(300)
        for (const { operation, role } of collection.operations) {
          const body = mediaOf(api, api.operation(operation) as Operation).flatMap((medium) => bodiesOf(api, medium))[0]
          if (takesJson(operation)) expect([role, (await send(operation, [...parents, id], body)).status]).toEqual([role, 404])
        }
      },
    )

    it('without a failure of its own', () => expect(mock.defects).toEqual([]))
  })
}
