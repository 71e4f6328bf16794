import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { acme, client } from './client.ts'
import { Desk } from './desk.ts'
import { crashed, folder } from './folders.ts'

const sent = 'send_invitation: { type: boolean'

describe('a request that was under way while the document was swapped', () => {
  it('is there after a crash as it was answered, although the document would refuse it now', async () => {
    const desk = new Desk()
    const data = folder()
    const here = await desk.open('over a socket', { data })
    await here.call('POST', `${acme}/users/invite/v2`, { body: { email: 'first@example.com' } })
    const body = JSON.stringify({ email: 'jane@example.com', send_invitation: false })
    const headers = { authorization: 'Bearer tok_owner', 'content-type': 'application/json', 'content-length': body.length }
    const asked = httpRequest(`${here.mock.url}${acme}/users/invite/v2`, {
      method: 'POST',
      headers: { ...headers, expect: '100-continue' },
    })
    const answered = new Promise<IncomingMessage>((resolve) => asked.once('response', resolve))
    asked.flushHeaders()
    // Its route is chosen once the server lets it go on.
    await once(asked, 'continue')
    asked.write(body.slice(0, 10))
    desk.edit(desk.document, sent, `${sent}, const: true`)
    expect((await here.mock.reload()).document).toBe('taken')
    asked.end(body.slice(10))
    const response = await answered
    response.resume()
    expect(response.statusCode).toBe(201)
    const refused = await here.call('POST', `${acme}/users/invite/v2`, { body: { email: 'jack@example.com', send_invitation: false } })
    expect(refused.status).toBe(422)

    const [dump, told] = [here.mock.registry.at('default').dump(), (await here.mock.requests.list()).map(({ id, status }) => [id, status])]
    const after = await client('in process', { document: desk.document, data: crashed(data) })
    expect(after.mock.registry.at('default').dump()).toEqual(dump)
    expect((await after.mock.requests.list()).map(({ id, status }) => [id, status])).toEqual(told)
    expect((await after.call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })).status).toBe(409)
    expect((await after.mock.undo()).operationId).toBe('inviteUserV2')
    expect((await after.call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })).status).toBe(201)
  })
})
