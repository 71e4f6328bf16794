import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createClient, type Writing } from '../../../src/client/index.ts'
import { createMock, defineBackend, type Mock } from '../../../src/index.ts'
import { draftOf, exampleRequest, load, toExample } from '../../../src/openapi/index.ts'
import { schemaFor, schemas } from './schemas.ts'

type Place = 'path' | 'query' | 'header' | 'cookie'

/** A parameter, what stands in a request for it, and what comes of it. */
interface Row {
  readonly place: Place
  readonly name: string
  readonly parameter: Readonly<Record<string, unknown>>
  /** What is written. */
  readonly value?: unknown
  readonly text: string | undefined
  /** What the handler sees, or what the caller is told. */
  readonly reads?: unknown
  readonly refused?: string
}

const read = (file: string) => parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const table = read('table.yaml')
const places: readonly Place[] = ['path', 'query', 'header', 'cookie']
const kinds = ['empty', 'string', 'array', 'object'] as const

function declare(row: { style?: string; explode?: boolean; content?: unknown; reserved?: boolean; more?: object }, schema: object): object {
  if (row.content !== undefined) return { content: { 'application/json': { schema } }, ...row.more }
  const { style, explode, reserved, more } = row
  return { schema, ...(style && { style }), ...(explode !== undefined && { explode }), ...(reserved && { allowReserved: true }), ...more }
}

const cells: Row[] = places.flatMap((place) =>
  table.cells[place].flatMap((cell: Record<string, unknown>) =>
    kinds.flatMap((kind): Row[] => {
      if (cell[kind] === undefined) return []
      const parameter = declare(cell, schemas[kind] as object)
      return [{ place, name: 'color', parameter: { ...parameter }, value: table[kind], text: String(cell[kind]), reads: table[kind] }]
    }),
  ),
)

const texts: Row[] = Object.entries(read('texts.yaml')).flatMap(([place, rows]) =>
  (rows as Record<string, never>[]).map(
    (row): Row => ({
      place: place as Place,
      name: 'v',
      parameter: { ...declare(row, schemas[String(row.content ?? row.schema)] as object) },
      text: row.text === undefined ? undefined : String(row.text),
      ...(row.refused === undefined
        ? { reads: row.reads === null && row.isGiven !== true ? undefined : row.reads }
        : { refused: row.refused }),
    }),
  ),
)

const writes: Row[] = read('writes.yaml').map((row: Record<string, unknown>): Row => {
  const { in: place, value, text, reads = value, ...written } = row
  const parameter = { ...declare(written, schemaFor(value)) }
  return { place: place as Place, name: 'v', parameter, value, text: String(text), reads: reads === null ? undefined : reads }
})

const rows = [...cells, ...texts, ...writes]
const rowsWritten = [...cells, ...writes]

/** One operation for each row, which answers what it was given, and shows the value as an example. */
function document(): object {
  const entries = rows.map(({ place, name, parameter, value, text }, index) => {
    const shown = value === undefined || value === null ? {} : { example: value }
    const own = { name, in: place, ...(place === 'path' || value !== undefined ? { required: true } : {}), ...shown, ...parameter }
    if (value === null || (value !== undefined && place === 'query' && text === '')) Object.assign(own, { required: false })
    const operation = {
      operationId: `row${index}`,
      parameters: [own],
      responses: { 200: { description: 'As it was read.', content: json } },
    }
    return [`/${index}${place === 'path' ? `/{${name}}` : ''}`, { get: operation }]
  })
  return { openapi: '3.1.0', info: { title: 'Parameters', version: '1' }, paths: Object.fromEntries(entries) }
}

const json = { 'application/json': { schema: {} } }

const titleOf = ({ place, parameter, value, text, reads, refused }: Row) =>
  `${place} ${JSON.stringify({ ...parameter, schema: undefined })} ${value === undefined ? '' : `${JSON.stringify(value)} `}${text} ${refused ?? JSON.stringify(reads) ?? 'absent'}`

describe('parameters over a socket', () => {
  let mock: Mock
  beforeAll(async () => {
    const own = document()
    const places = { path: 'params', query: 'query', header: 'headers', cookie: 'cookies' } as const
    const handlers = rows.map(({ place, name }, index) => [
      `row${index}`,
      (call: Record<string, Record<string, unknown>>) => {
        const { [name]: value } = call[places[place]] ?? {}
        return { status: 200, body: value === undefined ? {} : { value } }
      },
    ])
    mock = await createMock({ document: own, backend: defineBackend(own)(Object.fromEntries(handlers)), port: 0 })
  })
  afterAll(() => mock.close())

  it.each(rows.map((row, index) => [titleOf(row), row, index] as const))('reads %s', async (_title, row, index) => {
    const { place, name, text, reads, refused } = row
    const target = `/${index}${place === 'path' ? `/${text}` : place === 'query' && text !== '' ? `?${text}` : ''}`
    const headers =
      text === undefined ? {} : place === 'header' ? { [name.toUpperCase()]: text } : place === 'cookie' ? { cookie: text } : {}
    const { status, body } = await get(mock, target, headers)
    const told = body.violations?.map(({ in: at, path, rule }) => `${at}/${path.replaceAll('.', '/')} ${rule}`)
    expect(told ?? [status, body.value]).toEqual(refused === undefined ? [200, reads] : [refused])
  })

  it.each(rowsWritten.map((row) => [titleOf(row), row, rows.indexOf(row)] as const))('writes %s', async (_title, row, index) => {
    const { place, name, value, text, parameter } = row
    const at = `/${index}${place === 'path' ? `/{${name}}` : ''}`
    const sent: { target: string; headers: Headers }[] = []
    const client = createClient<Record<string, { get: unknown }>>({
      baseUrl: mock.url,
      fetch: async (url, init) => {
        sent.push({ target: url.slice(mock.url.length), headers: new Headers(init.headers) })
        return Response.json({})
      },
      wire: { [at]: { GET: { [place]: writingFor(name, parameter) } } },
    })
    await client.GET(at as never, { params: { [place]: { [name]: value } } } as never)
    expect(partOf(place, name, sent[0] as never)).toBe(text)
    // what the banner, the console, a corrected curl and a journey show
    const operation = mock.api.operation(`row${index}`) as never
    const draft = toExample(draftOf(mock.api, operation))
    // a draft holds what the router decoded: a delimiter inside an item is one between two
    const isPlain = place !== 'path' || !/%(?:2C|3B|3D)/.test(text ?? '')
    for (const shown of [exampleRequest(mock.api, operation), ...(isPlain ? [draft] : [])]) {
      const { target, headers } = shown as { target: string; headers: Record<string, string> }
      expect(plain(partOf(place, name, { target, headers: new Headers(headers) }))).toBe(plain(text ?? ''))
    }
  })
})

