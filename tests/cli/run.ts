import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** The built command line, run to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return finished(launch(args, options))
}

/** A running `standin serve`: what it printed until it was ready, and a way to stop it. */
export async function start(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ url: string; out: () => string; stop: (signal?: NodeJS.Signals) => Promise<Finished> }> {
  const child = launch(args, options)
  const end = finished(child)
  let out = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const found = /http:\/\/[\w.:[\]]+:\d+/.exec(out)
      if (found !== null && (/^ready$/m.test(out) || out.includes('}\n'))) resolve(found[0])
    })
    end.then(({ code, err }) => reject(new Error(`ended with ${code} before it was ready: ${err}`)), reject)
  })
  return {
    url,
    out: () => out,
    stop(signal = 'SIGINT') {
      child.kill(signal)
      return end
    },
  }
}

function launch(args: readonly string[], { env = {}, cwd = root }: RunOptions): ChildProcess {
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function finished(child: ChildProcess): Promise<Finished> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', '']
    child.stdout?.on('data', (chunk) => {
      out += chunk
    })
    child.stderr?.on('data', (chunk) => {
      err += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}
