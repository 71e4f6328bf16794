import { describe, expect, it } from 'vitest'
import { toLine, Unusable } from '../../src/kernel/index.ts'
import { load } from '../../src/openapi/index.ts'
import { filesOf, linesOf, parts, violationsOf } from './given.ts'

async function fault(file: string): Promise<string> {
  try {
    await load(file)
  } catch (error) {
    if (error instanceof Unusable) return error.diagnostics.map((one) => toLine({ ...one, where: { ...one.where, file: '' } })).join('\n')
    throw error
  }
  throw new Error('it could be loaded')
}

/** `line:column code` of what is in the diagnostics. */
async function found(text: string, name = 'api.yaml'): Promise<string[]> {
  const api = await load(filesOf({ [name]: text }))
  return api.diagnostics.map(({ code, where: { line, column } }) => `${line}:${column} ${code}`)
}

const head = 'openapi: 3.1.0\ninfo: { title: Test, version: "1" }\n'

describe('a document that can be served', () => {
  it.each([
    ['api.yaml', `${head}x-standin: { backend: crud }\npaths:\n  /a:\n    get: { operationId: getA, summary: Gets, responses: {} }\n`],
    [
      'api.json',
      '{"openapi":"3.1.0","info":{"title":"Test","version":"1"},"x-standin":{"backend":"crud"},"paths":{"/a":{"get":{"operationId":"getA","summary":"Gets","responses":{}}}}}',
    ],
    [
      'api.txt',
      '\uFEFF{"openapi":"3.1.0","info":{"title":"Test","version":"1"},"x-standin":{"backend":"crud"},"paths":{"/a":{"get":{"operationId":"getA","summary":"Gets","responses":{}}}}}',
    ],
  ])('is read from %s', async (name, text) => {
    const file = filesOf({ [name]: text })
    const api = await load(file)
    expect(api).toMatchObject({
      title: 'Test',
      version: '1',
      specification: '3.1.0',
      source: file,
      settings: { backend: 'crud' },
      diagnostics: [],
    })
    expect(api.operation('getA')).toMatchObject({
      id: 'getA',
      method: 'GET',
      summary: 'Gets',
      pointer: '/paths/~1a/get',
      hasBody: false,
      unusable: undefined,
    })
    expect(api.operation('getB')).toBeUndefined()
    expect(api.paths[0]?.operations[0]).toBe(api.operations[0])
  })

  it('keeps dates as text, knows merge keys, and takes 3.2', async () => {
    const file = filesOf({
      'api.yaml':
        'openapi: 3.2.0\ninfo: { title: T, version: 2025-01-01 }\nx-standin:\n  base: &base { since: 2025-01-01 }\n  more: { <<: *base }\n',
    })
    expect(await load(file)).toMatchObject({ version: '2025-01-01', settings: { more: { since: '2025-01-01' } }, operations: [] })
  })

  it('finds the place of a pointer, or of what is nearest', async () => {
    const api = await load(
      filesOf({ 'api.yaml': `${head}paths:\n  /a:\n    get:\n      responses: {}\n      tags:\n        - one\n        - two\n` }),
    )
    const at = (pointer: string) => api.locate(pointer)
    expect(at('/paths/~1a/get/tags/1')).toMatchObject({ line: 9, column: 11, pointer: '/paths/~1a/get/tags/1' })
    expect(at('/paths/~1a/get/nothing/here')).toMatchObject({ line: 5, column: 5 })
    expect(at('')).toMatchObject({ line: 1, column: 1 })
  })

  it('names operations without an id by method and path', async () => {
    const api = await load(filesOf({ 'api.yaml': `${head}paths: { /a: { get: { responses: {} } } }` }))
    expect(api.operation('GET /a')).toBeDefined()
  })
})

describe('a document in several files', () => {
  const files = {
    'api.yaml': `${head}paths:\n  /users:\n    post:\n      requestBody: { required: true, content: { application/json: { schema: { $ref: 'user.yaml#/User' } } } }\n      responses: { 200: { $ref: 'responses.yaml#/Ok' } }\n`,
    'user.yaml': 'User:\n  type: object\n  required: [name]\n  properties:\n    name: { type: string }\n    boss:\n      $ref: "#/User"\n',
    'responses.yaml': 'Ok:\n  description: fine\n  content:\n    application/json:\n      schema:\n        $ref: user.yaml#/User\n',
  }

  it('is one, and still knows its files', async () => {
    const file = filesOf(files)
    const api = await load(file)
    const [operation] = api.operations
    const violations = violationsOf(operation?.read(parts({ body: { name: 'a', boss: { name: 1 } } })) ?? { ok: true, input: {} as never })
    expect(linesOf(violations)).toEqual(['body/boss/name type'])
    expect(api.locate(violations[0]?.rulePointer ?? '')).toMatchObject({ file: file.replace('api.yaml', 'user.yaml'), line: 5, column: 13 })
    expect(api.locate(`${operation?.response(200)?.pointer}/description`)).toMatchObject({
      file: file.replace('api.yaml', 'responses.yaml'),
      line: 2,
    })
    expect(api.locate('/paths/~1users/post')).toMatchObject({ file, line: 5 })
  })

  it('says where a file is missing, and fetches nothing', async () => {
    const text = `${head}paths:\n  /a: { get: { responses: { 200: { $ref: 'gone.yaml' } } } }\n  /b: { get: { responses: { 200: { $ref: 'https://example.com/x.yaml' } } } }\n  /c: { get: { responses: {} } }\n`
    const api = await load(filesOf({ 'api.yaml': text }))
    expect(api.diagnostics.map(({ code, where: { line } }) => `${line} ${code}`)).toEqual([
      '4 document.reference.unresolved',
      '5 document.reference.unresolved',
    ])
    expect(api.operations.map(({ unusable }) => unusable === undefined)).toEqual([false, false, true])
  })
})

