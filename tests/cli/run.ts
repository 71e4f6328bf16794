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
export interface Running {
  readonly url: string
  readonly out: () => string
  /** What it prints from its start or from the end of the last match on, as soon as that matches. */
  readonly prints: (pattern: RegExp) => Promise<string>
  readonly stop: (signal?: NodeJS.Signals) => Promise<Finished>
}

export async function start(args: readonly string[], options: RunOptions = {}): Promise<Running> {
  const child = launch(args, options)
  const end = finished(child)
  let out = ''
  let seen = 0
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
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(out.slice(seen))
          if (found === null) return
          child.stdout?.off('data', look)
          const text = out.slice(seen, seen + found.index + found[0].length)
          seen += text.length
          resolve(text)
        }
        child.stdout?.on('data', look)
        end.then(({ code, err }) => reject(new Error(`ended with ${code} before it printed ${pattern}: ${err}`)), reject)
        look()
      }),
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
