import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, defineBackend, FilePart, type Mock } from '../../src/index.ts'

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
  mock = await createMock({ backend: defineBackend(document)({ addPhoto: keep(201), addNote: keep(201), changeNote: keep(200) }), port: 0 })
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
      { numRuns: 100 },
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
