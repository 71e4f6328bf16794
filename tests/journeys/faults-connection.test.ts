import http from 'node:http'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { acme, client, stateOf } from './client.ts'

const invitePath = `${acme}/users/invite/v2`
const body = JSON.stringify({ email: 'jane@example.com' })
const init = { method: 'POST', headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' }, body }
const removal = { ...init, method: 'DELETE', body: JSON.stringify({ confirm: true }) }
const memberPath = `${acme}/users/usr_member1`

const portOf = (mock: Mock) => Number(new URL(mock.url).port)

/** Everything that comes over one connection until it is gone, and how it went. */
async function listen(mock: Mock, ...requests: string[]): Promise<{ readonly text: string; readonly end: string }> {
  const socket = net.connect(portOf(mock), '127.0.0.1')
  const pieces: Buffer[] = []
  let end = 'closed'
  socket.on('data', (piece) => pieces.push(piece))
  socket.on('end', () => {
    end = 'ended'
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    end = String(error.code)
  })
  socket.write(requests.join(''))
  await new Promise((resolve) => socket.on('close', resolve))
  return { text: Buffer.concat(pieces).toString(), end }
}

const toText = (path: string, { method, headers, body }: typeof init) =>
  [
    `${method} ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...Object.entries(headers).map((pair) => pair.join(': ')),
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
const inviting = toText(invitePath, init)

/** What Node's own client sees. */
function viaNode(mock: Mock): Promise<{
  readonly status: number | undefined
  readonly text: string
  readonly isComplete: boolean
  readonly error: string | undefined
}> {
  const request = http.request({ port: portOf(mock), host: '127.0.0.1', path: invitePath, ...init, agent: false })
  let answer: http.IncomingMessage | undefined
  let text = ''
  let error: string | undefined
  const fail = ({ code }: NodeJS.ErrnoException) => {
    error = code
  }
  request.on('error', fail)
  request.on('response', (response) => {
    answer = response.on('error', fail).on('data', (piece) => {
      text += String(piece)
    })
  })
  request.end(body)
  return new Promise((resolve) => {
    const settle = () => resolve({ status: answer?.statusCode, text, isComplete: answer?.complete === true, error })
    request.on('response', (response) => response.on('close', settle))
    request.on('close', () => answer === undefined && settle())
  })
}

describe('a refused connection', () => {
  it('is closed before a byte, and nothing was played', async () => {
    const api = await client('over a socket')
    await api.mock.faults.add({ connection: 'refuse' })
    const before = await stateOf(api)
    expect(await listen(api.mock, inviting)).toEqual({ text: '', end: 'ended' })
    expect(await viaNode(api.mock)).toEqual({ status: undefined, text: '', isComplete: false, error: 'ECONNRESET' })
    await expect(fetch(api.mock.url + invitePath, init)).rejects.toThrow(TypeError)
    await expect(api.mock.fetch(invitePath, init)).rejects.toThrow(new TypeError('fetch failed'))
    expect(await stateOf(api)).toBe(before)
    const [last] = await api.mock.requests.list()
    expect([last?.status, last?.fault, last?.response.headers]).toEqual([0, expect.any(String), {}])
    expect(api.mock.registry.at('default').journal.size).toBe(4)
  })

  it('takes the answers with it that were to follow on the same connection', async () => {
    const { mock } = await client('over a socket')
    await mock.faults.add({ connection: 'refuse', every: 2 })
    const { text } = await listen(mock, inviting, inviting, inviting)
    expect(text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 201'])
  })
})

describe('a dropped connection', () => {
  it('breaks off in the middle of an answer that was played, so that a retry meets 409', async () => {
    const api = await client('over a socket')
    await api.mock.faults.add({ connection: 'drop', times: 1, operationId: 'inviteUserV2' })
    const { text, end } = await listen(api.mock, inviting)
    const [head = '', half = ''] = text.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 201 Created\r\n/)
    const length = Number(/content-length: (\d+)/.exec(head)?.[1])
    expect(half).toHaveLength(Math.floor(length / 2))
    expect(half).toMatch(/^\{"id":"usr_/)
    expect(end).toBe('ECONNRESET')
    expect((await api.call('POST', invitePath, { body: { email: 'jane@example.com' } })).status).toBe(409)
    expect(await api.mock.outbox.list()).toHaveLength(1)
    const [, first] = await api.mock.requests.list()
    expect([first?.status, first?.fault === null]).toEqual([201, false])
  })

  it('is seen by clients in the middle of the body', async () => {
    const { mock } = await client('over a socket')
    await mock.faults.add({ connection: 'drop' })
    expect(await viaNode(mock)).toMatchObject({ status: 201, isComplete: false, error: 'ECONNRESET' })
    for (const answer of [await fetch(mock.url + invitePath, init), await mock.fetch(invitePath, init)]) {
      expect(answer.status).toBe(409)
      await expect(answer.text()).rejects.toThrow(new TypeError('terminated'))
    }
  })

  it('breaks off in the middle of the headers where there is no body', async () => {
    const api = await client('over a socket')
    await api.mock.faults.add({ connection: 'drop', times: 1 })
    const { text, end } = await listen(api.mock, toText(memberPath, removal))
    expect(text).toMatch(/^HTTP\/1\.1 204 No Content\r\n/)
    expect(text).not.toContain('\r\n\r\n')
    expect(end).toBe('ECONNRESET')
    // Played all the same.
    expect((await api.call('DELETE', memberPath, { body: { confirm: true } })).status).toBe(404)
  })

  it('fails a call in this process where there is no body to fail', async () => {
    const { mock } = await client('in process')
    await mock.faults.add({ connection: 'drop' })
    await expect(mock.fetch(memberPath, removal)).rejects.toThrow(new TypeError('fetch failed'))
  })
})

describe('a truncated answer', () => {
  it('promises its whole length, sends half and ends cleanly', async () => {
    const { mock } = await client('over a socket')
    await mock.faults.add({ connection: 'truncate' })
    const { text, end } = await listen(mock, inviting)
    const [head = '', half = ''] = text.split('\r\n\r\n')
    const length = Number(/content-length: (\d+)/.exec(head)?.[1])
    expect(half).toHaveLength(Math.floor(length / 2))
    expect(end).toBe('ended')
    expect(await viaNode(mock)).toMatchObject({ status: 409, isComplete: false, error: 'ECONNRESET' })
    for (const answer of [await fetch(mock.url + invitePath, init), await mock.fetch(invitePath, init)]) {
      await expect(answer.text()).rejects.toThrow(new TypeError('terminated'))
    }
  })
})

describe('a call that times out', () => {
  it('is never answered nor played, until the caller gives up', async () => {
    const api = await client('over a socket')
    await api.mock.faults.add({ connection: 'timeout', times: 3 })
    const before = await stateOf(api)
    for (const ask of [fetch, api.mock.fetch]) {
      const giveUp = new AbortController()
      const asked = ask(new URL(invitePath, api.mock.url), { ...init, signal: giveUp.signal })
      // Answered on another connection meanwhile: it was not waiting for anything but the fault.
      expect((await api.call('GET', '/__standin/health')).status).toBe(200)
      giveUp.abort(new Error('too late'))
      await expect(asked).rejects.toThrow('too late')
    }
    expect(await stateOf(api)).toBe(before)
    expect((await api.mock.requests.list()).map(({ status }) => status)).toEqual([0, 0])
  })

  it('keeps nobody from closing: over a socket it ends, in this process it fails', async () => {
    const { mock } = await client('over a socket')
    await mock.faults.add({ connection: 'timeout' })
    const overSocket = listen(mock, inviting)
    const locally = mock.fetch(invitePath, init).catch((error: unknown) => error)
    // Both have come in.
    while (mock.registry.at('default').journal.size < 2) await mock.fetch('/__standin/health')
    await mock.close()
    expect((await overSocket).text).toBe('')
    const failed = await locally
    expect(failed).toBeInstanceOf(TypeError)
    expect(failed).toMatchObject({ message: 'fetch failed', cause: { message: 'The mock was closed' } })
  })
})

describe('a delayed answer', () => {
  it('is not waited for by whoever closes the mock', async () => {
    const { mock } = await client('over a socket')
    await mock.faults.add({ delayMs: 600_000 })
    const overSocket = listen(mock, inviting)
    const locally = mock.fetch(invitePath, init).catch((error: unknown) => error)
    while (mock.registry.at('default').journal.size < 2) await mock.fetch('/__standin/health')
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    await mock.close()
    expect((await overSocket).text).toBe('')
    expect(await locally).toBeInstanceOf(TypeError)
    expect(before - timers()).toBeGreaterThanOrEqual(2)
  })
})

describe('fetch in this process', () => {
  it('rejects with the reason of a signal that was aborted before', async () => {
    const { mock } = await client('in process')
    await expect(mock.fetch(invitePath, { ...init, signal: AbortSignal.abort(new Error('never mind')) })).rejects.toThrow('never mind')
    expect(mock.registry.at('default').journal.size).toBe(0)
  })
})
