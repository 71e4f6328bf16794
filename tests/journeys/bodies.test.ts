import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createClient, type Wire } from '../../src/client/index.ts'
import { createMock, defineBackend, FilePart, type Mock } from '../../src/index.ts'
import { emitClient } from '../../src/openapi/index.ts'

const document = new URL('bodies.yaml', import.meta.url)
/** What the handlers were given last. */
let seen: unknown
let mock: Mock

beforeAll(async () => {
  const keep =
    (status: number) =>
    ({ body }: { body: unknown }) => {
      seen = body
      return { status, body: body ?? null }
    }
  mock = await createMock({
    backend: defineBackend(document)({
      addPhoto: keep(201),
      addNote: keep(201),
      changeNote: keep(200),
      addEncoded: keep(201),
      putEncoded: keep(201),
      logIn: keep(201),
      addPet: keep(201),
    }),
    port: 0,
  })
})
afterAll(async () => {
  expect(mock.defects).toEqual([])
  await mock.close()
})

function send(path: string, body: RequestInit['body'], headers: Readonly<Record<string, string>> = {}, method = 'POST'): Promise<Response> {
  return fetch(mock.url + path, { method, headers, ...(body === undefined ? {} : { body }) })
}

function formOf(fields: Readonly<Record<string, string | Blob | readonly (string | Blob)[]>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one as string)
  return form
}

const png = new File([new Uint8Array([0x89, 0x0d, 0x0a, 0x2d, 0x2d])], 'häuser "x".png', { type: 'image/png' })

