import { describe, expect, it } from 'vitest'
import { organizations } from '../../src/backends/organizations/index.ts'
import { World } from '../../src/world/index.ts'
import { client } from '../journeys/client.ts'

const modes = ['lenient', 'strict'] as const
const types = ['bearer', 'apiKey'] as const

/** Whom a value stands for, or why it stands for nobody: lenient bearer, lenient key, strict bearer, strict key. */
const rows: readonly [value: string, ...outcomes: string[]][] = [
  ['tok_owner', 'usr_owner1', 'usr_owner1', 'usr_owner1', 'usr_owner1'],
  ['tok_globex_owner', 'usr_globex_owner1', 'usr_globex_owner1', 'usr_globex_owner1', 'usr_globex_owner1'],
  ['tok_expired', 'TOKEN_EXPIRED', 'TOKEN_EXPIRED', 'TOKEN_EXPIRED', 'TOKEN_EXPIRED'],
  ['tok_invalid', 'TOKEN_INVALID', 'TOKEN_INVALID', 'TOKEN_INVALID', 'TOKEN_INVALID'],
  ['eyJhbGciOiJIUzI1NiJ9.e30.sig', 'usr_owner1', 'usr_owner1', 'TOKEN_INVALID', 'INVALID_API_KEY'],
  ['ak_0123456789', 'TOKEN_INVALID', 'usr_owner1', 'TOKEN_INVALID', 'INVALID_API_KEY'],
  ['ak_listed', 'usr_admin1', 'usr_admin1', 'usr_admin1', 'usr_admin1'],
]

describe('whom a credential stands for', () => {
  for (const [column, [mode, type]] of modes.flatMap((mode) => types.map((type) => [mode, type] as const)).entries()) {
    it(`${type}, ${mode}`, async () => {
      const { mock } = await client('in process', { auth: mode })
      mock.registry.at('default').store.transact('list a key', () => {
        ;(mock.registry.at('default') as OrganizationWorld).tables.tokens.put({ token: 'ak_listed', userId: 'usr_admin1', createdAt: 0 })
      })
      for (const [value, ...outcomes] of rows) {
        const found = mock.engine.backend.authenticate(mock.registry.at('default'), { scheme: 'any', type, value })
        expect('code' in found ? found.code : found.id, value).toBe(outcomes[column])
      }
    })
  }

  it('takes the token an invitation was completed with as its person, in strict mode too', async () => {
    const { call } = await client('in process', { auth: 'strict' })
    const body = { email_key: 'invkey_pending1', full_name: 'Paul Patel', password: 'correct horse' }
    const { body: completed } = await call('POST', '/v1/invitations/complete', { token: null, body })
    const member = await call('GET', '/v1/organizations/org_xyz789/users/usr_pending1', { token: completed.token })
    expect([member.status, member.body.username]).toEqual([200, 'paulpatel'])
  })

  it('refuses a credential nobody listed where no one is there to stand in', async () => {
    const { mock } = await client('in process')
    const start = { ...mock.registry.at('default').start, specs: organizations.specs, defaultPrincipalId: undefined }
    const world = new World(start, { name: 'nobody', path: '', origin: 'http://mock.test', journal: { exchanges: 1, bytes: 1e6 } })
    const ask = (type: 'bearer' | 'apiKey') => organizations.authenticate(world, { scheme: 'any', type, value: 'other' })
    expect([ask('bearer'), ask('apiKey')]).toMatchObject([{ code: 'TOKEN_INVALID' }, { code: 'INVALID_API_KEY' }])
  })
})

type OrganizationWorld = World<typeof organizations.specs>