describe('what can not be loaded', () => {
  it.each([
    ['YAML that is none', 'api.yaml', 'openapi: 3.1.0\ninfo: [\n', ':3:1 error This is not YAML'],
    [
      'an operation twice',
      'api.yaml',
      `${head}paths:\n  /a:\n    get: {}\n    get: {}\n`,
      ':6:5 error This is not YAML: duplicated mapping key. Each key may stand once: a path has one operation of a method.',
    ],
    ['JSON that is none', 'api.json', '{\n  "openapi": 3.1.0\n}', ':2:14 error This is not JSON: unexpected "3"'],
    ['JSON that ends too early', 'api.json', '{', ':1:2 error This is not JSON: it ends too early'],
    ['an empty file', 'api.yaml', '', ':1:1 error This is not an OpenAPI document'],
    ['a list', 'api.yaml', '- a', ':1:1 error This is not an OpenAPI document'],
    ['another document', 'api.yaml', 'asyncapi: 3.0.0', ':1:1 error This is not an OpenAPI document: it has no "openapi".'],
    [
      'a slip of the pen',
      'api.yaml',
      'openapy: 3.1.0',
      '1:1 error This is not an OpenAPI document: it has no "openapi". Is "openapy" meant to be it?',
    ],
    ['two documents in one', 'api.yaml', `${head}paths: {}\n---\na: 1\n`, '4:1 error A second document begins here'],
    ['Swagger', 'api.yaml', 'info: {}\nswagger: "2.0"', ':2:1 error This is a Swagger 2.0 document. Convert it to OpenAPI 3 first'],
    ['a version from the future', 'api.yaml', 'openapi: 4.0.0', ':1:1 error OpenAPI 4.0.0 is not supported: 3.0, 3.1 and 3.2 are.'],
    ['a version that is a number', 'api.yaml', 'openapi: 3.1', 'with quotation marks'],
    ['paths that are a list', 'api.yaml', 'openapi: 3.1.0\npaths: []', ':2:1 error "paths" must be a map'],
  ])('%s', async (_name, name, text, want) => {
    expect(await fault(filesOf({ [name]: text }))).toContain(want)
  })

  it.each([
    ['Latin-1', 'latin1', head.replace('Test', 'Testé'), '2:20'],
    ['UTF-16', 'utf16le', `\uFEFF${head}`, '1:1'],
  ] as const)('a file in %s', async (_name, encoding, text, at) => {
    expect(await fault(filesOf({ 'api.yaml': Buffer.from(text, encoding) }))).toContain(`${at} error The file is not UTF-8`)
  })

  it('a file that is not there, with the one that was meant', async () => {
    const file = filesOf({ 'openapi.yaml': head })
    expect(await fault(file.replace('openapi.yaml', 'opanapi.yaml'))).toContain(`There is no such file. Did you mean "${file}"?`)
    expect(await fault('/nowhere/at/all.yaml')).toContain('nor a folder "/nowhere/at"')
    expect(await fault(file.replace('/openapi.yaml', ''))).toContain('can not be read')
  })
})

