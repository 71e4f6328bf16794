import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { Messenger } from '../../src/callbacks/index.ts'
import { createApi, type Webhook } from '../../src/openapi/index.ts'
import { subscriptions } from './document.ts'
import { openReceiver } from './receiver.ts'

const [{ operation }] = createApi(subscriptions, 'subscriptions.yaml').webhooks as [Webhook]
const to = (url: string) => ({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: {}, text: '{}' })

describe('a messenger', () => {
  it('tries again where that may help, and no more often than it was told', async () => {
    const messenger = new Messenger({ reach: 'loopback', pauses: [0, 0] })
    const late = await openReceiver((index) => [index < 2 ? 503 : 204])
    expect(await messenger.deliver(operation, to(late.url))).toMatchObject({ state: 'delivered', answer: { status: 204, violations: [] } })
    const broken = await openReceiver(() => [500])
    expect(await messenger.deliver(operation, to(broken.url))).toEqual({
      state: 'failed',
      reason: 'its receiver answered 500',
      answer: { status: 500, violations: ['It was answered 500, and declares only 204.'] },
    })
    const strict = await openReceiver(() => [400])
    expect(await messenger.deliver(operation, to(strict.url))).toMatchObject({ state: 'failed' })
    expect([late, broken, strict].map(({ received }) => received.length)).toEqual([3, 3, 1])
  })

  it('gives up on who does not answer, or is not there', async () => {
    const messenger = new Messenger({ reach: 'loopback', pauses: [], patience: 20 })
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const request = to(`http://127.0.0.1:${port}`)
    expect(await messenger.deliver(operation, request)).toEqual({
      state: 'failed',
      reason: 'its receiver took too long',
      answer: undefined,
    })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(await messenger.deliver(operation, request)).toEqual({ state: 'failed', reason: 'ECONNREFUSED', answer: undefined })
  })

  it.each(['http://example.com/', 'http://127.0.0.1.example.com/', 'http://10.0.0.1/', 'http://[2001:db8::1]/'])(
    'sends nothing to %s',
    (url) => {
      expect(new Messenger().refusal(url)).toMatch(/is not this machine/)
      expect(new Messenger({ reach: 'loopback' }).refusal(url)).toMatch(/only --callbacks any/)
      expect(new Messenger({ reach: 'any' }).refusal(url)).toBeUndefined()
    },
  )

  it.each(['http://127.0.0.1:1/', 'http://localhost/', 'http://[::1]:3000/', 'http://2130706433/'])('sends to %s', (url) => {
    expect(new Messenger({ reach: 'loopback' }).refusal(url)).toBeUndefined()
  })

  it('is not led elsewhere', async () => {
    const elsewhere = await openReceiver()
    const server = createServer((_, response) => response.writeHead(307, { location: elsewhere.url }).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await new Messenger({ pauses: [] }).deliver(operation, to(`http://127.0.0.1:${port}`))).toMatchObject({
      answer: { status: 307 },
    })
    expect(elsewhere.received).toEqual([])
    server.close()
  })
})
