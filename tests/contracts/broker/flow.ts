import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrokerAccess } from '../../../src/contracts/broker/environment.ts'
import { type BrokerVerification, type Report, verifyFromBroker } from '../../../src/contracts/index.ts'
import { startBroker } from './stand-in.ts'

export const token = 'tok-that-must-not-be-seen'

/** The broker under test: the real one that PACT_BROKER_BASE_URL names, or the stand-in. */
export async function openBroker(): Promise<{ access: BrokerAccess; calls: readonly string[] | undefined; close(): Promise<void> }> {
  const { PACT_BROKER_BASE_URL: url, PACT_BROKER_TOKEN, PACT_BROKER_USERNAME: username, PACT_BROKER_PASSWORD: password } = process.env
  if (url !== undefined && url !== '')
    return { access: { url, token: PACT_BROKER_TOKEN, username, password }, calls: undefined, close: async () => {} }
  const { url: local, calls, close } = await startBroker(token)
  return { access: { url: local, token }, calls, close }
}

/** A provider on a socket of its own that answers one body, which a test may change. */
export async function startProvider(first: unknown) {
  let body = first
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    port: (server.address() as AddressInfo).port,
    answers: (next: unknown) => {
      body = next
    },
    close,
  }
}

/** A folder for pacts and reports, gone afterwards. */
export function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'standin-broker-'))
  return {
    folder,
    /** Writes a pact that expects this body, alone in a folder. */
    pact(name: string, consumer: string, provider: string, content: unknown): string {
      const interaction = {
        type: 'Synchronous/HTTP',
        key: 'user',
        description: 'a user',
        pending: false,
        request: { method: 'GET', path: '/users/1' },
        response: { status: 200, body: { contentType: 'application/json', encoded: false, content } },
      }
      const metadata = { pactSpecification: { version: '4.0' } }
      mkdirSync(join(folder, name))
      writeFileSync(
        join(folder, name, 'pact.json'),
        JSON.stringify({ consumer: { name: consumer }, provider: { name: provider }, interactions: [interaction], metadata }),
      )
      return join(folder, name)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Holds a provider that knows no states to what the broker selects, by the real verifier. */
export async function verifyAt(access: BrokerAccess, port: number, asked: BrokerVerification): Promise<Report> {
  const states = {
    mailing: [],
    knows: () => true,
    unreachable: () => undefined,
    setUp: async () => ({}),
    tearDown: async () => [],
    target: async () => ({ url: `http://127.0.0.1:${port}`, token: undefined }),
    saw: () => {},
  }
  const told = { states, provider: 'the provider', mayMail: true, env: process.env, version: '1.2.3' }
  return (await verifyFromBroker({ ...told, access, asked })).report
}
