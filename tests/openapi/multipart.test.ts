import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FilePart, type Operation, type ReadResult } from '../../src/openapi/index.ts'
import { apiOf, linesOf, operationOf, parts, violationsOf } from './given.ts'

type Node = Readonly<Record<string, unknown>>

/** An operation that takes a multipart body. */
function formOf(schema: Node, encoding: Node = {}, mediaType = 'multipart/form-data', more: Node = {}): Operation {
  return operationOf({ requestBody: { required: true, content: { [mediaType]: { schema, encoding } } } }, { more })
}

/** `[disposition, other headers…]` and the content of each part. */
function bytesOf(...given: readonly (readonly [head: string, content: string | Uint8Array])[]): Buffer {
  const chunks = given.flatMap(([head, content]) => [
    Buffer.from(`--x\r\n${head === '' ? '' : `${head}\r\n`}\r\n`),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...chunks, Buffer.from('--x--\r\n')])
}

function field(name: string, more = ''): string {
  return `Content-Disposition: form-data; name="${name}"${more}`
}

function read(operation: Operation, body: Uint8Array | string, contentType = 'multipart/form-data; boundary=x'): ReadResult {
  return operation.read(parts({ headers: { 'content-type': contentType }, body: Buffer.from(body as string) }))
}

function bodyIn(result: ReadResult): unknown {
  if (!result.ok) throw new Error(JSON.stringify(result.violations))
  return result.input.body
}

const upload = formOf({
  type: 'object',
  required: ['title', 'photo'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 2 },
    count: { type: 'integer' },
    exact: { type: ['string', 'integer'] },
    isPublic: { type: 'boolean', default: true },
    place: { type: 'object', required: ['lat'], properties: { lat: { type: 'number' } } },
    tags: { type: 'array', minItems: 2, items: { type: 'string' } },
    rows: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
    photo: { type: 'string', format: 'binary', maxLength: 4 },
    pages: { type: 'array', items: { type: 'string', contentMediaType: 'application/pdf' } },
  },
})

