// Every document of a corpus, beside Prism in the same run: start to first answer, memory, the first and the hundredth answer of an operation,
// requests per second. `node tests/bench/beside-prism.mjs [folder or documents]`, after `tsc`. The ratios are what counts.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { createViteServer } from 'vitest/node'
import { documentsIn } from './documents.mjs'
import { installPrism, root, startPrism, startStandinOn } from './servers.mjs'

const seconds = Number(process.env.BENCH_SECONDS ?? 2)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
if (!installPrism()) throw new Error('Prism could not be installed.')
const given = process.argv.slice(2)
const documents = (given.length > 0 ? given : [join(root, '../shared/corpus')]).flatMap((path) =>
  statSync(path).isDirectory() ? documentsIn(path) : [path],
)
const server = await createViteServer({
  configFile: false,
  root,
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
})
const { callsOf } = await server.ssrLoadModule('/tests/corpus/calls.ts')

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

async function timed(server, { path, init }) {
  const began = performance.now()
  const response = await fetch(server.url + path, { ...init, signal: AbortSignal.timeout(60_000) })
  await response.arrayBuffer()
  return { status: response.status, ms: performance.now() - began }
}

/** One server, from its start to a load. */
async function measure(start, calls) {
  const [opening, call] = calls
  const running = await start(opening)
  try {
    const held = running.residentMiB()
    const first = await timed(running, call)
    for (let index = 0; index < 98; index++) await timed(running, call)
    const hundredth = await timed(running, call)
    const { path, init } = call
    const result = await autocannon({ url: running.url, connections: 16, duration: seconds, requests: [{ path, ...init }] })
    return {
      start: running.startMs,
      held,
      first: first.ms,
      hundredth: hundredth.ms,
      rate: result.requests.total / result.duration,
      heldAfter: running.residentMiB(),
      statuses: Object.keys(result.statusCodeStats).join('/'),
    }
  } finally {
    await running.stop()
  }
}

const rows = [['document', 'start', 'first', '100th', 'per second', 'memory', 'after load', 'statuses', 'start', 'first', 'rate', 'memory']]
for (const document of documents) {
  const calls = await callsOf(document)
  if (calls === undefined) {
    console.error(`${document.split('/').slice(-2).join('/')}: nothing to read`)
    continue
  }
  const found = { standin: [], prism: [] }
  let failure
  for (let round = 0; round < rounds; round++) {
    found.standin.push(await measure((first) => startStandinOn(first, document), calls))
    if (failure === undefined) {
      await measure((first) => startPrism(document, first), calls).then(
        (one) => found.prism.push(one),
        (thrown) => {
          failure = thrown
        },
      )
    }
  }
  const of = (name, key) => median(found[name].map((one) => one[key]))
  const pair = (key, digits) =>
    ['standin', 'prism'].map((name) => (found[name].length === 0 ? '-' : of(name, key).toFixed(digits))).join(' / ')
  const ratio = (key) => (found.prism.length === 0 ? '-' : (of('standin', key) / of('prism', key)).toFixed(2))
  rows.push([
    document.split('/').slice(-2).join('/'),
    pair('start', 0),
    pair('first', 1),
    pair('hundredth', 1),
    pair('rate', 0),
    pair('held', 0),
    pair('heldAfter', 0),
    ['standin', 'prism'].map((name) => found[name][0]?.statuses ?? '-').join(' / '),
    ...['start', 'first', 'rate', 'held'].map(ratio),
  ])
  console.error(rows.at(-1).join('  '))
  if (failure !== undefined) console.log(`${document.split('/').slice(-2).join('/')}: Prism ${failure.message}`)
}
await server.close()
console.log('\nStandin / Prism: milliseconds, MiB. On the right, Standin as a share of Prism.\n')
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '))
