import { connect } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { acme, client, transports } from './client.ts'

/** Whether anybody is told of what happens in the world `default`. */
const isWatched = (mock: Mock) => mock.registry.at('default').watcher !== undefined

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn()
}

for (const transport of transports) {
  describe(`events, ${transport}`, () => {
    const open = async () => {
      const one = await client(transport)
      const { mock } = one
      const leaving = new AbortController()
      const listen = async (path = '/__standin/events', headers: Readonly<Record<string, string>> = {}) => {
        const init = { headers, signal: leaving.signal }
        const response = await (transport === 'over a socket' ? fetch(mock.url + path, init) : mock.fetch(path, init))
        const reader = (response.body as ReadableStream<Uint8Array>).getReader()
        const decoder = new TextDecoder()
        let text = ''
        return {
          response,
          reader,
          /** All that came, once so many events did. */
          async read(events: number): Promise<string> {
            while (text.split('\n\n').length <= events) text += decoder.decode((await reader.read()).value, { stream: true })
            return text
          },
        }
      }
      const invite = (email: string, world = 'default') =>
        one.call('POST', `${acme}/users/invite/v2`, { body: { email }, headers: { 'standin-world': world } })
      return { ...one, listen, invite, leaving }
    }

    it('come as text that any browser reads', async () => {
      const { listen, invite, mock } = await open()
      const { response, read } = await listen()
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/event-stream')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await read(1)).toBe(': listening\n\n')
      await invite('jane@example.com')
      const [, message, exchange] = (await read(3)).split('\n\n')
      expect(message).toMatch(/^event: message\nid: 1\ndata: \{"type":"message","world":"default","message":\{"id":"msg_/)
      expect(exchange).toMatch(/^event: exchange\nid: 2\ndata: \{"type":"exchange","world":"default","request":\{"id":1,/)
      expect(exchange).toContain('"operation_id":"inviteUserV2"')
      expect(exchange).not.toContain('tok_owner')
      await mock.worlds.create('b')
      await mock.worlds.create('b')
      await mock.worlds.drop('b')
      const last = (await read(7)).split('\n\n').slice(3, 7)
      expect(last.map((event) => /"change":"(\w+)"/.exec(event)?.[1])).toEqual(['made', 'dropped', 'made', 'dropped'])
    })

    it('are of one world when one is named, which need not be there yet', async () => {
      const { listen, invite, mock } = await open()
      for (const named of [await listen('/__standin/worlds/a/__standin/events'), await listen(undefined, { 'standin-world': 'a' })]) {
        await named.read(1)
        expect(mock.registry.find('a')).toBeUndefined()
        await invite('jane@example.com', 'b')
        await invite('jane@example.com', 'a')
        expect(await named.read(4)).not.toContain('"world":"b"')
        await mock.worlds.drop('a')
      }
    })

    it('leave nobody listening when the reader leaves', async () => {
      const { listen, leaving, mock } = await open()
      const streams = [await listen(), await listen('/__standin/worlds/default/__standin/events')]
      for (const { read } of streams) await read(1)
      expect(isWatched(mock)).toBe(true)
      leaving.abort()
      await until(() => !isWatched(mock))
      for (const { reader } of streams) await reader.read().catch(() => undefined)
    })

    it('leave nobody listening when the mock is closed', async () => {
      const { listen, mock } = await open()
      const { read, reader } = await listen()
      await read(1)
      await mock.close()
      expect(isWatched(mock)).toBe(false)
      await reader.read().catch(() => undefined)
    })
  })
}

describe('events over a socket', () => {
  it('are let go of when the connection is cut', async () => {
    const { mock } = await client('over a socket')
    const { port } = new URL(mock.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /__standin/events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    expect(isWatched(mock)).toBe(true)
    socket.resetAndDestroy()
    await until(() => !isWatched(mock))
  })
})

describe('a wait for a mail', () => {
  it('over a socket is let go of when the caller leaves, and is no failure of the mock', async () => {
    const { mock } = await client('over a socket')
    const leaving = new AbortController()
    const waiting = fetch(`${mock.url}/__standin/outbox/wait?timeout_ms=60000`, { signal: leaving.signal })
    await until(() => isWatched(mock))
    leaving.abort()
    await expect(waiting).rejects.toThrow()
    await until(() => !isWatched(mock))
    expect(mock.defects).toEqual([])
  })

  it('goes on when its world is dropped, and ends with the mail of the one made after it', async () => {
    const { mock, call } = await client('in process')
    const waiting = mock.world('a').outbox.waitFor({ timeoutMs: 60_000 })
    await mock.worlds.drop('a')
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' }, headers: { 'standin-world': 'a' } })
    expect((await waiting).to).toBe('jane@example.com')
  })
})

describe('a reader of events', () => {
  it('is let go when it falls too far behind, with what came until then', async () => {
    const { mock } = await client('in process')
    const events = mock.events()[Symbol.asyncIterator]()
    const world = mock.registry.at('default')
    for (let count = 0; count < 10_001; count++) world.perform({ verb: 'clock', setting: world.clock.setting })
    expect(world.watcher).toBeUndefined()
    let told = 0
    while ((await events.next()).done !== true) told++
    expect(told).toBe(10_001)
  })

  it('that stops reading is told nothing more', async () => {
    const { mock } = await client('in process')
    for await (const event of listening(mock)) {
      expect(event).toEqual({ type: 'world', world: 'default', change: 'changed' })
      break
    }
    expect(isWatched(mock)).toBe(false)
  })

  it('has left before it came, if its signal says so', async () => {
    const { mock } = await client('in process')
    for await (const event of mock.events({ signal: AbortSignal.abort() })) expect(event).toBeUndefined()
    expect(isWatched(mock)).toBe(false)
  })
})

/** Events, with something that happens as soon as someone reads them. */
function listening(mock: Mock) {
  const events = mock.events()
  return {
    [Symbol.asyncIterator]() {
      const iterator = events[Symbol.asyncIterator]()
      mock.clock.advance('1s')
      return iterator
    },
  }
}
