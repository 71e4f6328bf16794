import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSecret, isObject, jsonOf, jsonOrText } from '../../kernel/index.ts'
import type { StateKeeper } from '../states/catalogue.ts'
import { type Given, interactionHeader } from './pact-files.ts'

/** What went through the gate, without secrets. */
export interface Passed {
  readonly interaction: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly requestBody: unknown
  readonly responseBody: unknown
}

/** Stands between the verifier and the provider: brings about states, gives requests their credential, and keeps mails from being sent. */
export interface Gate {
  readonly port: number
  /** Where the verifier asks for states; nobody else knows its path. */
  readonly stateUrl: string
  readonly passed: readonly Passed[]
  /** StateKeeper that failed, one sentence each, in order. */
  readonly failures: readonly string[]
  /** What tear-down could not undo. */
  readonly left: readonly string[]
  /** How many invitations were kept from being mailed. */
  withheld(): number
  close(): Promise<void>
}

export interface GateOptions {
  readonly states: StateKeeper
  readonly interaction: (id: string) => Given | undefined
  readonly mayMail: boolean
}

export async function openGate({ states, interaction, mayMail }: GateOptions): Promise<Gate> {
  const secret = `/_state_${createSecret()}`
  const passed: Passed[] = []
  const failures: string[] = []
  const left: string[] = []
  let withheld = 0

  const changeState = async (text: string, response: ServerResponse) => {
    const asked = JSON.parse(text) as {
      readonly state?: string
      readonly action?: string
      readonly params?: Readonly<Record<string, unknown>>
    }
    const { state = '', action = 'setup', params = {} } = asked
    if (action === 'teardown') {
      left.push(...(await states.tearDown()))
      return answer(response, 200, {})
    }
    // An interaction without a state of its own is still one that begins anew.
    if (state === '') return answer(response, 200, await states.setUp('default', {}))
    answer(response, 200, await states.setUp(state, params))
  }

  const forward = async (request: IncomingMessage, body: Buffer, response: ServerResponse) => {
    const id = String(request.headers[interactionHeader] ?? '')
    const given = interaction(id)
    const { url, token } = await states.target()
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined && !unsent.has(name)) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    }
    // A credential that is meant to be refused stays as the pact has it.
    if (token !== undefined && given?.status !== 401) {
      if (headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
      if (headers.has('x-api-key')) headers.set('x-api-key', token)
    }
    const path = request.url ?? '/'
    const method = request.method ?? 'GET'
    let sent: string | undefined = body.length === 0 ? undefined : body.toString('utf8')
    if (!mayMail && method === 'POST' && /\/users\/invite\/v2(?:\?|$)/.test(path)) {
      const value = jsonOf(sent ?? '')
      if (isObject(value) && value.send_invitation !== false) {
        withheld++
        sent = JSON.stringify({ ...value, send_invitation: false })
      }
    }
    const got = await fetch(url + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...(sent === undefined ? {} : { body: sent }),
    })
    const bytes = Buffer.from(await got.arrayBuffer())
    const [requestBody, responseBody] = [jsonOrText(sent ?? ''), jsonOrText(bytes.toString('utf8'))]
    states.saw(method, path.replace(/\?.*/s, ''), got.status, responseBody)
    passed.push({
      interaction: id,
      method,
      path: maskText(path),
      status: got.status,
      requestBody: mask(requestBody),
      responseBody: mask(responseBody),
    })
    const answered = [...got.headers].filter(([name]) => !unanswered.has(name))
    response.writeHead(got.status, Object.fromEntries(answered)).end(bytes)
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const isState = request.url === secret
      const deed = isState ? changeState(body.toString('utf8'), response) : forward(request, body, response)
      deed.catch((error: Error) => {
        const reason = error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
        failures.push(isState ? `${stateOf(body)}: ${reason}` : `The provider could not be reached: ${reason}`)
        answer(response, isState ? 400 : 502, { error: reason })
      })
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    stateUrl: `http://127.0.0.1:${port}${secret}`,
    passed,
    failures,
    left,
    withheld: () => withheld,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      left.push(...(await states.tearDown()))
    },
  }
}

/** Of the connection, not of the message (RFC 9110 §7.6.1); lengths and encodings are made anew. */
const unsent = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'keep-alive',
  'expect',
  interactionHeader,
])
const unanswered = new Set(['connection', 'content-length', 'transfer-encoding', 'content-encoding', 'keep-alive'])

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function stateOf(body: Buffer): string {
  const value = jsonOf(body.toString('utf8'))
  return isObject(value) ? `The state ${JSON.stringify(value.state)}` : 'A state'
}

function mask(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value)
  if (Array.isArray(value)) return value.map(mask)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, /token|password|secret|key$/i.test(key) ? '***' : mask(part)]))
}

function maskText(text: string): string {
  return text.replaceAll(/[^\s"@/]+(?:@|%40)[^\s"@/]+/gi, '***@***').replaceAll(/invkey_\w+/g, 'invkey_***')
}
