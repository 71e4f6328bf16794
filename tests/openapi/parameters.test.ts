import { describe, expect, it } from 'vitest'
import { linesOf, operationOf, parts, violationsOf } from './given.ts'

const strings = { type: 'array', items: { type: 'string' } }
const integers = { type: 'array', items: { type: 'integer' } }
const color = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } }

function read(parameter: Record<string, unknown>, given: Parameters<typeof parts>[0]) {
  const path = parameter.in === 'path' ? `/things/{${parameter.name}}` : '/things'
  const result = operationOf({ parameters: [{ required: parameter.in === 'path', ...parameter }] }, { path }).read(parts(given))
  if (!result.ok) return linesOf(result.violations)
  const { params, query, headers, cookies } = result.input
  return { ...params, ...query, ...headers, ...cookies }[String(parameter.name)]
}

describe('a query parameter', () => {
  const query = (more: Record<string, unknown>, text: string) => read({ name: 'v', in: 'query', ...more }, { query: text })

  it.each([
    // the table of OAS 3.1 §4.8.12.4
    ['form, array', { schema: strings }, 'v=blue&v=black', ['blue', 'black']],
    ['form, array, not exploded', { schema: strings, explode: false }, 'v=blue,black', ['blue', 'black']],
    ['form, object', { schema: color }, 'R=100&G=200', { R: 100, G: 200 }],
    ['form, object, not exploded', { schema: color, explode: false }, 'v=R,100,G,200', { R: 100, G: 200 }],
    ['spaceDelimited', { schema: strings, style: 'spaceDelimited', explode: false }, 'v=blue%20black', ['blue', 'black']],
    ['spaceDelimited, by plus', { schema: strings, style: 'spaceDelimited', explode: false }, 'v=blue+black', ['blue', 'black']],
    ['pipeDelimited', { schema: strings, style: 'pipeDelimited', explode: false }, 'v=blue|black', ['blue', 'black']],
    ['pipeDelimited, encoded', { schema: strings, style: 'pipeDelimited', explode: false }, 'v=blue%7cblack', ['blue', 'black']],
    ['deepObject', { schema: color, style: 'deepObject' }, 'v[R]=100&v%5BG%5D=200', { R: 100, G: 200 }],
    ['content', { content: { 'application/json': { schema: color } } }, 'v=%7B%22R%22%3A1%7D', { R: 1 }],
    // what people do beyond it
    ['one value of an exploded list', { schema: integers }, 'v=1', [1]],
    ['a list that may be one value', { schema: { anyOf: [{ type: 'string' }, strings] } }, 'v=a', 'a'],
    ['an empty list', { schema: integers, explode: false }, 'v=', []],
    ['an encoded delimiter is data', { schema: strings, explode: false }, 'v=a%2Cb,c', ['a,b', 'c']],
    ['a plus is a blank', { schema: { type: 'string' } }, 'v=a+b%2B', 'a b+'],
    ['an encoded name', { schema: { type: 'string' } }, '%76=a', 'a'],
    ['a name alone', { schema: { type: 'string' } }, 'v', ''],
    ['an equals sign in a value', { schema: { type: 'string' } }, 'v=a=b', 'a=b'],
    ['a deeper object', { schema: { type: 'object', properties: { a: color } }, style: 'deepObject' }, 'v[a][R]=1', { a: { R: 1 } }],
    [
      'a list in a deep object',
      { schema: { type: 'object', properties: { a: integers } }, style: 'deepObject' },
      'v[a][]=1&v[a]=2',
      { a: [1, 2] },
    ],
    [
      'a free object takes what nobody else declared',
      { schema: { type: 'object', additionalProperties: { type: 'integer' } } },
      'x=1',
      { x: 1 },
    ],
  ])('%s', (_name, more, text, want) => {
    expect(query(more, text)).toEqual(want)
  })

  it.each([
    ['a single value given twice', { schema: { type: 'string' } }, 'v=a&v=b', ['query/v duplicate']],
    ['a joined list given twice', { schema: strings, explode: false }, 'v=a&v=b', ['query/v duplicate']],
    ['a property given twice', { schema: color, style: 'deepObject' }, 'v[R]=1&v[R]=2', ['query/v duplicate']],
    ['an exploded property given twice', { schema: color }, 'R=1&R=2', ['query/v duplicate']],
    ['half an escape', { schema: { type: 'string' } }, 'v=%4', ['query/v encoding']],
    ['bytes that are no UTF-8', { schema: strings }, 'v=a&v=%ff', ['query/v encoding']],
    ['a name without its value', { schema: color, explode: false }, 'v=R,1,G', ['query/v malformed']],
    ['brackets that do not match', { schema: color, style: 'deepObject' }, 'v[R=1', ['query/v malformed']],
    ['no JSON', { content: { 'application/json': {} } }, 'v={', ['query/v malformed']],
    ['JSON with a prototype', { content: { 'application/json': {} } }, 'v={"__proto__":1}', ['query/v forbiddenKey']],
    ['a prototype in brackets', { schema: color, style: 'deepObject' }, 'v[__proto__]=1', ['query/v forbiddenKey']],
    ['a prototype in an object', { schema: color, explode: false }, 'v=__proto__,1', ['query/v forbiddenKey']],
    ['one fault even where it is required', { schema: { type: 'string' }, required: true }, 'v=%', ['query/v encoding']],
  ])('%s is refused', (_name, more, text, want) => {
    expect(query(more, text)).toEqual(want)
  })
})

