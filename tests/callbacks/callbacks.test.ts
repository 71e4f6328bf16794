import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ControlEvent, MockOptions } from '../../src/index.ts'
import { type Client, client } from '../journeys/client.ts'
import { subscriptions } from './document.ts'
import { openReceiver } from './receiver.ts'

/** What a mock says beside its answers. */
const told: string[] = []

function open(options: MockOptions): Promise<Client> {
  told.length = 0
  return client('in process', { document: subscriptions, report: (line) => told.push(line), ...options })
}

const subscribe = ({ call }: Client, url: string, more: { readonly query?: string; readonly headers?: Record<string, string> } = {}) =>
  call('POST', `/topics/news/subscriptions${more.query ?? ''}`, {
    body: { url, secret: 'correct horse battery', label: 'Mine' },
    ...(more.headers && { headers: more.headers }),
  })

/** The next of the events that says what became of a callback. */
async function nextDelivery(events: AsyncIterable<ControlEvent>) {
  for await (const event of events) if (event.type === 'callback') return event.callback
  throw new Error('The events ended')
}

describe('callbacks that are sent', () => {
  it('go where the call said, with what the document asks for and what the call was about', async () => {
    const receiver = await openReceiver(() => [200, '{"ok":true}'])
    const here = await open({ callbacks: 'loopback' })
    const { status, body } = await subscribe(here, receiver.url)
    expect(status).toBe(201)
    const [request] = await receiver.holds(1)
    expect([request?.method, request?.url]).toEqual(['POST', '/news?region=north&by=POST'])
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', 'standin-callback': 'default/1/onData' })
    expect(request?.headers['x-signature']).toMatch(/^[a-f0-9]{16}$/)
    const sent = JSON.parse(request?.text ?? '')
    expect(sent).toEqual({ id: body.id, label: 'Mine', count: expect.any(Number), secret: 'correct horse battery' })
    expect([3, 4, 5]).toContain(sent.count)
  })

  it('are not sent for a call that was refused, nor by a callback that comes back to the mock', async () => {
    const receiver = await openReceiver()
    const here = await open({ callbacks: 'loopback' })
    expect((await here.call('POST', '/topics/news/subscriptions', { body: { url: 7 } })).status).toBe(422)
    expect((await subscribe(here, receiver.url, { headers: { 'standin-callback': 'default/1/onData' } })).status).toBe(201)
    await subscribe(here, receiver.url)
    await here.mock.close()
    expect(receiver.received.map(({ headers }) => headers['standin-callback'])).toEqual(['default/3/onData'])
    expect(await here.mock.callbacks.list({ requestId: 2 })).toEqual([])
  })

  it('may not steer the mock', async () => {
    const here = await client('over a socket', { document: subscriptions, callbacks: 'loopback', report: (line) => told.push(line) })
    const events = here.mock.events()
    const delivery = nextDelivery(events)
    await subscribe(here, `${here.mock.url}/__standin/worlds`)
    expect(await delivery).toMatchObject({ state: 'failed', reason: 'its receiver answered 403' })
  })

  it('are told when they can not be sent, may not be, or are answered otherwise than the document says', async () => {
    const receiver = await openReceiver(() => [200, '{"ok":1'])
    const here = await open({ callbacks: 'loopback' })
    await subscribe(here, 'http://192.0.2.1/hook', { query: '?done=nowhere' })
    await subscribe(here, receiver.url)
    await here.mock.close()
    expect(told).toEqual([
      'Callback onDone of subscribe (request 1, world default) was not sent: The callback "onDone" goes to $request.query.done, which is "nowhere" in this call; expected an address like http://127.0.0.1:3000/hook.',
      'Callback onData of subscribe (request 1, world default) was not delivered to http://192.0.2.1: 192.0.2.1 is not this machine, and only --callbacks any sends elsewhere.',
      'Callback onDone of subscribe (request 2, world default) was not sent: The callback "onDone" goes to $request.query.done, and $request.query.done has no value in this call.',
      'Callback onData of subscribe (request 2, world default): Its answer must be object.',
    ])
  })
})

describe('callbacks that are described', () => {
  it('are sent to nobody, and shown with secrets masked, the same each time', async () => {
    const receiver = await openReceiver()
    const here = await open({})
    const { body } = await subscribe(here, receiver.url, { query: `?done=${receiver.url}/done` })
    const callbacks = await here.mock.callbacks.list()
    expect(callbacks).toMatchObject([
      {
        id: '1.1',
        requestId: 1,
        operationId: 'subscribe',
        name: 'onData',
        url: `${receiver.url}/news?region=north&by=POST`,
        body: { id: body.id, label: 'Mine', secret: '[masked]' },
        state: 'described',
      },
      { id: '1.2', name: 'onDone', method: 'PUT', url: `${receiver.url}/done`, body: null, state: 'described' },
    ])
    expect(await here.mock.callbacks.list()).toEqual(callbacks)
    await here.mock.reset()
    expect(await here.mock.callbacks.list()).toEqual([])
    await subscribe(here, receiver.url, { query: `?done=${receiver.url}/done` })
    expect((await here.mock.callbacks.list()).map(({ url, body: again }) => [url, again])).toEqual(
      callbacks.map(({ url, body: before }) => [url, before]),
    )
    expect(receiver.received).toEqual([])
  })

  it('stand on the page of the call', async () => {
    const here = await open({})
    await subscribe(here, 'http://127.0.0.1:1')
    const { text } = await here.call('GET', '/__standin/requests/1', { headers: { accept: 'text/html' } })
    expect(text).toContain('data-key="1.1" data-testid="callback-row"')
    expect(text).toContain('<b>POST</b> http://127.0.0.1:1/news?region=north&amp;by=POST')
  })

  it('outlast the process with their calls, and are not sent when those are read back', async () => {
    const receiver = await openReceiver()
    const data = mkdtempSync(join(tmpdir(), 'standin-callbacks-'))
    onTestFinished(() => rmSync(data, { recursive: true, force: true }))
    const before = await open({ data })
    await subscribe(before, receiver.url)
    const callbacks = await before.mock.callbacks.list()
    await before.mock.close()
    const after = await open({ data, callbacks: 'loopback' })
    expect(await after.mock.callbacks.list()).toEqual(callbacks)
    await after.mock.close()
    expect(receiver.received).toEqual([])
  })
})
