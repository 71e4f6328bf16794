import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createClient, type OperationWire, type Writing } from '../../src/client/index.ts'
import { operationOf, parts } from '../openapi/given.ts'

const text = fc.string({ minLength: 1, unit: 'grapheme' })
/** Texts without what a style puts between two of them, where the text can't say which of both it means. */
const without = (pattern: RegExp) => text.filter((one) => !pattern.test(one))
/** What RFC 9110 §5.5 lets stand in a header, without its lists' commas and blanks. */
const token = fc.stringMatching(/^[A-Za-z0-9_.~-]+$/)

const schemas = {
  text: { type: 'string' },
  number: { type: 'number' },
  list: { type: 'array', items: { type: 'string' } },
  record: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } },
}

const valuesOf = (item: fc.Arbitrary<string>) => ({
  text: item,
  number: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
  ),
  list: fc.array(item, { minLength: 1 }),
  record: fc.record({ a: item, b: fc.integer() }),
})

type Kind = keyof typeof schemas
const kinds = Object.keys(schemas) as Kind[]

/** Every style of every place, as the document says it and as the client is told. */
const cells = [
  ...(['simple', 'label', 'matrix'] as const).map((style) => ({ place: 'path' as const, style, kinds })),
  { place: 'query' as const, style: 'form' as const, kinds },
  ...(['spaceDelimited', 'pipeDelimited'] as const).map((style) => ({
    place: 'query' as const,
    style,
    kinds: ['list', 'record'] as Kind[],
  })),
  { place: 'query' as const, style: 'deepObject' as const, kinds: ['record'] as Kind[] },
  { place: 'header' as const, style: 'simple' as const, kinds },
  { place: 'cookie' as const, style: 'form' as const, kinds },
].flatMap(({ kinds, ...cell }) => kinds.flatMap((kind) => [true, false].map((explode) => ({ ...cell, kind, explode }))))

it.each(cells)('what the client writes is what the server reads: $kind in the $place, $style, explode $explode', async (cell) => {
  const { place, style, explode, kind } = cell
  const parameter = { name: 'p', in: place, style, explode, required: true, schema: schemas[kind] }
  const operation = operationOf({ parameters: [parameter] }, { path: place === 'path' ? '/things/{p}' : '/things' })
  const wire: OperationWire = { [place]: { p: { style, explode } satisfies Writing } }
  let sent: { url: URL; headers: Headers } | undefined
  const client = createClient<Record<string, { post: { parameters: object } }>>({
    baseUrl: 'http://test',
    wire: { '/things/{p}': { POST: wire }, '/things': { POST: wire } },
    fetch: async (url, init) => {
      sent = { url: new URL(url), headers: new Headers(init.headers) }
      return new Response(null, { status: 204 })
    },
  })
  const between = { spaceDelimited: / /, pipeDelimited: /\|/ }[style as string]
  // A dot is never encoded: between two it is a delimiter of the style, alone a segment that addresses are normalised by.
  const inside = place === 'path' ? /\./ : between
  const item = place === 'header' ? token : inside === undefined ? text : without(inside)
  await fc.assert(
    fc.asyncProperty(valuesOf(item)[kind] as fc.Arbitrary<unknown>, async (value) => {
      await client.POST(place === 'path' ? '/things/{p}' : '/things', { params: { [place]: { p: value } } } as never)
      const { url, headers } = sent as NonNullable<typeof sent>
      const params = place === 'path' ? [decodeURIComponent(url.pathname.slice('/things/'.length))] : []
      const given = parts({ params, query: url.search.slice(1), headers: Object.fromEntries(headers) })
      const read = operation.read({ ...given, target: url.pathname + url.search })
      const places = { path: 'params', query: 'query', header: 'headers', cookie: 'cookies' } as const
      expect(read.ok && read.input[places[place]]).toEqual({ p: value })
    }),
    { numRuns: 30 },
  )
})
