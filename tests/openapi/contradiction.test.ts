import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from '../../src/openapi/formats.ts'
import { apiOf, parts } from './given.ts'

/** An operation that takes a value of a schema, and what is found in that schema. */
function findingsOf(schema: Readonly<Record<string, unknown>>) {
  const body = { required: true, content: { 'application/json': { schema } } }
  const api = apiOf({ '/things': { post: { operationId: 'make', requestBody: body, responses: { 204: { description: 'Made.' } } } } })
  const found = api.compileAll().filter(({ code }) => code === 'schema.contradiction')
  return { found, takes: (value: unknown) => api.operation('make')?.read(parts({ body: value })).ok === true }
}

describe('keywords that leave no value', () => {
  it.each([
    [{ type: 'string', format: 'uuid', minLength: 24, maxLength: 24 }, 'maxLength', /format "uuid", which has at least 36 characters/],
    [{ type: 'string', format: 'date', minLength: 20 }, 'minLength', /at most 10 characters/],
    [{ type: 'string', minLength: 3, maxLength: 2 }, 'maxLength', /minLength 3 and its maxLength 2/],
    [{ type: 'number', exclusiveMinimum: 3, maximum: 3 }, 'maximum', /exclusiveMinimum 3/],
    [{ type: 'array', minItems: 2, maxItems: 1 }, 'maxItems', /No list/],
  ])('%j is named at its %s', (schema, key, message) => {
    const { found } = findingsOf(schema)
    expect(found).toEqual([expect.objectContaining({ severity: 'warning', message: expect.stringMatching(message) })])
    expect(found[0]?.where.pointer).toMatch(new RegExp(`/schema/${key}$`))
  })

  it('is never said of a schema that takes a value', () => {
    const values: Readonly<Record<string, string>> = {
      uuid: 'urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380',
      date: '2025-12-22',
      'date-time': '2025-12-22T15:30:00Z',
      time: '15:30:00Z',
      ipv4: '1.1.1.1',
      ipv6: '::',
      email: 'a@b.example',
    }
    expect(Object.keys(formats)).toEqual(expect.arrayContaining(Object.keys(values)))
    const bound = fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined })
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(values)), bound, bound, (format, minLength, maxLength) => {
        const schema = JSON.parse(JSON.stringify({ type: 'string', format, minLength, maxLength }))
        const { found, takes } = findingsOf(schema)
        expect(found.length > 0 && takes(values[format])).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})
