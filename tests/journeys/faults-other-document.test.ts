import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { client, transports } from './client.ts'

const document = join(mkdtempSync(join(tmpdir(), 'standin-faults-')), 'things.yaml')
writeFileSync(
  document,
  `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: A thing.
          headers:
            ETag: { required: true, schema: { type: string, examples: ['"v1"'] } }
            X-Optional: { schema: { type: string } }
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string, maxLength: 5 } } }
              examples:
                wrong: { value: { name: far too long } }
                small: { value: { name: bolt } }
                large: { $ref: '#/components/examples/Large' }
            application/xml:
              schema: { type: string }
              examples:
                marked: { value: <thing/> }
        '204': { description: Nothing there. }
        '400':
          description: No example, and problem details fit.
          content: { application/json: { schema: { type: object, required: [title, status] } } }
        '404':
          description: An example of the schema's own.
          content:
            application/json:
              schema: { type: object, required: [oops], additionalProperties: false, properties: { oops: { type: boolean } }, examples: [{ oops: true }] }
        '409':
          description: No example, and nothing that could be made without one.
          content:
            application/json:
              schema: { type: object, required: [why], properties: { why: { type: string, minLength: 4, maxLength: 2 } } }
        '412':
          description: A header nobody can know.
          headers: { X-Proof: { required: true, schema: { type: string } } }
        '429':
          description: Too many.
          headers: { Retry-After: { schema: { type: integer }, example: 7 } }
        5XX: { description: Broken., content: { text/plain: { schema: { type: string }, example: it broke } } }
components:
  examples:
    Large: { value: { name: beam } }
`,
)

for (const transport of transports) {
  describe(`faults with a document of one's own, ${transport}`, () => {
    const start = async () => {
      const api = await client(transport, { document })
      return {
        ...api,
        get: (prefer?: string) => api.call('GET', '/things/1', { token: null, headers: prefer === undefined ? {} : { prefer } }),
      }
    }

    it.each([
      [200, 'application/json', '{"name":"bolt"}'],
      [204, null, ''],
      [404, 'application/json', '{"oops":true}'],
      [429, null, ''],
      [503, 'text/plain', 'it broke'],
    ])('answer %i with what the document shows or allows', async (status, type, text) => {
      const { get, mock } = await start()
      await mock.faults.add({ status, times: 1 })
      const answer = await get()
      expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([status, type, text])
    })

    it('answer an error without an example with what its schema allows', async () => {
      const { get, mock } = await start()
      await mock.faults.add({ status: 400 })
      const { status, headers, body } = await get()
      expect([status, headers.get('content-type'), body.status, typeof body.title]).toEqual([400, 'application/json', 400, 'string'])
    })

    it('carry the headers the document requires and shows', async () => {
      const { get, mock } = await start()
      await mock.faults.add({ status: 200, times: 1 })
      await mock.faults.add({ status: 429 })
      const { headers } = await get()
      expect([headers.get('etag'), headers.get('x-optional')]).toEqual(['"v1"', null])
      expect((await get()).headers.get('retry-after')).toBe('7')
    })

    it('are refused where the document has no such answer', async () => {
      const { mock } = await start()
      const refused = (spec: object) => expect(mock.faults.add(spec)).rejects
      await refused({ status: 409 }).toThrow(/declares 409, but shows no example of it that fits, and its schema allows no body/)
      await refused({ status: 412 }).toThrow(/requires the header x-proof of its 412 and shows no example/)
      await refused({ status: 418 }).toThrow(/getThing declares no 418; it has 200, 204, 400, 404, 409, 412, 429, 5XX/)
      await refused({ code: 'NOPE' }).toThrow(/The backend "\w+" has no error codes of its own; ask for a status/)
    })

    it('come with what the document itself is asked for by Prefer', async () => {
      const { get, mock } = await start()
      await mock.faults.add({ delayMs: 2 })
      const { status, headers } = await get('code=404, wait=0.003, handling=strict')
      expect([status, headers.get('preference-applied')]).toEqual([404, 'code=404, wait=0.003, handling=strict'])
      expect((await get('wait=soon, handling=strict')).body.code).toBe('preference_impossible')
    })

    it('go beyond it as problem details', async () => {
      const { get, mock } = await start()
      await mock.faults.add({ status: 418, code: 'teapot', any: true })
      const { status, headers, body } = await get()
      expect([status, headers.get('content-type')]).toEqual([418, 'application/problem+json'])
      expect(body).toEqual({ type: 'about:blank', title: 'teapot', status: 418, detail: "I'm a teapot", code: 'teapot' })
    })

    it('limit rates with the usual headers and none of one provider', async () => {
      const { get, mock } = await start()
      await mock.faults.add({ rateLimit: { requests: 1, per: '1m' } })
      const headersOf = async () => Object.fromEntries([...(await get()).headers].filter(([name]) => /limit|retry/.test(name)))
      expect(Object.keys(await headersOf())).toEqual(['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'])
      expect(await headersOf()).toMatchObject({ 'x-ratelimit-remaining': '0', 'retry-after': expect.stringMatching(/^(?:59|60)$/) })
    })
  })
}
