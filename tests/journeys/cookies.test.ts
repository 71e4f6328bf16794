import { writeFileSync } from 'node:fs'
import { type OutgoingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMock, defineBackend } from '../../src/index.ts'
import { load } from '../../src/openapi/index.ts'
import { client } from './client.ts'
import { folder } from './folders.ts'

const cookies = (...example: readonly string[]) => ({
  description: '',
  headers: { 'Set-Cookie': { schema: { type: 'array', items: { type: 'string', pattern: '^\\w+=' } }, example } },
})
const answer = cookies('sid=s1; Path=/', 'theme=dark; Expires=Wed, 21 Oct 2026 07:28:00 GMT')
const document = {
  openapi: '3.1.0',
  info: { title: 'Cookies', version: '1' },
  paths: {
    '/sign-in': {
      get: { operationId: 'signIn', responses: { 200: answer, 401: cookies('sid=; Max-Age=0', 'theme=; Max-Age=0') } },
      head: { operationId: 'peek', responses: { 200: answer } },
    },
    '/sign-out': { get: { operationId: 'signOut', responses: { 204: cookies(), 409: { description: '' } } } },
    '/again': {
      get: { operationId: 'again', responses: { 200: { ...answer, content: { 'text/plain': { schema: { type: 'string' } } } } } },
    },
  },
}
const own = ['a=1; Path=/', 'b=2, and more']

/** The lines as they come: what `fetch` has of a broken answer is an error. */
function cookiesOf(url: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<readonly string[] | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, method, agent: false }, (response) => {
      response.on('error', () => undefined).resume()
      resolve(response.headers['set-cookie'])
    })
    asked.on('error', reject).end()
  })
}

describe('several cookies of one answer', () => {
  it('are each sent on a line of its own: of examples, handlers, refusals, scenarios and faults, also over a broken line and after a restart', async () => {
    const cwd = folder()
    const scenario = join(cwd, 'kept.yaml')
    const kept = { call: 'again', status: 200, headers: { 'set-cookie': own }, media_type: 'text/plain', body: 'Here again' }
    writeFileSync(scenario, `description: What was answered.\nanswers: [${JSON.stringify(kept)}]\n`)
    const backend = defineBackend(document)({
      signOut: ({ headers, refuse }) =>
        headers['X-No'] === undefined ? { status: 204, headers: { 'set-cookie': own } } : refuse(409, undefined, { 'set-cookie': own }),
    })
    const data = join(cwd, 'data')
    const { mock } = await client('over a socket', { backend, scenario, data })
    const shown = ['sid=s1; Path=/', 'theme=dark; Expires=Wed, 21 Oct 2026 07:28:00 GMT']
    const gone = ['sid=; Max-Age=0', 'theme=; Max-Age=0']
    expect(await cookiesOf(`${mock.url}/sign-in`)).toEqual(shown)
    expect(await cookiesOf(`${mock.url}/sign-in`, {}, 'HEAD')).toEqual(shown)
    expect(await cookiesOf(`${mock.url}/sign-in`, { prefer: 'code=401' })).toEqual(gone)
    expect(await cookiesOf(`${mock.url}/sign-out`)).toEqual(own)
    expect(await cookiesOf(`${mock.url}/again`)).toEqual(own)
    expect((await mock.fetch('/again')).headers.getSetCookie()).toEqual(own)
    await mock.faults.add({ operationId: 'signIn', status: 401, any: true, times: 1 })
    expect(await cookiesOf(`${mock.url}/sign-in`)).toEqual(gone)
    await mock.faults.add({ operationId: 'again', connection: 'truncate', times: 1 })
    expect(await cookiesOf(`${mock.url}/again`)).toEqual(own)
    const [latest] = await mock.requests.list({ limit: 1 })
    expect(latest?.response.headers['set-cookie']).toBe('a=[masked]; Path=/, b=[masked]')
    await mock.close()
    const restarted = await createMock({ backend, scenario, data })
    const [remembered] = await restarted.requests.list({ limit: 1 })
    expect(remembered).toEqual(latest)
    await restarted.close()
  })

  it('are held to the document line by line', async () => {
    const spec = (await load(document)).operation('signIn')?.response(200)
    expect(spec?.checkHeaders({ 'set-cookie': ['sid=s1; Path=/', 'b=2, c'] })).toEqual([])
    expect(spec?.checkHeaders({ 'set-cookie': ['sid=s1', '=2'] })).toMatchObject([{ path: ['set-cookie', 1], rule: 'pattern' }])
    const each = { description: '', headers: { 'Set-Cookie': { schema: { type: 'string', pattern: '^\\w+=[^,]*$' } } } }
    const single = (await load({ ...document, paths: { '/a': { get: { operationId: 'a', responses: { 200: each } } } } })).operation('a')
    expect(single?.response(200)?.checkHeaders({ 'set-cookie': ['a=1', 'b=2'] })).toEqual([])
  })
})
