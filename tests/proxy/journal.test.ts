import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Between, call, json, openBetween, openUpstream, type Upstream } from './between.ts'

const asJson = ['Content-Type', 'application/json']
let upstream: Upstream
let between: Between
let strict: Between

beforeAll(async () => {
  upstream = await openUpstream()
  between = await openBetween(upstream.url, { hasFallback: true })
  strict = await openBetween(upstream.url, { isEnforcing: true })
})
afterAll(async () => {
  await Promise.all([between.close(), strict.close()])
  await upstream.close()
})

const get = async (from: Between, path: string, accept = 'application/json') => {
  const answer = await fetch(from.url + path, { headers: { accept } })
  return { status: answer.status, body: accept === 'application/json' ? await answer.json() : await answer.text() }
}
const linkOf = (link: unknown) => /^<(\/__standin\/requests\/\d+)>; rel="describedby"$/.exec(String(link))?.[1] ?? 'no link'

describe('what breaks the document is explained where the answer links to', () => {
  it('an answer: rule, place, value seen, line of the document, and nothing secret', async () => {
    upstream.answers(json(200, { id: 'seven', name: 'Rex', password: 7 }, { 'X-Left': 'few', 'Set-Cookie': 'sid=opensesame' }))
    const { headers } = await call(between.port, 'GET', '/pets/7?limit=3', ['Authorization', 'Bearer opensesame'])
    const { body } = await get(between, linkOf(headers.link))
    expect(body).toMatchObject({
      method: 'GET',
      path: '/pets/7?limit=3',
      operation_id: 'getPet',
      status: 200,
      breaches: 3,
      response: { body: { id: 'seven', name: 'Rex' } },
      explanation: {
        code: 'answer.header',
        rule: 'An answer must fit the document.',
        curl: expect.stringContaining(`${between.url}/pets/7?limit=3`),
      },
    })
    const { violations, summary } = body.explanation
    expect(violations.map(({ pointer, value, expected }: Record<string, unknown>) => [pointer, value, expected])).toEqual([
      ['/answer/header/x-left', 'few', expect.stringContaining('whole number')],
      ['/answer/body/id', 'seven', expect.stringContaining('whole number')],
      ['/answer/body/password', '[masked]', expect.stringContaining('text')],
    ])
    expect(violations[1].document).toEqual({ file: 'the document given', line: expect.any(Number) })
    expect(summary).toMatch(/^The answer 200 does not fit the document: header\/x-left .*; body\/id must be integer/)
    expect(JSON.stringify(body)).not.toContain('opensesame')
  })

  it('a request, with a command that would be let through', async () => {
    upstream.answers(json(201, { id: 9, name: 'New' }))
    const { headers } = await call(between.port, 'POST', '/pets', asJson, '{"id":"x","name":"New"}')
    const { explanation, breaches } = (await get(between, linkOf(headers.link))).body
    expect([breaches, explanation.code, explanation.violations]).toMatchObject([
      1,
      'request.invalid',
      [{ pointer: '/body/id', value: 'x' }],
    ])
    expect(explanation.curl).toMatch(/-d '\{"id":\d+,"name":"New"\}'/)
  })

  it('both at once, and a path that the document does not have', async () => {
    upstream.answers(json(418, {}))
    const both = await call(between.port, 'GET', '/pets/x')
    const { violations } = (await get(between, linkOf(both.headers.link))).body.explanation
    expect(violations.map(({ pointer, value }: Record<string, unknown>) => [pointer, value])).toEqual([
      ['/path/id', 'x'],
      ['/answer/status', 418],
    ])
    const nowhere = await call(between.port, 'GET', '/pet/7')
    const told = (await get(between, linkOf(nowhere.headers.link))).body
    expect([told.operation_id, told.explanation.nearest[0]]).toMatchObject([null, { operation_id: 'getPet' }])
  })

  it('what the proxy answers itself, in the same way', async () => {
    upstream.answers(json(200, { id: 7 }, { 'X-Left': '1' }))
    const withheld = await call(strict.port, 'GET', '/pets/7')
    expect((await get(strict, linkOf(withheld.headers.link))).body).toMatchObject({
      operation_id: 'getPet',
      status: 502,
      explanation: { code: 'answer_nonconforming', violations: [{ pointer: '/answer/body/name' }] },
    })
    const refused = await call(strict.port, 'POST', '/pets', asJson, '{"id":1}')
    expect((await get(strict, linkOf(refused.headers.link))).body.explanation.violations).toMatchObject([{ pointer: '/body/name' }])
    upstream.answers((_request, response) => response.destroy())
    const down = await call(strict.port, 'GET', '/pets/7')
    expect((await get(strict, linkOf(down.headers.link))).body.explanation).toMatchObject({
      code: 'upstream_unreachable',
      summary: expect.stringContaining('broke the connection off'),
    })
  })
})

describe('the journal of a proxy', () => {
  it('has what passed, what was answered in place of it, and what broke nothing without a word of explanation', async () => {
    upstream.answers(json(404, { message: 'No pet' }))
    expect((await call(between.port, 'GET', '/pets/8')).headers.link).toBe(undefined)
    upstream.answers((_request, response) => response.destroy())
    expect((await call(between.port, 'GET', '/pets/9')).headers['standin-fallback']).toContain('broke')
    const { body: list } = await get(between, '/__standin/requests?limit=2')
    expect(list).toMatchObject([
      { path: '/pets/9', status: 200 },
      { path: '/pets/8', status: 404, breaches: 0, response: { body: { message: 'No pet' } } },
    ])
    expect(list[0].breaches).toBe(undefined)
    expect((await get(between, `/__standin/requests/${list[1].id}`)).body.explanation).toBe(null)
    const told = [await between.told()]
    while (told.at(-1)?.target !== '/pets/9') told.push(await between.told())
    expect(told.slice(-2).map(({ id }) => id)).toEqual([list[1].id, list[0].id])
  })

  it('is a page for a browser, and nothing else of a console', async () => {
    const html = 'text/html'
    for (const path of ['/__standin/', '/__standin', '/__standin/console/journal']) {
      const { status, body } = await get(between, path, html)
      expect([status, body]).toEqual([200, expect.stringMatching(/data-testid="breaches">breaks 3</)])
      expect([...body.matchAll(/data-testid="tab-(\w+)"/g)].map(([, name]) => name)).toEqual(['journal'])
    }
    const page = await get(between, '/__standin/requests/1', html)
    expect([page.status, page.body]).toEqual([200, expect.stringMatching(/data-testid="explanation"[\s\S]*\/answer\/body\/id/)])
    for (const path of ['/__standin/faults', '/__standin/state', '/__standin/worlds'])
      expect(await get(between, path)).toMatchObject({ status: 404, body: { code: 'journal_only' } })
  })

  it('is open to this machine alone, and asked of nobody else', async () => {
    const before = upstream.seen.length
    expect((await call(between.port, 'GET', '/__standin/requests')).status).toBe(403)
    expect(upstream.seen.length).toBe(before)
  })
})
