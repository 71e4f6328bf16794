import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { emitTypes, load } from '../../src/openapi/index.ts'
import { apiOf, filesOf } from './given.ts'

const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url))

/** The type a schema becomes. */
function typeOf(schema: unknown, openapi = '3.1.0'): string {
  const text = emitTypes(apiOf({}, { openapi, components: { schemas: { Other: {}, 'A-B': {}, Value: schema } } }))
  const start = text.indexOf('    Value: ') + '    Value: '.length
  return text.slice(start, text.indexOf('\n  }\n  responses'))
}

function sectionOf(text: string, name: string): string {
  const start = text.indexOf(`  ${name}: {\n`) + `  ${name}: {\n`.length
  return text.slice(start, text.indexOf('\n  }\n', start) + 1)
}

describe('the type of a schema', () => {
  it.each([
    [{ type: 'string', format: 'date-time' }, 'string'],
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ enum: ['a', "it's", 1, null] }, "'a' | 'it\\'s' | 1 | null"],
    [{ const: { a: [1] } }, '{ a: [1] }'],
    [{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
    [{ type: 'array' }, 'unknown[]'],
    [{ prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 1, items: false }, '[string, number?]'],
    [{ type: 'object' }, '{ [key: string]: unknown }'],
    [{ type: 'object', additionalProperties: false }, 'Record<string, never>'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [key: string]: number }'],
    [{ properties: { a: {}, 'b-c': { type: 'string' } }, required: ['a'] }, "{\n      a: unknown\n      'b-c'?: string\n    }"],
    [{ properties: { a: {} }, additionalProperties: true }, '{\n      a?: unknown\n    } & { [key: string]: unknown }'],
    [{ $ref: '#/components/schemas/A-B' }, "components['schemas']['A-B']"],
    [{ $ref: '#/components/schemas/Gone' }, 'unknown'],
    [{ $ref: '#/components/schemas/A-B', description: 'Said here.', default: 1 }, "components['schemas']['A-B']"],
    [
      { $ref: '#/components/schemas/A-B', required: ['a'], properties: { a: { type: 'string' } } },
      "components['schemas']['A-B'] & {\n      a: string\n    }",
    ],
    [{ allOf: [{ $ref: '#/components/schemas/Other' }, { type: ['string', 'null'] }] }, "components['schemas']['Other'] & (string | null)"],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'string' }] }, 'string | number'],
    [{ type: 'object', anyOf: [{ type: 'string' }] }, 'string'],
    [{ $ref: '#/components/schemas/Value' }, 'unknown'],
    [{ allOf: [{ anyOf: [{ $ref: '#/components/schemas/Value' }, { type: 'string' }] }] }, 'unknown'],
    [{ properties: { a: { $ref: '#/components/schemas/Value' } } }, "{\n      a?: components['schemas']['Value']\n    }"],
    [{ properties: { a: {} }, required: ['b'] }, '{\n      a?: unknown\n      b: unknown\n    }'],
    [{ type: 'object', additionalProperties: false, patternProperties: { '^x': { type: 'string' } } }, '{ [key: string]: string }'],
    [
      {
        properties: { a: { type: 'boolean' } },
        additionalProperties: { type: 'number' },
        patternProperties: { '^x': { type: 'string' } },
      },
      '{\n      a?: boolean\n    } & { [key: string]: number | string | boolean | undefined }',
    ],
    [true, 'unknown'],
    [false, 'never'],
  ])('%j is %s', (schema, want) => {
    expect(typeOf(schema)).toBe(want)
  })

  it.each([
    // what a part asks for has the type that another part describes
    [{ allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] }, '{\n      a?: string\n    } & {\n      a: string\n    }'],
    [
      {
        allOf: [
          { properties: { a: { type: 'string' } }, required: ['a'] },
          { type: 'object', required: ['a'] },
        ],
      },
      '{\n      a: string\n    }',
    ],
    [
      { properties: { a: { type: 'string' }, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      '({\n      a: string\n    } | {\n      b: unknown\n    }) & {\n      a?: string\n      b?: unknown\n    }',
    ],
    [{ required: ['a'] }, '{\n      a: unknown\n    }'],
    // an apostrophe in a comment opens no literal
    [
      { type: 'array', items: { anyOf: [{ properties: { a: { description: "it's" } } }, { type: 'null' }] } },
      "({\n      /** it's */\n      a?: unknown\n    } | null)[]",
    ],
    [{ type: 'array', items: { enum: ['\\', 1] } }, "('\\\\' | 1)[]"],
  ])('%j is %s as well', (schema, want) => {
    expect(typeOf(schema)).toBe(want)
  })

  it('leaves out what goes the other way alone', () => {
    const properties = { id: { type: 'string', readOnly: true }, password: { type: 'string', writeOnly: true }, name: { type: 'string' } }
    const schemas = {
      User: { properties, required: ['id', 'password'] },
      Team: { type: 'array', items: { $ref: '#/components/schemas/User' } },
    }
    const text = emitTypes(apiOf({}, { components: { schemas: { ...schemas, Plain: { type: 'string' } } } }))
    expect(sectionOf(text, 'schemas')).toBe(`    User: {
      id: string
      name?: string
    }
    Team: components['schemas']['User'][]
    Plain: string
`)
    expect(sectionOf(text, 'writable')).toBe(`    User: {
      password: string
      name?: string
    }
    Team: components['writable']['User'][]
`)
  })

  it('tells the alternatives of a discriminator apart, and what extends a schema that has one', () => {
    const kind = { properties: { kind: { type: 'string' } } }
    const discriminator = { propertyName: 'kind', mapping: { a: '#/components/schemas/A', 'a-2': 'A' } }
    const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` })
    const schemas = {
      Any: { oneOf: [refer('A'), refer('B'), refer('C')], discriminator },
      A: kind,
      B: { properties: { kind: { const: 'own' } } },
      C: kind,
      Pet: { ...kind, discriminator: { propertyName: 'kind', mapping: { cat: 'Cat', dog: 'Dog' } } },
      Cat: { allOf: [refer('Pet')] },
      Dog: { allOf: [refer('Pet'), { properties: { friend: refer('Pet') } }] },
      Puppy: { allOf: [refer('Dog')] },
    }
    const own = '{\n      kind?: string\n    }'
    const text = emitTypes(apiOf({}, { components: { schemas } }))
    const by = (name: string) => `components['schemas']['${name}']`
    expect(sectionOf(text, 'schemas')).toBe(`    Any: (${by('A')} & { kind: 'a' | 'a-2' }) | ${by('B')} | (${by('C')} & { kind: 'C' })
    A: ${own}
    B: {
      kind?: 'own'
    }
    C: ${own}
    Pet: ${by('Cat')} | ${by('Dog')} | ${by('Puppy')}
    Cat: ${own} & { kind: 'cat' }
    Dog: ${own} & {
      friend?: ${by('Pet')}
    } & { kind: 'dog' | 'Puppy' }
    Puppy: ${by('Dog')} & { kind: 'Puppy' }
`)
  })

  it('of 3.0 may be nullable', () => {
    expect(typeOf({ type: 'string', nullable: true }, '3.0.3')).toBe('string | null')
    expect(typeOf({ $ref: '#/components/schemas/A-B', type: 'string' }, '3.0.3')).toBe("components['schemas']['A-B']")
    expect(typeOf({ nullable: true, allOf: [{ $ref: '#/components/schemas/Other' }] }, '3.0.3')).toBe(
      "components['schemas']['Other'] | null",
    )
  })
})

describe('the types of a document', () => {
  const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` })

  it('take a choice among what extends a schema for no circle', () => {
    const discriminator = { propertyName: 'kind', mapping: { cat: 'Cat' } }
    const choices = { oneOf: [refer('Cat'), refer('Dog')] }
    const schemas = {
      Pet: { ...choices, discriminator, properties: { kind: { type: 'string' } } },
      Cat: { allOf: [refer('Pet')] },
      Dog: { allOf: [refer('Pet')] },
    }
    const own = '{\n      kind?: string\n    }'
    expect(
      sectionOf(emitTypes(apiOf({}, { components: { schemas } })), 'schemas'),
    ).toBe(`    Pet: components['schemas']['Cat'] | components['schemas']['Dog']
    Cat: ${own} & { kind: 'cat' }
    Dog: ${own} & { kind: 'Dog' }
`)
  })

  it('have an alias for what holds itself in lists', () => {
    const json = {
      anyOf: [{ type: 'string' }, { type: 'array', items: refer('Json-1') }, { type: 'object', additionalProperties: refer('Json-1') }],
    }
    const secret = { type: 'string', writeOnly: true }
    const list = { type: 'array', items: { anyOf: [refer('Json.1'), { properties: { secret } }] } }
    const text = emitTypes(apiOf({}, { components: { schemas: { 'Json-1': json, 'Json.1': list } } }))
    expect(sectionOf(text, 'schemas')).toBe("    'Json-1': Recursive_Json_1\n    'Json.1': Recursive_Json_1_2\n")
    expect(text).toContain('\ntype Recursive_Json_1 = string | Recursive_Json_1[] | { [key: string]: Recursive_Json_1 }\n')
    expect(text).toContain('\ntype WritableRecursive_Json_1_2 = (WritableRecursive_Json_1_2 | {\n  secret?: string\n})[]\n')
  })

  it('take octets for a file where they are one, and for a text in JSON', () => {
    const octets = { type: 'string', format: 'binary' }
    const both = { type: 'object', properties: { octets } }
    const content = {
      'application/json': { schema: { type: 'object', properties: { octets, both: refer('Both') } } },
      'multipart/form-data': { schema: { allOf: [refer('Both'), refer('File')] } },
      'application/pdf': { schema: octets },
    }
    const paths = { '/files': { put: { operationId: 'put', requestBody: { content }, responses: { 204: { description: '' } } } } }
    const text = emitTypes(apiOf(paths, { components: { schemas: { Both: both, File: both, Text: both } } }))
    const holding = (type: string) => `{\n      octets?: ${type}\n    }`
    expect(sectionOf(text, 'schemas')).toBe(
      `    Both: ${holding('string | Blob')}\n    File: ${holding('Blob')}\n    Text: ${holding('string')}\n`,
    )
    expect(text).toContain(`'application/json': {
          octets?: string
          both?: components['schemas']['Both']
        }
        'multipart/form-data': components['schemas']['Both'] & components['schemas']['File']
        'application/pdf': Blob
`)
  })
})

