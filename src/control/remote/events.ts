import type { ControlEvent } from '../verbs.ts'
import { fromWire } from '../wire.ts'
import { addressOf, ask, type Remote, stranger } from './http.ts'

interface Options {
  readonly world?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** The server's events as they come. The connection is closed as soon as the reader leaves, whether or not he waits for one. */
export function remoteEvents(remote: Remote, { world, signal }: Options): AsyncIterable<ControlEvent> {
  return {
    [Symbol.asyncIterator]() {
      const leaving = new AbortController()
      const source = receive(remote, world, signal === undefined ? leaving.signal : AbortSignal.any([leaving.signal, signal]))
      return {
        next: () => source.next(),
        async return() {
          leaving.abort()
          source.return(undefined).catch(() => undefined)
          return { done: true, value: undefined }
        },
      }
    },
  }
}

/** A connection on which nothing was said for minutes is opened again. */
async function* receive(remote: Remote, world: string | undefined, signal: AbortSignal): AsyncGenerator<ControlEvent, undefined> {
  const base = world === undefined ? remote.root : addressOf(remote, world)
  for (;;) {
    try {
      const response = await ask(remote, base, 'GET', '/events', { accept: 'text/event-stream', signal })
      const { body, headers } = response
      if (body === null || headers.get('content-type') !== 'text/event-stream') throw stranger(response)
      for await (const data of dataOf(body)) yield fromWire<ControlEvent>(JSON.parse(data))
      return
    } catch (thrown) {
      if (signal.aborted) return
      const { code } = ((thrown as Error).cause ?? {}) as NodeJS.ErrnoException
      // The mock was closed, which ends events in its own process too.
      if (code === 'UND_ERR_SOCKET') return
      // Node gives a body up after five minutes without a byte.
      if (code !== 'UND_ERR_BODY_TIMEOUT') throw thrown
    }
  }
}

/** The data of each event of a stream (WHATWG HTML §9.2.6), however it is cut into pieces. */
export async function* dataOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  let data: string[] = []
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() as string
    for (const line of lines) {
      if (line.startsWith('data: ')) data.push(line.slice(6))
      if (line !== '') continue
      if (data.length > 0) yield data.join('\n')
      data = []
    }
  }
}
