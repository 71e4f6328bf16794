import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropShards, mergeShards, type Pact, readPact, toMergeReport, writePact, writeShard } from '../../../src/contracts/index.ts'
import { defineConsumer, gatherPacts } from '../../../src/contracts.ts'
import { run } from '../../cli/run.ts'
import { createShop } from './shop.ts'
import { startWorkers } from './workers.ts'

const { folder, document } = createShop()
let count = 0
const fresh = () => join(folder, `pacts-${++count}`)
const pactIn = (dir: string) => readFileSync(join(dir, 'shop-pets.json'), 'utf8')

const message = { headers: {}, body: undefined, contentType: undefined, rules: {}, generators: {} }

function pactOf(description: string, status = 200): Pact {
  const request = { ...message, method: 'GET', path: '/pets', query: {} }
  const response = { ...message, status }
  const interaction = { key: description, description, states: [], pending: false, comments: {}, request, response, pointer: '' }
  return { consumer: 'shop', provider: 'pets', interactions: [interaction], metadata: {}, version: 4, file: undefined }
}

describe('eight processes that write one pact', () => {
  const workers = startWorkers(8)
  beforeAll(() => workers.round(fresh(), document, 1))
  afterAll(() => workers.stop())

  it('lose nothing, and write the same bytes every time', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const dir = fresh()
      await workers.round(dir, document, 4)
      expect(mergeShards(dir).findings).toEqual([])
      const text = pactIn(dir)
      expect(readPact(text, dir).pact.interactions).toHaveLength(8 * 4 + 1)
      expect(readdirSync(dir)).toEqual(['shop-pets.json'])
      seen.add(text)
    }
    expect(seen.size).toBe(1)
  })

  it('are told where one of them says otherwise, and nothing is written', async () => {
    const dir = fresh()
    await workers.round(dir, document, 1, (worker) => (worker === 3 ? 'Tom' : 'Rex'))
    const place = String.raw`\S*tests/contracts/build/worker\.mjs:\d+`
    expect(() => gatherPacts(dir).teardown()).toThrow(
      new RegExp(
        `The pacts in .* are not written:\n.*"a pet that every worker looks at" is told twice with another response: at ${place} and at ${place}\\.`,
      ),
    )
    expect(existsSync(join(dir, 'shop-pets.json'))).toBe(false)
  })
})

describe('a merge', () => {
  it('gives the same pact whatever order its shards come in, and however often', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })
    const order = names.chain((some) =>
      fc.record({ some: fc.constant(some), shuffled: fc.shuffledSubarray(some, { minLength: some.length }) }),
    )
    fc.assert(
      fc.property(order, ({ some, shuffled }) => {
        const texts = [some, [...shuffled, ...some]].map((list) => {
          const dir = fresh()
          for (const [index, name] of list.entries()) writeShard(dir, pactOf(name), `${index}.ts:1`, 'seen')
          mergeShards(dir)
          return pactIn(dir)
        })
        expect(texts[0]).toBe(texts[1])
        expect(
          readPact(texts[0] as string, 'pact')
            .pact.interactions.map(({ description }) => description)
            .sort(),
        ).toEqual([...some].sort())
      }),
      { numRuns: 25 },
    )
  })

  it('writes what its shards hold, to the byte', async () => {
    const dir = fresh()
    const kept = readFileSync(new URL('../../../contracts/pacts/directory-sync-organizations.json', import.meta.url), 'utf8')
    const { pact } = readPact(kept, 'kept')
    for (const one of pact.interactions) writeShard(dir, { ...pact, interactions: [one] }, 'a.ts:1', 'seen')
    mergeShards(dir)
    expect(readFileSync(join(dir, 'directory-sync-organizations.json'), 'utf8')).toBe(kept)
    expect(writePact(pact)).toBe(kept)
  })

  it('keeps nothing of an earlier run, neither in its pact nor of shards it left', () => {
    const dir = fresh()
    writeShard(dir, pactOf('earlier'), 'a.ts:1', 'seen')
    mergeShards(dir)
    writeShard(dir, pactOf('broken off'), 'a.ts:1', 'seen')
    const pacts = gatherPacts(dir)
    pacts.setup()
    writeShard(dir, pactOf('now'), 'a.ts:1', 'seen')
    pacts.teardown()
    expect(readPact(pactIn(dir), dir).pact.interactions.map(({ description }) => description)).toEqual(['now'])
  })

  it('is not made of what a watching runner has seen, file by file', () => {
    const dir = fresh()
    const pacts = gatherPacts(dir)
    pacts.setup({ config: { watch: true } })
    writeShard(dir, pactOf('now'), 'a.ts:1', 'seen')
    pacts.teardown()
    expect(readdirSync(dir)).toEqual([])
  })

  it('ends a run of tests as failed when it can not be made, though the runner puts up with it', () => {
    const dir = fresh()
    const pacts = gatherPacts(dir)
    const before = process.exitCode
    try {
      pacts.setup({ config: { watch: false } })
      writeShard(dir, pactOf('a look'), 'a.ts:1', 'expected')
      expect(() => pacts.teardown()).toThrow('"a look" is expected at a.ts:1, and no client was seen to ask for it')
      expect(process.exitCode).toBe(1)
    } finally {
      process.exitCode = before
    }
  })

  it('leaves the pact alone when something expected was never asked for', async () => {
    const dir = fresh()
    mkdirSync(dir)
    writeFileSync(join(dir, 'shop-pets.json'), 'as it was')
    const shop = await defineConsumer({ consumer: 'shop', provider: 'pets', document, dir })
    const expected = (describe: string) => shop.expect('GET /pets', { describe, answer: { status: 200, body: [] } })
    await expected('a look').run(({ url }) => fetch(`${url}/pets`))
    await expect(expected('a look elsewhere').run(({ url }) => fetch(`${url}/pet`))).rejects.toThrow()
    expect(() => gatherPacts(dir).teardown()).toThrow(
      /shards\.test\.ts:\d+ error "a look elsewhere" is expected at .*shards\.test\.ts:\d+, and no client was seen to ask for it/,
    )
    expect(pactIn(dir)).toBe('as it was')
    dropShards(dir)
    expect(readdirSync(dir)).toEqual(['shop-pets.json'])
  })

  it('is a command too', async () => {
    const dir = fresh()
    const merge = (...flags: string[]) => run(['contract', 'merge', '--pacts', dir, ...flags])
    expect(toMergeReport(dir, mergeShards(dir)).findings).toMatchObject([{ code: 'pact.none', severity: 'error' }])
    writeShard(dir, pactOf('a look'), 'a.ts:1', 'seen')
    writeShard(dir, pactOf('a look', 404), 'b.ts:2', 'seen')
    const twice = await merge()
    expect([twice.code, twice.out]).toEqual([1, expect.stringContaining('at a.ts:1 and at b.ts:2')])
    expect((await merge('--drop')).code).toBe(0)
    writeShard(dir, pactOf('a look'), 'a.ts:1', 'seen')
    const written = await merge()
    expect([written.code, written.out]).toEqual([0, expect.stringContaining('1 passed')])
    expect(readPact(pactIn(dir), dir).pact.interactions).toHaveLength(1)
  })
})