describe('a multipart body', () => {
  it('is read by its schema: text coerced without damage, objects as JSON, lists from repeated parts, files whole', () => {
    const png = new Uint8Array([0x89, 0x50, 0x0d, 0x0a])
    const body = bytesOf(
      [field('title'), 'Café'],
      [field('count'), '7'],
      [field('exact'), '007'],
      [field('place'), '{"lat":1.5}'],
      [field('tags'), 'a'],
      [`${field('rows')}\r\nContent-Type: application/json`, '{"id":1}'],
      [field('tags'), '1'],
      [field('rows', '; filename="blob"'), '{"id":2}'],
      [`${field('photo', '; filename="a b.png"')}\r\nContent-Type: image/png`, png],
      [`${field('pages', '; filename="1.pdf"')}`, 'one'],
    )
    expect(bodyIn(read(upload, body))).toEqual({
      title: 'Café',
      count: 7,
      exact: '007',
      isPublic: true,
      place: { lat: 1.5 },
      tags: ['a', '1'],
      rows: [{ id: 1 }, { id: 2 }],
      photo: new FilePart('a b.png', 'image/png', Buffer.from(png)),
      pages: [new FilePart('1.pdf', 'application/octet-stream', Buffer.from('one'))],
    })
  })

  it('is told everything that is wrong with it at once, in document order', () => {
    const body = bytesOf(
      [field('other'), 'x'],
      [field('tags'), 'only'],
      [field('place'), '{"lat":'],
      [field('count'), 'many'],
      [field('title'), 'A'],
      [field('photo', '; filename="a"'), 'five!'],
    )
    const result = read(upload, body)
    expect(linesOf(violationsOf(result))).toEqual([
      'body/title minLength',
      'body/count type',
      'body/place malformed',
      'body/tags minItems',
      'body/photo maxLength',
      'body/other additionalProperties',
    ])
    const [, , , , photo] = violationsOf(result)
    expect(photo?.value).toEqual(new FilePart('a', 'application/octet-stream', Buffer.from('five!')))
    expect(photo?.rulePointer).toBe('/paths/~1things/post/requestBody/content/multipart~1form-data/schema/properties/photo/maxLength')
    expect(linesOf(violationsOf(read(upload, bytesOf())))).toEqual(['body/title required', 'body/photo required'])
  })

  it('has a value once, unless it is a list', () => {
    const body = bytesOf([field('title'), 'ab'], [field('title'), 'cd'], [field('photo'), 'x'])
    expect(linesOf(violationsOf(read(upload, body)))).toEqual(['body/title duplicate'])
  })

  it('takes a list of objects whole as well, as one part of JSON', () => {
    const body = bytesOf([field('title'), 'ab'], [field('photo'), 'x'], [field('rows'), '[{"id":1},{"id":2}]'])
    expect(bodyIn(read(upload, body))).toMatchObject({ rows: [{ id: 1 }, { id: 2 }] })
  })

  it('has no file where a browser sends an empty one without a name', () => {
    const body = bytesOf([field('title'), 'ab'], [`${field('photo', '; filename=""')}\r\nContent-Type: application/octet-stream`, ''])
    expect(linesOf(violationsOf(read(upload, body)))).toEqual(['body/photo required'])
  })

  it('keeps what nobody declared, files as files', () => {
    const open = formOf({ type: 'object', properties: {} })
    const body = bytesOf([field('a'), '1'], [field('b'), '1'], [field('b'), '2'], [field('f', '; filename="f"'), 'x'])
    expect(bodyIn(read(open, body))).toMatchObject({ a: '1', b: ['1', '2'], f: { filename: 'f' } })
    expect(bodyIn(read(formOf({}), body))).toMatchObject({ a: '1', f: { filename: 'f' } })
    expect(linesOf(violationsOf(read(open, bytesOf([field('__proto__'), '1']))))).toEqual(['body/__proto__ forbiddenKey'])
  })

  it('follows references and choices to what is a file', () => {
    const schema = { type: 'object', properties: { file: { anyOf: [{ $ref: '#/components/schemas/File' }, { type: 'null' }] } } }
    const more = { components: { schemas: { File: { type: 'string', format: 'binary' } } } }
    expect(bodyIn(read(formOf(schema, {}, 'multipart/form-data', more), bytesOf([field('file'), 'x'])))).toMatchObject({
      file: { filename: undefined, size: 1 },
    })
  })

  it('is a list by position where its schema is one', () => {
    const mixed = formOf({ type: 'array', items: { type: 'object', required: ['id'] } }, {}, 'multipart/mixed')
    const body = bytesOf(['Content-Type: application/json', '{"id":1}'], ['', '{}'])
    expect(linesOf(violationsOf(read(mixed, body, 'multipart/mixed; boundary="x"')))).toEqual(['body/1/id required'])
  })
})

describe('an encoding', () => {
  const operation = formOf(
    {
      type: 'object',
      properties: {
        photo: { type: 'string', format: 'binary' },
        icon: {},
        meta: { type: 'string' },
        ids: { type: 'array', items: { type: 'integer' } },
        filter: { type: 'object', properties: { size: { type: 'integer' } } },
        words: { type: 'array', items: { type: 'string' } },
      },
    },
    {
      photo: { contentType: 'image/png, image/jpeg', headers: { 'X-Size': { required: true, schema: { type: 'integer' } } } },
      icon: { contentType: 'image/*' },
      meta: { contentType: 'application/json' },
      ids: { style: 'form', explode: false },
      filter: { style: 'deepObject', explode: true },
      words: { style: 'spaceDelimited', explode: false },
    },
  )

  it('says how parts are written', () => {
    const body = bytesOf(
      [`${field('photo', '; filename="p"')}\r\nContent-Type: image/jpeg\r\nX-Size: 1`, 'x'],
      [`${field('icon')}\r\nContent-Type: image/gif`, 'x'],
      [field('meta'), '"of JSON"'],
      [field('ids'), '1,2'],
      [field('filter[size]'), '3'],
      [field('words'), 'a b&=%20'],
    )
    expect(bodyIn(read(operation, body))).toMatchObject({
      photo: { mediaType: 'image/jpeg' },
      icon: { mediaType: 'image/gif' },
      meta: 'of JSON',
      ids: [1, 2],
      filter: { size: 3 },
      words: ['a', 'b&=%20'],
    })
  })

  it('is held to: media types of parts, and their headers', () => {
    const body = bytesOf(
      [`${field('photo', '; filename="p"')}\r\nContent-Type: image/gif\r\nX-Size: big`, 'x'],
      [field('icon', '; filename="i"'), 'x'],
      [`${field('meta')}\r\nContent-Type: text/csv`, '1'],
    )
    const violations = violationsOf(read(operation, body))
    expect(linesOf(violations)).toEqual(['body/photo partHeader', 'body/photo mediaType', 'body/icon mediaType', 'body/meta mediaType'])
    expect(violations.map(({ message }) => message)).toEqual([
      'must have a header x-size in its part, which must be integer',
      'must be sent as image/png or image/jpeg',
      'must be sent as image/*',
      'must be sent as application/json',
    ])
    expect(violationsOf(read(operation, bytesOf([`${field('photo')}\r\nContent-Type: image/png`, 'x'])))[0]?.message).toBe(
      'must have a header x-size in its part, which is required',
    )
  })

  it('has no styles before 3.1', () => {
    const schema = { type: 'object', properties: { ids: { type: 'array', items: { type: 'string' } } } }
    const old = formOf(schema, { ids: { style: 'form', explode: false } }, 'multipart/form-data', { openapi: '3.0.3' })
    expect(bodyIn(read(old, bytesOf([field('ids'), '1,2'])))).toEqual({ ids: ['1,2'] })
  })
})

