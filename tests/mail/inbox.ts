import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly to: readonly string[]
  readonly from: string
  readonly raw: string
}

export interface Inbox {
  readonly url: string
  readonly received: readonly Received[]
  /** Resolves when so many mails are there. */
  holds(count: number): Promise<readonly Received[]>
}

/** A real SMTP server on a free port, closed when the test ends. */
export async function openInbox(options: SMTPServerOptions = {}): Promise<Inbox> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const raw = Buffer.concat(chunks).toString('utf8')
        received.push({ to: rcptTo.map(({ address }) => address), from: mailFrom === false ? '' : mailFrom.address, raw })
        for (const look of waiting) look()
        done()
      })
    },
  })
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `${options.secure === true ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    received,
    holds: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length >= count) resolve(received)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Something to wait for that a callback says. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
