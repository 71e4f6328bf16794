import { describe, expect, it } from 'vitest'
import { toField, toReferenceField } from '../../src/backends/organizations/fields.ts'
import type { Violation } from '../../src/openapi/index.ts'
import { client } from '../journeys/client.ts'

/** Rule, its params, the value seen; what Pydantic v2 says of it. */
type Row = readonly [rule: string, params: object, value: unknown, message: string, type: string]

const required = 'Field required'
const extra = 'Extra inputs are not permitted'

const bodyRows: readonly Row[] = [
  ['required', { missingProperty: 'email' }, undefined, required, 'missing'],
  ['missing', {}, undefined, required, 'missing'],
  ['dependentRequired', {}, undefined, required, 'missing'],
  ['unexpected', {}, '{}', extra, 'extra_forbidden'],
  ['additionalProperties', {}, 1, extra, 'extra_forbidden'],
  ['unevaluatedProperties', {}, 1, extra, 'extra_forbidden'],
  ['forbiddenKey', {}, undefined, extra, 'extra_forbidden'],

  ['type', { type: 'string' }, 3, 'Input should be a valid string', 'string_type'],
  ['type', { type: ['string', 'null'] }, 3, 'Input should be a valid string', 'string_type'],
  ['type', { type: ['null', 'string'] }, 3, 'Input should be a valid string', 'string_type'],
  ['type', { type: 'null' }, 3, 'Input should be None', 'none_required'],
  ['type', { type: 'integer' }, true, 'Input should be a valid integer', 'int_type'],
  ['type', { type: 'integer' }, '10', 'Input should be a valid integer', 'int_type'],
  ['type', { type: 'integer' }, 'ten', 'Input should be a valid integer, unable to parse string as an integer', 'int_parsing'],
  ['type', { type: 'integer' }, 1.5, 'Input should be a valid integer, got a number with a fractional part', 'int_from_float'],
  ['type', { type: 'number' }, [], 'Input should be a valid number', 'float_type'],
  ['type', { type: 'number' }, 'ten', 'Input should be a valid number, unable to parse string as a number', 'float_parsing'],
  ['type', { type: 'boolean' }, 'yes', 'Input should be a valid boolean, unable to interpret input', 'bool_parsing'],
  ['type', { type: 'boolean' }, null, 'Input should be a valid boolean', 'bool_type'],
  ['type', { type: 'array' }, 'a', 'Input should be a valid list', 'list_type'],
  ['type', { type: 'object' }, 'a', 'Input should be a valid dictionary', 'dict_type'],

  ['minLength', { limit: 1 }, '', 'String should have at least 1 character', 'string_too_short'],
  ['minLength', { limit: 8 }, 'short', 'String should have at least 8 characters', 'string_too_short'],
  ['maxLength', { limit: 255 }, 'long', 'String should have at most 255 characters', 'string_too_long'],
  ['pattern', { pattern: '^org_' }, 'x', "String should match pattern '^org_'", 'string_pattern_mismatch'],
  ['format', { format: 'email' }, 'x', 'value is not a valid email address', 'value_error'],
  ['format', { format: 'uri' }, 'x', 'Input should be a valid URL', 'url_parsing'],
  ['format', { format: 'uuid' }, 'x', 'Input should be a valid UUID', 'uuid_parsing'],
  ['format', { format: 'date' }, 'x', 'Input should be a valid date', 'date_parsing'],
  ['format', { format: 'date-time' }, 'x', 'Input should be a valid datetime', 'datetime_parsing'],
  ['format', { format: 'ipv4' }, 'x', 'value is not a valid ipv4', 'value_error'],
  ['enum', { allowedValues: ['asc', 'desc'] }, 'x', "Input should be 'asc' or 'desc'", 'enum'],
  ['enum', { allowedValues: ['a', 'b', 3] }, 'x', "Input should be 'a', 'b' or 3", 'enum'],
  ['enum', { allowedValues: ['a'] }, 'x', "Input should be 'a'", 'enum'],
  ['const', { allowedValue: 'global' }, 'x', "Input should be 'global'", 'literal_error'],

  ['minimum', { limit: 0 }, -1, 'Input should be greater than or equal to 0', 'greater_than_equal'],
  ['maximum', { limit: 100 }, 101, 'Input should be less than or equal to 100', 'less_than_equal'],
  ['exclusiveMinimum', { limit: 0 }, 0, 'Input should be greater than 0', 'greater_than'],
  ['exclusiveMaximum', { limit: 1 }, 1, 'Input should be less than 1', 'less_than'],
  ['multipleOf', { multipleOf: 5 }, 4, 'Input should be a multiple of 5', 'multiple_of'],

  ['minItems', { limit: 1 }, [], 'List should have at least 1 item after validation, not 0', 'too_short'],
  ['maxItems', { limit: 2 }, [1, 2, 3], 'List should have at most 2 items after validation, not 3', 'too_long'],
  ['uniqueItems', { i: 0, j: 1 }, [1, 1], 'Value error, the list has duplicated items', 'value_error'],
  ['minProperties', { limit: 1 }, {}, 'Dictionary should have at least 1 item after validation, not 0', 'too_short'],
  ['maxProperties', { limit: 1 }, { a: 1, b: 2 }, 'Dictionary should have at most 1 item after validation, not 2', 'too_long'],

  ['malformed', { position: 3 }, undefined, 'JSON decode error', 'json_invalid'],
  [
    'malformed',
    { encoding: 'utf-8' },
    undefined,
    'Input should be a valid string, unable to parse raw data as a unicode string',
    'string_unicode',
  ],
  ['encoding', {}, '%ff', 'Input should be a valid string, unable to parse raw data as a unicode string', 'string_unicode'],
  ['mediaType', {}, 'text/plain', 'Input should be a valid dictionary or object to extract fields from', 'model_attributes_type'],
  ['duplicate', { times: 2 }, ['a', 'b'], 'Value error, must be given once', 'value_error'],
  ['oneOf', {}, 1, 'Value error, must match exactly one schema in oneOf', 'value_error'],
]

