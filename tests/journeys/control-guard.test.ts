import { request } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Api, load } from '../../src/openapi/index.ts'
import { type Client, client } from './client.ts'

const token = 'a-token-that-nobody-guesses'

/** What is for everyone: pages behind mailed links, and what they and the sign-in are made of. */
const isOpen = (path: string) => /^\/__standin\/(?:invitations|scripts|style\.css|console\.css|console\.js|sign-in)/.test(path)

describe('who may call control', () => {
  let calls: readonly (readonly [method: string, path: string])[]
  beforeAll(async () => {
    const api: Api = await load(new URL('../../openapi/control.yaml', import.meta.url).pathname)
    const declared = api.operations.map(({ method, path }) => [method, path.template.replaceAll(/\{[^}]+\}/g, 'x')] as const)
    const others = ['/__standin/docs', '/__standin/openapi.json', '/__standin/control.json', '/__standin/nowhere', '/__standin/'] as const
    const all = [...declared, ...others.map((path) => ['GET', path] as const), ['PUT', '/__standin/outbox'] as const].filter(
      ([, path]) => !isOpen(path),
    )
    calls = [...all, ...all.map(([method, path]) => [method, `/__standin/worlds/a${path}`] as const)]
  })

  /** Every call, with what it was answered. */
  const ask = ({ mock }: Client, headers: Readonly<Record<string, string>>) =>
    Promise.all(
      calls.map(async ([method, path]) => {
        const response = await mock.fetch(path, { method, headers })
        const isProblem = response.headers.get('content-type') === 'application/problem+json'
        const { code } = isProblem ? ((await response.json()) as { readonly code: string }) : { code: undefined }
        return [method, path, response.status, code]
      }),
    )
  const everywhere = (status: number, code: string) => calls.map(([method, path]) => [method, path, status, code])

  it('is nobody who comes by a name that is not of this machine, whatever he asks for', async () => {
    const one = await client('in process')
    for (const host of [
      'evil.example',
      'evil.example:4010',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '10.0.0.1',
      'notlocalhost',
    ]) {
      expect(await ask(one, { host })).toEqual(everywhere(403, 'host_not_allowed'))
    }
    expect(one.mock.registry.list().map(({ name }) => name)).toEqual(['default'])
    for (const host of ['127.0.0.1', '127.0.0.1:4010', 'LOCALHOST:4010', '[::1]:4010', 'app.localhost']) {
      expect((await one.call('GET', '/__standin/outbox', { headers: { host } })).status).toBe(200)
    }
  })

  it('is told by the socket too', async () => {
    const { mock } = await client('over a socket')
    const { port } = new URL(mock.url)
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/__standin/worlds/a/__standin/outbox', headers: { host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
    expect(mock.registry.find('a')).toBeUndefined()
  })

  it('is whoever has the token, where one is asked for', async () => {
    const one = await client('in process', { controlToken: token })
    for (const headers of [
      {},
      { authorization: `Bearer ${token}x` },
      { authorization: token },
      { cookie: 'standin-token=' },
      { cookie: `other=${token}` },
    ]) {
      expect(await ask(one, headers)).toEqual(everywhere(401, 'authentication_required'))
    }
    // By any name: the token is what counts.
    const shown = { authorization: `Bearer ${token}`, host: 'mock.example' }
    expect((await one.call('GET', '/__standin/worlds/a/__standin/outbox', { headers: shown })).status).toBe(200)
    expect((await one.call('GET', '/__standin/outbox', { token: null, headers: { cookie: `a=b; standin-token=${token}` } })).status).toBe(
      200,
    )
  })

  it('leads a browser without the token to where it is asked for it', async () => {
    const { call } = await client('in process', { controlToken: token })
    const page = await call('GET', '/__standin/worlds/a/__standin/requests/1?a=b', { token: null, headers: { accept: 'text/html,*/*' } })
    expect([page.status, page.headers.get('location')]).toEqual([
      303,
      `/__standin/sign-in?to=${encodeURIComponent('/__standin/worlds/a/__standin/requests/1?a=b')}`,
    ])
  })

  it('is no page of another origin', async () => {
    const one = await client('in process')
    const { mock } = one
    mock.registry.at('a')
    const before = JSON.stringify(mock.registry.at('default').dump())
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', origin: 'https://evil.example' },
      // A page under development on another port of this machine.
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', origin: 'http://localhost:5173' },
    ]) {
      expect(await ask(one, headers)).toEqual(everywhere(403, 'origin_not_allowed'))
    }
    const change = (headers: Readonly<Record<string, string>>) => one.call('POST', '/__standin/snapshots', { token: null, headers })
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-mode': 'navigate' }
    const foreign: Readonly<Record<string, string>>[] = [
      { ...form, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      // Browsers that do not say where from, but which origin.
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1.evil.example' },
    ]
    for (const headers of foreign) expect((await change(headers)).status).toBe(403)
    expect(mock.registry.at('default').snapshots.size).toBe(0)
    expect(JSON.stringify(mock.registry.at('default').dump())).toBe(before)

    const own: Readonly<Record<string, string>>[] = [
      {},
      { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://127.0.0.1' },
      // As it is called from outside, with something in between.
      { origin: new URL(mock.url).origin, host: 'localhost' },
    ]
    for (const headers of own) expect((await change(headers)).status).toBe(201)
  })

  it('is whoever follows a link, wherever it stands', async () => {
    const { call } = await client('in process')
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' }
    expect((await call('GET', '/__standin/control.json', { token: null, headers: followed })).status).toBe(200)
  })

  it('is no page of another origin either where a browser holds the token', async () => {
    const { call } = await client('in process', { controlToken: token })
    const held = { cookie: `standin-token=${token}` }
    const post = (headers: Readonly<Record<string, string>>) => call('POST', '/__standin/snapshots', { token: null, headers })
    expect((await post({ ...held, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post({ ...held, origin: 'http://evil.example' })).status).toBe(403)
    expect((await post({ ...held, 'sec-fetch-site': 'same-origin' })).status).toBe(201)
    expect((await post({ authorization: `Bearer ${token}`, origin: 'http://tool.example' })).status).toBe(201)
  })

  it('is everyone for the pages behind mailed links', async () => {
    const one = await client('in process', { controlToken: token })
    await one.call('POST', '/v1/organizations/org_xyz789/users/invite/v2', {
      body: { email: 'jane@example.com' },
      headers: { 'standin-world': 'a' },
    })
    const { acceptLink } = await one.mock.world('a').outbox.latest()
    const reached = { host: 'mock.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await one.call('GET', new URL(acceptLink).pathname, { token: null, headers: reached })).status).toBe(200)
    // They make no worlds: anybody might fill up what there may be.
    expect((await one.call('GET', '/__standin/worlds/b/__standin/invitations/invkey_x', { token: null, headers: reached })).status).toBe(
      404,
    )
    expect(one.mock.registry.find('b')).toBeUndefined()
  })
})