describe('a form with files', () => {
  it('comes to its handler decoded, and its files by name, type and bytes', async () => {
    const answer = await send('/photos', formOf({ title: 'Café', stars: '4', tags: ['a', 'b'], place: '{"lat":1.5}', image: png }))
    expect(answer.status).toBe(201)
    expect(seen).toEqual({
      title: 'Café',
      stars: 4,
      tags: ['a', 'b'],
      place: { lat: 1.5 },
      image: new FilePart('häuser "x".png', 'image/png', Buffer.from(await png.arrayBuffer())),
    })
    expect((await answer.json()).image).toEqual({ filename: 'häuser "x".png', mediaType: 'image/png', size: 5 })
  })

  it('is refused with all that is wrong in the shape the document declares', async () => {
    const answer = await send('/photos', formOf({ stars: '6', place: '{}', more: 'x' }))
    expect([answer.status, (await answer.json()).errors]).toEqual([
      422,
      [
        { field: 'title', message: 'is required' },
        { field: 'stars', message: 'must be <= 5' },
        { field: 'place.lat', message: 'is required' },
        { field: 'image', message: 'is required' },
        { field: 'more', message: 'is not allowed' },
      ],
    ])
  })

  it.each([
    [
      'a part of another type: 415',
      () => formOf({ title: 'a', image: new Blob(['x'], { type: 'image/gif' }) }),
      {},
      415,
      'image',
      'must be sent as image/png or image/jpeg',
    ],
    [
      'no boundary: 400',
      () => 'x',
      { 'content-type': 'multipart/form-data' },
      400,
      'body',
      'must be sent with its boundary: "Content-Type: multipart/form-data; boundary=…"',
    ],
    [
      'a body cut off: 400',
      () => '--x\r\n\r\n1',
      { 'content-type': 'multipart/form-data; boundary=x' },
      400,
      'body',
      'must be multipart/form-data: it ends before its closing line "--x--"',
    ],
  ])('says of %s', async (_, body, headers, status, field, message) => {
    const answer = await send('/photos', body(), headers)
    expect([answer.status, (await answer.json()).errors]).toEqual([status, [{ field, message }]])
  })

  it('is what the form of fetch holds, whatever that is', async () => {
    // fetch writes ends of lines in text and names as CRLF, as browsers do
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/[\r\n]/.test(one))
    const name = text.filter((one) => !/%22|%0D|%0A|\\"/i.test(one))
    const file = fc.record({
      bytes: fc.uint8Array({ maxLength: 200 }),
      filename: name.filter((one) => one !== ''),
      type: fc.constantFrom('image/png', 'image/jpeg'),
    })
    await fc.assert(
      fc.asyncProperty(
        text.filter((one) => one !== ''),
        fc.array(text, { minLength: 1 }),
        file,
        fc.array(file, { minLength: 1, maxLength: 3 }),
        async (title, tags, image, pages) => {
          const toFile = ({ bytes, filename, type }: { bytes: Uint8Array; filename: string; type: string }) =>
            new File([bytes as Uint8Array<ArrayBuffer>], filename, { type })
          const toPart = ({ bytes, filename, type }: { bytes: Uint8Array; filename: string; type: string }) =>
            new FilePart(filename, type, Buffer.from(bytes))
          const answer = await send('/photos', formOf({ title, tags, image: toFile(image), pages: pages.map(toFile) }))
          expect(answer.status).toBe(201)
          expect(seen).toEqual({ title, tags, image: toPart(image), pages: pages.map(toPart) })
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('a body', () => {
  it.each([
    ['of another type', 'x', { 'content-type': 'text/csv' }, 'POST', ['accept-post', 'application/json, text/plain']],
    [
      'of a type in no range',
      'x',
      { 'content-type': 'text/plain' },
      'PATCH',
      ['accept-patch', 'application/*+json, image/*, application/json; version=2'],
    ],
    [
      'of another version',
      '{}',
      { 'content-type': 'application/json; version=3' },
      'PATCH',
      ['accept-patch', 'application/*+json, image/*, application/json; version=2'],
    ],
    ['in a charset nobody knows', 'x', { 'content-type': 'text/plain; charset=klingon' }, 'POST', ['accept-post', null]],
    ['of JSON in another charset than UTF-8', '{}', { 'content-type': 'application/json; charset=latin1' }, 'POST', ['accept-post', null]],
    [
      'in a content coding nobody knows',
      'x',
      { 'content-type': 'text/plain', 'content-encoding': 'zstd' },
      'POST',
      ['accept-encoding', 'gzip, deflate, br'],
    ],
  ])('%s is 415', async (_, body, headers, method, [header, value]) => {
    const answer = await send('/notes', body, headers as Record<string, string>, method)
    expect([answer.status, answer.headers.get(header as string)]).toEqual([415, value])
  })

  it.each([
    ['in a charset that is known', new Uint8Array([0xe9]), { 'content-type': 'text/plain; charset=iso-8859-1' }, 'POST', 'é'],
    ['of JSON that says UTF-8', '{"a":1}', { 'content-type': 'application/json; charset="UTF-8"' }, 'POST', { a: 1 }],
    ['of a suffix', '{"a":1}', { 'content-type': 'application/vnd.note+json' }, 'PATCH', { a: 1 }],
    ['of a range', new Uint8Array([1]), { 'content-type': 'image/png' }, 'PATCH', Buffer.from([1])],
    ['of a version', '{"a":1}', { 'content-type': 'application/json; version=2' }, 'PATCH', { a: 1 }],
    ['that is packed', gzipSync('{"a":1}'), { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 'POST', { a: 1 }],
    ['that is not there where it need not be', undefined, {}, 'POST', undefined],
  ])('%s is read', async (_, body, headers, method, value) => {
    const answer = await send('/notes', body as RequestInit['body'], headers as Record<string, string>, method)
    expect([answer.status < 300, seen]).toEqual([true, value])
  })

  it('that is packed is held to the limit once it is unpacked, and to its coding', async () => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' }
    expect((await send('/notes', gzipSync('x'.repeat(2_000_000)), headers)).status).toBe(413)
    expect((await send('/notes', 'x', headers)).status).toBe(400)
  })
})

interface Encoded {
  meta?: string
  ids?: number[]
  names?: string[]
  filter?: { size?: number; word?: string }
  rows?: { id?: number }[]
  place?: { word?: string }
  when?: string
  isOn?: boolean
}

interface Paths {
  '/encoded': Record<
    'post' | 'put',
    {
      parameters: object
      requestBody: { content: { 'multipart/form-data': Encoded } }
      responses: { 201: { content: { 'application/json': unknown } } }
    }
  >
}

const encoding = {
  meta: { contentType: 'application/json' },
  ids: { style: 'form', explode: false },
  filter: { style: 'deepObject', explode: true },
} as const
const wire: Wire = {
  '/encoded': {
    PUT: { body: 'application/x-www-form-urlencoded', encoding },
    POST: { body: 'multipart/form-data', encoding },
  },
}

describe('a body of XML', () => {
  const headers = { 'content-type': 'application/xml' }
  it('comes to its handler as its schema says', async () => {
    const answer = await send('/pets', '<pet id="7"><name>Mo &amp; Mi</name><tags><tag>a</tag></tags></pet>', headers)
    expect([answer.status, seen]).toEqual([201, { id: 7, name: 'Mo & Mi', tags: ['a'] }])
  })

  it('is refused with all that is wrong, or with the place where it breaks', async () => {
    const answer = await send('/pets', '<pet id="x"><colour/></pet>', headers)
    expect([answer.status, (await answer.json()).errors.map(({ field }: { field: string }) => field)]).toEqual([
      422,
      ['id', 'name', 'colour'],
    ])
    const broken = await send('/pets', '<pet>', headers)
    expect([broken.status, (await broken.json()).errors]).toEqual([
      400,
      [{ field: 'body', message: 'must be XML: unclosed tag: pet (line 1, column 5)' }],
    ])
  })
})

describe('a form that the client writes', () => {
  it('is written as the document has it, by what is emitted for it', async () => {
    const written = `encoding: { meta: { contentType: 'application/json' }, ids: { style: 'form', explode: false }, filter: { style: 'deepObject', explode: true } }`
    const emitted = emitClient(mock.api)
    expect(emitted).toContain(`POST: { body: 'multipart/form-data', ${written} }`)
    expect(emitted).toContain(`PUT: { body: 'application/x-www-form-urlencoded', ${written} }`)
  })

  it('is read as it was given, in parts and in fields', async () => {
    const client = createClient<Paths>({ baseUrl: mock.url, wire })
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => !/[\r\n]/.test(one))
    const word = text.filter((one) => !one.includes('\ufffd'))
    const given = fc.record(
      {
        meta: word,
        ids: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
        names: fc.array(word, { minLength: 1, maxLength: 3 }),
        filter: fc.record({ size: fc.integer(), word }),
        rows: fc.array(fc.record({ id: fc.integer() }), { minLength: 1, maxLength: 3 }),
        place: fc.record({ word }),
        when: word,
        isOn: fc.boolean(),
      },
      { requiredKeys: ['isOn'] },
    )
    await fc.assert(
      fc.asyncProperty(given, fc.constantFrom('POST', 'PUT'), async (body, method) => {
        const { response } = await client[method as 'POST']('/encoded', { body })
        expect(response.status).toBe(201)
        expect(seen).toEqual(body)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what is kept of a form', () => {
  it('shows its parts in the journal, files without their bytes and secrets hidden', async () => {
    await send('/logins', formOf({ user: 'ada', password: 'correct horse', picture: png }))
    const [latest] = await mock.requests.list()
    expect(latest?.request.body).toEqual({
      user: 'ada',
      password: '[masked]',
      picture: { filename: 'häuser "x".png', media_type: 'image/png', bytes: 5 },
    })
    expect(await mock.requests.count({ body: { user: 'ada' } })).toBe(1)
  })

  it('explains a refusal with a command that sends files', async () => {
    const answer = await send('/photos', formOf({ title: '', stars: '9', tags: ['a;b', '@c'], place: '{"lat":1}', image: png }))
    const link = /<([^>]*)>/.exec(answer.headers.get('link') ?? '')?.[1] ?? ''
    const { explanation } = (await (await fetch(mock.url + link)).json()) as { explanation: { remedy: string; curl: string } }
    expect(explanation).toMatchObject({
      remedy: 'Send /body/title as "text", send /body/stars as 5.',
      curl: [
        `curl -i -X POST ${mock.url}/photos`,
        '-F title=text',
        '-F stars=5',
        "--form-string 'tags=a;b'",
        '--form-string tags=@c',
        `-F 'place={"lat":1}'`,
        `-F 'image=@häuser "x".png;type=image/png'`,
      ].join(' \\\n  '),
    })
  })

  it('can be what a fault is for', async () => {
    await mock.faults.add({ operationId: 'addPhoto', status: 422, match: { body: { title: 'broken', image: { filename: 'a.png' } } } })
    const file = new File(['x'], 'a.png', { type: 'image/png' })
    const [hit, missed] = [
      await send('/photos', formOf({ title: 'broken', image: file })),
      await send('/photos', formOf({ title: 'fine', image: file })),
    ]
    expect([hit.status, missed.status]).toEqual([422, 201])
  })
})

it('collections keep what a form says, what its file is and none of its bytes, and are the same after a restart', async () => {
  const shown = {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      title: { type: 'string' },
      filename: { type: 'string' },
      size: { type: 'integer' },
      content_type: { type: 'string' },
    },
  }
  const json = (schema: object) => ({ description: 'Yes.', content: { 'application/json': { schema } } })
  const form = {
    'multipart/form-data': {
      schema: { type: 'object', required: ['file'], properties: { title: { type: 'string' }, file: { type: 'string', format: 'binary' } } },
    },
  }
  const files = {
    openapi: '3.0.3',
    info: { title: 'Files', version: '1' },
    paths: {
      '/files': {
        get: { operationId: 'listFiles', responses: { 200: json({ type: 'array', items: shown }) } },
        post: { operationId: 'addFile', requestBody: { required: true, content: form }, responses: { 201: json(shown) } },
      },
      '/files/{id}': {
        get: {
          operationId: 'getFile',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: json(shown) },
        },
      },
    },
  }
  const data = mkdtempSync(join(tmpdir(), 'standin-bodies-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const open = () => createMock({ document: files, stateful: true, data })
  const before = await open()
  const answer = await before.fetch('/files', { method: 'POST', body: formOf({ title: 'A', file: png }) })
  const made = await answer.json()
  expect([answer.status, made]).toMatchObject([201, { title: 'A', filename: 'häuser "x".png', size: 5, content_type: 'image/png' }])
  const told = await before.requests.list()
  await before.close()
  const after = await open()
  expect(await after.requests.list()).toEqual(told)
  expect(await (await after.fetch(`/files/${made.id}`)).json()).toEqual(made)
  expect([...before.defects, ...after.defects]).toEqual([])
  await after.close()
})
