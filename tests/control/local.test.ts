import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { acme, client } from '../journeys/client.ts'

/** A document that nobody plays. */
const bare = join(mkdtempSync(join(tmpdir(), 'standin-bare-')), 'bare.yaml')
writeFileSync(bare, "openapi: 3.1.0\ninfo: { title: Bare, version: '1' }\npaths: {}\n")

describe('control in this process', () => {
  it('takes effect at once: nobody has to wait for its promises', async () => {
    const { mock } = await client('in process')
    const world = mock.registry.at('default')
    mock.clock.advance('8d')
    expect(world.clock.now()).toBe(Date.UTC(2025, 11, 30, 15, 30))
    mock.clock.set('frozen', '2026-01-01T00:00:00Z')
    expect(world.clock.now()).toBe(Date.UTC(2026, 0, 1))
    mock.snapshot()
    mock.faults.add({ operationId: 'listRoles', code: 'INSUFFICIENT_PERMISSIONS' })
    expect(world.faults.isEmpty).toBe(false)
    mock.assumptions.set({ existing_user_state: 'active' })
    expect(world.assumptions.existing_user_state).toBe('active')
    mock.restore('snap_1')
    expect([world.faults.isEmpty, world.assumptions.existing_user_state]).toEqual([true, 'pending_invitation'])
    mock.reset()
    expect(world.clock.now()).toBe(Date.UTC(2025, 11, 22, 15, 30))
    mock.world('a').clock.get()
    expect(mock.registry.find('a')).toBeDefined()
    mock.worlds.drop('a')
    expect(mock.registry.find('a')).toBeUndefined()
  })

  it('undoes at once too', async () => {
    const { mock, call } = await client('in process')
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })
    mock.undo()
    expect(await mock.outbox.list()).toEqual([])
  })

  it('tells by its promise what can not be done, rather than throwing', async () => {
    const { mock } = await client('in process')
    const refused = mock.clock.advance('nonsense')
    await expect(refused).rejects.toMatchObject({ name: 'ControlError', code: 'duration_invalid', status: 422 })
    await expect(mock.outbox.eml('msg_0')).rejects.toMatchObject({ code: 'message_unknown' })
    await expect(mock.world('').snapshot()).rejects.toMatchObject({ code: 'world_name_invalid' })
  })

  it('takes a scenario of the user by its path, which the network may not', async () => {
    const { mock } = await client('in process')
    const path = fileURLToPath(new URL('../../fixtures/last-owner.yaml', import.meta.url))
    expect(await mock.scenario(path)).toEqual({ world: 'default', scenario: 'last-owner' })
    expect(await mock.worlds.create('a', { scenario: path })).toMatchObject({ scenario: 'last-owner' })
    await expect(mock.scenario(`${path}x.yaml`)).rejects.toMatchObject({ code: 'scenario_unknown' })
  })

  it('keeps its own copy of a fault', async () => {
    const { mock } = await client('in process')
    const match = { headers: { 'x-try': 'it' } }
    await mock.faults.add({ operationId: 'listRoles', code: 'INSUFFICIENT_PERMISSIONS', match })
    match.headers['x-try'] = 'other'
    expect((await mock.faults.list())[0]?.match).toEqual({ headers: { 'x-try': 'it' } })
  })

  it('gives a fault the same id whenever the story is the same, and never one that the journal knows as another', async () => {
    const tell = async () => {
      const { mock, call } = await client('in process')
      const fault = { operationId: 'listRoles', code: 'INSUFFICIENT_PERMISSIONS' } as const
      const ids = [await mock.faults.add(fault), await mock.faults.add(fault)]
      await call('GET', `${acme}/roles`)
      await mock.faults.clear()
      ids.push(await mock.faults.add(fault))
      return ids
    }
    const ids = await tell()
    expect(new Set(ids).size).toBe(3)
    expect(await tell()).toEqual(ids)
  })

  it('changes no id of what comes after, whatever was done', async () => {
    const invite = async (meddle: boolean) => {
      const { mock, call } = await client('in process')
      if (meddle) {
        await mock.snapshot()
        await mock.faults.add({ operationId: 'listRoles', share: 0.5, delayMs: 1 })
        await mock.state()
        await mock.clock.advance('0s')
      }
      return (await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })).body.id
    }
    expect(await invite(true)).toBe(await invite(false))
  })

  it('is told of a backend that mails nothing and keeps nothing', async () => {
    const { mock } = await client('in process', { document: bare })
    await expect(mock.outbox.list()).rejects.toMatchObject({ code: 'outbox_missing', status: 404 })
    await expect(mock.outbox.waitFor({ timeoutMs: 0 })).rejects.toMatchObject({ code: 'outbox_missing' })
    expect([await mock.state(), await mock.assumptions.list()]).toEqual([{}, []])
    await expect(mock.table('members')).rejects.toMatchObject({ code: 'table_unknown' })
    await expect(mock.assumptions.set({ a: 'b' })).rejects.toMatchObject({ code: 'assumption_unknown' })
  })
})
