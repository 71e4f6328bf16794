import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Mock } from '../../../src/index.ts'

const require = createRequire(import.meta.url)
const verifier = join(dirname(require.resolve('@pact-foundation/pact-cli/package.json')), 'bin', 'pact-verifier.js')

/** The Rust verifier's word on a pact, as a mock answers it: one line for each interaction that does not hold. */
export async function hold(mock: Mock, pact: string): Promise<{ readonly results: readonly string[]; readonly errors: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'standin-'))
  const states = createServer(async (request, response) => {
    const {
      state,
      params = {},
      action,
    } = JSON.parse(await textOf(request)) as { state: string; params?: Record<string, string>; action: string }
    try {
      if (action === 'setup') await mock.scenario(state, params)
      response.end(JSON.stringify(params))
    } catch (error) {
      response.writeHead(400).end((error as Error).message)
    }
  })
  await new Promise<void>((resolve) => states.listen(0, '127.0.0.1', resolve))
  try {
    const [file, found] = [join(folder, 'pact.json'), join(folder, 'found.json')]
    await writeFile(file, pact)
    const { port } = new URL(mock.url)
    const arguments_ = [
      '-f',
      file,
      '--hostname',
      '127.0.0.1',
      '--port',
      port,
      '--transport',
      'http',
      '--json',
      found,
      '--no-colour',
      '--loglevel',
      'none',
    ]
    const stateUrl = `http://127.0.0.1:${(states.address() as AddressInfo).port}/`
    await promisify(execFile)(process.execPath, [verifier, ...arguments_, '--state-change-url', stateUrl, '--state-change-teardown'], {
      env: { PATH: process.env.PATH, PACT_DO_NOT_TRACK: 'true' },
    }).catch((error: { code?: number; stderr?: string }) => {
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
