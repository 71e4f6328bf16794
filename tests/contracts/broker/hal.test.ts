import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createResources } from '../../../src/contracts/broker/hal.ts'

describe('the resources of a broker', () => {
  let url: string
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    const answers: Readonly<Record<string, string>> = { '/': '{"_links":{"a":{"href":"/x/{name}"}}}', '/text': 'hello' }
    const text = answers[request.url ?? '']
    response.writeHead(text === undefined ? 404 : 200).end(text ?? 'secret-word is not here')
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('are asked with a token, a password, or the password of the address', async () => {
    await createResources('', { url, token: 't', username: 'u', password: 'p' }).get('/')
    await createResources('', { url, username: 'u', password: 'p' }).get('/')
    await createResources('', { url: url.replace('//', '//me:w%40rd@') }).get('/')
    await createResources('', { url }).get('/')
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    expect(seen).toEqual(['Bearer t', basic('u:p'), basic('me:w@rd'), undefined])
  })

  it('are found by their links, with the variables written as a path has them', async () => {
    const broker = createResources('', { url })
    const index = await broker.get('/')
    expect(broker.follow(index, ['z', 'a'], { name: 'a/b' })).toBe('/x/a%2Fb')
    expect(() => broker.follow(index, ['z'])).toThrow('it has no link z')
  })

  it('refuse in words without a secret, and never send a credential to another host', async () => {
    const broker = createResources('Nothing was verified.', { url, password: 'secret-word' })
    await expect(broker.get('/none')).rejects.toThrow('GET /none answered 404 Not Found: *** is not here')
    await expect(broker.get('/text')).rejects.toThrow('GET /text answered no JSON object')
    await expect(broker.get('http://elsewhere.test/pacts/1')).rejects.toThrow('its link leads to http://elsewhere.test')
    await expect(createResources('', { url: 'http://127.0.0.1:2' }).get('/')).rejects.toThrow('ECONNREFUSED')
  })
})
