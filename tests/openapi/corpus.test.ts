import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { emitTypes, load } from '../../src/openapi/index.ts'

/** Documents that nobody here wrote, where they are at hand. */
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const others = ['', 'oai/'].flatMap((folder) =>
  (existsSync(corpus) ? readdirSync(join(corpus, folder)) : [])
    .filter((name) => /\.(ya?ml|json)$/.test(name) && name !== 'corpus-a.json')
    .map((name) => join(corpus, folder, name)),
)
const lob = join(corpus, 'lob/lob-api-public.yml')
const own = fileURLToPath(new URL('../../openapi/organizations.yaml', import.meta.url))

describe.each([own, ...others, ...(existsSync(lob) ? [lob] : [])])('%s', (file) => {
  it('is loaded, compiled and typed', async () => {
    const api = await load(file)
    expect(api.compileAll().filter(({ code }) => code === 'operation.uncompilable')).toEqual([])
    expect(api.operations.filter(({ unusable }) => unusable !== undefined).map(({ id, unusable }) => [id, unusable])).toEqual([])
    expect(api.compileAll().every(({ where }) => where.line !== undefined)).toBe(true)
    expect(emitTypes(api)).toContain('export interface paths')
  })
})
