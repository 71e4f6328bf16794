import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'
import { isObject } from '../../../src/kernel/index.ts'
import { inferModel } from '../../../src/mock.ts'
import { bodiesOf, load, mediaOf, type Operation, parametersOf } from '../../../src/openapi/index.ts'

/** Documents that nobody here wrote, where they are at hand. */
const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url))
const found = ['petstore.yaml', 'museum.yaml', 'galaxy.yaml', 'resend.yaml', 'clerk-bapi.yaml'].filter((name) => existsSync(corpus + name))
const documents = [fileURLToPath(new URL('shop.yaml', import.meta.url)), ...found.map((name) => corpus + name)]

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
  const collections = model.collections.filter(
    ({ parent, operations }) => parent === undefined && operations.some(({ role, operation }) => role === 'create' && takesJson(operation)),
  )

  describe(`${basename(document)}, kept by what is inferred`, () => {
    let mock: Mock
    let url: string
    beforeAll(async () => {
      mock = await createMock({ document, stateful: true })
      url = await mock.listen(0, '127.0.0.1')
    })
    afterAll(() => mock.close())

    const send = async (id: string, itemId?: unknown, body?: unknown) => {
      const operation = api.operation(id)
      if (operation === undefined) throw new Error(`no ${id}`)
      // What was just made may be on a page of its own after what the document shows.
      const query = operation.method === 'GET' && parametersOf(api, operation).some(({ name }) => name === 'limit') ? '?limit=30' : ''
      const path = operation.path.template.replace(/\{[^}]+\}/g, () => encodeURIComponent(String(itemId))) + query
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

    it.each(collections.map((collection) => [collection.name, collection] as const))(
      '%s: made, read, listed, changed, deleted',
      async (_, collection) => {
        const ids = (wanted: string) => collection.operations.filter(({ role }) => role === wanted).map(({ operation }) => operation)
        const [create] = ids('create')
        const [read] = ids('read')
        const [remove] = ids('delete')
        // One that asks for a query shows what that is about.
        const list = ids('list').find((one) => {
          const operation = api.operation(one) as Operation
          return operation.path.template === collection.path && !parametersOf(api, operation).some(({ required }) => required)
        })
        const property = collection.id.property ?? 'id'
        const [medium] = mediaOf(api, api.operation(create as string) as Operation)
        const bodies = medium === undefined ? [undefined] : bodiesOf(api, medium).map(withMails)
        let made = await send(create as string, undefined, bodies.at(-1))
        if (made.status >= 400) made = await send(create as string, undefined, bodies[0])
        expect([made.status, JSON.stringify(made.body)]).toEqual([
          expect.toSatisfy((one: number) => one >= 200 && one < 300),
          expect.anything(),
        ])
        const whole = list === undefined ? undefined : JSON.stringify((await send(list)).body)
        const id = made.body?.[property] ?? (bodies.at(-1) as Record<string, unknown> | undefined)?.[property]
        if (id === undefined) return expect(list).toBeDefined()
        const shown = JSON.stringify({ [property]: id }).slice(1, -1)
        if (whole !== undefined) expect(whole).toContain(shown)
        if (read !== undefined) expect(await send(read, id)).toMatchObject({ status: 200, body: { [property]: id } })
        const change = [...ids('patch'), ...ids('replace'), ...ids('put')].find((one) => {
          const operation = api.operation(one) as Operation
          return takesJson(one) && operation.path.names.length === 1
        })
        if (change !== undefined) {
          const [part] = mediaOf(api, api.operation(change) as Operation)
          const shownOther = part === undefined ? undefined : bodiesOf(api, part)[0]
          // An id does not change, so a body that has it has the item's own.
          const other = isObject(shownOther) && property in shownOther ? { ...shownOther, [property]: id } : shownOther
          const changed = await send(change, id, other)
          expect([changed.status, JSON.stringify(changed.body)]).toEqual([
            expect.toSatisfy((one: number) => one >= 200 && one < 300),
            changed.body === undefined ? undefined : expect.any(String),
          ])
          const after = read === undefined ? changed.body : (await send(read, id)).body
          const texts = Object.entries((other ?? {}) as object).filter(
            ([key, value]) => typeof value === 'string' && Object.hasOwn(after ?? {}, key) && key !== property,
          )
          expect(after).toMatchObject(Object.fromEntries(texts))
        }
        if (remove === undefined) return
        expect((await send(remove, id)).status).toBeLessThan(300)
        if (read !== undefined) expect((await send(read, id)).status).toBe(404)
        if (list !== undefined) expect(JSON.stringify((await send(list)).body)).not.toContain(shown)
      },
    )

    it('without a failure of its own', () => expect(mock.defects).toEqual([]))
  })
}
