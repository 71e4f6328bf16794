import { getEventListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Response as Answer } from '../../src/engine/index.ts'
import { LocalFetch } from '../../src/server/local-fetch.ts'
import { send } from '../../src/server/send.ts'

const ways = ['in process', 'over a socket'] as const

/** A server that gives one answer to everything. */
async function serve(way: (typeof ways)[number], answer: Partial<Answer>) {
  const app = fastify({ forceCloseConnections: true })
  const failures: unknown[] = []
  const sent: ServerResponse[] = []
  app.all('/', (_request, reply) => {
    reply.hijack()
    sent.push(reply.raw)
    const whole: Answer = { status: 200, headers: {}, body: undefined, text: undefined, stream: undefined, delay: 0, connection: undefined }
    send(reply.raw, { ...whole, ...answer, headers: { ...answer.headers } }, undefined, (thrown) => failures.push(thrown))
  })
  const local = new LocalFetch((options) => app.inject(options))
  const close = async () => {
    local.close()
    await app.close()
  }
  onTestFinished(close)
  const url = way === 'over a socket' ? await app.listen({ port: 0, host: '127.0.0.1' }) : 'http://localhost'
  return {
    failures,
    close,
    url,
    /** Which answers are still on their way. */
    open: () => sent.filter(({ destroyed }) => !destroyed).length,
    ask: (init: RequestInit = {}) => (way === 'over a socket' ? fetch(url, init) : local.fetch(new Request(url, init))),
  }
}

/** Pieces that come when the test says so; `return()` ends the wait for the next one, as it has to. */
function source() {
  const ready: string[] = []
  let wake: (() => void) | undefined
  let isOver = false
  const left = withResolvers()
  const take = async (): Promise<IteratorResult<string>> => {
    while (ready.length === 0 && !isOver)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return isOver ? { done: true, value: undefined } : { done: false, value: ready.shift() as string }
  }
  let asked = 0
  let returns = 0
  const stream: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next() {
        asked++
        return take()
      },
      async return() {
        returns++
        isOver = true
        wake?.()
        left.resolve()
        return { done: true, value: undefined }
      },
    }),
  }
  return {
    stream,
    give(piece: string) {
      ready.push(piece)
      wake?.()
    },
    end() {
      isOver = true
      wake?.()
    },
    asked: () => asked,
    returns: () => returns,
    left: left.promise,
  }
}

function withResolvers() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

const headers = { 'content-type': 'text/event-stream' }