describe('a path parameter', () => {
  it.each([
    ['simple', { schema: { type: 'string' } }, 'blue', 'blue'],
    ['simple, array', { schema: integers }, '3,4,5', [3, 4, 5]],
    ['simple, object', { schema: color }, 'R,100,G,200', { R: 100, G: 200 }],
    ['simple, object, exploded', { schema: color, explode: true }, 'R=100,G=200', { R: 100, G: 200 }],
    ['label', { schema: { type: 'string' }, style: 'label' }, '.blue', 'blue'],
    ['label, array', { schema: strings, style: 'label' }, '.blue,black', ['blue', 'black']],
    ['label, array, exploded', { schema: strings, style: 'label', explode: true }, '.blue.black', ['blue', 'black']],
    ['label, object, exploded', { schema: color, style: 'label', explode: true }, '.R=100.G=200', { R: 100, G: 200 }],
    ['matrix', { schema: { type: 'string' }, style: 'matrix' }, ';v=blue', 'blue'],
    ['matrix, empty', { schema: { type: 'string' }, style: 'matrix' }, ';v', ''],
    ['matrix, array', { schema: strings, style: 'matrix' }, ';v=blue,black', ['blue', 'black']],
    ['matrix, array, exploded', { schema: strings, style: 'matrix', explode: true }, ';v=blue;v=black', ['blue', 'black']],
    ['matrix, object, exploded', { schema: color, style: 'matrix', explode: true }, ';R=100;G=200', { R: 100, G: 200 }],
    ['label without its dot', { schema: { type: 'string' }, style: 'label' }, 'blue', ['path/v malformed']],
    ['matrix under another name', { schema: { type: 'string' }, style: 'matrix' }, ';w=blue', ['path/v malformed']],
    ['a percent sign, which the router has decoded already', { schema: { type: 'string' } }, '100%', '100%'],
  ])('%s', (_name, more, text, want) => {
    expect(read({ name: 'v', in: 'path', ...more }, { params: [text] })).toEqual(want)
  })
})

