import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { documentOf } from '../openapi/given.ts'

const text = { type: 'string' }
const whole = { type: 'integer' }
const list = (items: object) => ({ type: 'array', minItems: 1, items })
const shape = (properties: Record<string, object>, more: object = {}) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  ...more,
})
const error = (type: string, schema?: object, more: object = {}) => ({
  description: 'No.',
  content: { [type]: { ...(schema && { schema }), ...more } },
})
const json = (schema: object, more?: object) => error('application/json', schema, more)

const said = 'query.n must be >= 3; query.m is required'
/** Responses, and what a request without `m` and with a small `n` is answered. */
const cases: Record<string, readonly [responses: object, status: number, type: string, body: unknown]> = {
  problem: [
    { 422: error('application/problem+json', shape({ title: text, detail: text })) },
    422,
    'application/problem+json',
    expect.objectContaining({ detail: said, status: 422, violations: expect.any(Array) }),
  ],
  closed: [
    { 400: error('application/problem+json', shape({ type: { const: 'https://a' }, status: whole }, { additionalProperties: false })) },
    400,
    'application/problem+json',
    { type: 'https://a', status: 400 },
  ],
  vendor: [
    {
      '4XX': error(
        'application/vnd.api+json',
        shape({ errors: list(shape({ status: text, detail: text, source: shape({ parameter: text }) })) }),
      ),
    },
    422,
    'application/vnd.api+json',
    {
      errors: [
        { status: '422', detail: 'must be >= 3', source: { parameter: 'n' } },
        { status: '422', detail: 'is required', source: { parameter: 'm' } },
      ],
    },
  ],
  xml: [
    { 400: error('application/xml', shape({ message: text }, { xml: { name: 'Error' } })) },
    400,
    'application/xml',
    expect.stringContaining('<Error><message>query.n must be &gt;= 3; query.m is required</message></Error>'),
  ],
  text: [{ 400: error('text/plain', text) }, 400, 'text/plain', said],
  default: [
    { default: json(shape({ error: shape({ message: text, code: text }) })) },
    422,
    'application/json',
    { error: { message: said, code: 'validation_failed' } },
  ],
  range: [{ '4xx': json(shape({ message: text })) }, 422, 'application/json', { message: said }],
  any: [{ 422: error('*/*', shape({ message: text })) }, 422, 'application/json', { message: said }],
  undescribed: [
    { 422: error('application/json') },
    422,
    'application/json',
    expect.objectContaining({ status: 422, violations: expect.any(Array) }),
  ],
  listed: [
    { 422: json(list(shape({ field: text, message: text }))) },
    422,
    'application/json',
    [
      { field: 'n', message: 'must be >= 3' },
      { field: 'm', message: 'is required' },
    ],
  ],
  located: [
    { 422: json(shape({ detail: list(shape({ loc: list({ type: ['string', 'integer'] }), msg: text })) })) },
    422,
    'application/json',
    {
      detail: [
        { loc: ['query', 'n'], msg: 'must be >= 3' },
        { loc: ['query', 'm'], msg: 'is required' },
      ],
    },
  ],
  mapped: [
    { 422: json(shape({ errors: { type: 'object', additionalProperties: list(text) } })) },
    422,
    'application/json',
    { errors: { n: ['must be >= 3'], m: ['is required'] } },
  ],
  short: [{ 422: json(shape({ message: { type: 'string', maxLength: 20 } })) }, 422, 'application/json', { message: said.slice(0, 10) }],
  numbered: [{ 400: json(shape({ code: whole })) }, 400, 'application/json', { code: 400 }],
  enumerated: [{ 400: json(shape({ code: { enum: ['NOT_FOUND', 'BAD_REQUEST'] } })) }, 400, 'application/json', { code: 'BAD_REQUEST' }],
  shown: [
    { 400: json(shape({ code: text, message: text }), { example: { code: 'INVALID', message: 'Wrong.' } }) },
    400,
    'application/json',
    { code: 'INVALID', message: said },
  ],
  // it has no place for what we could say, but it is what the document allows
  mute: [{ 422: json(shape({ message: { const: 'Nope' } })) }, 422, 'application/json', { message: 'Nope' }],
  none: [{}, 422, 'application/problem+json', expect.objectContaining({ status: 422 })],
}

