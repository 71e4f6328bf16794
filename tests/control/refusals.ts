import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { type Explanation, explainExchange } from '../../src/control/index.ts'
import type { Problem, Request, Response } from '../../src/engine/index.ts'
import type { Mock } from '../../src/index.ts'
import type { Exchange } from '../../src/world/index.ts'
import type { Call, Way } from '../backends/rows/error.ts'
import { type Answer, type Client, client, pass } from '../journeys/client.ts'

export type Recorded = Exchange<Request, Response>

/** A refusal that was met over a socket. */
export interface Met {
  readonly api: Client
  readonly answer: Answer
  readonly exchange: Recorded
  readonly explanation: Explanation
}

/** Makes the calls of a way, the last of which is refused. */
export async function meet({ options, calls }: Way): Promise<Met> {
  const api = await client('over a socket', options)
  let answer: Answer | undefined
  for (const call of calls) {
    if (call.after !== undefined) pass(api.mock, call.after)
    answer = await make(api, call, answer)
  }
  return { api, answer: answer as Answer, exchange: newest(api.mock), explanation: explain(api.mock) }
}

/** `<link>` in a call stands for the key of the link that was answered before. */
export function make(api: Client, call: Call, before?: Answer): Promise<Answer> {
  const link = String(before?.body?.invitation_link ?? '')
  const {
    method = 'POST',
    path,
    ...rest
  } = JSON.parse(JSON.stringify(call).replace('<link>', link.slice(link.lastIndexOf('/') + 1))) as Call
  return api.call(method, path, rest)
}

export function newest(mock: Mock, world = 'default'): Recorded {
  return mock.registry.at(world).journal.newestFirst().next().value as Recorded
}

/** The explanation of the newest exchange. */
export function explain(mock: Mock, world = 'default'): Explanation {
  const explanation = explainExchange(mock.engine, mock.registry.at(world), newest(mock, world))
  if (explanation === undefined) throw new Error('Nothing was refused')
  return explanation
}

export function problemOf(exchange: Recorded): Problem | undefined {
  return exchange.problem as Problem | undefined
}

/** The status that a command gets when it is pasted into a shell, which may know some variables. */
export async function run(command: string, variables: Readonly<Record<string, string>> = {}): Promise<number> {
  const env = { PATH: process.env.PATH, ...variables }
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -s -o /dev/null -w '%{http_code}'`], { env })
  return Number(stdout)
}

const lines = new Map<string, readonly string[]>()

/** A line of a file, and what stands indented below it. */
export function blockAt({ file, line }: { readonly file: string; readonly line: number }): {
  readonly line: string
  readonly block: string
} {
  const all = lines.get(file) ?? readFileSync(file, 'utf8').split('\n')
  lines.set(file, all)
  const first = all[line - 1] ?? ''
  const indent = first.search(/\S/)
  const end = all.findIndex((text, index) => index >= line && text.trim() !== '' && text.search(/\S/) <= indent)
  return { line: first, block: all.slice(line - 1, end === -1 ? undefined : end).join('\n') }
}
