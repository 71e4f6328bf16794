import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { client } from './client.ts'
import { heldHeap } from './heap.ts'

const documentOf = (version: number) => `openapi: 3.1.0
info: { title: Small, version: '${version}' }
paths:
${Array.from({ length: 4 }, (_, index) => `  /things${index}/{id}:\n    get:\n      operationId: getThing${index}\n      parameters: [{ name: id, in: path, required: true, schema: { type: string, maxLength: ${version} } }]\n      responses: { 200: { description: ok, content: { application/json: { schema: { type: object, properties: { a${version}: { type: string } } } } } } }\n`).join('')}`

it('is done a thousand times without keeping anything of the times before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-leaks-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const document = join(folder, 'api.yaml')
  writeFileSync(document, documentOf(1))
  const here = await client('over a socket', { document, journalLimit: 50 })
  for (let index = 0; index < 50; index++) here.mock.registry.at(`world${index}`)
  const heaps: number[] = []
  const handles: number[] = []
  for (let version = 1; version <= 1000; version++) {
    writeFileSync(document, documentOf(version))
    expect((await here.mock.reload()).isTaken).toBe(true)
    expect((await here.call('GET', '/things3/x')).status).toBe(200)
    if (version % 100 !== 0) continue
    heaps.push(await heldHeap())
    handles.push(process.getActiveResourcesInfo().length)
  }
  expect(here.mock.api.version).toBe('1000')
  // The first hundreds are for what is made once. Of every document the names of its fields are remembered, up to a number: some 100 bytes each time.
  // An edition takes a hundred thousand.
  const [, , third = Number.NaN, ...others] = heaps
  for (const heap of others) expect(heap - third).toBeLessThan(700 * 300)
  expect(Math.max(...handles) - Math.min(...handles)).toBeLessThanOrEqual(1)
})
