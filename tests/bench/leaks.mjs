// A thousand servers made, called and closed, and a document reloaded a thousand times: what the heap and the open resources come to on the way.
// `node --expose-gc tests/bench/leaks.mjs [count]`, after `tsc`. The tests do two hundred of each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMock } from '../../dist/index.js'

if (globalThis.gc === undefined) throw new Error('Start it with --expose-gc.')
const count = Number(process.argv[2] ?? 1000)
const folder = mkdtempSync(join(tmpdir(), 'standin-leaks-'))
const document = join(folder, 'api.yaml')
const textOf = (version) => `openapi: 3.1.0
info: { title: Small, version: '${version}' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^(x+)+$', maxLength: ${version + 1} } }]
      responses: { 200: { description: ok, content: { application/json: { schema: { type: object, properties: { a${version}: { type: string } } } } } } }
`

const statusOf = (url) =>
  new Promise((resolve, reject) => {
    request(url, { agent: false }, (response) => response.resume().on('end', () => resolve(response.statusCode)))
      .on('error', reject)
      .end()
  })

async function tell(what, round) {
  await new Promise((resolve) => setTimeout(resolve, 20))
  globalThis.gc()
  const heap = (process.memoryUsage().heapUsed / 1_048_576).toFixed(1)
  console.log(`${what} ${round}: heap ${heap} MiB, open: ${process.getActiveResourcesInfo().sort().join(' ') || 'nothing'}`)
}

try {
  for (let round = 1; round <= count; round++) {
    writeFileSync(document, textOf(0))
    const mock = await createMock({ document, warmUp: true })
    if ((await statusOf(`${await mock.listen(0, '127.0.0.1')}/things/x`)) !== 200) throw new Error('not answered')
    await mock.close()
    if (round % (count / 5) === 0) await tell('servers', round)
  }
  const mock = await createMock({ document, warmUp: true })
  const url = await mock.listen(0, '127.0.0.1')
  for (let round = 1; round <= count; round++) {
    writeFileSync(document, textOf(round))
    if (!(await mock.reload()).isTaken) throw new Error('not taken')
    if ((await statusOf(`${url}/things/x`)) !== 200) throw new Error('not answered')
    if (round % (count / 5) === 0) await tell('reloads', round)
  }
  await mock.close()
  await tell('after all', count)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
