// Every document of a corpus: start to first answer, memory, and every operation asked for an answer from examples and for a made-up one,
// checked by a validator set up by itself. `node tests/bench/corpus.mjs [folder or documents]`, after `tsc`.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createViteServer } from 'vitest/node'
import { documentsIn } from './documents.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const given = process.argv.slice(2)
const documents = (given.length > 0 ? given : [join(root, '../shared/corpus')]).flatMap((path) =>
  statSync(path).isDirectory() ? documentsIn(path) : [path],
)

/** In a process of its own: milliseconds until the mock is there, until its first answer, and what it holds then. */
function start(document) {
  const script = `
    const began = performance.now()
    const { createMock } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/index.js')).href)})
    const loaded = performance.now()
    const mock = await createMock({ document: ${JSON.stringify(document)} })
    const ready = performance.now()
    const operation = mock.api.operations.find(({ method }) => method === 'GET')
    if (operation !== undefined) await mock.fetch(operation.path.template.replace(/\\{[^}]*\\}/g, '1'), { headers: { authorization: 'Bearer x' } })
    console.log(JSON.stringify([ready - loaded, performance.now() - loaded, process.memoryUsage().rss / 1048576]))
    await mock.close()`
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }))
}

const server = await createViteServer({
  configFile: false,
  root,
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
})
const { measure } = await server.ssrLoadModule('/tests/corpus/measure.ts')
const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %`)
const misses = []
const rows = [['document', 'operations', '2xx shown', '2xx dynamic', 'valid', 'start', 'first answer', 'memory']]
const sum = { operations: 0, shown: 0, dynamic: 0, checked: 0, invalid: 0 }
for (const document of documents) {
  const name = document.split('/').slice(-2).join('/')
  const [ready, first, memory] = start(document)
  const found = await measure(document)
  const { operations, shown, dynamic, checked, invalid, failures, unread, unasked, reread } = found
  for (const key of ['operations', 'shown', 'dynamic', 'checked']) sum[key] += found[key]
  sum.invalid += invalid.length
  const times = [`${ready.toFixed(0)} ms`, `${first.toFixed(0)} ms`, `${memory.toFixed(0)} MB`]
  rows.push([
    name,
    String(operations),
    percent(shown, operations),
    percent(dynamic, operations),
    percent(checked - invalid.length, checked),
    ...times,
  ])
  for (const [why, list] of Object.entries({
    failed: failures,
    invalid,
    'takes a body that is not read': unread,
    'no request found': unasked,
    'can not be satisfied as it is written': reread,
  })) {
    for (const one of list) misses.push(`  ${name}: ${why}: ${one}`)
  }
}
rows.push([
  'all',
  String(sum.operations),
  percent(sum.shown, sum.operations),
  percent(sum.dynamic, sum.operations),
  percent(sum.checked - sum.invalid, sum.checked),
  '',
  '',
  '',
])
const widths = rows[0].map((_, index) => Math.max(...rows.map((row) => row[index].length)))
for (const row of rows)
  console.log(`  ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join('  ')}`)
console.log(misses.length === 0 ? '\n  nothing missed' : `\n${misses.join('\n')}`)
await server.close()
