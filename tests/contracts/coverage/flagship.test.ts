import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../../src/contracts/index.ts'
import { createMock, type Mock, type MockOptions } from '../../../src/index.ts'
import { run } from '../../cli/run.ts'
import { playRefusals, playRows, playWays } from './play.ts'

/** The consumers and one mock have left shards behind, another mock still runs when everything is added up. */
describe('the flagship, every operation × status × code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-flagship-'))
  const file = (name: string) => join(folder, name)
  const mocks: Mock[] = []
  const open = async (options: MockOptions = {}): Promise<Mock> => {
    const mock = await createMock({ port: 0, ...options })
    mocks.push(mock)
    return mock
  }
  const shard = async (from: readonly string[], name: string) => {
    const { code, err } = await run(['coverage', ...from, '--shard-out', file(name)])
    expect([code, err]).toEqual([0, ''])
  }
  const token = 'a-token-of-this-test-alone'
  let last: Mock

  beforeAll(async () => {
    const first = await open()
    last = await open({ bodyLimit: 4096, controlToken: token })
    expect([await playRows(first), await playWays(first)]).toEqual([[], []])
    const shards = [shard(['--pacts', 'contracts/pacts'], 'pacts.shard'), shard(['--journal', first.url], 'first.shard')]
    await Promise.all([playRefusals(last), ...shards])
  })
  afterAll(async () => {
    await Promise.all(mocks.map((mock) => mock.close()))
    expect(mocks.flatMap((mock) => mock.defects)).toEqual([])
  })

  const all = () => {
    const from = ['--shard', file('pacts.shard'), '--shard', file('first.shard'), '--journal', last.url]
    return ['coverage', ...from, '--exempt', 'contracts/exempt.yaml', '--min', '100', '--html', file('page.html'), '--json']
  }

  it('is all seen, but for what is exempt with its reason', async () => {
    const { code, out, err } = await run(all(), { env: { STANDIN_CONTROL_TOKEN: token } })
    expect([code, err]).toEqual([0, ''])
    const { figures, cases, findings, notes, tables } = JSON.parse(out) as Report
    expect(findings).toEqual([])
    expect(notes).toEqual([])
    expect(figures).toMatchObject({ answers: 100, operations: 100, 'exempt answers': 13 })
    const skipped = cases.filter(({ status }) => status === 'skipped')
    expect(skipped.filter(({ reason }) => reason?.startsWith('exempt: ') !== true)).toEqual([])
    expect(skipped).toHaveLength(13)
    // what no request leads to, and nothing else, is there by a fault
    const byFault = cases.filter(({ name }) => /\((\d+) by fault\)/.test(name)).map(({ name }) => name.split(' (')[0])
    expect(figures['answers by fault alone']).toBe(byFault.length)
    expect(new Set(byFault)).toEqual(new Set(['429 RATE_LIMIT_EXCEEDED', '500 INTERNAL_ERROR', '501 NOT_IMPLEMENTED']))
    const states = tables?.[0]?.rows.find(({ operation }) => operation === 'acceptInvitation')?.states
    expect(states).toMatchObject({ 'pending-with-account': expect.any(Number), default: expect.any(Number) })
    const page = readFileSync(file('page.html'), 'utf8')
    expect(page).toContain('Exempt (13)')
    expect(page).toContain('The catalogue belongs to no organisation')
  })

  it('does not take the mock without its token', async () => {
    const { code, err } = await run(all())
    expect(code).toBe(2)
    expect(err).toContain('coverage.unreadable')
  })
})
