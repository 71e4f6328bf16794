import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { measure } from './measure.ts'

/** Documents that nobody here wrote, where they are at hand; the large ones are for `tests/bench/corpus.mjs`. */
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const small = [
  'museum.yaml',
  'petstore.yaml',
  'galaxy.yaml',
  'lxkns.yaml',
  'microcks-v1.15.yaml',
  'oai/api-with-examples.yaml',
  'oai/callback-example.yaml',
  'oai/link-example.yaml',
  'oai/petstore-expanded.yaml',
  'oai/uspto.yaml',
].filter((name) => existsSync(corpus + name))
const documents = [fileURLToPath(new URL('../backends/crud/shop.yaml', import.meta.url)), ...small.map((name) => corpus + name)]

describe.each(documents)('%s, without code', (document) => {
  it('has every operation answered with a success its document allows, from its examples and made up', async () => {
    const { operations, shown, dynamic, unread: _, ...found } = await measure(document)
    expect(found).toMatchObject({ unasked: [], failures: [], invalid: [], reread: [] })
    expect([shown, dynamic]).toEqual([operations, operations])
  })
})