for (const way of ways) {
  describe(`an answer piece by piece, ${way}`, () => {
    const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) => Buffer.from((await reader.read()).value ?? []).toString()

    it('sends its headers before there is a piece, and each piece when it comes', async () => {
      const { stream, give, end, returns } = source()
      const { ask } = await serve(way, { stream, headers })
      const response = await ask()
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
      const reader = (response.body as ReadableStream<Uint8Array>).getReader()
      for (const piece of ['data: one\n\n', 'data: zwei \u00fc\n\n']) {
        give(piece)
        expect(await read(reader)).toBe(piece)
      }
      end()
      expect((await reader.read()).done).toBe(true)
      // It had ended by itself.
      expect(returns()).toBe(0)
    })

    it('tells its source at once when the reader leaves, though the next piece is still waited for', async () => {
      const { stream, give, left, returns } = source()
      const { ask, open, failures } = await serve(way, { stream, headers })
      const giveUp = new AbortController()
      const response = await ask({ signal: giveUp.signal })
      const reader = (response.body as ReadableStream<Uint8Array>).getReader()
      give('first')
      expect(await read(reader)).toBe('first')
      giveUp.abort(new Error('enough'))
      await expect(reader.read()).rejects.toThrow('enough')
      await left
      expect([returns(), open(), failures]).toEqual([1, 0, []])
    })

    it('tells its source when the reader reads no more', async () => {
      const { stream, give, left } = source()
      const { ask } = await serve(way, { stream, headers })
      const response = await ask()
      give('first')
      await response.body?.cancel()
      await left
    })

    it('ends when the server closes', async () => {
      const { stream, give, left } = source()
      const { ask, close } = await serve(way, { stream, headers })
      const response = await ask()
      const reader = (response.body as ReadableStream<Uint8Array>).getReader()
      give('first')
      expect(await read(reader)).toBe('first')
      const ended = reader.read().catch((error: unknown) => error)
      await close()
      await left
      expect(await ended).toBeInstanceOf(TypeError)
    })

    it('asks for no more than the reader takes', async () => {
      const piece = 'x'.repeat(65_536)
      let made = 0
      const left = withResolvers()
      async function* endless() {
        try {
          for (;;) {
            made++
            yield piece
          }
        } finally {
          left.resolve()
        }
      }
      const { ask } = await serve(way, { stream: endless(), headers })
      const response = await ask()
      const reader = (response.body as ReadableStream<Uint8Array>).getReader()
      await reader.read()
      // Whatever buffers there are between the two, they are full at some time, and then nothing is made any more.
      for (let [before, turns] = [-1, 0]; turns < 100; turns = before === made ? turns + 1 : 0) {
        before = made
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(made).toBeLessThan(500)
      await reader.cancel()
      await left.promise
    })

    it('breaks off and says why when its source fails, so that nobody takes it for the whole', async () => {
      async function* broken() {
        yield 'first'
        throw new Error('the well is dry')
      }
      const { ask, failures } = await serve(way, { stream: broken(), headers })
      const response = await ask()
      await expect(response.text()).rejects.toThrow(TypeError)
      expect(failures).toEqual([new Error('the well is dry')])
    })
  })

  describe(`an answer that waits, ${way}`, () => {
    it('comes after its time', async () => {
      const { ask } = await serve(way, { text: 'late', delay: 5 })
      expect(await (await ask()).text()).toBe('late')
    })

    it('is given up with its timer when the caller leaves', async () => {
      const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
      const server = await serve(way, { text: 'late', delay: 600_000 })
      const giveUp = new AbortController()
      const asked = server.ask({ method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' }, signal: giveUp.signal })
      const before = await settled(() => (server.open() === 1 ? timers() : undefined))
      giveUp.abort(new Error('enough'))
      await expect(asked).rejects.toThrow('enough')
      await settled(() => (server.open() === 0 ? true : undefined))
      expect(timers()).toBeLessThan(before)
    })
  })
}

describe('fetch in this process', () => {
  it('leaves nothing behind on the signal of a call that is over, whether its answer is read or not', async () => {
    const app = fastify()
    onTestFinished(() => app.close())
    app.post('/', async () => 'answer')
    const local = new LocalFetch((options) => app.inject(options))
    const request = new Request('http://localhost/', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } })
    const before = getEventListeners(request.signal, 'abort').length
    const response = await local.fetch(request)
    expect(getEventListeners(request.signal, 'abort')).toHaveLength(before)
    expect(await response.text()).toBe('answer')
  })

  it('passes on what a request is, and what an answer is', async () => {
    const app = fastify()
    onTestFinished(() => app.close())
    app.route({
      method: ['GET', 'POST', 'HEAD', 'DELETE'],
      url: '/*',
      handler: (request, reply) =>
        reply
          .code(request.method === 'DELETE' ? 204 : 200)
          .header('set-cookie', ['a=1', 'b=2'])
          .send(
            request.method === 'DELETE'
              ? undefined
              : { method: request.method, url: request.url, body: request.body, length: request.headers['content-length'] },
          ),
    })
    const local = new LocalFetch((options) => app.inject(options))
    const post = await local.fetch(
      new Request('http://x/a%20b?c=d', { method: 'POST', body: '{"e":"\u00fc"}', headers: { 'content-type': 'application/json' } }),
    )
    expect(await post.json()).toEqual({ method: 'POST', url: '/a%20b?c=d', body: { e: '\u00fc' }, length: '10' })
    expect(post.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const bodiless = [
      await local.fetch(new Request('http://x/', { method: 'DELETE' })),
      await local.fetch(new Request('http://x/', { method: 'HEAD' })),
    ]
    expect(bodiless.map(({ status, body }) => [status, body])).toEqual([
      [204, null],
      [200, null],
    ])
  })
})

/** Until there is something to tell, turn by turn of the event loop. */
async function settled<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => setImmediate(resolve))
  }
}
