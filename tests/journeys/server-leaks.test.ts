import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createMock } from '../../src/index.ts'
import { heldHeap } from './heap.ts'

const text = `openapi: 3.1.0
info: { title: Small, version: '1' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string, maxLength: 9 } }]
      responses: { 200: { description: ok, content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } }
`

// Without a pool: a kept connection of the caller would count as an open resource of the server.
const statusOf = (url: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { agent: false }, (response) => response.resume().on('end', () => resolve(response.statusCode)))
      .on('error', reject)
      .end()
  })

it('is made, called and closed a thousand times without keeping anything of the times before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-leaks-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const document = join(folder, 'api.yaml')
  writeFileSync(document, text)
  const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
  const heaps: number[] = []
  const before = listening()
  for (let count = 1; count <= 1000; count++) {
    const mock = await createMock({ document })
    expect(await statusOf(`${await mock.listen(0, '127.0.0.1')}/things/x`)).toBe(200)
    await mock.close()
    expect(mock.defects).toEqual([])
    if (count % 100 !== 0) continue
    heaps.push(await heldHeap())
    // Node lets a closed listener go a turn after it said so.
    await expect.poll(listening).toBe(before)
  }
  const [, , third = Number.NaN, ...others] = heaps
  for (const heap of others) expect(heap - third).toBeLessThan(700 * 300)
})