const document = `openapi: 3.1.0
info: { title: Test, version: '1' }
paths:
  /users/{user-id}:
    parameters:
      - { name: user-id, in: path, required: true, schema: { type: string } }
    put:
      operationId: putUser
      summary: Change a user
      parameters:
        - { name: dry, in: query, description: Only look. */, schema: { type: boolean } }
        - { name: X-Key, in: header, required: true, schema: { type: string } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '200': { description: fine, headers: { X-Rate: { required: true, schema: { type: integer } } }, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
        '204': { description: nothing }
        4XX: { $ref: '#/components/responses/Problem' }
    delete: { responses: { default: { description: '' } } }
components:
  responses:
    Problem: { description: '', content: { application/problem+json: { schema: { type: object, properties: { title: { type: string } } } } } }
  schemas:
    User:
      type: object
      required: [name]
      properties:
        name: { type: string, description: "What people call him.\\nMore." }
        boss: { anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] }
`

const use = `import type { components, operations, paths } from './api.gen.ts'

type Put = paths['/users/{user-id}']['put']
const parameters: Put['parameters'] = { path: { 'user-id': 'a' }, header: { 'X-Key': 'k' }, query: { dry: true } }
const body: Put['requestBody']['content']['application/json'] = { name: 'a', boss: { name: 'b', boss: null } }
const answer: operations['putUser']['responses'][200] = { headers: { 'X-Rate': 1, other: 'x' }, content: { 'application/json': body } }
const problem: operations['putUser']['responses']['4XX']['content']['application/problem+json'] = { title: 'no' }
const empty: operations['putUser']['responses'][204]['content'] = undefined
const user: components['schemas']['User'] = body
const other: operations['DELETE /users/{user-id}']['responses']['default'] = { headers: {} }
// @ts-expect-error a name is required
const nobody: components['schemas']['User'] = {}
// @ts-expect-error there is no post
const post: NonNullable<paths['/users/{user-id}']['post']> = {}
export { answer, empty, nobody, other, parameters, post, problem, user }
`

it('the types of a document compile, and say what the document says', async () => {
  const file = filesOf({ 'api.yaml': document, 'use.ts': use, 'package.json': '{ "type": "module" }' })
  const api = await load(file)
  const text = emitTypes(api)
  const folder = dirname(file)
  expect(text).toBe(emitTypes(await load(file)))
  expect(text.startsWith('// Generated from api.yaml by `standin types`. Do not edit.\n')).toBe(true)
  expect(text.endsWith('}\n')).toBe(true)
  expect(text).toContain('/**\n       * What people call him.\n       * More.\n       */')
  expect(text).toContain('/** Only look. *\\/ */')
  const { writeFileSync } = await import('node:fs')
  writeFileSync(join(folder, 'api.gen.ts'), text)
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', 'false', '--module', 'nodenext', '--allowImportingTsExtensions']
  expect(run(tsc, [...options, 'use.ts'], folder)).toBe('')
  expect(readFileSync(join(folder, 'api.gen.ts'), 'utf8')).toBe(text)
})

function run(command: string, options: string[], cwd: string): string {
  try {
    return execFileSync(command, options, { cwd, encoding: 'utf8' })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
