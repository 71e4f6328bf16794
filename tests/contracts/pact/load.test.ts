import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadPacts } from '../../../src/contracts/index.ts'
import type { Unusable } from '../../../src/kernel/index.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standin-pacts-'))
})
afterAll(() => rm(folder, { recursive: true }))

const pact = (consumer: string, bodies: readonly unknown[]) =>
  JSON.stringify({
    consumer: { name: consumer },
    provider: { name: 'api' },
    interactions: bodies.map((body, index) => ({
      description: `d${index}`,
      request: { method: 'GET', path: '/a' },
      response: { status: 200, body },
    })),
  })

async function filesIn(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, name)
  await mkdir(path)
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text)
  return path
}

const faultsOf = (paths: readonly string[]) =>
  loadPacts(paths).then(
    () => [],
    (error: Unusable) =>
      error.diagnostics.map(({ code, where, message }) => `${where.file.slice(folder.length)}:${where.line} ${code} ${message}`),
  )

it('takes a folder in the order of its names, and what two files say alike once', async () => {
  const path = await filesIn('good', {
    'b.json': pact('web', [1, 2]),
    'a.json': pact('web', [1]),
    'c.json': pact('app', [3]),
    'notes.md': '',
  })
  const read = await loadPacts([path, join(path, 'a.json')])
  expect(read.map(({ pact }) => pact.interactions.map(({ response }) => response.body))).toEqual([[1], [2], [3]])
})

it('names both places where two files are at odds', async () => {
  const path = await filesIn('odds', { 'a.json': pact('web', [1]), 'b.json': pact('web', [2]) })
  expect(await faultsOf([path])).toEqual([
    expect.stringMatching(/^\/odds\/b\.json:1 pact\.interaction\.conflict .* stands at .*\/odds\/a\.json:1:\d+/),
  ])
})

it('refuses what there is nothing to read of, everything at once', async () => {
  const empty = await filesIn('empty', { 'readme.txt': '' })
  const none = await filesIn('none', { 'a.json': pact('web', []), 'b.json': '{' })
  expect(await faultsOf([empty, join(folder, 'nowhere'), none])).toEqual([
    expect.stringMatching(/^\/empty:undefined pact\.missing No pact is in this folder/),
    expect.stringMatching(/^\/nowhere:undefined pact\.missing There is no such file or folder/),
    expect.stringMatching(/^\/none\/a\.json:1 pact\.empty The pact of web with api has no interaction/),
    expect.stringMatching(/^\/none\/b\.json:1 pact\.syntax This is not JSON/),
  ])
  expect(await faultsOf([])).toHaveLength(1)
})
