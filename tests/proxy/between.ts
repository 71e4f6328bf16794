import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createServerTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createMock } from '../../src/mock.ts'
import { createProxy, type Passed, parseUpstream, Recorder } from '../../src/proxy/index.ts'

const problem = { 'application/json': { schema: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } } } }

/** A document with something of everything a proxy looks at. */
export const document = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://api.test/v2' }],
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'k' }, bearer: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Pet: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'integer' }, name: { type: 'string' }, nick: { type: ['string', 'null'] }, password: { type: 'string' } },
      },
    },
  },
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: {
            description: '',
            headers: { 'X-Left': { required: true, schema: { type: 'integer' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
          404: { description: '', content: problem },
        },
      },
      head: { operationId: 'headPet', responses: { 200: { description: '' } } },
      delete: { operationId: 'deletePet', responses: { 204: { description: '' } } },
    },
    '/pets': {
      post: {
        operationId: 'addPet',
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: {
          201: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
          422: { description: '', content: problem },
        },
      },
    },
    '/mine': {
      get: {
        operationId: 'mine',
        security: [{ bearer: [] }, { key: [] }],
        responses: { 200: { description: '', content: { 'text/plain': { schema: { type: 'string' } } } } },
      },
    },
    '/lines': {
      get: { operationId: 'lines', responses: { 200: { description: '', content: { 'application/x-ndjson': {} } } } },
    },
    '/log': {
      get: {
        operationId: 'log',
        responses: { 200: { description: '', content: { 'application/x-ndjson': { schema: { $ref: '#/components/schemas/Pet' } } } } },
      },
    },
    '/card': {
      get: {
        operationId: 'card',
        responses: { 200: { description: '', content: { 'application/xml': { schema: { $ref: '#/components/schemas/Pet' } } } } },
      },
    },
    '/photos': {
      post: {
        operationId: 'addPhoto',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['photo'],
                properties: { photo: { type: 'string', format: 'binary' }, of: { type: 'integer' } },
              },
            },
            'image/png': {},
          },
        },
        responses: { 200: { description: '', content: problem } },
      },
    },
    '/events': {
      get: { operationId: 'events', responses: { 200: { description: '', content: { 'text/event-stream': {} } } } },
    },
  },
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

/** A small upstream: answers as it was last told to, and remembers what came. */
export interface Upstream {
  readonly url: string
  readonly seen: { readonly request: IncomingMessage; readonly body: Buffer }[]
  answers(answer: Answer): void
  /** Told of callers that want another protocol. */
  upgrades(take: (request: IncomingMessage, socket: Duplex) => void): void
  close(): Promise<void>
}

/** With a key and a certificate it speaks TLS. */
export async function openUpstream(tls?: { readonly key: string; readonly cert: string }): Promise<Upstream> {
  const seen: { request: IncomingMessage; body: Buffer }[] = []
  let answer: Answer = (_request, response) => response.end()
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray())
    seen.push({ request, body })
    answer(request, response, body)
  }
  const server = tls === undefined ? createServer(take) : createServerTls(tls, take)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let upgrade: (request: IncomingMessage, socket: Duplex) => void = (_request, socket) => socket.destroy()
  server.on('upgrade', (request, socket) => upgrade(request, socket))
  return {
    upgrades: (next) => {
      upgrade = next
    },
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answers: (next) => {
      answer = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A proxy in this process, with what it told. */
export interface Between {
  readonly url: string
  readonly port: number
  readonly recorder: Recorder
  /** What was appended to its recording. */
  written(): string
  /** What was told of the next exchange that nobody has asked about. */
  told(): Promise<Passed>
  close(): Promise<void>
}

export interface Choices {
  readonly isEnforcing?: boolean
  readonly hasFallback?: boolean
  readonly timeout?: number
  readonly patience?: number
  readonly bodyLimit?: number
  readonly undeclared?: 'note' | 'fail'
  readonly authorities?: readonly string[]
}

export async function openBetween(
  upstream: string,
  {
    isEnforcing = false,
    hasFallback = false,
    timeout = 60_000,
    patience = 60_000,
    bodyLimit = 1000,
    authorities,
    undeclared = 'note',
  }: Choices = {},
): Promise<Between> {
  const mock = await createMock({ document, stateful: false, control: 'journal', clock: { mode: 'real' } })
  const told: Passed[] = []
  const waiting: ((passed: Passed) => void)[] = []
  const written: string[] = []
  const recorder = new Recorder(upstream, (text) => written.push(text))
  const proxy = createProxy({
    engine: mock.engine,
    world: mock.registry.at('default'),
    upstream: parseUpstream(upstream),
    bodyLimit,
    authorities,
    timeout,
    patience,
    isEnforcing,
    undeclared,
    fallback: hasFallback ? (target, init) => mock.fetch(target, init) : undefined,
    recorder,
    report: (passed) => {
      const next = waiting.shift()
      if (next === undefined) told.push(passed)
      else next(passed)
    },
  })
  const url = await mock.listen(0, '127.0.0.1', proxy)
  return {
    url,
    port: Number(new URL(url).port),
    recorder,
    written: () => written.join(''),
    told: () => {
      const passed = told.shift()
      return passed === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(passed)
    },
    close: async () => {
      await proxy.close()
      await mock.close()
    },
  }
}

export interface Got {
  readonly status: number
  readonly raw: readonly string[]
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  readonly text: string
  readonly trailers: IncomingMessage['trailers']
}

/** A call whose bytes nobody touches: nothing is decoded, no redirect is followed. */
export function call(port: number, method: string, path: string, headers: readonly string[] = [], body?: string | Buffer): Promise<Got> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))]
    const all = ['Host', 'caller.test', ...headers, ...length]
    const take = async (answer: IncomingMessage) => {
      const bytes = Buffer.concat(await answer.toArray())
      const { statusCode: status = 0, rawHeaders: raw, headers, trailers } = answer
      resolve({ status, raw, headers, body: bytes, text: bytes.toString(), trailers })
    }
    const sent = request({ port, host: '127.0.0.1', method, path, headers: all as never, agent: false }, (answer) => {
      take(answer).catch(reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

/** A JSON answer of the upstream. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
}
