import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inferModel } from '../../../src/mock.ts'
import { load } from '../../../src/openapi/index.ts'
import { type Client, client } from '../../journeys/client.ts'

const document = fileURLToPath(new URL('frameworks.yaml', import.meta.url))

const made = async ({ call }: Client, username: string): Promise<number> =>
  (await call('POST', '/users/', { body: { username, email: `${username}@example.com` } })).body.id

describe('what is shown and set at one path, without an id', () => {
  it('is inferred as one thing, and sure', async () => {
    const { collections } = inferModel(await load(document))
    const singles = collections.filter(({ isSingle }) => isSingle)
    expect(singles.map(({ name, keep, parent }) => [name, keep, parent?.collection])).toEqual([
      ['settings', 'always', undefined],
      ['users.profile', 'always', 'users'],
    ])
  })

  it('is there from the start, as it was set after that, and as it was before again', async () => {
    const here = await client('in process', { document })
    const before = (await here.call('GET', '/settings')).body
    expect((await here.call('GET', '/settings')).body).toEqual(before)
    const wanted = { theme: before.theme === 'dark' ? 'light' : 'dark', language: 'rm' }
    expect(await here.call('PUT', '/settings', { body: wanted })).toMatchObject({ status: 200, body: wanted })
    expect((await here.call('GET', '/settings')).body).toEqual(wanted)
    expect((await here.mock.state()).settings).toEqual([wanted])
    await here.mock.undo()
    expect((await here.call('GET', '/settings')).body).toEqual(before)
  })

  it('is one for each item it is a part of, names it, and goes with it', async () => {
    const here = await client('in process', { document })
    const [ann, bea] = [await made(here, 'ann'), await made(here, 'bea')]
    await here.call('PUT', `/users/${ann}/profile`, { body: { bio: 'Grows tea.' } })
    expect((await here.call('GET', `/users/${ann}/profile`)).body).toEqual({ bio: 'Grows tea.', user_id: ann })
    expect((await here.call('GET', `/users/${bea}/profile`)).body).toMatchObject({ user_id: bea })
    expect((await here.call('GET', `/users/${bea}/profile`)).body.bio).not.toBe('Grows tea.')
    expect((await here.call('GET', '/users/999/profile')).status).toBe(404)
    expect((await here.call('DELETE', `/users/${ann}/`)).status).toBe(204)
    expect((await here.call('GET', `/users/${ann}/profile`)).status).toBe(404)
  })

  const withScenario = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-singles-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'set.yaml'), text)
    return client('in process', { document, fixtures: [folder], scenario: 'set' })
  }

  it('begins as a scenario has it', async () => {
    const here = await withScenario(
      'description: Set.\nsettings: { theme: dark, language: de }\nusers: [{ id: 5, username: ann, email: ann@example.com }]\nusers.profile: [{ id: 5, bio: Grows tea. }]\n',
    )
    expect((await here.call('GET', '/settings')).body).toEqual({ theme: 'dark', language: 'de' })
    expect((await here.call('GET', '/users/5/profile')).body).toEqual({ bio: 'Grows tea.', user_id: 5 })
  })

  it('is refused at its line where it can not be that', async () => {
    const broken = withScenario('description: Set.\nsettings: { theme: purple }\n')
    await expect(broken).rejects.toMatchObject({ diagnostics: [{ code: 'scenario.row.unfit', where: { line: 2, column: 20 } }] })
  })
})
