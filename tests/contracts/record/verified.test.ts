import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  changesOf,
  membershipStates,
  membershipVariables,
  mockStates,
  observe,
  type RecordOptions,
  record,
  remoteStates,
  verify,
  writePact,
} from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/index.ts'
import { startProvider } from '../provider/app.ts'
import { hold } from './hold.ts'
import { acme, clientOf, tellStory } from './story.ts'

const open: Mock[] = []
afterEach(async () => {
  for (const mock of open.splice(0)) await mock.close()
})

async function made(): Promise<Mock> {
  const mock = await createMock({ port: 0 })
  open.push(mock)
  return mock
}

/** The pact of the first consumer, as the text of a file. */
async function pactOf(mock: Mock, options: Partial<RecordOptions> = {}): Promise<string> {
  const { pacts } = record(await observe(mock, 'default'), {
    api: mock.api,
    provider: 'organizations',
    states: membershipStates,
    variables: membershipVariables,
    ...options,
  })
  return writePact(pacts[0] as (typeof pacts)[0])
}

/** A life of a membership, every step of it in a state of its own. */
async function live(mock: Mock): Promise<void> {
  const call = clientOf(mock, 'admin-web')
  const { id } = (await (await call('POST', `${acme}/users/invite/v2`, { body: { email: 'sam@example.com' } })).json()) as { id: string }
  const user = `${acme}/users/${id}`
  await call('GET', user)
  await call('PATCH', `${user}/memberships`, { body: { role_ids: ['role_member1'], department_ids: ['dept_eng001'] } })
  await call('POST', `${user}/deactivate`, { body: { transfer_resources_to_department_id: 'dept_eng001' } })
  await call('POST', `${user}/deactivate`, { body: { transfer_resources_to_department_id: 'dept_eng001' } })
  await call('POST', `${user}/reactivate`)
  await call('POST', `${user}/reactivate`)
  await call('DELETE', user, { body: {} })
  await call('DELETE', user, { body: { confirm: true } })
  await call('DELETE', user, { body: { confirm: true } })
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'sam@example.com' } })
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'hank@globex.example' } })
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'new@example.com' }, token: null })
}

describe('a recorded pact', () => {
  it('has the same bytes for the same story, and holds for the mock by the word of the Rust verifier', async () => {
    const mocks = [await made(), await made()]
    const texts = []
    for (const mock of mocks) {
      await tellStory(mock)
      texts.push(await pactOf(mock))
    }
    expect(texts[0]).toBe(texts[1])
    const { results, errors } = await hold(mocks[0] as Mock, texts[0] as string)
    expect(errors).toEqual([])
    expect(results).toHaveLength(4)
    expect(results.every((line) => line.startsWith('OK'))).toBe(true)
  })

  it('holds for a whole life of a membership', async () => {
    const mock = await made()
    await live(mock)
    const text = await pactOf(mock)
    const { results, errors } = await hold(mock, text)
    expect(errors).toEqual([])
    expect(results).toHaveLength(13)
  })

  it('holds for a provider written apart, whose states are made by calls of its API', async () => {
    const [mock, provider] = [await made(), await startProvider()]
    const folder = await mkdtemp(join(tmpdir(), 'standin-'))
    try {
      await live(mock)
      await writeFile(join(folder, 'pact.json'), await pactOf(mock))
      const { url, token, organization, otherOrganization } = provider
      const access = { url, token, organization, otherOrganization, mailDomain: 'example.com', run: 'rec1' }
      for (const states of [mockStates(mock), remoteStates(access)]) {
        const { report } = await verify({
          pacts: [folder],
          states,
          provider: 'the provider',
          mayMail: false,
          env: { PATH: process.env.PATH },
        })
        const bad = report.cases.filter(({ status }) => status !== 'passed')
        expect(bad.map(({ name, findings, reason }) => [name, reason, findings.map(({ message }) => message)])).toEqual([])
      }
      expect([provider.members(), provider.mails()]).toEqual([2, 0])
    } finally {
      await provider.close()
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('would change, and --check says how', async () => {
    const mock = await made()
    await tellStory(mock)
    const text = await pactOf(mock)
    expect(changesOf(text, text, 'a.json')).toEqual([])
    const codes = (kept: string | undefined) => changesOf(kept, text, 'a.json').map(({ code, where }) => [code, where.pointer])
    expect(codes(undefined)).toEqual([['record.pact.new', undefined]])
    expect(codes('no pact')).toEqual([['record.pact.unreadable', undefined]])
    expect(codes(text.replace('"status": 201', '"status": 200'))).toEqual([['record.interaction.changed', '/interactions/0']])
    expect(codes(JSON.stringify(JSON.parse(text)))).toEqual([['record.pact.changed', undefined]])
    const other = JSON.parse(text)
    other.interactions[1].key = 'another'
    expect(codes(JSON.stringify(other))).toEqual([
      ['record.interaction.new', undefined],
      ['record.interaction.gone', '/interactions/1'],
    ])
  })
})
