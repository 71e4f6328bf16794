// Between callers and an upstream, beside Prism's proxy and beside no proxy, in the same run: requests per second, what a call takes longer, and which
// planted breaches each of the two finds. `node tests/bench/beside-prism-proxy.mjs`, after `tsc`. The ratios are what counts.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import autocannon from 'autocannon'
import { installPrism, startPrismProxy, startStandinOn } from './servers.mjs'

const seconds = Number(process.env.BENCH_SECONDS ?? 3)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
}
const json = { 'application/json': { schema: pet } }
const document = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          200: { description: '', headers: { 'X-Left': { required: true, schema: { type: 'integer' } } }, content: json },
        },
      },
    },
    '/pets': {
      post: {
        operationId: 'addPet',
        requestBody: { required: true, content: json },
        responses: { 201: { description: '', content: json } },
      },
    },
    '/mine': { get: { operationId: 'mine', security: [{ bearer: [] }], responses: { 200: { description: '', content: json } } } },
  },
}

const rex = { id: 7, name: 'Rex', tags: ['good', 'dog'] }
const left = { 'X-Left': '1' }
/** What the upstream answers, by path; anything else is as it should be. */
const answers = {
  '/pets/status': [418, rex, left],
  '/pets/type': [200, { ...rex, id: 'seven' }, left],
  '/pets/missing': [200, { id: 7 }, left],
  '/pets/undeclared': [200, { ...rex, colour: 'brown' }, left],
  '/pets/media': [200, '<p>Rex</p>', { ...left, 'Content-Type': 'text/html' }],
  '/pets/broken': [200, '{"id":7,', left],
  '/pets/noheader': [200, rex, {}],
  '/pets/badheader': [200, rex, { 'X-Left': 'few' }],
}
const planted = [
  ['nothing (must not be told)', 'GET', '/pets/7'],
  ['status that is not declared', 'GET', '/pets/status'],
  ['wrong type in an answer', 'GET', '/pets/type'],
  ['required field missing in an answer', 'GET', '/pets/missing'],
  ['field that is not declared', 'GET', '/pets/undeclared'],
  ['wrong content type', 'GET', '/pets/media'],
  ['an answer that is no JSON', 'GET', '/pets/broken'],
  ['required header missing in an answer', 'GET', '/pets/noheader'],
  ['wrong header in an answer', 'GET', '/pets/badheader'],
  ['wrong body of a request', 'POST', '/pets', { id: 'x', name: 'Rex' }],
  ['wrong query of a request', 'GET', '/pets/7?limit=few'],
  ['no credential in a request', 'GET', '/mine'],
  ['path that is not declared', 'GET', '/owners'],
  ['method that is not declared', 'DELETE', '/pets/7'],
]

if (isMainThread) await main()
else serve()

function serve() {
  const server = createServer((asked, response) => {
    asked.resume()
    asked.once('end', () => {
      const usual = [asked.method === 'POST' ? 201 : 200, rex, left]
      const [status, body, headers] = answers[asked.url.split('?', 1)[0]] ?? usual
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers }).end(text)
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
}

function call(url, method, path, body, agent) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
    const sent = request(url + path, { method, headers, agent }, (answer) => {
      answer
        .resume()
        .once('end', () => resolve(answer))
        .once('error', reject)
    })
    sent.once('error', reject).end(text)
  })
}

/** Of one call after the other over one connection, in milliseconds. */
async function latency(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times = []
  for (let index = 0; index < 600; index++) {
    const began = performance.now()
    await call(url, 'GET', '/pets/7', undefined, agent)
    if (index >= 100) times.push(performance.now() - began)
  }
  agent.destroy()
  return median(times)
}

/** Requests per second, and what each costs the proxy of a processor, in milliseconds: the one figure that does not hang on what else runs here. */
async function load({ url, cpuMs = () => 0 }) {
  const before = cpuMs()
  const result = await autocannon({ url: `${url}/pets/7`, connections: 16, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} other answers, ${result.errors} errors`)
  return { rate: result.requests.total / result.duration, cpu: (cpuMs() - before) / result.requests.total }
}

async function main() {
  if (!installPrism()) throw new Error('Prism could not be installed.')
  const worker = new Worker(new URL(import.meta.url))
  const upstream = `http://127.0.0.1:${await new Promise((resolve) => worker.once('message', resolve))}`
  const file = join(mkdtempSync(join(tmpdir(), 'standin-bench-proxy-')), 'pets.json')
  writeFileSync(file, JSON.stringify(document))
  const first = { path: '/pets/7', init: {} }
  const starts = {
    'no proxy': async () => ({ url: upstream, stop: async () => {} }),
    standin: () => startStandinOn(first, 'proxy', file, upstream),
    prism: () => startPrismProxy(file, upstream, first),
  }
  const found = Object.fromEntries(Object.keys(starts).map((name) => [name, { rate: [], latency: [], cpu: [] }]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of Object.entries(starts)) {
      const running = await start()
      await load(running)
      found[name].latency.push(await latency(running.url))
      const { rate, cpu } = await load(running)
      found[name].rate.push(rate)
      found[name].cpu.push(cpu)
      await running.stop()
    }
  }
  const of = (name, key) => median(found[name][key])
  console.log(
    `GET through a proxy, median of ${rounds} rounds: requests per second over 16 connections; milliseconds of one call after the other.\n`,
  )
  const more = (name) => of(name, 'latency') - of('no proxy', 'latency')
  for (const name of Object.keys(starts)) {
    const share = `${(of(name, 'rate') / of('no proxy', 'rate')).toFixed(3)} of no proxy`
    const wait = `${of(name, 'latency').toFixed(3)} ms, ${more(name).toFixed(3)} more`
    console.log(
      [
        name.padEnd(10),
        `${of(name, 'rate').toFixed(0)}/s`.padStart(9),
        share,
        wait,
        `${of(name, 'cpu').toFixed(3)} ms of a processor each`,
      ].join('  '),
    )
  }
  const ratio = (key) => (of('standin', key) / of('prism', key)).toFixed(2)
  const added = (more('standin') / more('prism')).toFixed(2)
  console.log(`\nstandin / prism: requests ${ratio('rate')}, added time ${added}, processor ${ratio('cpu')}\n`)

  const judges = {
    standin: [await starts.standin(), 'standin-violations'],
    'standin --undeclared fail': [await startStandinOn(first, 'proxy', file, upstream, '--undeclared', 'fail'), 'standin-violations'],
    prism: [await starts.prism(), 'sl-violations'],
    'prism --errors': [await startPrismProxy(file, upstream, first, '--errors'), 'sl-violations'],
  }
  console.log(['planted'.padEnd(38), ...Object.keys(judges)].join('  '))
  for (const [what, method, path, body] of planted) {
    const direct = await call(upstream, method, path, body)
    const cells = []
    for (const [name, [{ url }, header]] of Object.entries(judges)) {
      const answer = await call(url, method, path, body)
      const isTold = answer.headers[header] !== undefined
      const isOther = answer.statusCode !== direct.statusCode
      cells.push((isTold ? 'told' : isOther ? `answered ${answer.statusCode}` : '-').padEnd(name.length))
    }
    console.log([what.padEnd(38), ...cells].join('  '))
  }
  for (const [{ stop }] of Object.values(judges)) await stop()
  await worker.terminate()
}