it('references escape names, in other files too', async () => {
  const ok = "responses: { '204': { description: '' } }"
  const api = await load(
    filesOf({
      'api.yaml': `${head}paths:
  /a:
    get: { parameters: [{ $ref: 'sub/parameters.yaml#/a~1b~0c' }, { $ref: '#/components/parameters/d%7Ee' }], ${ok} }
  /b: { $ref: 'sub/b.yaml' }
components: { parameters: { 'd~e': { name: d, in: query, schema: { type: integer } } } }
`,
      'sub/parameters.yaml': 'a/b~c: { name: a, in: query, schema: { type: integer } }\n',
      'sub/b.yaml': `get:\n  ${ok}\n  requestBody:\n    $ref: gone.yaml\n`,
    }),
  )
  const [get] = api.operations
  expect(get?.unusable).toBeUndefined()
  expect(violationsOf(get?.read(parts({ query: 'a=x&d=y' })) as never).map(({ path }) => path)).toEqual([['a'], ['d']])
  // at the reference, not at the file that is not there
  expect(api.diagnostics.map(({ code, where: { file, line } }) => [code, file.replace(/.*\//, ''), line])).toEqual([
    ['document.reference.unresolved', 'b.yaml', 4],
  ])
})

describe('faults of single operations', () => {
  it.each([
    ['get: 5', '5:5 operation.malformed'],
    ['get:', '5:5 operation.malformed'],
    ['get: { responses: 7 }', '5:12 operation.malformed'],
    ['get: { responses: { 200: } }', '5:25 operation.malformed'],
    ['get: { responses: { 2000: { description: x } } }', '5:25 operation.malformed'],
    ['get: { responses: { 200: { description: x, content: [] } } }', '5:48 operation.malformed'],
    ['get: { responses: {}, parameters: {} }', '5:27 operation.malformed'],
    ['get: { responses: {}, requestBody: text }', '5:27 operation.malformed'],
    ['get: { responses: {}, security: {} }', '5:27 security.requirement.invalid'],
    ['get: { responses: {}, security: [key] }', '5:38 security.requirement.invalid'],
    ['get: { responses: {}, security: }', '5:27 security.requirement.invalid'],
  ])('%s is told, and makes nothing public', async (operation, finding) => {
    const file = filesOf({ 'api.yaml': `${head}paths:\n  /a:\n    ${operation}\n  /b: { get: { responses: {} } }\n` })
    const api = await load(file)
    expect(api.diagnostics.map(({ code, where: { line, column } }) => `${line}:${column} ${code}`)).toEqual([finding])
    expect(api.operations.map(({ id, unusable }) => [id, unusable === undefined])).toEqual([
      ['GET /a', false],
      ['GET /b', true],
    ])
  })

  it('methods that are not served are told', async () => {
    const text = `${head.replace('3.1.0', '3.2.0')}paths:\n  /a:\n    get: {}\n    additionalOperations: { FETCH: {} }\n  /b: 3\n`
    expect(await found(text)).toEqual(['6:29 operation.method.unsupported', '7:3 operation.malformed'])
  })

  it('leave the others alone', async () => {
    const text = `${head}paths:
  /a:
    get: { operationId: same, responses: {} }
    put: { operationId: same, responses: {} }
  /b/{id}:
    get:
      parameters: [{ name: ids, in: path, required: true, schema: {} }]
      responses: {}
  /c:
    get: { responses: { 200: { $ref: '#/components/responses/Okey' } } }
    put: { responses: { 200: { $ref: '#/components/responses/Ok' } } }
  /d:
    get: { parameters: [{ in: query }], responses: {} }
    put: { responses: { 200: { $ref: '#/components/responses/Loop' } } }
components:
  responses:
    Ok: { description: '', content: { application/json: { schema: { properties: { example: { $ref: '#/components/schemas/Gone' } } } } } }
    Okay: { description: '' }
    Loop: { $ref: '#/components/responses/Pool' }
    Pool: { $ref: '#/components/responses/Loop' }
`
    const file = filesOf({ 'api.yaml': text })
    const api = await load(file)
    expect(api.diagnostics.map(({ code, severity, where: { line, column } }) => `${line}:${column} ${severity} ${code}`)).toEqual([
      '6:12 error operation.id.duplicate',
      '8:5 error path.parameter.undeclared',
      '9:22 error path.parameter.unused',
      '12:32 error document.reference.unresolved',
      '15:25 error parameter.invalid',
      '16:32 error document.reference.loop',
      '19:94 error document.reference.unresolved',
      '21:13 error document.reference.loop',
      '22:13 error document.reference.loop',
    ])
    const messages = api.diagnostics.map(({ message }) => message).join('\n')
    expect(messages).toContain('Did you mean "#/components/responses/Okay"?')
    expect(messages).toContain('has a parameter "id" that is not declared. Did you mean "ids"?')
    expect(messages).toContain('#/components/responses/Loop → #/components/responses/Pool → #/components/responses/Loop')
    expect(api.operations.filter(({ unusable }) => unusable !== undefined).map(({ id }) => id)).toEqual([
      'GET /c',
      'PUT /c',
      'GET /d',
      'PUT /d',
    ])
    expect(api.operation('PUT /a')).toBeDefined()
    expect(() => api.operation('GET /c')?.read(parts())).toThrow('can not be used')
  })

  it('a template and its parameters that differ can still be served', async () => {
    const text = `${head}paths:\n  /b/{id}:\n    get:\n      parameters: [{ name: other, in: path, required: true, schema: {} }]\n      responses: {}\n`
    const api = await load(filesOf({ 'api.yaml': text }))
    expect(api.operations[0]?.read(parts({ params: ['7'] }))).toMatchObject({ ok: true, input: { params: { id: '7' } } })
  })

  it('what only looks like a reference is none', async () => {
    const text = `${head}paths:
  /a:
    get:
      responses:
        200:
          description: ''
          content:
            application/json:
              schema: { type: object, properties: { $ref: { type: string }, default: {} }, default: { $ref: '#/nowhere' } }
              examples: { one: { value: { $ref: '#/nowhere' } } }
x-note: { $ref: '#/nowhere' }
`
    expect(await found(text)).toEqual([])
  })
})
