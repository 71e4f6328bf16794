import fc from 'fast-check'

const names = ['A', 'B', 'C-c', 'D d', 'class', 'E.e']
const properties = ['kind', 'id', 'x-y', "q'", 'constructor', 'n']
const reference = fc.constantFrom(...names).map((name) => ({ $ref: `#/components/schemas/${name}` }))
const plain = fc.constantFrom<object>(
  {},
  { type: 'string', format: 'binary' },
  { type: ['string', 'null'] },
  { type: 'integer' },
  { enum: ['a', '\\', null] },
  { const: 'k' },
)
const marked = fc.constantFrom({ type: 'string', readOnly: true }, { type: 'string', writeOnly: true })
const mapping = fc.dictionary(fc.constantFrom('k1', "k'"), fc.constantFrom(...names))
const discriminator = fc.record({ propertyName: fc.constant('kind'), mapping }, { requiredKeys: ['propertyName'] })

const { schema } = fc.letrec<{ schema: object; object: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    plain,
    reference,
    tie('object'),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(reference, { minLength: 1, maxLength: 3 }), discriminator }, { requiredKeys: ['oneOf'] }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }), required: fc.subarray(properties) }),
  ),
  object: fc.record(
    {
      type: fc.constant('object'),
      description: fc.constantFrom("it's */ {[(", 'two\nlines'),
      properties: fc.dictionary(fc.constantFrom(...properties), fc.oneof(tie('schema'), marked)),
      required: fc.subarray(properties),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      discriminator,
    },
    { requiredKeys: ['type'] },
  ),
}))

/** Documents whose schemas refer to each other in every way there is, sensible or not; the same ones each time. */
export function randomDocuments(count: number): object[] {
  return fc.sample(fc.tuple(...names.map(() => schema)), { numRuns: count, seed: 1 }).map((schemas) => {
    const [json, form, answer] = schemas
    const requestBody = { content: { 'application/json': { schema: json }, 'multipart/form-data': { schema: form } } }
    const responses = { 200: { description: '', content: { 'application/json': { schema: answer } } } }
    return {
      openapi: '3.1.0',
      info: { title: 'Random', version: '1' },
      paths: { '/things': { post: { operationId: 'post', requestBody, responses } } },
      components: { schemas: Object.fromEntries(names.map((name, index) => [name, schemas[index]])) },
    }
  })
}