describe('bytes that are no multipart body', () => {
  const open = formOf({ type: 'object' })
  const type = 'multipart/form-data; boundary=x'
  it.each([
    ['name no boundary', 'multipart/form-data', '--x--', 'must be sent with its boundary: "Content-Type: multipart/form-data; boundary=…"'],
    [
      'have another boundary',
      type,
      '--y--\r\n',
      'must be multipart/form-data: it has no line "--x", which its Content-Type names as the boundary',
    ],
    [
      'are cut off',
      type,
      `--x\r\n${field('a')}\r\n\r\n1\r\n--x\r`,
      'must be multipart/form-data: it must end each line of a boundary with CRLF',
    ],
    [
      'are cut off in a part',
      type,
      `--x\r\n${field('a')}\r\n\r\n1`,
      'must be multipart/form-data: it ends before its closing line "--x--"',
    ],
    [
      'end lines with LF',
      type,
      `--x\n${field('a')}\n\n1\n--x--\n`,
      'must be multipart/form-data: it must end each line of a boundary with CRLF',
    ],
    [
      'have headers that never end',
      type,
      '--x\r\nA: b\r\n--x--',
      'must be multipart/form-data: it has a part 1 whose headers never end: a blank line (CRLF CRLF) must follow them',
    ],
    [
      'have headers too long',
      type,
      `--x\r\nA: ${'b'.repeat(17_000)}\r\n\r\n\r\n--x--`,
      'must be multipart/form-data: it has a part 1 whose headers are over 16384 bytes',
    ],
    [
      'have a header that is none',
      type,
      '--x\r\nno colon\r\n\r\n\r\n--x--',
      'must be multipart/form-data: it has a part 1 with a line among its headers that is none: "no colon"',
    ],
    [
      'have a header twice',
      type,
      '--x\r\nA: 1\r\na: 2\r\n\r\n\r\n--x--',
      'must be multipart/form-data: it has a part 1 with the header a twice',
    ],
    [
      'have a name that never ends',
      type,
      '--x\r\nContent-Disposition: form-data; name="a\r\n\r\n\r\n--x--',
      'must be multipart/form-data: it has a part 1 whose Content-Disposition can not be read; expected form-data; name="…"',
    ],
    [
      'have a part without a name',
      type,
      '--x\r\n\r\n\r\n--x--',
      'must have a name in each part: part 1 has no "Content-Disposition: form-data; name=…"',
    ],
    [
      'have too many parts',
      type,
      `${`--x\r\n${field('a')}\r\n\r\n\r\n`.repeat(1001)}--x--`,
      'must be multipart/form-data: it must not have more than 1000 parts',
    ],
  ])('%s', (_, contentType, body, message) => {
    const [violation, ...more] = violationsOf(read(open, body, contentType))
    expect([violation?.rule, violation?.message, more]).toEqual(['malformed', message, []])
  })

  it('may have text before and after, blanks behind a boundary, and lines that only begin like one', () => {
    const body = `before\r\n--x \t\r\n${field('a')}\r\n\r\n--xy\r\n--x-\r\n--x\r\n${field('b')}\r\n\r\n--x--\r\nafter`
    expect(bodyIn(read(open, body))).toEqual({ a: '--xy\r\n--x-', b: '' })
  })

  it('are refused where a part is not in the encoding it names', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } }
    const of = (headers: string, content: string) => read(formOf(schema), bytesOf([`${field('a')}\r\n${headers}`, content]))
    expect(bodyIn(of('Content-Transfer-Encoding: base64', 'aGk='))).toEqual({ a: 'hi' })
    expect(linesOf(violationsOf(of('Content-Transfer-Encoding: base64', 'a!')))).toEqual(['body/a malformed'])
    expect(linesOf(violationsOf(of('Content-Transfer-Encoding: quoted-printable', 'a')))).toEqual(['body/a malformed'])
    expect(linesOf(violationsOf(of('Content-Type: text/plain; charset=klingon', 'a')))).toEqual(['body/a mediaType'])
    expect(linesOf(violationsOf(read(formOf(schema), bytesOf([field('a'), new Uint8Array([0xff])]))))).toEqual(['body/a malformed'])
  })
})

