import { describe, expect, it } from 'vitest'
import { diagnosticCodes } from '../../src/openapi/finding.ts'
import { check } from '../../src/openapi/index.ts'
import { filesOf } from './given.ts'

const text = `openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: 'https://api.test' }]
security: []
paths:
  /things:
    get:
      operationId: listThings
      summary: List
      parameters:
        - { name: since, in: query, schema: { type: string, format: datetime }, example: 2025-01-01 }
        - { name: filter, in: query, style: deepObject, schema: { type: string } }
        - { name: sort, in: query, style: matrix, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer, maximum: 10, default: 20 }, example: many }
      responses:
        '200':
          description: fine
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
              examples:
                good: { value: { id: a, secret: no, kind: x } }
                bad: { value: { id: 1 } }
                shared: { $ref: '#/components/examples/Shared' }
            application/xml:
              schema: { $ref: '#/components/schemas/Thing' }
        '404': { description: none }
components:
  examples:
    Shared: { value: { id: c } }
  schemas:
    Thing:
      type: object
      required: [id, kind, made]
      properties:
        id: { type: string, patern: '^a' }
        secret: { type: string, writeOnly: true }
        made: { type: string, readOnly: true }
        kind: { enum: [x, y], default: z }
        slow: { type: string, pattern: '^(a+)+$' }
        odd: { type: string, pattern: '(?i)x' }
        size: { type: integer, minimum: '1' }
        note: { type: strin, x-anything: 1 }
      examples: [{ id: a, kind: x, made: now }, { kind: x }]
    Unused:
      type: string
      formt: email
`

describe('check', () => {
  it('says all that is wrong and all that can not be enforced, by line', async () => {
    const { diagnostics: findings } = await check(filesOf({ 'api.yaml': text }))
    const ours = findings.filter(({ code }) => !code.startsWith('lint.'))
    expect(ours.map(({ code, severity, where: { line } }) => `${line} ${severity} ${code}`)).toEqual([
      '11 warning schema.format.unknown',
      '12 warning parameter.style.unsupported',
      '13 warning parameter.style.unsupported',
      '14 warning schema.default.invalid',
      '14 warning example.invalid',
      '22 warning example.invalid',
      '23 warning example.invalid',
      '26 warning media.unsupported',
      '30 warning example.invalid',
      '36 warning schema.keyword.unknown',
      '39 warning schema.default.invalid',
      '40 warning schema.pattern.slow',
      '41 error schema.pattern.invalid',
      '42 error schema.invalid',
      '43 error schema.invalid',
      '44 warning example.invalid',
      '47 warning schema.keyword.unknown',
    ])
    const messages = ours.map(({ message }) => message).join('\n')
    expect(messages).toContain('Keyword "patern" is unknown and is not enforced. Did you mean "pattern"?')
    expect(messages).toContain('/id must be string (and 2 more)')
    for (const { where } of findings) expect(where).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
    expect(findings.map(({ where }) => where.line)).toEqual(findings.map(({ where }) => where.line).sort((a = 0, b = 0) => a - b))
  })

  it('hands on what the linter knows', async () => {
    const { diagnostics: findings } = await check(filesOf({ 'api.yaml': text.replace("'404': { description: none }", '') }))
    expect(findings.filter(({ code }) => code.startsWith('lint.')).map(({ code, where: { line } }) => `${line} ${code}`)).toEqual(
      expect.arrayContaining(['15 lint.operation-4xx-response', '45 lint.no-unused-components']),
    )
  })

  it('has nothing to say about templates that a concrete path comes before', async () => {
    const operation = (id: string) =>
      `get: { operationId: ${id}, summary: S, security: [], responses: { 200: { description: '' }, 404: { description: '' } } }`
    const parameter = 'parameters: [{ name: id, in: path, required: true, schema: { type: string } }]'
    const paths = `openapi: 3.1.0\ninfo: { title: T, version: '1' }\nservers: [{ url: 'https://api.test' }]\npaths:\n  /a/{id}:\n    ${parameter}\n    ${operation('one')}\n  /a/me:\n    ${operation('two')}\n`
    expect((await check(filesOf({ 'api.yaml': paths }))).diagnostics).toEqual([])
  })

  it('does without the linter where references go in a circle', async () => {
    const refer = (name: string) => `{ $ref: '#${name}' }`
    const schemas = `A: ${refer('/components/schemas/B')}, B: ${refer('/components/schemas/A')}, C: { properties: { whole: ${refer('')} } }`
    const circle = `openapi: 3.1.0\ninfo: { title: Test, version: '1' }\npaths: {}\ncomponents: { schemas: { ${schemas} } }\n`
    const codes = (await check(filesOf({ 'api.yaml': circle }))).diagnostics.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['document.reference.loop', 'lint.none']))
  })

  it('sees a key that JSON gives twice', async () => {
    const json =
      '{\n "openapi": "3.1.0",\n "info": {"title":"T","version":"1"},\n "paths": {"/a": {\n  "get": {"responses":{}},\n  "get": {"responses":{}}\n }}\n}'
    const { diagnostics: findings } = await check(filesOf({ 'api.json': json }))
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'document.syntax', where: expect.objectContaining({ line: 6, column: 3 }) }),
    )
  })

  it('gives the faults that keep a document from being loaded as findings', async () => {
    expect((await check('/nowhere.yaml')).diagnostics).toMatchObject([{ code: 'document.file.missing', severity: 'error' }])
    expect((await check(filesOf({ 'api.yaml': 'swagger: "2.0"' }))).diagnostics).toMatchObject([
      { code: 'document.kind', where: { line: 1 } },
    ])
  })

  it('looks into the other files of a document too', async () => {
    const file = filesOf({
      'api.yaml': "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { get: { responses: { 200: { $ref: ok.yaml } } } }\n",
      'ok.yaml': 'description: ok\ncontent:\n  application/json:\n    schema: { type: string, format: nosuch }\n    example: 1\n',
    })
    const findings = (await check(file)).diagnostics.filter(({ where }) => where.file.endsWith('ok.yaml'))
    expect(findings.map(({ code, where: { line } }) => `${line} ${code}`)).toEqual(['4 schema.format.unknown', '5 example.invalid'])
  })
})

it('every code is dotted and has a sentence', () => {
  for (const [code, meaning] of Object.entries(diagnosticCodes)) {
    expect(code).toMatch(/^[a-z]+(\.[a-z]+)+$/)
    expect(meaning).toMatch(/\.$/)
  }
})
