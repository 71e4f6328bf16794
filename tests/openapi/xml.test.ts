import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toXml } from '../../src/engine/xml.ts'
import { createApi, type Operation, type ReadResult } from '../../src/openapi/index.ts'
import { documentOf, linesOf, operationOf, parts, violationsOf } from './given.ts'

type Node = Readonly<Record<string, unknown>>

function xmlOf(schema: unknown, more: Node = {}, mediaType = 'application/xml'): Operation {
  return operationOf({ requestBody: { required: true, content: { [mediaType]: { schema } } } }, { more })
}

function read(operation: Operation, body: string | Uint8Array, contentType = 'application/xml'): ReadResult {
  return operation.read(parts({ headers: { 'content-type': contentType }, body: Buffer.from(body as string) }))
}

function bodyIn(result: ReadResult): unknown {
  if (!result.ok) throw new Error(JSON.stringify(result.violations))
  return result.input.body
}

const schemas = {
  Pet: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    xml: { name: 'pet', namespace: 'http://example.com/pets', prefix: 'p' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      name: { type: 'string', minLength: 2 },
      isTame: { type: 'boolean', xml: { name: 'is-tame' } },
      price: { type: 'number' },
      tags: { type: 'array', maxItems: 3, items: { type: 'string', xml: { name: 'tag' } } },
      photos: { type: 'array', xml: { wrapped: true, name: 'photo-list' }, items: { type: 'string', xml: { name: 'url' } } },
      owner: { $ref: '#/components/schemas/Person', xml: { name: 'keeper' } },
      parents: { type: 'array', xml: { wrapped: true }, items: { $ref: '#/components/schemas/Pet' } },
    },
  },
  Person: {
    type: 'object',
    properties: { name: { type: 'string' }, note: { type: ['string', 'null'] }, age: { type: ['integer', 'null'] } },
  },
}
const pet = xmlOf({ $ref: '#/components/schemas/Pet' }, { components: { schemas } })
const open = '<p:pet xmlns:p="http://example.com/pets"'

describe('an XML body', () => {
  it('is read as its schema names things: attributes, lists with and without a wrapper, references', () => {
    const body = `<?xml version="1.0"?><!-- a pet -->${open} id="7">
      <name>Mimi &amp; <![CDATA[<Mo>]]> &#233;</name><tag>a</tag><is-tame> true </is-tame><tag>b</tag><price>
      1.5</price><photo-list><url>x</url></photo-list><keeper><name/><age/></keeper><parents/></p:pet>`
    expect(bodyIn(read(pet, body))).toEqual({
      id: 7,
      name: 'Mimi & <Mo> é',
      tags: ['a', 'b'],
      isTame: true,
      price: 1.5,
      photos: ['x'],
      owner: { name: '', age: null },
      parents: [],
    })
  })

  it('is told everything that is wrong with it at once, by the names of the schema', () => {
    const body = `${open} id="x" colour="red"><name>M</name><name>Mo</name><tag/><tag/><tag/><tag/><photo-list><img/></photo-list><keeper>me</keeper></p:pet>`
    expect(linesOf(violationsOf(read(pet, body)))).toEqual([
      'body/id type',
      'body/name duplicate',
      'body/tags maxItems',
      'body/photos/0 malformed',
      'body/owner malformed',
      'body/colour additionalProperties',
    ])
    expect(linesOf(violationsOf(read(pet, `${open}/>`)))).toEqual(['body/name required'])
  })

  it.each([
    ['another element', '<dog xmlns="http://example.com/pets"/>', 'must be <pet>, not <dog>'],
    ['another namespace', '<pet/>', 'must have <pet> in the namespace "http://example.com/pets"'],
    ['an end that is missing', '<pet>', 'must be XML: unclosed tag: pet (line 1, column 5)'],
    ['two roots', '<a/><b/>', 'must be XML: documents may contain only one root. (line 1, column 7)'],
    ['nothing', ' ', 'must be XML: document must contain a root element. (line 1, column 1)'],
    ['an entity nobody knows', '<pet>&x;</pet>', 'must be XML: undefined entity. (line 1, column 8)'],
    [
      'entities that unfold',
      '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>',
      'must be XML: it must have no DOCTYPE: entities of its own are not taken (line 1, column 53)',
    ],
    ['too many levels', '<a>'.repeat(600), 'must be XML: it must not be nested more than 500 levels deep (line 1, column 1503)'],
  ])('with %s is refused', (_, body, message) => {
    expect(violationsOf(read(pet, body)).map((one) => [one.rule, one.message])).toEqual([['malformed', message]])
  })

  it('may be in another charset, by its Content-Type or by its own word', () => {
    const plain = xmlOf({ type: 'object', properties: { a: { type: 'string' } } })
    const bytes = (head: string) => Buffer.from(`${head}<r><a>é</a></r>`, 'latin1')
    expect(bodyIn(read(plain, bytes(''), 'application/xml; charset=iso-8859-1'))).toEqual({ a: 'é' })
    expect(bodyIn(read(plain, bytes('<?xml version="1.0" encoding="ISO-8859-1"?>')))).toEqual({ a: 'é' })
    expect(linesOf(violationsOf(read(plain, bytes(''))))).toEqual(['body malformed'])
    expect(linesOf(violationsOf(read(plain, '<?xml version="1.0" encoding="klingon"?><r/>')))).toEqual(['body mediaType'])
  })

  it('keeps what nobody declared, and refuses a prototype', () => {
    const plain = xmlOf({ type: 'object' })
    expect(bodyIn(read(plain, '<r a="1"><b>1</b><b>2</b><c><d>x</d></c></r>'))).toEqual({ a: '1', b: ['1', '2'], c: { d: 'x' } })
    expect(linesOf(violationsOf(read(plain, '<r><__proto__/></r>')))).toEqual(['body/__proto__ forbiddenKey'])
  })

  it('is well-formed even where its schema says nothing of it, and is handed on as it came', () => {
    expect(bodyIn(read(xmlOf({ type: 'string' }, {}, 'text/xml'), '<a/>', 'text/xml'))).toBe('<a/>')
    expect(linesOf(violationsOf(read(xmlOf({ type: 'string' }, {}, 'text/xml'), '<a>', 'text/xml')))).toEqual(['body malformed'])
    expect(linesOf(violationsOf(read(xmlOf({}, {}, 'image/svg+xml'), '<svg', 'image/svg+xml')))).toEqual(['body malformed'])
  })
})

