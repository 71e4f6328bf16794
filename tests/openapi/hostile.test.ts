import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Unusable } from '../../src/kernel/index.ts'
import { check, load } from '../../src/openapi/index.ts'
import { bodyOf, documentOf, filesOf, linesOf, parts, violationsOf } from './given.ts'

type Node = Readonly<Record<string, unknown>>

const head = "openapi: 3.1.0\ninfo: { title: Hostile, version: '1' }\n"
const rest = 'paths: { /t: { get: { responses: { 200: { description: ok } } } } }\n'

function taking(schema: unknown, schemas: Node = {}): string {
  const paths = { '/t': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} } } }
  return JSON.stringify(documentOf(paths, { components: { schemas } }))
}

function chainOf(length: number, toSchema: (next: string) => unknown, last?: unknown): string {
  const name = (index: number) => `#/components/schemas/A${index}`
  const schemas = Object.fromEntries(Array.from({ length }, (_, index) => [`A${index}`, toSchema(name((index + 1) % length))]))
  return taking({ $ref: name(0) }, last === undefined ? schemas : { ...schemas, [`A${length - 1}`]: last })
}

async function refusal(name: string, text: string): Promise<string> {
  const error = await load(filesOf({ [name]: text })).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Unusable)
  return (error as Unusable).message
}

describe('a document that is too much is refused when it is loaded', () => {
  const reference = ($ref: string) => ({ $ref })
  const property = ($ref: string) => ({ type: 'object', properties: { next: { $ref } } })
  const doubling = Array.from({ length: 12 }, (_, index) => `x-${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]\n`)
  it.each<[string, string, string, string]>([
    ['references in a row', 'a.json', chainOf(10_000, reference, { type: 'string' }), 'more than 100 references follow each other'],
    ['references in a circle', 'a.json', chainOf(100_000, reference), 'more than 100 references follow each other'],
    ['schemas in a row', 'a.json', chainOf(10_000, property, { type: 'string' }), 'through more than 100 references in a row'],
    ['schemas in a circle', 'a.json', chainOf(50_000, property), 'through more than 100 references in a row'],
    ['aliases of aliases', 'a.yaml', `${head}x-0: &a0 [x]\n${doubling.join('')}${rest}`, 'aliases unfold to more than 1000000 values'],
    ['an alias inside itself', 'a.yaml', `${head}x-a: &a { b: *a }\n${rest}`, 'holds itself by an alias'],
    [
      'schemas inside schemas',
      'a.json',
      taking(0).replace('"schema":0', `"schema":${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`),
      'nested more than 400 levels',
    ],
  ])('%s', async (_name, file, text, want) => {
    const message = await refusal(file, text)
    expect(message).toContain(want)
    // one thing is said, once, and of JSON with its place however long the file is
    expect(message.split('\n')).toHaveLength(2)
    if (file === 'a.json' && !want.startsWith('nested')) expect(message).toMatch(/a\.json:1:\d+ error/)
    expect(message).toContain('[document.limit]')
  })

  it('nothing that is nearly too much', async () => {
    const deep = taking(0).replace('"schema":0', `"schema":${'{"not":'.repeat(380)}{}${'}'.repeat(380)}`)
    for (const text of [chainOf(100, reference, { type: 'string' }), chainOf(100, property, { type: 'string' }), deep]) {
      const api = await load(filesOf({ 'a.json': text }))
      expect(api.compileAll()).toEqual([])
    }
  })
})

it('a circle of references stops only what uses it', async () => {
  const text = chainOf(50, ($ref) => ({ $ref }))
  const api = await load(filesOf({ 'a.json': text }))
  expect(api.operations.map(({ unusable }) => unusable)).toEqual([expect.stringContaining('Reference goes in a circle')])
})

it.each(['allOf', 'anyOf', 'oneOf'])('%s that doubles with each of 25 levels costs its levels only to load', async (keyword) => {
  const text = chainOf(25, ($ref) => ({ [keyword]: [{ $ref }, { $ref }] }), { type: 'object' })
  const api = await load(filesOf({ 'a.json': text }))
  expect(api.compileAll()).toEqual([])
})