/** What a query may leave as it is is left as it is where people read it. */
const plain = (text: string) => text.replace(/%(?:40|3A|2F|5B|5D)/g, decodeURIComponent)

function writingFor(name: string, parameter: Readonly<Record<string, unknown>>): Readonly<Record<string, Writing>> {
  if (parameter.content !== undefined) return { [name]: 'json' }
  const { style, explode, allowReserved } = parameter as { style?: never; explode?: boolean; allowReserved?: boolean }
  if (style === undefined && allowReserved !== true) return {}
  return { [name]: { style: style ?? ('form' as never), explode: explode ?? true, ...(allowReserved === true && { reserved: true }) } }
}

function partOf(place: Place, name: string, { target, headers }: { target: string; headers: Headers }): string {
  const [path = '', ...query] = target.split('?')
  if (place === 'path') return path.split('/')[2] ?? ''
  if (place === 'query') return query.join('?')
  return headers.get(place === 'header' ? name : 'cookie') ?? ''
}

interface Answer {
  readonly status: number
  readonly body: {
    readonly value?: unknown
    readonly violations?: readonly { readonly in: string; readonly path: string; readonly rule: string }[]
  }
}

/** To the letter: other clients put a target right before they send it. */
function get(mock: Mock, target: string, headers: Record<string, string>): Promise<Answer> {
  const { hostname, port } = new URL(mock.url)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: target, headers }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(pieces).toString()) }))
    })
      .on('error', reject)
      .end()
  })
}

describe('headers of an answer', () => {
  const headers = cells.filter(({ place }) => place === 'header')
  const answers = headers.map(({ parameter, value }, index) => [
    `/${index}`,
    {
      get: {
        operationId: `answer${index}`,
        responses: { 200: { description: '', headers: { color: { required: true, example: value, ...parameter } } } },
      },
    },
  ])

  it('are written and read as the table has it', async () => {
    const document = { openapi: '3.1.0', info: { title: 'Headers', version: '1' }, paths: Object.fromEntries(answers) }
    const mock = await createMock({ document, port: 0 })
    const got = []
    for (const index of headers.keys()) got.push((await fetch(`${mock.url}/${index}`)).headers.get('color'))
    expect(got).toEqual(headers.map(({ text }) => text))
    for (const [index, { value, text }] of headers.entries()) {
      const response = mock.api.operation(`answer${index}`)?.response(200)
      expect(response?.checkHeaders({ color: text })).toEqual([])
      const rules = response?.checkHeaders({}).map(({ path, rule }) => [...path, rule].join(' '))
      expect(rules).toEqual(['color required'])
      if (typeof value === 'object' && !Array.isArray(value))
        expect(response?.checkHeaders({ color: String(text).replace('100', '"red"') })[0]?.path).toEqual(['color', 'R'])
    }
    await mock.close()
  })
})

it('the cells that are defined are no findings', async () => {
  const { diagnostics } = await load(document())
  const found = new Set(diagnostics.map(({ where }) => Number(/^\/paths\/~1(\d+)/.exec(where.pointer ?? '')?.[1])))
  expect(cells.filter((row) => found.has(rows.indexOf(row)))).toEqual([])
})

describe('a cell that is not defined', () => {
  const rows = table.undefined as readonly Record<string, string>[]
  it.each(rows.map((row) => [JSON.stringify(row), row] as const))('is a finding: %s', async (_title, row) => {
    const { in: place, says, schema, ...written } = row
    const parameter = { name: 'color', in: place, required: place === 'path', ...declare(written, schemas[String(schema)] as object) }
    const path = place === 'path' ? '/things/{color}' : '/things'
    const api = await load({
      openapi: '3.1.0',
      info: { title: 'Parameters', version: '1' },
      paths: { [path]: { get: { parameters: [parameter], responses: { 204: { description: 'Nothing.' } } } } },
    })
    expect(api.diagnostics).toEqual([
      expect.objectContaining({ code: 'parameter.style.unsupported', message: expect.stringContaining(String(says)) }),
    ])
  })
})
