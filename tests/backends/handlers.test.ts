import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { defaulted } from '../../src/backends/organizations/handler.ts'
import { parsePointer, valueAt } from '../../src/kernel/index.ts'
import { load } from '../../src/openapi/index.ts'
import { compile } from '../compile.ts'

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

describe('the type that ties handlers to the document', () => {
  it('refuses a missing handler, an undeclared status and a wrong body, and lets the rest through', () => {
    expect(compile('tests/backends/types/handlers.ts')).toEqual([])
  })

  it('calls those fields defaulted that have a default in the document, and no others', async () => {
    const { operations, document } = await load(pathOf('../../openapi/organizations.yaml'))
    const found: Record<string, readonly string[]> = {}
    for (const { id, pointer } of operations) {
      const { parameters = [], requestBody } = at(document, pointer) as Declared
      const query = parameters.map((parameter) => resolve<Parameter>(document, parameter)).filter((parameter) => parameter.in === 'query')
      const schema = resolve<Schema>(document, requestBody?.content['application/json'].schema ?? {})
      const names = [
        ...query.filter(({ schema }) => schema.default !== undefined).map(({ name }) => name),
        ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => ('default' in property ? [name] : [])),
      ]
      if (names.length > 0) found[id] = names
    }
    expect(found).toEqual(defaulted)
  })
})

interface Schema {
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, object>>
}

interface Parameter {
  readonly in: string
  readonly name: string
  readonly schema: Schema
}

interface Declared {
  readonly parameters?: readonly object[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
}

function at(document: object, pointer: string): unknown {
  return valueAt(document, parsePointer(pointer))
}

/** Follows a local reference, if it is one. */
function resolve<T>(document: object, value: object): T {
  return ('$ref' in value ? at(document, String(value.$ref).slice(1)) : value) as T
}
