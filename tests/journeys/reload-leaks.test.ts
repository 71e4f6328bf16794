import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { client } from './client.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const documentOf = (version: number) => `openapi: 3.1.0
info: { title: Small, version: '${version}' }
paths:
${Array.from({ length: 4 }, (_, index) => `  /things${index}/{id}:\n    get:\n      operationId: getThing${index}\n      parameters: [{ name: id, in: path, required: true, schema: { type: string, maxLength: ${version} } }]\n      responses: { 200: { description: ok, content: { application/json: { schema: { type: object, properties: { a${version}: { type: string } } } } } } }\n`).join('')}`

it('is done two hundred times without keeping anything of the times before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-leaks-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const document = join(folder, 'api.yaml')
  writeFileSync(document, documentOf(1))
  const here = await client('over a socket', { document })
  for (let index = 0; index < 50; index++) here.mock.registry.at(`world${index}`)
  const heaps: number[] = []
  const handles: number[] = []
  for (let version = 1; version <= 200; version++) {
    writeFileSync(document, documentOf(version))
    expect((await here.mock.reload()).isTaken).toBe(true)
    expect((await here.call('GET', '/things3/x')).status).toBe(200)
    if (version % 40 !== 0) continue
    collect()
    heaps.push(process.memoryUsage().heapUsed)
    handles.push(process.getActiveResourcesInfo().length)
  }
  expect(here.mock.api.version).toBe('200')
  // The first forty are for what is made once. An edition of this document takes a tenth of a megabyte: were they kept, there would be twelve more.
  const [, second = 0, ...others] = heaps
  for (const heap of others) expect((heap - second) / 1_048_576).toBeLessThan(2)
  expect(Math.max(...handles) - Math.min(...handles)).toBeLessThanOrEqual(1)
})