function violation(rule: string, params: object, value: unknown, more: Partial<Violation> = {}): Violation {
  const message = 'must match exactly one schema in oneOf'
  return { in: 'body', path: ['field'], rule, params: params as Violation['params'], message, value, rulePointer: undefined, ...more }
}

describe('a violation in the words of Pydantic', () => {
  it.each(bodyRows)('%s %j of %j: %s (%s)', (rule, params, value, message, type) => {
    expect(toField(violation(rule, params, value))).toEqual({ field: 'field', message, type })
  })

  it('calls a body that is no object what FastAPI calls it', () => {
    expect(toField(violation('type', { type: 'object' }, [], { path: [] }))).toEqual({
      field: 'body',
      message: 'Input should be a valid dictionary or object to extract fields from',
      type: 'model_attributes_type',
    })
  })

  it('takes text in a query for what it is: text that could not be read', () => {
    const field = toField(violation('type', { type: 'integer' }, '99999999999999999999', { in: 'query', path: ['skip'] }))
    expect(field).toMatchObject({ field: 'skip', type: 'int_parsing' })
  })

  it('names a field by its parameter, by its dotted path, or by the part', () => {
    const name = (place: Violation['in'], path: Violation['path']) =>
      toField(violation('missing', {}, undefined, { in: place, path })).field
    expect([
      name('path', ['organization_id']),
      name('query', ['scope', 1]),
      name('body', ['role_ids', 0]),
      name('body', []),
      name('path', []),
    ]).toEqual(['organization_id', 'scope.1', 'role_ids.0', 'body', 'path'])
  })

  it("names a command's inputs as the document does", () => {
    const field = (place: readonly (string | number)[]) => toReferenceField({ kind: 'department', id: 'dept_x', place }).field
    expect([['departmentIds', 2], ['transferToDepartmentId'], ['parentId'], ['newParentId']].map(field)).toEqual([
      'department_ids.2',
      'transfer_resources_to_department_id',
      'parent_id',
      'new_parent_id',
    ])
  })
})

