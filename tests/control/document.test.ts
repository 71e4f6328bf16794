import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaulted } from '../../src/control/handler.ts'
import { parsePointer, valueAt } from '../../src/kernel/index.ts'
import { type Api, emitTypes, load, type Operation } from '../../src/openapi/index.ts'
import { compile } from '../compile.ts'

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The calls that stand in no world. */
const ofServer = ['getHealth', 'listWorlds', 'getWorld', 'putWorld', 'dropWorld', 'listScenarios']

describe("control's own document", () => {
  let api: Api
  beforeAll(async () => {
    api = await load(pathOf('../../openapi/control.yaml'))
  })

  const nodeOf = ({ pointer }: Operation) => valueAt(api.document, parsePointer(pointer)) as Declared
  const calls = () => api.operations.filter((operation) => !nodeOf(operation).tags.includes('Pages'))

  it('can be enforced to the last word', () => {
    expect([...api.diagnostics, ...api.compileAll()]).toEqual([])
  })

  it('is what its types were generated from', () => {
    expect(readFileSync(pathOf('../../src/control/document.gen.ts'), 'utf8')).toBe(emitTypes(api))
  })

  it('has every call that clients rely on', () => {
    const there = calls().map(({ method, path }) => `${method} ${path.template.replace('/__standin', '')}`)
    for (const call of [
      'GET /health',
      'GET /worlds',
      'PUT /worlds/{name}',
      'DELETE /worlds/{name}',
      'POST /reset',
      'GET /scenarios',
      'POST /scenarios',
      'POST /snapshots',
      'POST /snapshots/{id}/restore',
      'POST /undo',
      'GET /state',
      'GET /state/{table}',
      'GET /clock',
      'PUT /clock',
      'GET /outbox',
      'GET /outbox/wait',
      'GET /outbox/{id}',
      'GET /outbox/{id}.eml',
      'GET /requests',
      'GET /requests/{id}',
      'POST /requests/count',
      'GET /faults',
      'POST /faults',
      'DELETE /faults',
      'DELETE /faults/{id}',
      'GET /assumptions',
      'PATCH /assumptions',
      'GET /events',
    ]) {
      expect(there).toContain(call)
    }
  })

  it('has the header that names a world wherever a call is about one', () => {
    for (const operation of calls()) {
      const item = valueAt(api.document, parsePointer(operation.pointer).slice(0, -1)) as Declared
      const names = [...(item.parameters ?? []), ...(nodeOf(operation).parameters ?? [])].map(
        (parameter) => resolve<Parameter>(api, parameter).name,
      )
      expect([operation.id, names.includes('Standin-World')]).toEqual([operation.id, !ofServer.includes(operation.id)])
    }
  })

  it('declares every no that a call may meet', () => {
    for (const operation of calls()) {
      const { parameters = [], requestBody } = nodeOf(operation)
      const isNamed = !ofServer.includes(operation.id) || operation.path.names.includes('name')
      const hasInput = requestBody !== undefined || parameters.some((parameter) => resolve<Parameter>(api, parameter).in === 'query')
      const expected = ['401', '403', 'default', ...(isNamed ? ['400'] : []), ...(hasInput ? ['422'] : [])]
      expect({ id: operation.id, missing: expected.filter((status) => !operation.statuses.includes(status)) }).toEqual({
        id: operation.id,
        missing: [],
      })
    }
  })

  it('says for each call what it is for, and for each parameter what it means', () => {
    const silent = calls().flatMap((operation) => {
      const { parameters = [], tags } = nodeOf(operation)
      const bare = parameters.map((parameter) => resolve<Parameter>(api, parameter)).filter(({ description }) => description === undefined)
      return [
        ...(operation.summary === undefined || tags.length !== 1 ? [operation.id] : []),
        ...bare.map(({ name }) => `${operation.id} ${name}`),
      ]
    })
    expect(silent).toEqual([])
  })

  it('calls those fields defaulted that have a default in it, and no others', () => {
    const found: Record<string, readonly string[]> = {}
    for (const operation of calls()) {
      const { parameters = [], requestBody } = nodeOf(operation)
      const schema = resolve<Schema>(api, requestBody?.content['application/json']?.schema ?? {})
      const names = [
        ...parameters
          .map((parameter) => resolve<Parameter>(api, parameter))
          .filter((parameter) => parameter.schema.default !== undefined)
          .map(({ name }) => name),
        ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => ('default' in property ? [name] : [])),
      ]
      if (names.length > 0) found[operation.id] = names
    }
    expect(found).toEqual(defaulted)
  })

  it('is tied to the handlers by their types', () => {
    expect(compile('tests/control/types/handlers.ts')).toEqual([])
  })
})

interface Declared {
  readonly tags: readonly string[]
  readonly parameters?: readonly object[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
}

interface Schema {
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, object>>
}

interface Parameter {
  readonly in: string
  readonly name: string
  readonly description?: string
  readonly schema: Schema
}

/** Follows a local reference, if it is one. */
function resolve<T>(api: Api, value: object): T {
  return ('$ref' in value ? valueAt(api.document, parsePointer(String(value.$ref).slice(1))) : value) as T
}
