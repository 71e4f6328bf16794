import http from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Response } from '../../src/engine/index.ts'
import type { Exchange, Mock } from '../../src/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import { acme, client, stateOf, transports } from './client.ts'

const invitePath = `${acme}/users/invite/v2`
const jane = { email: 'jane@example.com' }
const lastDelay = ({ registry }: Mock) =>
  ([...registry.at('default').journal.exchanges()].at(-1) as Exchange<unknown, Response>).response.delay

for (const transport of transports) {
  describe(`the header Prefer, ${transport}`, () => {
    const start = async () => {
      const api = await client(transport)
      return { ...api, prefer: (prefer: string, body: unknown = jane) => api.call('POST', invitePath, { body, headers: { prefer } }) }
    }

    it('has a declared answer given without playing the call', async () => {
      const api = await start()
      const before = await stateOf(api)
      const { status, headers, body } = await api.prefer('code=409')
      expect([status, headers.get('preference-applied'), headers.get('vary')]).toEqual([409, 'code=409', 'Prefer'])
      expect(body).toEqual({
        success: false,
        error: {
          code: 'USER_ALREADY_EXISTS',
          message: 'An account with this email already exists.',
          system_message: 'an account with this email already exists.',
          type: 'client_error',
          status: 409,
          details: { email: 'jane@example.com', organization_id: 'org_xyz789' },
          trace_id: headers.get('x-request-id'),
          timestamp: '2025-12-22T15:30:00Z',
        },
      })
      expect(await stateOf(api)).toBe(before)
      expect(await api.mock.outbox.list()).toEqual([])
    })

    it('takes a code of the API for a code too', async () => {
      const { call } = await start()
      const { status, headers, body } = await call('DELETE', `${acme}/departments/dept_eng001`, {
        headers: { prefer: 'code=DEPARTMENT_HAS_MEMBERS' },
      })
      expect([status, body.error.code, headers.get('preference-applied')]).toEqual([
        422,
        'DEPARTMENT_HAS_MEMBERS',
        'code=DEPARTMENT_HAS_MEMBERS',
      ])
    })

    it('does not stand above credentials and the document: a wrong call stays wrong', async () => {
      const { call, prefer } = await start()
      const unsigned = await call('POST', invitePath, { token: null, body: jane, headers: { prefer: 'code=409' } })
      const invalid = await prefer('code=409, wait=0.002', { email: 'nobody' })
      expect([unsigned.status, unsigned.headers.get('preference-applied')]).toEqual([401, null])
      expect([invalid.status, invalid.headers.get('preference-applied'), invalid.headers.get('vary')]).toEqual([422, 'wait=0.002', null])
    })

    it('picks an example by its name: a success as it stands, an error as the API would say it', async () => {
      const { call, prefer } = await start()
      const documented = await prefer('example=documented')
      expect([documented.status, documented.body.id, documented.headers.get('preference-applied')]).toEqual([
        201,
        'usr_abc123def456',
        'example=documented',
      ])
      const escalation = await prefer('code=403, example="INSUFFICIENT_PERMISSIONS_ESCALATION"')
      expect([escalation.status, escalation.body.error.code, escalation.body.error.trace_id]).toEqual([
        403,
        'INSUFFICIENT_PERMISSIONS',
        escalation.headers.get('x-request-id'),
      ])
      expect(escalation.body.error.details).toHaveProperty('missing_capabilities')
      expect(escalation.headers.get('preference-applied')).toBe('code=403, example=INSUFFICIENT_PERMISSIONS_ESCALATION')
      // Found among all answers when no code says which.
      const expired = await call('POST', '/v1/invitations/accept', {
        body: { email_key: 'invkey_any' },
        headers: { prefer: 'example=INVITATION_EXPIRED' },
      })
      expect([expired.status, expired.body.error.code]).toEqual([422, 'INVITATION_EXPIRED'])
    })

    it('waits, fractions of a second included, and plays the call', async () => {
      const { prefer, mock } = await start()
      const { status, headers } = await prefer('wait=0.012')
      expect([status, headers.get('preference-applied'), headers.get('vary'), lastDelay(mock)]).toEqual([201, 'wait=0.012', null, 12])
      // Also where the API itself says no.
      const again = await prefer('wait=0.003')
      expect([again.status, again.headers.get('preference-applied'), lastDelay(mock)]).toEqual([409, 'wait=0.003', 3])
      const both = await prefer('wait=0.004, code=500')
      expect([both.status, both.headers.get('preference-applied'), lastDelay(mock)]).toEqual([500, 'code=500, wait=0.004', 4])
    })

    it.each([
      ['is not known', 'return=minimal, respond-async', 201, null],
      ['can not be read', 'wait=a b, "code"=409', 201, null],
      ['is no time', 'wait=soon', 201, null],
      ['is no status of the operation', 'code=503', 201, null],
      ['is no status at all', 'code=7', 201, null],
      ['is no example', 'example=nope', 201, null],
      ['is no example of that status', 'code=409, example=TOKEN_EXPIRED', 409, 'code=409'],
      ['was given before', 'code=409, code=403', 409, 'code=409'],
    ])('passes over what %s', async (_name, header, want, applied) => {
      const { prefer } = await start()
      const { status, headers } = await prefer(header)
      expect([status, headers.get('preference-applied')]).toEqual([want, applied])
    })

    it.each([
      ['code=503', /inviteUserV2 declares no 503; it has 201, 401/],
      ['code=NOPE', /no error code "NOPE"/],
      ['example=nope', /inviteUserV2 has no example "nope".*documented \(201\)/],
      ['code=409, example=nope', /has no example "nope" that fits for its 409.*documented \(409\)/],
      ['wait=soon', /wait=soon is no time to wait; expected seconds from 0 to 600/],
      ['wait=601', /wait=601 is no time to wait/],
      ['wait', /wait= is no time to wait/],
      ['wait=1 2', /"wait=1 2" can't be read/],
    ])('says why %s is impossible when it is to be strict', async (preference, why) => {
      const api = await start()
      const before = await stateOf(api)
      const { status, headers, body } = await api.prefer(`${preference}, handling=strict`)
      expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json'])
      expect(body).toMatchObject({ status: 400, code: 'preference_impossible', detail: expect.stringMatching(why) })
      expect(await stateOf(api)).toBe(before)
    })

    it('is strict about nothing else: what is possible is applied, what is not known stays unknown', async () => {
      const { prefer } = await start()
      const { status, headers } = await prefer('handling=strict, code=409, return=minimal')
      expect([status, headers.get('preference-applied')]).toEqual([409, 'code=409, handling=strict'])
      const played = await prefer('handling=strict')
      expect([played.status, played.headers.get('preference-applied')]).toEqual([201, 'handling=strict'])
      const lenient = await prefer('handling=lenient, code=503')
      expect([lenient.status, lenient.headers.get('preference-applied')]).toEqual([409, null])
    })

    it('adds to what faults do, and gives way to an answer of theirs', async () => {
      const { prefer, mock } = await start()
      await mock.faults.add({ rateLimit: { requests: 2, per: '1m' }, delayMs: 1 })
      await mock.faults.add({ delayMs: 4 })
      const first = await prefer('code=409, wait=0.003')
      expect([first.status, first.headers.get('x-ratelimit-remaining'), lastDelay(mock)]).toEqual([409, '1', 7])
      expect((await prefer('wait=0')).status).toBe(201)
      const limited = await prefer('code=409, wait=0.1')
      expect([limited.status, limited.headers.get('preference-applied'), lastDelay(mock)]).toEqual([429, null, 1])
    })
  })
}

describe('the header Prefer', () => {
  it('may come in several lines', async () => {
    const { mock } = await client('over a socket')
    const { port } = new URL(mock.url)
    const headers = { prefer: ['wait=0.001', 'code=409'], authorization: 'Bearer tok_owner', 'content-type': 'application/json' }
    const response = await new Promise<http.IncomingMessage>((resolve) => {
      http.request({ host: '127.0.0.1', port, method: 'POST', path: invitePath, headers }, resolve).end(JSON.stringify(jane))
    })
    response.resume()
    expect([response.statusCode, response.headers['preference-applied']]).toEqual([409, 'code=409, wait=0.001'])
  })

  it('gives every declared answer of every operation to whoever asks for it', async () => {
    const { mock } = await client('in process')
    const { prefer } = await import('../../src/engine/prefer.ts')
    for (const operation of mock.api.operations as readonly Operation[]) {
      for (const status of operation.statuses) {
        const exchange = { request: { query: '', headers: { prefer: `code=${status}, handling=strict` } }, at: 0 }
        const { instead } = prefer(mock.engine, operation, exchange as never)
        expect([operation.id, instead?.status]).toEqual([operation.id, Number(status)])
      }
    }
  })

  it('has twins in the query, which come before the header and are no part of the request', async () => {
    const { call, mock } = await client('in process')
    const asked = (query: string, prefer?: string) =>
      call('GET', `${acme}/departments${query}`, prefer === undefined ? {} : { headers: { prefer } })
    const applied = async (query: string, prefer?: string) => {
      const { status, headers } = await asked(query, prefer)
      return [status, headers.get('preference-applied')]
    }
    expect(await applied('?__code=429&limit=1&__wait=0')).toEqual([429, 'code=429, wait=0'])
    expect(await applied('?__code=RATE_LIMIT_EXCEEDED', 'code=500')).toEqual([429, 'code=RATE_LIMIT_EXCEEDED'])
    expect(await applied('?__code=999', 'handling=strict')).toEqual([400, null])
    expect((await asked('?limit=1&__example=none')).text).toBe((await asked('?limit=1')).text)
    const [latest] = await mock.requests.list({ limit: 1 })
    expect(latest?.path).toBe(`${acme}/departments?limit=1`)
  })

  it('leaves a Prefer of the document its own, with twins in the query', async () => {
    const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
    const own = { name: 'Prefer', in: 'header', schema: { enum: ['respond-async'] } }
    const content = { 'application/json': { schema, examples: { a: { value: { name: 'A' } }, 'b & c': { value: { name: 'B' } } } } }
    const document = {
      openapi: '3.1.0',
      info: { title: 'Own', version: '1' },
      paths: { '/a': { get: { parameters: [own], responses: { 200: { description: '', content }, 404: { description: '' } } } } },
    }
    const { call } = await client('in process', { document })
    const ask = async (query: string) => {
      const { status, body } = await call('GET', `/a${query}`, { headers: { prefer: 'respond-async' } })
      return [status, body?.name]
    }
    expect(await ask('')).toEqual([200, 'A'])
    expect(await ask('?__example=b+%26+c')).toEqual([200, 'B'])
    expect(await ask('?__code=404')).toEqual([404, undefined])
    const [status, name] = await ask('?__dynamic')
    expect([status, ['A', 'B'].includes(name)]).toEqual([200, false])
  })

  it('means nothing to control', async () => {
    const { call } = await client('in process')
    const { status, headers } = await call('GET', '/__standin/health', { headers: { prefer: 'code=403, wait=1' } })
    expect([status, headers.get('preference-applied')]).toEqual([200, null])
  })

  it('is longer than the longest wait for nobody', async () => {
    const { mock, call } = await client('in process')
    const giveUp = new AbortController()
    const asked = mock.fetch(`${acme}/departments`, {
      headers: { authorization: 'Bearer tok_owner', prefer: 'wait=99999' },
      signal: giveUp.signal,
    })
    while (mock.registry.at('default').journal.size === 0) await call('GET', '/__standin/health')
    expect(lastDelay(mock)).toBe(600_000)
    giveUp.abort(new Error('too long'))
    await expect(asked).rejects.toThrow('too long')
  })
})