describe('violations as the API answers them', () => {
  const rows: readonly [what: string, method: string, path: string, init: object, fields: readonly (readonly string[])[]][] = [
    ['a malformed body', 'POST', '/users/invite/v2', { raw: '{"email":' }, [['body', 'json_invalid']]],
    ['no body', 'POST', '/users/invite/v2', {}, [['body', 'missing']]],
    ['a list for a body', 'POST', '/users/invite/v2', { body: [] }, [['body', 'model_attributes_type']]],
    ['a forbidden key', 'POST', '/users/invite/v2', { raw: '{"__proto__":{}}' }, [['body', 'extra_forbidden']]],
    [
      'another media type',
      'POST',
      '/users/invite/v2',
      { raw: 'x', headers: { 'content-type': 'text/plain' } },
      [['body', 'model_attributes_type']],
    ],
    ['bytes that are no text', 'POST', '/users/invite/v2', { raw: new Uint8Array([0xff]) }, [['body', 'string_unicode']]],
    ['a bad id in the path', 'GET', '/departments/eng', {}, [['department_id', 'string_pattern_mismatch']]],
    [
      'text for a number',
      'GET',
      '/roles/role_abc123/members?skip=x&limit=0',
      {},
      [
        ['skip', 'int_parsing'],
        ['limit', 'greater_than_equal'],
      ],
    ],
    ['a parameter given twice', 'GET', '/audit-log?skip=1&skip=2', {}, [['skip', 'value_error']]],
    ['a word that is not in the list', 'GET', '/audit-log?entity_type=group', {}, [['entity_type', 'enum']]],
    ['a list in a query', 'GET', '/departments/tree?scope=dept_a,eng', {}, [['scope.1', 'string_pattern_mismatch']]],
    ['an empty change', 'PATCH', '/roles/role_abc123', { body: {} }, [['body', 'too_short']]],
    ['an empty list', 'POST', '/roles', { body: { name: 'A', capabilities: [] } }, [['capabilities', 'too_short']]],
    ['blanks for a name', 'POST', '/departments', { body: { name: '   ' } }, [['name', 'string_pattern_mismatch']]],
  ]
  it.each(rows)('%s', async (_what, method, path, init, fields) => {
    const { call } = await client('in process')
    const answer = await call(method, `/v1/organizations/org_xyz789${path}`, init)
    expect(answer.status, answer.text).toBe(422)
    expect(answer.body.error.details.fields.map((one: { field: string; type: string }) => [one.field, one.type])).toEqual(fields)
  })
})

describe('the words', () => {
  it('cover every keyword a request of the document can break', async () => {
    const { mock } = await client('in process')
    const known = new Set(bodyRows.map(([rule]) => rule))
    expect([...keywordsIn(mock.api.document)].filter((keyword) => !known.has(keyword))).toEqual([])
  })
})

const structural = ['properties', 'items', 'allOf', 'description', 'examples', 'default', 'additionalProperties', '$ref']

/** Keywords in the schemas of requests. */
function keywordsIn(document: object): Set<string> {
  const { schemas } = (document as { components: { schemas: Record<string, Schema> } }).components
  const found = new Set<string>()
  const visit = (schema: Schema) => {
    for (const key of Object.keys(schema)) if (!structural.includes(key) && !key.startsWith('x-')) found.add(key)
    for (const property of Object.values(schema.properties ?? {})) visit(property)
    if (schema.items !== undefined) visit(schema.items)
  }
  for (const [name, schema] of Object.entries(schemas)) if (name.endsWith('Request') || name.endsWith('Id')) visit(schema)
  return found
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}
