import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSecret, isObject, jsonOf, jsonOrText } from '../../kernel/index.ts'
import type { Mailing, StateKeeper } from '../states/catalogue.ts'
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

/** A state that could not be brought about, or a provider that did not answer. */
export interface Failure {
  /** Undefined where the verifier did not say which it was for. */
  readonly interaction: string | undefined
  /** One sentence. */
  readonly message: string
}

/** Stands between the verifier and the provider: brings about states, gives requests their credential, and keeps mails from being sent. */
export interface Gate {
  readonly port: number
  /** Where the verifier asks for states; nobody else knows its path. */
  readonly stateUrl: string
  readonly passed: readonly Passed[]
  /** What went wrong before an answer came, in order. */
  readonly failures: readonly Failure[]
  /** What tear-down could not undo. */
  readonly left: readonly string[]
  /** How many requests had their mail flag set to false. */
  withheld(): number
  /** Waits for what is under way, so that nothing is made after it was undone. */
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
  const failures: Failure[] = []
  const deeds = new Set<Promise<void>>()
  const left: string[] = []
  let withheld = 0

  const changeState = async (text: string, response: ServerResponse) => {
    const { state, action, params } = askedOf(text)
    if (action === 'teardown') {
      left.push(...(await states.tearDown()))
      return answer(response, 200, {})
    }
    answer(response, 200, await states.setUp(state, params))
  }

  const forward = async (request: IncomingMessage, body: Buffer, response: ServerResponse) => {
    const id = header(request, interactionHeader) ?? ''
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
    let sent: Uint8Array<ArrayBuffer> | string | undefined = body.length === 0 ? undefined : new Uint8Array(body)
    const flag = mayMail ? undefined : mailingOf(states, method, path)?.flag
    if (flag !== undefined) {
      const value = jsonOf(body.toString('utf8'))
      if (isObject(value) && value[flag] !== false) {
        withheld++
        sent = JSON.stringify({ ...value, [flag]: false })
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
    const [requestBody, responseBody] = [
      jsonOrText(typeof sent === 'string' ? sent : body.toString('utf8')),
      jsonOrText(bytes.toString('utf8')),
    ]
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
      const settled = deed.catch(async (error: Error) => {
        const reason = error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
        const asked = isState ? askedOf(body.toString('utf8')) : undefined
        const message =
          asked === undefined ? `The provider could not be reached: ${reason}` : `The state ${JSON.stringify(asked.state)}: ${reason}`
        failures.push({ interaction: asked?.interaction ?? header(request, interactionHeader), message })
        // the verifier asks for no tear-down after a state that failed, and the next interaction must not find it
        if (isState) left.push(...(await states.tearDown()))
        answer(response, isState ? 400 : 502, { error: reason })
      })
      deeds.add(settled)
      settled.finally(() => deeds.delete(settled))
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
      await Promise.all(deeds)
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

function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** What the verifier asks of a state. The interaction it is for stands among the parameters, where `layOut` put it. */
function askedOf(text: string) {
  const value = jsonOf(text)
  const { state = '', action = 'setup', params = {} } = (isObject(value) ? value : {}) as Partial<Asked>
  const { [interactionHeader]: interaction, ...own } = params
  return { state, action, params: own, interaction: typeof interaction === 'string' ? interaction : undefined }
}

interface Asked {
  readonly state: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
}

/** What of a keeper's mailing a request is; undefined when it mails nobody. */
export function mailingOf({ mailing }: StateKeeper, method: string, path: string): Mailing | undefined {
  const bare = path.replace(/\?.*/s, '')
  return mailing.find((one) => one.method === method && one.path.test(bare))
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
