import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock } from '../../src/mock.ts'
import { type Between, call, document, json, openBetween, openUpstream, type Upstream } from './between.ts'

let upstream: Upstream
let between: Between
let strict: Between
beforeAll(async () => {
  upstream = await openUpstream()
  between = await openBetween(upstream.url)
  strict = await openBetween(upstream.url, { isEnforcing: true, patience: 1 })
})
afterAll(async () => {
  await Promise.all([between.close(), strict.close()])
  await upstream.close()
})

const answer = (type: string, text: string) =>
  upstream.answers((_request, response) => response.writeHead(200, { 'Content-Type': type }).end(text))

const log = '{"id":1,"name":"Rex"}\n{"id":2,"name":"Max"}\n'
const card = '<?xml version="1.0"?>\n<Pet><id>1</id><name>Rex</name></Pet>'

describe('an answer in lines of JSON, or in XML', () => {
  it.each([
    ['/log', 'application/x-ndjson', log, []],
    [
      '/log',
      'application/x-ndjson',
      '{"id":1,"name":"Rex"}\n{"id":"2"}\n',
      ["The answer's body/1/id must be integer", "The answer's body/1/name is required"],
    ],
    ['/log', 'application/x-ndjson', '{"id":1,"name":"Rex"}\n{"id":', ["The answer's body/1 must be JSON: it ends too early"]],
    ['/card', 'application/xml', card, []],
    ['/card', 'application/xml', card.replace('1</id>', 'one</id>'), ["The answer's body/id must be integer"]],
    ['/card', 'application/xml', '<Cat/>', ["The answer's body must be <Pet>, not <Cat>"]],
  ])('is held to its schema: %s %s %j', async (path, type, text, said) => {
    answer(type, text)
    expect((await call(between.port, 'GET', path)).text).toBe(text)
    expect((await between.told()).findings.map(({ message }) => message)).toEqual(said)
  })

  it('tells of fields that are declared nowhere', async () => {
    answer('application/x-ndjson', '{"id":1,"name":"Rex","colour":"red"}\n')
    await call(between.port, 'GET', '/log')
    expect((await between.told()).undeclared.map(({ at }) => at)).toEqual(['body/*/colour'])
  })

  it('is refused with --errors where it is XML and wrong, and not waited for where it comes in lines', async () => {
    answer('application/xml', '<Cat/>')
    expect((await call(strict.port, 'GET', '/card')).status).toBe(502)
    await strict.told()
    let end = () => {}
    upstream.answers((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
      response.write('{"id":1,"name":"Rex"}\n')
      end = () => response.end('{"id":"x"}\n')
    })
    const first = await fetch(`${strict.url}/log`)
    const pieces = (first.body as ReadableStream<Uint8Array>).getReader()
    // had it been waited for, the end could not have been asked for
    expect(new TextDecoder().decode((await pieces.read()).value)).toBe('{"id":1,"name":"Rex"}\n')
    end()
    while (!(await pieces.read()).done);
    expect((await strict.told()).findings.map(({ at }) => at)).toEqual(['body/1/id', 'body/1/name'])
  })
})

it('what is sent in parts or as bytes is recorded, and lines and XML as they came', async () => {
  const recorded = await openBetween(upstream.url)
  const form = (pixels: string) =>
    ['photo"; filename="rex.png"\r\nContent-Type: image/png\r\n\r\n', 'of"\r\n\r\n']
      .map((head, index) => `--B\r\nContent-Disposition: form-data; name="${head}${[pixels, '7'][index]}\r\n`)
      .join('')
      .concat('--B--\r\n')
  const inParts = 'multipart/form-data; boundary=B'
  for (const [type, body, message] of [
    [inParts, form('first'), 'First photo'],
    [inParts, form('other'), 'Other photo'],
    ['image/png', 'first', 'Bare photo'],
  ] as const) {
    upstream.answers(json(200, { message }))
    await call(recorded.port, 'POST', '/photos', ['Content-Type', type], body)
  }
  answer('application/x-ndjson', log)
  await call(recorded.port, 'GET', '/log')
  answer('application/xml', card)
  await call(recorded.port, 'GET', '/card')
  answer('application/x-ndjson', '{"id":1,"name":"Rex","password":"hunter2"}\n')
  await call(recorded.port, 'GET', '/log?again')
  for (let count = 0; count < 6; count++) expect((await recorded.told()).findings).toEqual([])
  expect(recorded.recorder.notes).toEqual(['1 not recorded: a secret in the answer can only be masked in JSON'])
  const file = join(mkdtempSync(join(tmpdir(), 'standin-proxy-')), 'recorded.yaml')
  writeFileSync(file, recorded.recorder.toText())
  await recorded.close()

  const mock = await createMock({ document, scenario: file })
  const post = async (type: string, body: string) =>
    (await (await mock.fetch('/photos', { method: 'POST', headers: { 'content-type': type }, body })).json()).message
  expect(await post(inParts.replace('B', 'C'), form('first').replaceAll('--B', '--C'))).toBe('First photo')
  expect(await post(inParts, form('other'))).toBe('Other photo')
  expect(await post('image/png', 'first')).toBe('Bare photo')
  expect(await post('image/png', 'else')).not.toMatch(/photo/)
  expect(await (await mock.fetch('/log')).text()).toBe(log)
  expect(await (await mock.fetch('/card')).text()).toBe(card)
  expect(mock.defects).toEqual([])
  await mock.close()
})
