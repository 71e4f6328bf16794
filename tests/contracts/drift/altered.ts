import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'

/** An answer on its way; what a test changes is what the client gets. `undefined` in `status` breaks the connection. */
export interface Passing {
  readonly method: string
  readonly path: string
  readonly sent: string
  status: number | undefined
  headers: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: a test changes whatever the API answered
  body: any
}

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A service that answers like the mock, but for what a test alters. */
export async function altered(alter: (passing: Passing) => void = () => {}): Promise<{ readonly mock: Mock; readonly url: string }> {
  const mock = await createMock({ seed: 99, auth: 'strict' })
  const server = createServer(async (request, response) => {
    const sent = await textOf(request)
    const { method = 'GET', url = '/' } = request
    const answer = await mock.fetch(url, {
      method,
      headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        /^(?:authorization|content-type|accept)$/.test(name) ? [[name, String(value)]] : [],
      ),
      ...(sent !== '' && { body: sent }),
    })
    const text = await answer.text()
    const passing: Passing = {
      method,
      path: url,
      sent,
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? '', 'x-request-id': answer.headers.get('x-request-id') ?? '' },
      body: text === '' ? undefined : JSON.parse(text),
    }
    alter(passing)
    if (passing.status === undefined) return void request.socket.destroy()
    const headers = Object.entries(passing.headers).filter(([, value]) => value !== '')
    response.writeHead(passing.status, Object.fromEntries(headers))
    response.end(passing.body === undefined ? undefined : JSON.stringify(passing.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    return Promise.all([mock.close(), new Promise((resolve) => server.close(resolve))])
  })
  return { mock, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}
