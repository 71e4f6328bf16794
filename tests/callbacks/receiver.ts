import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** Resolves when so many requests are there. */
  holds(count: number): Promise<readonly Received[]>
}

/** A real HTTP server on a free port, closed when the test ends. `answer` says the status and the body of each answer by its number from 0. */
export async function openReceiver(answer: (index: number) => readonly [status: number, body?: string] = () => [204]): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      received.push({ method, url, headers, text: Buffer.concat(chunks).toString('utf8') })
      const [status, body] = answer(received.length - 1)
      response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' }).end(body)
      for (const look of waiting) look()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    holds: (count) =>
      new Promise((resolve) => {
        const look = () => received.length >= count && resolve(received)
        waiting.add(look)
        look()
      }),
  }
}