it('is read as what an answer of the same schema would be written as', () => {
  const api = createApi(
    documentOf(
      {
        '/pets': {
          post: { requestBody: { content: { 'application/xml': { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: {} },
        },
      },
      { components: { schemas } },
    ),
    'test.yaml',
  )
  const [operation] = api.operations as [Operation]
  const schema = api.schemas.at('/components/schemas/Pet', 'response')
  // neither is what XML has no place for, and a reader makes one end of line of two signs
  const text = fc.string({ unit: 'grapheme' }).filter((one) => !/[\p{Cc}\ufffe\uffff]/u.test(one))
  const person = fc.record({ name: text, age: fc.option(fc.integer()) }, { requiredKeys: ['name'] })
  const value = fc.letrec((tie) => ({
    pet: fc.record(
      {
        name: text.filter((one) => [...one].length > 1),
        id: fc.integer(),
        isTame: fc.boolean(),
        price: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((one) => one + 0),
        tags: fc.array(text, { minLength: 1, maxLength: 3 }),
        photos: fc.array(text, { maxLength: 3 }),
        owner: person,
        parents: fc.array(tie('pet'), { maxLength: 2 }),
      },
      { requiredKeys: ['name'] },
    ),
  })).pet
  fc.assert(
    fc.property(value, (pet) => {
      expect(bodyIn(read(operation, toXml(pet, schema, api.schemas)))).toEqual(pet)
    }),
  )
})

it('is checked for what a schema keeps apart and XML does not', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: 'string' },
      b: { type: 'string', xml: { name: 'a' } },
      c: { type: 'object', xml: { attribute: true } },
      d: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
      e: { type: 'array', xml: { wrapped: true }, items: { $ref: '#/components/schemas/Node' } },
    },
  }
  const Node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }
  const api = createApi(
    documentOf(
      { '/a': { post: { requestBody: { content: { 'text/xml': { schema } } }, responses: {} } } },
      { components: { schemas: { Node } } },
    ),
    'test.yaml',
  )
  expect(api.compileAll().flatMap(({ code, message }) => (code === 'media.encoding.unsupported' ? [message] : []))).toEqual([
    'In text/xml, "a" and "b" are both <a>: what is sent is taken for "a".',
    'In text/xml, "c" is an attribute, which holds text and neither an object nor a list.',
    'In text/xml, the lists in "d" are told apart by an element around each; give it "xml: { wrapped: true }".',
  ])
})

it('is answered with a value or with reasons, whatever comes', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '<a>',
    '</a>',
    '<pet>',
    '&',
    '&#0;',
    '&lt;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?xml?>',
    '<!DOCTYPE a>',
    'xmlns:p=""',
    '"',
    '=',
    ' ',
    'x',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const result = read(pet, pieces.join(''))
      expect(result.ok || result.violations.length > 0).toBe(true)
    }),
  )
})
