import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Mock } from '../../../src/index.ts'
import type { Provider } from '../provider/app.ts'

const require = createRequire(import.meta.url)
const verifier = join(dirname(require.resolve('@pact-foundation/pact-cli/package.json')), 'bin', 'pact-verifier.js')

export interface Held {
  /** `OK` or what it was, with the description, in alphabetical order. */
  readonly results: readonly string[]
  readonly errors: readonly string[]
}

type Params = Record<string, string>
type SetUp = (state: string, params: Params) => Promise<Params>

/** The Rust verifier's word on a pact, as a mock answers it. */
export function hold(mock: Mock, pact: string): Promise<Held> {
  const setUp: SetUp = async (state, params) => {
    await mock.scenario(state, params)
    return params
  }
  return verify(mock.url, pact, setUp, async () => {}, [])
}

/** The same for a real service: states come about by calls of its API, with addresses of their own, and are undone. */
export async function holdProvider({ url, token, organization }: Provider, pact: string): Promise<Held> {
  const users = `${url}/v1/organizations/${organization}/users`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  let count = 0
  const setUp: SetUp = async (state) => {
    const email = `held-${++count}@example.com`
    if (state !== 'pending') return { organization_id: organization, email }
    const response = await fetch(`${users}/invite/v2`, { method: 'POST', headers, body: JSON.stringify({ email, send_invitation: false }) })
    return { organization_id: organization, email, user_id: ((await response.json()) as { id: string }).id }
  }
  const tearDown = async () => {
    const listed = await fetch(users, { method: 'POST', headers, body: JSON.stringify({ take: 100, search_term: 'held-' }) })
    for (const { user_id: id } of ((await listed.json()) as { users: { user_id: string }[] }).users) {
      await fetch(`${users}/${id}`, { method: 'DELETE', headers, body: JSON.stringify({ confirm: true }) })
    }
  }
  return verify(url, pact, setUp, tearDown, ['--header', `authorization=Bearer ${token}`])
}

async function verify(url: string, pact: string, setUp: SetUp, tearDown: () => Promise<void>, more: readonly string[]): Promise<Held> {
  const folder = await mkdtemp(join(tmpdir(), 'standin-'))
  const states = createServer(async (request, response) => {
    const { state, params = {}, action } = JSON.parse(await textOf(request)) as { state: string; params?: Params; action: string }
    try {
      // Without it the verifier does not look at what the state gives.
      response.setHeader('content-type', 'application/json')
      if (action === 'setup') response.end(JSON.stringify(await setUp(state, params)))
      else await tearDown().then(() => response.end('{}'))
    } catch (error) {
      response.writeHead(400).end((error as Error).message)
    }
  })
  await new Promise<void>((resolve) => states.listen(0, '127.0.0.1', resolve))
  try {
    const [file, found] = [join(folder, 'pact.json'), join(folder, 'found.json')]
    await writeFile(file, pact)
    const flags = ['-f', file, '--hostname', '127.0.0.1', '--port', new URL(url).port, '--transport', 'http', '--json', found]
    const stateUrl = `http://127.0.0.1:${(states.address() as AddressInfo).port}/`
    const stateFlags = ['--state-change-url', stateUrl, '--state-change-teardown', '--no-colour', '--loglevel', 'none']
    await promisify(execFile)(process.execPath, [verifier, ...flags, ...stateFlags, ...more], {
      env: { PATH: process.env.PATH, PACT_DO_NOT_TRACK: 'true' },
    }).catch((error: { code?: number }) => {
      if (error.code !== 1) throw error
    })
    const report = JSON.parse(await readFile(found, 'utf8')) as {
      interactionResults: readonly { description: string; result: string }[]
      errors: readonly unknown[]
    }
    return {
      results: report.interactionResults.map(({ description, result }) => `${result} ${description}`).sort(),
      errors: report.errors.map((error) => JSON.stringify(error)),
    }
  } finally {
    states.closeAllConnections()
    states.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}
