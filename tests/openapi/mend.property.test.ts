import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagshipDocument } from '../../src/mock.ts'
import { createApi, type Draft, draftOf, load, mend, type Operation, toCurl, toExample, toParts } from '../../src/openapi/index.ts'
import { documentOf, operationOf, parts, violationsOf } from './given.ts'

const api = await load(flagshipDocument)
const operations = api.operations.filter(({ unusable }) => unusable === undefined)

/** Names the document knows among others, so that values land where rules are. */
const names = [
  'email',
  'full_name',
  'role_ids',
  'department_ids',
  'send_invitation',
  'name',
  'capabilities',
  'parent_id',
  'confirm',
  'skip',
  'take',
  'user_id',
  'email_key',
  'x',
]
const value = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e9, '', 'x', 'a'.repeat(400), 'jane@example.com', 'role_abc123', '10', 'TRUE'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 5 }),
  ),
})).json

describe('a draft made of the document alone', () => {
  it.each(operations.map((operation) => [operation.id, operation] as const))('%s: is what the document allows', (_id, operation) => {
    const draft = draftOf(api, operation)
    expect(violationsOf(operation.read(toParts(draft)))).toEqual([])
  })
})

describe('a mended draft', () => {
  it('is what the document allows, whatever was sent, and keeps what was right', () => {
    const drafts = fc.constantFrom(...operations).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        params: fc.tuple(
          ...operation.path.names.map(() => fc.constantFrom('org_xyz789', 'usr_member1', 'role_abc123', 'dept_eng001', 'x', 'ä/b')),
        ),
        query: fc.constantFrom(
          '',
          'skip=-1&limit=1000',
          'limit=ten',
          'scope=a,b',
          'from_date=yesterday&q=%zz',
          'skip=1&skip=2',
          'include_global=maybe',
        ),
        headers: fc.constantFrom<Draft['headers']>({}, { 'content-type': 'application/json' }, { 'content-type': 'text/plain' }),
        body: operation.hasBody ? fc.option(value, { nil: undefined }) : fc.constant(undefined),
      }),
    )
    fc.assert(
      fc.property(drafts, (draft) => {
        const mended = mend(api, draft)
        expect(mended === undefined ? ['not mended'] : violationsOf(draft.operation.read(toParts(mended)))).toEqual([])
        if (draft.operation.read(toParts(draft)).ok) expect(mended).toBe(draft)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    [{ type: 'integer', exclusiveMinimum: 3 }, 3, 4],
    [{ type: 'number', maximum: 2.5 }, 9, 2.5],
    [{ type: 'integer', multipleOf: 5 }, 12, 10],
    [{ type: 'string', enum: ['active', 'pending'] }, 'actve', 'active'],
    [{ const: 7 }, 8, 7],
    [{ type: 'array', uniqueItems: true, items: { type: 'integer' } }, [1, 2, 1], [1, 2]],
    [{ type: 'array', maxItems: 1, items: {} }, ['a', 'b'], ['a']],
    [{ type: 'array', minItems: 2, items: { type: 'string', examples: ['tag'] } }, [], ['tag', 'tag']],
    [{ type: 'string', minLength: 3 }, 'ab', 'text'],
    [{ type: 'string', minLength: 6 }, 'ab', 'textxx'],
    [{ type: 'string', pattern: '^AC[0-9a-f]{32}$', minLength: 34 }, 'x', `AC${'a'.repeat(32)}`],
    [{ type: 'string', pattern: '^(?:\\d{2}|x)-[^a-z]+\\.?$', minLength: 6 }, 'x', '00-00.'],
    [{ type: 'string', example: 12 }, 7, '12'],
    [{ type: 'boolean' }, 'True', true],
    [{ type: 'integer' }, '12', 12],
    [{ type: 'string', format: 'uuid' }, 'x', '123e4567-e89b-42d3-a456-426614174000'],
    [
      { type: 'object', required: ['a'], properties: { a: { type: 'object', required: ['b'], properties: { b: { const: 1 } } } } },
      {},
      { a: { b: 1 } },
    ],
    [{ oneOf: [{ type: 'integer' }, { type: 'null' }] }, 'x', 0],
  ])('of %j turns %j into %j', (schema, sent, expected) => {
    expect(mended({ type: 'object', required: ['v'], properties: { v: schema } }, { v: sent })).toEqual({ v: expected })
  })

  it('takes out what is not allowed, and finds what is only misspelt', () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['email'],
      properties: { email: { type: 'string', format: 'email' } },
    }
    expect(mended(schema, { email: 'a@example.com', admin: true })).toEqual({ email: 'a@example.com' })
    expect(mended(schema, { Email: 'a@example.com' })).toEqual({ email: 'a@example.com' })
  })
})

/** The body as it comes back from an operation whose body has a schema. */
function mended(schema: unknown, body: unknown): unknown {
  const requestBody = { required: true, content: { 'application/json': { schema } } }
  const own = createApi(documentOf({ '/things': { post: { operationId: 'post', responses: {}, requestBody } } }), 'test.yaml')
  return mend(own, { operation: own.operation('post') as Operation, params: [], query: '', headers: {}, body })?.body
}

describe('a curl command', () => {
  it.each([
    [{ method: 'GET', target: '/a?b=1&c=2', headers: {}, body: undefined }, "curl -i 'http://localhost/a?b=1&c=2'"],
    [{ method: 'GET', target: '/a', headers: {}, body: { a: 1 } }, `curl -i -X GET http://localhost/a \\\n  -d '{"a":1}'`],
    [{ method: 'HEAD', target: '/a', headers: { 'X-Empty': '' }, body: undefined }, "curl -I http://localhost/a \\\n  -H 'X-Empty;'"],
    [
      { method: 'POST', target: '/a?f[x]=1', headers: { 'Content-Type': 'text/plain' }, body: "@it's" },
      `curl -i -X POST -g 'http://localhost/a?f[x]=1' \\\n  -H 'Content-Type: text/plain' \\\n  --data-raw '@it'\\''s'`,
    ],
    [
      { method: 'POST', target: '/a', headers: { 'Content-Type': 'application/json' }, body: 'text' },
      `curl -i -X POST http://localhost/a \\\n  -H 'Content-Type: application/json' \\\n  -d '"text"'`,
    ],
  ])('%j', (request, expected) => {
    expect(toCurl('http://localhost', request)).toBe(expected)
  })

  it('has the values of the path encoded', () => {
    const operation = operationOf({}, { path: '/a/{x}:{y}' })
    const draft: Draft = { operation, params: ['a/b', 'ä'], query: '', headers: {}, body: undefined }
    expect(toExample(draft).target).toBe('/a/a%2Fb:%C3%A4')
    expect(operation.read(parts({ params: ['a/b', 'ä'] })).ok).toBe(true)
  })
})