it.each([
  ['what browsers escape', 'a%22b%0D%0Ac', 'a"b\r\nc'],
  ['a backslash before a quote', 'a\\"b', 'a"b'],
  ['a backslash', 'C:\\a\\', 'C:\\a\\'],
  ['a name in quotes', 'a; name=b', 'a; name=b'],
])('a name may have %s', (_, written, name) => {
  expect(bodyIn(read(formOf({}), bytesOf([field(written), '1'])))).toEqual({ [name]: '1' })
})

it('a filename may be extended, in another alphabet', () => {
  const body = bytesOf([field('f', `; filename="x"; filename*=UTF-8''na%C3%AFve.txt`), '1'])
  expect(bodyIn(read(formOf({}), body))).toMatchObject({ f: { filename: 'naïve.txt' } })
})

it('is checked for what its encoding says and nobody can heed', () => {
  const schema = { type: 'object', properties: { a: { type: 'object' }, b: { type: 'string' } } }
  const encoding = { a: { contentType: 'application/xml' }, bb: {}, b: { style: 'matrix', headers: {} } }
  const content = {
    'multipart/form-data': { schema, encoding },
    'application/x-www-form-urlencoded': { schema, encoding: { b: { headers: { 'X-A': {} } } } },
    'application/json': { schema, encoding: { a: {} } },
  }
  const api = apiOf({ '/things': { post: { requestBody: { content }, responses: {} } } })
  const found = api.compileAll().filter(({ code }) => code === 'media.encoding.unsupported')
  expect(found.map(({ message }) => message).sort()).toEqual([
    'An encoding means nothing in application/json: only forms and multipart bodies have one.',
    'An object can not be read as application/xml: only JSON can be, so it is refused.',
    'Only parts of a multipart body have headers; these are not asked for.',
    'Style "matrix" can not be used in a body; "form" is read instead. Allowed: form, spaceDelimited, pipeDelimited, deepObject.',
    'The encoding "bb" is of no property of the schema. Did you mean "b"?',
  ])
})

describe('whatever comes', () => {
  const operation = formOf({ type: 'object', properties: { a: { type: 'integer' }, f: { type: 'string', format: 'binary' } } })
  const whole = bytesOf([field('a'), '1'], [`${field('f', '; filename="f"')}\r\nContent-Type: a/b`, '\r\n--xy \r'])

  it('is read whole or refused: a body that was cut off is never taken for a shorter one', () => {
    for (let length = 1; length < whole.length - 2; length++) expect(read(operation, whole.subarray(0, length)).ok).toBe(false)
    expect(read(operation, whole.subarray(0, whole.length - 2)).ok).toBe(true)
  })

  it('is answered with a value or with reasons', () => {
    const splice = fc.record({
      at: fc.nat(whole.length),
      drop: fc.nat(20),
      add: fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc.constantFrom('\r\n', '--x', '--x--', '"', ';', ':', 'name=').map((text) => Buffer.from(text)),
      ),
    })
    fc.assert(
      fc.property(fc.array(splice, { minLength: 1, maxLength: 4 }), (splices) => {
        const body = splices.reduce(
          (bytes, { at, drop, add }) => Buffer.concat([bytes.subarray(0, at), add, bytes.subarray(at + drop)]),
          whole,
        )
        fc.pre(body.length > 0)
        const result = read(operation, body)
        expect(result.ok || result.violations.length > 0).toBe(true)
      }),
    )
  })
})
