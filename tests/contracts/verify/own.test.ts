import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mockStates, type StateKeeper, statesAtUrl, verify } from '../../../src/contracts/index.ts'
import { createMock } from '../../../src/index.ts'

const document = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'a pet',
            content: {
              'application/json': {
                schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
                example: { id: 'p1' },
              },
            },
          },
        },
      },
    },
  },
}

const look = (description: string, more: object = {}) => ({
  type: 'Synchronous/HTTP',
  description,
  request: { method: 'GET', path: '/pets/p7' },
  response: { status: 200, body: { content: { id: 'p7' }, contentType: 'application/json', encoded: false } },
  ...more,
})
const rex = { providerStates: [{ name: 'a-pet', params: { id: 'p7' } }] }

describe('pacts about an API of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-own-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(() => {
    const pact = { consumer: { name: 'shop' }, provider: { name: 'pets' }, metadata: { pactSpecification: { version: '4.0' } } }
    const generated = { path: { type: 'ProviderState', expression: '/pets/${id}' } }
    const looks = [look('a pet'), look('a pet that a state gives', { ...rex, request: { ...look('').request, generators: generated } })]
    writeFileSync(join(folder, 'pact.json'), JSON.stringify({ ...pact, interactions: looks }))
    writeFileSync(join(folder, 'a-pet.yaml'), 'description: A pet.\nparams: { id: p1 }\nclock: 2025-12-22T15:30:00Z\n')
  })
  const held = async (states: StateKeeper) => {
    const { report } = await verify({ pacts: [join(folder, 'pact.json')], states, provider: 'it', mayMail: false, env: process.env })
    const told = [...report.findings, ...report.cases.flatMap(({ findings }) => findings)].map(({ message }) => message)
    return {
      told,
      notes: report.notes,
      cases: report.cases.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`)),
    }
  }

  it('are held to its mock, with scenarios of one’s own as states', async () => {
    const mock = await createMock({ document, fixtures: [folder], port: 0 })
    expect(await held(mockStates(mock, false))).toEqual({ told: [], notes: [], cases: ['passed', 'passed'] })
    expect((await mock.worlds.list()).map(({ name }) => name)).toEqual(['default'])
    await mock.close()
    const without = await createMock({ document, port: 0 })
    const { told, cases } = await held(mockStates(without, false))
    expect(cases).toEqual(['passed', 'failed'])
    expect(told[0]).toMatch(/^The state "a-pet": There is no scenario "a-pet"/)
    await without.close()
  })

  describe('and to a provider', () => {
    const heard: unknown[] = []
    let isBroken = false
    const provider = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      response.setHeader('content-type', 'application/json')
      if (request.url !== '/_states')
        return response.end(JSON.stringify({ id: request.url?.split('/').at(-1), more: request.headers.authorization }))
      const asked = JSON.parse(Buffer.concat(chunks).toString())
      heard.push(asked)
      if (isBroken && asked.action === 'setup') response.writeHead(500)
      return response.end(asked.action === 'setup' ? '{"id":"p7"}' : '')
    })
    let url: string
    beforeAll(async () => {
      await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
      url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
    })
    afterAll(() => provider.close())

    it('that sets up states when it is told to, and takes them back', async () => {
      expect(await held(statesAtUrl({ url, token: 'secret', stateUrl: `${url}/_states` }))).toMatchObject({
        told: [],
        cases: ['passed', 'passed'],
      })
      const asked = { state: 'a-pet', params: { id: 'p7' } }
      expect(heard.splice(0)).toEqual([
        { ...asked, action: 'setup' },
        { ...asked, action: 'teardown' },
      ])
      isBroken = true
      const { told, cases } = await held(statesAtUrl({ url, token: undefined, stateUrl: `${url}/_states` }))
      expect([cases, told[0]]).toEqual([['passed', 'failed'], expect.stringMatching(/^The state "a-pet": setup answered 500/)])
    })

    it('that sets up none: what needs one is listed as skipped', async () => {
      expect(await held(statesAtUrl({ url, token: undefined, stateUrl: undefined }))).toMatchObject({
        told: [],
        cases: ['passed', 'skipped: a-pet: nobody sets up states of this provider: give --state-url'],
      })
    })
  })
})
