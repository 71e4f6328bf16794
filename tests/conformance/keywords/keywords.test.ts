import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, defineBackend, type Mock } from '../../../src/index.ts'
import { formats } from '../../../src/openapi/formats.ts'
import { load } from '../../../src/openapi/index.ts'
import { keywords } from '../../../src/openapi/keywords.ts'
import { type Case, type Group, readFormats, readGroups } from './cases.ts'
import { components } from './components.ts'

const json = (schema: unknown) => ({ 'application/json': { schema } })

/** One document for a dialect: an operation that takes each schema, and one that answers by it what it is asked to. */
function documentOf(openapi: string, groups: readonly Group[]): object {
  const paths = groups.map(({ schema }, index) => [
    [
      `/takes/${index}`,
      {
        post: {
          operationId: `take${index}`,
          requestBody: { required: true, content: json(schema) },
          responses: { 204: { description: 'Taken.' } },
        },
      },
    ],
    [
      `/answers/${index}`,
      {
        post: {
          operationId: `answer${index}`,
          requestBody: { required: true, content: { 'text/plain': { schema: { type: 'string' } } } },
          responses: { 200: { description: 'An answer.', content: json(schema) } },
        },
      },
    ],
  ])
  return {
    openapi,
    info: { title: 'Keywords', version: '1' },
    paths: Object.fromEntries(paths.flat()),
    components: { schemas: components(openapi) },
  }
}

function handlersFor(groups: readonly Group[]) {
  const answer = ({ body }: { body: unknown }) => ({ status: 200, body: JSON.parse(String(body)) })
  return Object.fromEntries(groups.map((_, index) => [`answer${index}`, answer]))
}

interface Told {
  readonly detail?: string
  readonly violations?: readonly { readonly in: string; readonly path: string; readonly rule: string }[]
}

async function post(mock: Mock, path: string, mediaType: string, body: string): Promise<{ status: number; told: Told }> {
  const answer = await fetch(mock.url + path, { method: 'POST', headers: { 'content-type': mediaType }, body })
  const text = await answer.text()
  return { status: answer.status, told: answer.status < 300 ? {} : JSON.parse(text) }
}

/** What a case came to, in the words of the file. */
async function ask(mock: Mock, index: number, { body }: Case): Promise<string> {
  const { status, told } = await post(mock, `/takes/${index}`, 'application/json', body)
  const lines = told.violations?.map(({ in: place, path, rule }) => dotted(`${[place, ...(path === '' ? [] : [path])].join('.')} ${rule}`))
  return [status, ...(lines ?? [])].join('; ')
}

async function hear(mock: Mock, index: number, { body }: Case): Promise<string> {
  const { status, told } = await post(mock, `/answers/${index}`, 'text/plain', body)
  return status < 300 ? String(status) : `${status} ${told.detail}`
}

const dialects = [
  ['OpenAPI 3.1', '3.1.0', [...readGroups('2020-12.yaml'), ...readFormats('formats.yaml')]],
  ['OpenAPI 3.0', '3.0.3', readGroups('3.0.yaml')],
] as const

describe.each(dialects)('the schemas of %s, over a socket', (_name, openapi, groups) => {
  const numbered = groups.map((group, index) => ({ ...group, index }))
  let mock: Mock
  beforeAll(async () => {
    const document = documentOf(openapi, groups)
    mock = await createMock({ document, backend: defineBackend(document)(handlersFor(groups)), port: 0 })
  })
  afterAll(() => mock.close())

  it.each([...new Set(groups.map(({ keyword }) => keyword))])('%s', async (keyword) => {
    for (const { index, schema, requests, answers } of numbered.filter((group) => group.keyword === keyword)) {
      const want = requests.map(({ body, violations }) => [
        body,
        violations.length === 0 ? '204' : ['422', ...violations.map(dotted)].join('; '),
      ])
      const got: [string, string][] = []
      for (const one of requests) got.push([one.body, await ask(mock, index, one)])
      expect({ schema, cases: got }).toEqual({ schema, cases: want })
      const heard: [string, string][] = []
      for (const one of answers) heard.push([one.body, await hear(mock, index, one)])
      const told = answers.map(({ body, violations }) => [body, violations.length === 0 ? '200' : expect.stringContaining('500 ')])
      expect({ schema, answers: heard }).toEqual({ schema, answers: told })
    }
  })
})

it.each([
  ['', 'body missing'],
  ['null', 'body type'],
  [' ', 'body malformed'],
  ['{}{}', 'body malformed'],
])('a body that is %j is no string', async (body, want) => {
  const schema = { type: 'string' }
  const group: Group = { keyword: 'type', schema, requests: [], answers: [] }
  const mock = await createMock({ document: documentOf('3.1.0', [group]), port: 0 })
  expect(await ask(mock, 0, { body, violations: [] })).toMatch(new RegExp(`^4\\d\\d; ${want}$`))
  await mock.close()
})

it('a dynamic reference that leads nowhere is a finding, and so is a reference to an anchor that is not there', async () => {
  const groups = [{ $dynamicRef: '#nowhere' }, { $ref: '#nowhere' }].map(
    (schema): Group => ({ keyword: '$ref', schema, requests: [], answers: [] }),
  )
  const api = await load(documentOf('3.1.0', groups))
  const found = [...api.diagnostics, ...api.compileAll()].map(({ code, message }) => `${code} ${message}`)
  expect(found.filter((line) => line.includes('#nowhere')).map((line) => line.split(' ', 1)[0])).toEqual(
    expect.arrayContaining(['schema.invalid', 'document.reference.unresolved']),
  )
})

function dotted(line: string): string {
  return line.replaceAll('/', '.')
}

describe('the cases are whole', () => {
  const [modern, legacy] = [readGroups('2020-12.yaml'), readGroups('3.0.yaml')]
  const named = (groups: readonly Group[]) => [...new Set(groups.map(({ keyword }) => keyword))].sort()

  it('for every keyword there is, and for no other', () => {
    expect(named(modern)).toEqual([...keywords.keys()].sort())
    expect(named(legacy).filter((keyword) => !keywords.has(keyword))).toEqual(['nullable'])
    expect(named(readFormats('formats.yaml'))).toEqual(Object.keys(formats).sort())
  })

  it('with bodies taken and bodies refused, but for keywords that decide nothing', () => {
    const decides = (keyword: string) => keywords.get(keyword)?.kind !== 'annotation'
    const without = (has: (one: Case) => boolean) =>
      named(modern).filter((keyword) => !modern.some((group) => group.keyword === keyword && group.requests.some(has)))
    expect(without(({ violations }) => violations.length === 0)).toEqual([])
    expect(without(({ violations }) => violations.length > 0).filter(decides)).toEqual([])
  })
})
