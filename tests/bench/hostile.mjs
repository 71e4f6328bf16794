// What hostile and big documents and values cost, as shares of what can't be avoided in the same run: reading the same bytes as JSON,
// or an ordinary value of the same size. `node tests/bench/hostile.mjs [megabytes]`, after `tsc`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from '../../dist/openapi/index.js'

const largest = Number(process.argv[2] ?? 50)
const folder = mkdtempSync(join(tmpdir(), 'standin-hostile-'))
const name = (index) => `#/components/schemas/A${index}`

function around(schema, schemas, paths = {}) {
  const content = { 'application/json': { schema } }
  const responses = { 200: { description: 'ok', content } }
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Big', version: '1' },
    paths: { '/t': { post: { requestBody: { content }, responses } }, ...paths },
    components: { schemas },
  })
}

const chain = (count, toSchema) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, toSchema({ $ref: name((index + 1) % count) })]))

/** A document as an API has it, of so many megabytes: an operation and two schemas again and again. */
function ordinary(megabytes) {
  const count = Math.round(megabytes * 1170)
  const schemas = {}
  const paths = {}
  for (let index = 0; index < count; index++) {
    const content = { 'application/json': { schema: { $ref: name(index) } } }
    schemas[`A${index}`] = {
      type: 'object',
      description: 'Words as documents have them, '.repeat(12),
      required: ['id'],
      properties: { id: { type: 'string', pattern: '^[a-z]+$' }, next: { $ref: `#/components/schemas/B${index}` } },
    }
    schemas[`B${index}`] = { type: 'object', properties: { count: { type: 'integer', minimum: index } } }
    paths[`/things/${index}/{id}`] = {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'ok', content } },
      },
    }
  }
  return around({ $ref: name(0) }, schemas, paths)
}

async function cost(text) {
  const file = join(folder, 'a.json')
  writeFileSync(file, text)
  const began = process.cpuUsage()
  JSON.parse(readFileSync(file, 'utf8'))
  const parsed = process.cpuUsage(began)
  const before = process.cpuUsage()
  const outcome = await load(file).then(
    (api) => `${api.operations.length} operations`,
    (error) => error.message.split('\n')[1].slice(0, 110),
  )
  const loaded = process.cpuUsage(before)
  const ms = ({ user, system }) => (user + system) / 1000
  return { ms: ms(loaded), times: ms(loaded) / ms(parsed), outcome }
}

try {
  const cases = [
    [
      'a million references in a circle',
      around(
        { $ref: name(0) },
        chain(1_000_000, (next) => next),
      ),
    ],
    [
      '300 000 schemas in a circle',
      around(
        { $ref: name(0) },
        chain(300_000, (next) => ({ properties: { next } })),
      ),
    ],
    ...[largest / 10, largest / 2, largest].map((megabytes) => [`an ordinary document of ${megabytes} MB`, ordinary(megabytes)]),
  ]
  for (const [what, text] of cases) {
    const { ms, times, outcome } = await cost(text)
    const size = (text.length / 1_000_000).toFixed(1)
    console.log(`${what} (${size} MB): ${ms.toFixed(0)} ms of CPU, ${times.toFixed(1)} times JSON.parse: ${outcome}`)
  }
  console.log(`resident at most: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