describe('headers and cookies', () => {
  it.each([
    ['a header in capitals', { name: 'X-Level', in: 'header', schema: { type: 'integer' } }, { 'x-level': '3' }, 3],
    ['a list in a header', { name: 'X-Ids', in: 'header', schema: integers }, { 'x-ids': '1, 2 ,3' }, [1, 2, 3]],
    ['a list over two headers', { name: 'X-Ids', in: 'header', schema: integers }, { 'x-ids': ['1', '2,3'] }, [1, 2, 3]],
    ['an exploded object in a header', { name: 'X-C', in: 'header', schema: color, explode: true }, { 'x-c': 'R=1,G=2' }, { R: 1, G: 2 }],
    ['a header is not percent-encoded', { name: 'X-T', in: 'header', schema: { type: 'string' } }, { 'x-t': '50%25' }, '50%25'],
    ['a cookie', { name: 'b', in: 'cookie', schema: { type: 'boolean' } }, { cookie: 'a=1; b=true;c' }, true],
    ['the first of two cookies', { name: 'a', in: 'cookie', schema: { type: 'string' } }, { cookie: 'a=1; a=2' }, '1'],
    ['a quoted cookie', { name: 'a', in: 'cookie', schema: { type: 'string' } }, { cookie: 'a="x y"' }, 'x y'],
    ['an encoded cookie', { name: 'a', in: 'cookie', schema: { type: 'string' } }, { cookie: 'a=x%20y' }, 'x y'],
    ['a cookie with a percent sign of its own', { name: 'a', in: 'cookie', schema: { type: 'string' } }, { cookie: 'a=100%' }, '100%'],
    ['a header that is described elsewhere', { name: 'Accept', in: 'header', required: true, schema: { enum: ['x'] } }, {}, undefined],
  ])('%s', (_name, parameter, headers, want) => {
    expect(read(parameter, { headers })).toEqual(want)
  })
})

describe('text becomes what its schema says, and nothing is damaged', () => {
  const refused = ['query/v type']
  it.each([
    [{ type: 'string' }, '007', '007'],
    [{ type: 'string' }, 'true', 'true'],
    [{}, '1', '1'],
    [{ type: 'integer' }, '1', 1],
    [{ type: 'integer' }, '-1', -1],
    [{ type: 'integer' }, '007', 7],
    [{ type: 'integer' }, '1.0', 1],
    [{ type: 'integer' }, '1.5', refused],
    [{ type: 'integer' }, 'abc', refused],
    [{ type: 'integer' }, '', refused],
    [{ type: 'integer' }, '0x10', refused],
    [{ type: 'integer' }, ' 1', refused],
    [{ type: 'integer' }, '9007199254740993', refused],
    [{ type: 'number' }, '1.50', 1.5],
    [{ type: 'number' }, '1e3', 1000],
    [{ type: 'number' }, '1e999', refused],
    [{ type: 'number' }, 'NaN', refused],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'boolean' }, '1', refused],
    [{ type: ['integer', 'string'] }, '7', 7],
    [{ type: ['integer', 'string'] }, '007', '007'],
    [{ type: ['integer', 'null'] }, 'null', null],
    [{ type: ['integer', 'null'] }, '', null],
    [{ type: ['string', 'null'] }, '', ''],
    [{ enum: [1, 2] }, '2', 2],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, '3', 3],
    [{ $ref: '#/components/schemas/Size' }, '3', 3],
  ])('%j from %j', (schema, text, want) => {
    const more = { components: { schemas: { Size: { allOf: [{ type: 'integer' }] } } } }
    const result = operationOf({ parameters: [{ name: 'v', in: 'query', schema }] }, { more }).read(parts({ query: `v=${text}` }))
    expect(result.ok ? result.input.query.v : linesOf(violationsOf(result))).toEqual(want)
  })
})

it('an operation’s parameter takes the place of its path’s, headers in any case', () => {
  const api = operationOf({ parameters: [{ name: 'x-a', in: 'header', schema: { type: 'integer' } }] })
  expect(api.read(parts({ headers: { 'x-a': '1' } }))).toMatchObject({ input: { headers: { 'x-a': 1 } } })
})
