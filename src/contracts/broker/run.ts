import { spawn } from 'node:child_process'
import { pactProgram } from './binary.ts'
import { type BrokerAccess, type Environment, pactEnvironment } from './environment.ts'

/** What a run of the program came to. */
export interface Ran {
  /** The exit code; undefined when a signal ended it. */
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** What the child gets of the environment once it is cleaned; the caller's own. */
  readonly env: Environment
  readonly broker?: BrokerAccess | undefined
  readonly signal?: AbortSignal | undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const colours = /\u001b\[[0-9;]*m/g

/** Runs `pact` in a child process with a clean environment. What it wrote comes back without colours and without the broker's secrets. */
export async function runPact(args: readonly string[], { env, broker, signal }: RunOptions): Promise<Ran> {
  const child = spawn(pactProgram(), args, {
    env: pactEnvironment(env, broker),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  const code = await new Promise<number | undefined>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status ?? undefined))
  })
  const text = (chunks: readonly Buffer[]) => withoutSecrets(Buffer.concat(chunks).toString('utf8').replace(colours, ''), broker)
  return { code, stdout: text(out), stderr: text(err) }
}

/** Takes token, password and what an address carries before its host out of a text. */
export function withoutSecrets(text: string, broker: BrokerAccess | undefined): string {
  const secrets = [broker?.token, broker?.password].filter((secret) => secret !== undefined && secret !== '') as string[]
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return clean.replace(/(\bhttps?:\/\/)[^/\s@]+@/g, '$1***@')
}
