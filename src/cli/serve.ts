import type { Command } from 'commander'
import { createSecret, isLoopback } from '../kernel/index.ts'
import { parseSmtpUrl } from '../mail/index.ts'
import { createMock, type Mock } from '../mock.ts'
import { banner, startLine } from './banner.ts'
import type { DocumentFlags } from './document.ts'
import { exitCode } from './exit.ts'
import { interrupted } from './interrupt.ts'
import { reloadOnSave, type StartFlags, toSettings } from './reload.ts'
import type { FileWatch } from './watch.ts'

export interface ServeFlags extends StartFlags, DocumentFlags {
  readonly port: number
  readonly host: string
  readonly backend?: string
  readonly worlds?: 'open' | 'strict'
  readonly worldsLimit?: number
  /** MiB. */
  readonly worldsMemory?: number
  /** Milliseconds. */
  readonly worldsIdle?: number
  /** MiB. */
  readonly bodyLimit?: number
  readonly data?: string
  readonly dataSync?: boolean
  readonly publicUrl?: string
  readonly controlToken?: string
  readonly smtp?: string
  readonly callbacks?: 'loopback' | 'any'
  readonly stateful?: boolean
  readonly model?: string
  readonly watch?: boolean
  readonly json?: boolean
}

/** `standin serve`: runs until it is interrupted. */
export async function serve(document: string | undefined, flags: ServeFlags, command: Command): Promise<void> {
  const controlToken = isLoopback(flags.host) ? flags.controlToken : (flags.controlToken ?? createSecret())
  const mock = await createMock({
    document,
    allowRemote: flags.allowRemote,
    backend: flags.backend,
    ...toSettings(flags),
    worlds: flags.worlds,
    worldsLimit: flags.worldsLimit,
    worldsMemory: flags.worldsMemory === undefined ? undefined : flags.worldsMemory * 1_048_576,
    worldsIdle: flags.worldsIdle,
    bodyLimit: flags.bodyLimit === undefined ? undefined : flags.bodyLimit * 1_048_576,
    data: flags.data,
    dataSync: flags.dataSync,
    stateful: flags.stateful,
    model: flags.model,
    report: (line) => console.error(line),
    smtp: flags.smtp,
    callbacks: flags.callbacks,
    publicUrl: flags.publicUrl,
    warmUp: true,
    controlToken,
  })
  const url = await listen(mock, flags)
  if (url === undefined) return
  const watch = flags.watch === true ? await startWatching(mock, command, flags) : undefined
  process.stdout.write(
    flags.json === true ? `${startLine(mock, url, controlToken)}\n` : banner(mock, url, controlToken, rowsOf(flags, mock)),
  )
  process.exitCode = await interrupted()
  watch?.close()
  await mock.close()
}

/** What the banner says about flags that do something beside answering. */
function rowsOf({ host, smtp, callbacks, watch }: ServeFlags, { api }: Mock): [string, string][] {
  const rows: [string, string][] = []
  if (!isLoopback(host)) rows.push(['listens', `on ${host}: other machines reach it`])
  if (smtp !== undefined) rows.push(['mail', `delivered to ${parseSmtpUrl(smtp).name}`])
  if (api.callbacks.length > 0) {
    const sent =
      callbacks === undefined
        ? 'not sent: --callbacks loopback sends them'
        : `sent ${callbacks === 'any' ? 'wherever they go' : 'to receivers on this machine'}`
    rows.push(['callbacks', `${api.callbacks.length} declared, shown at /__standin/callbacks and ${sent}`])
  }
  if (api.webhooks.length > 0) rows.push(['webhooks', `${api.webhooks.length} declared, sent with POST /__standin/webhooks/{name}`])
  if (watch === true) rows.push(['watch', 'document, fixtures and config are read anew when they are saved'])
  return rows
}

async function startWatching(mock: Mock, command: Command, { json }: ServeFlags): Promise<FileWatch> {
  try {
    return reloadOnSave(mock, command, json === true)
  } catch (error) {
    await mock.close()
    throw error
  }
}

async function listen(mock: Mock, { port, host }: ServeFlags): Promise<string | undefined> {
  try {
    return await mock.listen(port, host)
  } catch (error) {
    await mock.close()
    process.exitCode = exitCode.couldNotListen
    console.error(`Could not listen on ${host} port ${port}: ${reasonOf(error)}`)
    return undefined
  }
}

/** Why nobody can listen there, and what to do. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EADDRINUSE':
      return 'another program listens there. Stop it, choose another port with --port, or let --port 0 find a free one.'
    case 'EACCES':
      return 'this user may not. Choose a port above 1023.'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address. Use 127.0.0.1, or 0.0.0.0 for all.'
    default:
      return message
  }
}
