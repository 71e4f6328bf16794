import { describe, expect, it } from 'vitest'
import type { Response } from '../../src/engine/index.ts'
import type { Mock } from '../../src/index.ts'
import type { Exchange } from '../../src/world/index.ts'
import { acme, type Client, client, stateOf, transports } from './client.ts'

const invitePath = `${acme}/users/invite/v2`
const invite = ({ call }: Client, email = 'jane@example.com') => call('POST', invitePath, { body: { email } })
const exchangesOf = (mock: Mock) => [...mock.registry.at('default').journal.exchanges()] as Exchange<unknown, Response>[]

for (const transport of transports) {
  describe(`faults, ${transport}`, () => {
    it('fail three times, then recover, in the words of the API', async () => {
      const api = await client(transport)
      const id = await api.mock.faults.add({ operationId: 'inviteUserV2', status: 500, times: 3 })
      const answers = [await invite(api), await invite(api), await invite(api), await invite(api), await invite(api)]
      expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 201, 409])
      const [first] = answers
      expect(first?.body).toEqual({
        success: false,
        error: {
          code: 'INTERNAL_ERROR',
          message: 'Something went wrong. Please try again later.',
          system_message: 'something went wrong. please try again later.',
          type: 'server_error',
          status: 500,
          details: {},
          trace_id: first?.headers.get('x-request-id'),
          timestamp: '2025-12-22T15:30:00Z',
        },
      })
      // Over, and still listed with what it counted.
      expect(await api.mock.faults.list()).toEqual([{ id, operationId: 'inviteUserV2', status: 500, times: 3, seen: 3, struck: 3 }])
    })

    it('answer with a code of the API and the details the document shows for it', async () => {
      const api = await client(transport)
      await api.mock.faults.add({ operationId: 'deleteRole', code: 'ROLE_HAS_MEMBERS' })
      const { status, body } = await api.call('DELETE', `${acme}/roles/role_abc123`)
      expect([status, body.error.code, body.error.details]).toEqual([
        409,
        'ROLE_HAS_MEMBERS',
        expect.objectContaining({ role_id: expect.any(String) }),
      ])
    })

    it('answer with a success the document shows', async () => {
      const api = await client(transport)
      await api.mock.faults.add({ operationId: 'inviteUserV2', status: 201 })
      const before = await stateOf(api)
      const { status, body } = await invite(api, 'someone.else@example.com')
      expect([status, body.id, body.email]).toEqual([201, 'usr_abc123def456', 'jane@example.com'])
      expect(await stateOf(api)).toBe(before)
    })

    it('go beyond the document when asked to, in its own shape of errors', async () => {
      const api = await client(transport)
      await api.mock.faults.add({ status: 503, any: true, times: 1 })
      await api.mock.faults.add({ code: 'BRAND_NEW', status: 418, any: true })
      const gateway = await invite(api)
      expect([gateway.status, gateway.body.error.code, gateway.body.error.type]).toEqual([503, 'SERVICE_UNAVAILABLE', 'server_error'])
      const teapot = await invite(api)
      expect([teapot.status, teapot.body.error.code, teapot.body.error.status]).toEqual([418, 'BRAND_NEW', 418])
    })

    it('stand before credentials and validation, and play nothing', async () => {
      const api = await client(transport)
      await api.mock.faults.add({ status: 500 })
      const before = await stateOf(api)
      const answers = [
        await api.call('POST', invitePath, { token: null, body: {} }),
        await api.call('POST', invitePath, { raw: '{', headers: { 'content-type': 'application/json' } }),
        await api.call('GET', `${acme}/departments`),
      ]
      expect(answers.map(({ status }) => status)).toEqual([500, 500, 500])
      expect(await stateOf(api)).toBe(before)
    })

    it('leave alone what comes to no operation, and control', async () => {
      const api = await client(transport)
      await api.mock.faults.add({ status: 500 })
      await api.mock.faults.add({ connection: 'refuse' })
      const answers = [await api.call('GET', '/v1/nowhere'), await api.call('PUT', invitePath), await api.call('GET', '/__standin/health')]
      expect(answers.map(({ status }) => status)).toEqual([404, 405, 200])
      expect((await api.mock.faults.list()).map(({ seen }) => seen)).toEqual([0, 0])
    })

    it('are about the calls whose headers and bodies have these parts', async () => {
      const api = await client(transport)
      const body = { email: 'jane@example.com', role_ids: ['role_abc123', 'role_member1'] }
      await api.mock.faults.add({ status: 500, match: { headers: { 'X-Tenant': 'blue' }, body: { role_ids: ['role_member1'] } } })
      const statuses = async (headers: Record<string, string>, part: object) =>
        (await api.call('POST', invitePath, { headers, body: { ...body, ...part } })).status
      expect(await statuses({ 'x-tenant': 'red' }, {})).toBe(201)
      expect(await statuses({ 'x-tenant': 'blue' }, { role_ids: ['role_abc123'] })).toBe(409)
      expect(await statuses({}, {})).toBe(409)
      expect(await statuses({ 'x-tenant': 'blue' }, {})).toBe(500)
      // Found although the rest of it would not be let through.
      expect(await statuses({ 'x-tenant': 'blue' }, { email: 7 })).toBe(500)
      expect((await api.call('POST', invitePath, { raw: 'role_member1', headers: { 'x-tenant': 'blue' } })).status).toBe(422)
      expect((await api.mock.faults.list())[0]).toMatchObject({ seen: 2, struck: 2 })
    })

    it('follow each other: the first that answers wins, and those after it are not asked', async () => {
      const api = await client(transport)
      const { faults } = api.mock
      await faults.add({ status: 500, times: 2 })
      await faults.add({ status: 429, every: 2 })
      await faults.add({ code: 'USER_ALREADY_EXISTS', times: 1 })
      const statuses: number[] = []
      for (let call = 1; call <= 6; call++) statuses.push((await invite(api, `p${call}@example.com`)).status)
      // 500 twice; then the second and fourth of the others 429; what is left meets the third fault once.
      expect(statuses).toEqual([500, 500, 409, 429, 201, 429])
      expect((await faults.list()).map(({ seen, struck }) => [seen, struck])).toEqual([
        [2, 2],
        [4, 2],
        [1, 1],
      ])
    })

    it('add their delays up, also to an answer that comes of another fault or of the call itself', async () => {
      const api = await client(transport)
      await api.mock.faults.add({ delayMs: 3 })
      await api.mock.faults.add({ delayMs: [5, 9], operationId: 'inviteUserV2' })
      await api.mock.faults.add({ status: 500, delayMs: 2, every: 2 })
      const statuses = [await invite(api), await invite(api), await api.call('GET', `${acme}/departments`)].map(({ status }) => status)
      expect(statuses).toEqual([201, 500, 200])
      const delays = exchangesOf(api.mock).map(({ response }) => response.delay)
      expect([8, 9, 10, 11, 12]).toContain(delays[0])
      expect([10, 11, 12, 13, 14]).toContain(delays[1])
      expect(delays[2]).toBe(3)
    })

    it('belong to one world', async () => {
      const api = await client(transport)
      await api.mock.world('a').faults.add({ status: 500, times: 1 })
      const inWorld = (world: string) =>
        api.call('POST', invitePath, { body: { email: 'jane@example.com' }, headers: { 'standin-world': world } })
      expect([(await inWorld('b')).status, (await inWorld('a')).status, (await inWorld('a')).status]).toEqual([201, 500, 201])
      expect(await api.mock.world('b').faults.list()).toEqual([])
    })

    it('end when they are taken away, and with a reset; a snapshot brings them back with what they had counted', async () => {
      const api = await client(transport)
      const { faults } = api.mock
      const first = await faults.add({ status: 500, times: 2 })
      await faults.add({ delayMs: 1 })
      expect((await invite(api)).status).toBe(500)
      const snapshot = await api.mock.snapshot()
      await faults.remove(first)
      expect((await invite(api)).status).toBe(201)
      await faults.clear()
      expect(await faults.list()).toEqual([])
      await api.mock.restore(snapshot)
      expect([(await invite(api)).status, (await invite(api)).status]).toEqual([500, 201])
      await api.mock.reset()
      expect(await faults.list()).toEqual([])
      await expect(faults.remove(first)).rejects.toThrow(/no fault/)
    })

    it('are named in the journal beside what was answered, and stand behind its explanation', async () => {
      const api = await client(transport)
      const id = await api.mock.faults.add({ status: 500, times: 1 })
      await invite(api)
      await invite(api)
      const [second, first] = await api.mock.requests.list()
      expect([first?.status, first?.fault, second?.status, second?.fault]).toEqual([500, id, 201, null])
      const { explanation } = await api.mock.requests.find(1)
      expect(explanation?.summary).toContain(id)
    })

    it('that only delay leave a refusal its own explanation', async () => {
      const api = await client(transport)
      const id = await api.mock.faults.add({ delayMs: 1 })
      await api.call('POST', invitePath, { body: { email: 'mia@acme.example' } })
      const response = await api.call('GET', `${acme}/departments`, { token: null })
      expect(response.status).toBe(401)
      const { explanation, fault } = await api.mock.requests.find(2)
      expect(fault).toBe(id)
      expect(explanation?.summary).not.toContain(id)
    })
  })
}

describe('a fault that can not be used', () => {
  it('is refused when it is added, with what to do, and nothing is added', async () => {
    const { mock } = await client('in process')
    await expect(mock.faults.add({ operationId: 'inviteUserV2', status: 503 })).rejects.toMatchObject({
      code: 'fault_unusable',
      status: 422,
      message: expect.stringMatching(/inviteUserV2 declares no 503; it has 201, .*any: true/),
    })
    expect(await mock.faults.list()).toEqual([])
  })
})