describe('a reference out of the document’s folder', () => {
  const folders = () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-hostile-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    mkdirSync(join(folder, 'api/parts'), { recursive: true })
    writeFileSync(join(folder, 'secret.yaml'), 'type: string\nenum: [hush]\n')
    writeFileSync(join(folder, 'api/near.yaml'), 'type: string\nenum: [near]\n')
    writeFileSync(join(folder, 'api/parts/up.yaml'), 'allOf: [{ $ref: ../near.yaml }]\n')
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'api/link.yaml'))
    return folder
  }

  it.each<[string, (folder: string) => string]>([
    ['by steps up', () => '../secret.yaml'],
    ['by its whole path', (folder) => join(folder, 'secret.yaml')],
    ['by a link', () => 'link.yaml'],
    ['by a file address', (folder) => `file://${folder}/secret.yaml`],
  ])('%s is not read, and is told of where it stands', async (_name, target) => {
    const folder = folders()
    const file = join(folder, 'api/a.json')
    writeFileSync(file, taking({ $ref: target(folder) }))
    const api = await load(file)
    expect(JSON.stringify([api.document, api.files, api.diagnostics])).not.toMatch(/hush|api\/\.\.|"[^"]*\/secret\.yaml",/)
    expect(api.diagnostics.map(({ code }) => code)).toEqual(['document.reference.unresolved'])
    expect(api.diagnostics[0]?.message).toMatch(/Other files are not read|addresses are fetched only/)
    expect(api.operations[0]?.unusable).toBeDefined()
    expect(JSON.stringify((await check(file)).diagnostics)).not.toContain('hush')
  })

  it('may go up from a folder within', async () => {
    const file = join(folders(), 'api/a.json')
    writeFileSync(file, taking({ $ref: 'parts/up.yaml' }))
    const api = await load(file)
    expect(api.diagnostics).toEqual([])
    expect(api.operations[0]?.read(parts({ body: '"far"' })).ok).toBe(false)
    expect(api.operations[0]?.read(parts({ body: '"near"' })).ok).toBe(true)
  })
})

describe('a body that is nested deep', () => {
  const tree = { type: 'object', properties: { next: { $ref: '#/components/schemas/Tree' }, note: { type: 'string' } } }
  const operation = bodyOf({ $ref: '#/components/schemas/Tree' }, { components: { schemas: { Tree: tree } } })
  const nested = (levels: number, leaf: string) => `${'{"next":'.repeat(levels - 1)}${leaf}${'}'.repeat(levels - 1)}`
  const faultsOf = (body: string) => linesOf(violationsOf(operation.read(parts({ body }))))

  it('is refused beyond 500 levels, however many there are, and judged by its schema up to them', () => {
    expect(faultsOf(nested(500, '{}'))).toEqual([])
    for (const levels of [501, 5000, 400_000]) expect(faultsOf(nested(levels, '{}'))).toEqual(['body nesting'])
  })

  it('is not what only looks so, in a text', () => {
    const note = '[{'.repeat(1000)
    for (const text of [note, `"${note}`, `\\"${note}\\`, `${note}\\\\`]) expect(faultsOf(JSON.stringify({ note: text }))).toEqual([])
    expect(faultsOf(`{"note":"\\\\","next":${nested(600, '{}')}}`)).toEqual(['body nesting'])
    expect(faultsOf(`{"note":"${note}`)).toEqual(['body malformed'])
  })
})

it('a document of some megabytes is ready without a look at its schemas, and each operation when it is called', async () => {
  const count = 6000
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `A${index}`,
      { type: 'object', description: 'words '.repeat(80), required: ['id'], properties: { id: { type: 'integer', minimum: index } } },
    ]),
  )
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `/things/${index}`,
      { post: { requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/A${index}` } } } }, responses: {} } },
    ]),
  )
  const text = JSON.stringify(documentOf(paths, { components: { schemas } }))
  expect(text.length).toBeGreaterThan(4_000_000)
  const compile = vi.spyOn(Ajv2020.prototype, 'compile')
  onTestFinished(() => compile.mockRestore())
  const api = await load(filesOf({ 'a.json': text }))
  expect([api.operations.length, api.diagnostics, compile.mock.calls.length]).toEqual([count, [], 0])
  const read = (body: unknown) => api.operations[count - 1]?.read(parts({ body })).ok
  expect([read({ id: count }), read({ id: 0 })]).toEqual([true, false])
  // the request, and what collects the faults of one
  expect(compile.mock.calls.length).toBe(2)
})
