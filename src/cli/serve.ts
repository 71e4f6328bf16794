import { isLoopback } from '../control/index.ts'
import { type ClockSetting, createSecret } from '../kernel/index.ts'
import { createMock, type Mock } from '../mock.ts'
import { banner, startLine } from './banner.ts'
import { exitCode } from './exit.ts'

export interface ServeFlags {
  readonly port: number
  readonly host: string
  readonly scenario?: string
  readonly fixtures?: readonly string[]
  readonly randomSeed?: number
  readonly clock?: ClockSetting
  readonly auth?: 'lenient' | 'strict'
  readonly assume?: Readonly<Record<string, string>>
  readonly worlds?: 'open' | 'strict'
  readonly worldsLimit?: number
  /** MiB. */
  readonly worldsMemory?: number
  /** Milliseconds. */
  readonly worldsIdle?: number
  readonly delay?: { readonly min: number; readonly max: number }
  readonly publicUrl?: string
  readonly controlToken?: string
  readonly json?: boolean
}

/** `standin serve`: runs until it is interrupted. */
export async function serve(document: string | undefined, flags: ServeFlags): Promise<void> {
  const controlToken = isLoopback(flags.host) ? flags.controlToken : (flags.controlToken ?? createSecret())
  const mock = await createMock({
    document,
    scenario: flags.scenario,
    fixtures: flags.fixtures,
    seed: flags.randomSeed,
    clock: flags.clock,
    auth: flags.auth,
    assumptions: flags.assume,
    worlds: flags.worlds,
    worldsLimit: flags.worldsLimit,
    worldsMemory: flags.worldsMemory === undefined ? undefined : flags.worldsMemory * 1_048_576,
    worldsIdle: flags.worldsIdle,
    delay: flags.delay,
    publicUrl: flags.publicUrl,
    controlToken,
  })
  const url = await listen(mock, flags)
  if (url === undefined) return
  process.stdout.write(flags.json === true ? `${startLine(mock, url, controlToken)}\n` : banner(mock, url, controlToken))
  process.exitCode = await interrupted()
  await mock.close()
}

async function listen(mock: Mock, { port, host }: ServeFlags): Promise<string | undefined> {
  try {
    return await mock.listen(port, host)
  } catch (error) {
    await mock.close()
    process.exitCode = exitCode.couldNotListen
    console.error(`Could not listen on ${host} port ${port}: ${reason(error)}`)
    return undefined
  }
}

function reason(error: unknown): string {
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

/** The exit code, once someone asks to stop. */
function interrupted(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(exitCode.interrupted))
    process.once('SIGTERM', () => resolve(exitCode.ok))
  })
}