const parameters = [
  { name: 'n', in: 'query', required: true, schema: { type: 'integer', minimum: 3 } },
  { name: 'm', in: 'query', required: true, schema: text },
]
const get = (responses: object) => ({ get: { parameters, responses: { '200': { description: 'Yes.' }, ...responses } } })
const headed = {
  ...json(shape({ message: text })),
  headers: { 'X-Code': { required: true, schema: { type: 'string', pattern: '^E[0-9]+$' } } },
}
const paths = {
  ...Object.fromEntries(Object.entries(cases).map(([name, [responses]]) => [`/${name}`, get(responses)])),
  '/headed': get({ 422: headed }),
  '/several': get({
    422: {
      description: 'No.',
      content: {
        'application/problem+json': { schema: shape({ title: text, detail: text }) },
        'application/json': { schema: shape({ message: text }) },
        'application/xml': { schema: shape({ message: text }, { xml: { name: 'Error' } }) },
        'text/plain': {},
      },
    },
  }),
  '/pictures': {
    get: {
      responses: {
        200: { description: 'Yes.', content: { 'image/png': {} } },
        406: { description: 'No.', content: { 'application/problem+json': {}, 'application/json': { schema: shape({ message: text }) } } },
      },
    },
  },
  '/asked': get({ '4XX': json(shape({ code: text, message: text, fields: { type: 'array', items: shape({ field: text }) } })) }),
}

let mock: Mock
beforeAll(async () => {
  mock = await createMock({ document: documentOf(paths), port: 0 })
})
afterAll(() => mock.close())

it.each(Object.entries(cases))('an error is told as the document has it: %s', async (name, [, status, type, body]) => {
  const response = await fetch(`${mock.url}/${name}?n=1`)
  const sent = await response.text()
  expect([response.status, response.headers.get('content-type')]).toEqual([status, type])
  expect(/json/.test(type) ? JSON.parse(sent) : sent).toEqual(body)
})

it.each([
  ['*/*', 'application/problem+json', /"detail":"query\.n/],
  ['application/json', 'application/json', /^\{"message":"query\.n[^}]*\}$/],
  ['application/problem+json, application/json;q=0.9', 'application/problem+json', /"detail":"query\.n/],
  ['application/problem+json;q=0.2, application/json', 'application/json', /^\{"message"/],
  ['application/xml', 'application/xml', /<Error><message>query\.n/],
  ['text/*', 'text/plain', /^The request does not fit/],
  ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'application/xml', /<Error>/],
  // RFC 9110 §15.5.7: not a 406 in its place
  ['image/png', 'application/problem+json', /"detail":"query\.n/],
])('of the types an error has, Accept chooses: %s', async (accept, type, said) => {
  const response = await fetch(`${mock.url}/several?n=1`, { headers: { accept } })
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([422, type, expect.stringMatching(said)])
})

it('a success in a type that is not taken is a 406, told in a type that is', async () => {
  const response = await fetch(`${mock.url}/pictures`, { headers: { accept: 'application/json' } })
  expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
    406,
    'application/json',
    { message: expect.stringContaining('answers 200 as image/png') },
  ])
})

it('an error brings the headers it must have', async () => {
  expect((await fetch(`${mock.url}/headed?n=1`)).headers.get('x-code')).toMatch(/^E[0-9]+$/)
})

it('a list of errors holds the one there is, where nothing of the request is wrong', async () => {
  const response = await fetch(`${mock.url}/vendor`, { method: 'POST' })
  expect([response.status, await response.json()]).toEqual([
    405,
    { errors: [{ status: '405', detail: '/vendor takes GET, not POST', source: { parameter: '' } }] },
  ])
})

it.each([
  [404, { code: 'not_found', message: 'Not found', fields: [] }],
  [422, { code: 'unprocessable_content', message: 'Unprocessable content', fields: [{ field: expect.any(String) }] }],
])('an error that a request prefers says what its status says: %i', async (status, body) => {
  const response = await fetch(`${mock.url}/asked?n=5&m=1`, { headers: { prefer: `code=${status}` } })
  expect([response.status, await response.json()]).toEqual([status, body])
})
