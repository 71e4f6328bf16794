import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { dataOf } from '../../src/control/remote/events.ts'
import { connect } from '../../src/index.ts'
import { client } from '../journeys/client.ts'

const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A server of someone else's; its address. */
async function stranger(status: number, contentType: string, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status, { 'content-type': contentType }).end(body))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('control from elsewhere', () => {
  it('says that nobody is there', async () => {
    const address = await stranger(200, 'text/plain', '')
    await new Promise((resolve) => servers.pop()?.close(resolve))
    await expect(connect(address).clock.get()).rejects.toMatchObject({
      name: 'ControlError',
      code: 'unreachable',
      status: 0,
      message: expect.stringMatching(/^No Standin answers at http:\/\/127\.0\.0\.1:\d+\/__standin\/clock \(ECONNREFUSED\)\. Start one/),
    })
    expect(() => connect('localhost')).toThrow(/"localhost" is no address; expected one like http:\/\/127\.0\.0\.1:4010/)
  })

  it.each([
    [404, 'text/html', '<h1>Not Found</h1>'],
    [404, 'application/json', '{"error": "nothing here"}'],
    [502, 'application/json', 'null'],
    [200, 'text/html', '<h1>Welcome</h1>'],
  ] as const)('says that someone else is there, who answers %s %s', async (status, contentType, body) => {
    const control = connect(await stranger(status, contentType, body))
    const verbs = [
      () => control.clock.get(),
      () => control.worlds.create('a'),
      () => control.table('members'),
      () => control.state(),
      () => control.events()[Symbol.asyncIterator]().next(),
    ]
    for (const verb of verbs) {
      await expect(verb()).rejects.toMatchObject({ name: 'ControlError', code: 'not_standin', status })
    }
  })

  it('shows the token it was given', async () => {
    const { mock } = await client('over a socket', { controlToken: 'the token' })
    await expect(connect(mock.url).health()).rejects.toMatchObject({ code: 'authentication_required', status: 401 })
    await expect(connect(mock.url, { token: 'another' }).health()).rejects.toMatchObject({ status: 401 })
    const control = connect(mock.url, { token: 'the token' })
    expect((await control.health()).status).toBe('ok')
    const events = control.events()[Symbol.asyncIterator]()
    const first = events.next()
    await until(() => mock.registry.at('default').watcher !== undefined)
    await mock.worlds.create('a')
    expect((await first).value).toEqual({ type: 'world', world: 'a', change: 'made' })
    const second = events.next()
    await events.return?.()
    expect(await second).toEqual({ done: true, value: undefined })
    await until(() => mock.registry.at('default').watcher === undefined)
  })

  it('takes an address with slashes at its end, and that of a world', async () => {
    const { mock } = await client('over a socket')
    expect(connect(`${mock.url}//`).url).toBe(mock.url)
    const made = await connect(mock.url).worlds.create('a')
    const a = connect(`${made.url}/`)
    expect([a.name, a.url]).toEqual(['a', made.url])
    await a.clock.advance('1d')
    expect((await mock.world('a').clock.get()).now).toBe('2025-12-23T15:30:00Z')
    // What is about the server is asked of the server, and other worlds by their own address.
    expect((await a.worlds.list()).map(({ name }) => name)).toEqual(['default', 'a'])
    expect((await a.world('default').clock.get()).now).toBe('2025-12-22T15:30:00Z')
    expect(a.world('b').url).toBe(`${mock.url}/__standin/worlds/b`)
  })

  it('says what does not fit, as the document has it', async () => {
    const { mock } = await client('over a socket')
    const refused = connect(mock.url).outbox.list({ limit: 0 })
    await expect(refused).rejects.toMatchObject({ code: 'validation_failed', message: expect.stringMatching(/query limit must be/) })
  })
})

/** Lets the event loop turn until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn()
}

describe('the text of events', () => {
  const event = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), data: fc.jsonValue() })

  it('is read the same however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        async (events, cuts) => {
          const text = events.map(({ name, data }, index) => `event: ${name}\nid: ${index + 1}\ndata: ${JSON.stringify(data)}\n\n`).join('')
          const bytes = new TextEncoder().encode(`: listening\n\n${text}`)
          const pieces = async function* () {
            for (let start = 0, index = 0; start < bytes.length; index++) {
              const end = start + (cuts[index % cuts.length] as number)
              yield bytes.subarray(start, end)
              start = end
            }
          }
          const read: unknown[] = []
          for await (const data of dataOf(pieces())) read.push(JSON.parse(data))
          expect(read).toEqual(events.map(({ data }) => JSON.parse(JSON.stringify(data))))
        },
      ),
      { numRuns: 300 },
    )
  })
})
