import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from './run.ts'

const path = '/v1/organizations/org_xyz789/users/invite/v2'
const json = (content: object) => ({
  headers: { 'content-type': ['application/json'] },
  body: { content, contentType: 'application/json', encoded: false },
})

function pact(state: string): string {
  const sent = json({ email: 'jane@example.com' })
  const interaction = {
    type: 'Synchronous/HTTP',
    description: 'an invitation of a member',
    providerStates: [{ name: state, params: { email: 'jane@example.com' } }],
    request: { method: 'POST', path, ...sent, headers: { ...sent.headers, authorization: ['Bearer pact-token'] } },
    response: { status: 409, ...json({ success: false, error: { code: 'USER_ALREADY_EXISTS' } }) },
  }
  const whole = {
    consumer: { name: 'web' },
    provider: { name: 'api' },
    interactions: [interaction],
    metadata: { pactSpecification: { version: '4.0' } },
  }
  return JSON.stringify(whole, null, 2)
}

describe('standin contract check and standin coverage', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'standin-contract-'))
    writeFileSync(file('good.json'), pact('already-member'))
    writeFileSync(file('bad.json'), pact('alredy-member'))
  })

  it('passes a good pact', async () => {
    const { code, out } = await run(['contract', 'check', '--pacts', file('good.json')])
    expect(out).toContain('1 passed')
    expect(code).toBe(0)
  })

  it('fails a bad one with its line, and writes reports', async () => {
    const { code, out } = await run([
      'contract',
      'check',
      '--pacts',
      file('bad.json'),
      '--junit',
      file('out/j.xml'),
      '--sarif',
      file('out/s.sarif'),
      '--github',
    ])
    expect(code).toBe(1)
    expect(out).toMatch(
      /bad\.json:\d+:\d+ error No provider knows the state "alredy-member"\. Did you mean "already-member"\? \[pact\.state\.unknown\]/,
    )
    expect(out).toMatch(/^::error file=.*bad\.json,line=\d+/m)
    expect(readFileSync(file('out/j.xml'), 'utf8')).toContain('<failure')
    expect(readFileSync(file('out/s.sarif'), 'utf8')).toContain('"startLine"')
  })

  it('takes a folder that is not there for bad usage', async () => {
    expect((await run(['contract', 'check', '--pacts', file('nowhere')])).code).toBe(2)
    expect((await run(['coverage'])).code).toBe(2)
  })

  it('takes a folder without pacts for bad usage, whatever it is asked', async () => {
    mkdirSync(file('empty'))
    for (const command of [['contract', 'check'], ['coverage'], ['verify', '--provider', 'mock']]) {
      const { code, err } = await run([...command, '--pacts', file('empty')])
      expect(err).toMatch(/empty error No pact is in this folder; expected files that end in \.json\. \[pact\.missing\]/)
      expect(code).toBe(2)
    }
  })

  it('counts, gates, and merges what another process wrote', async () => {
    const first = await run(['coverage', '--pacts', file('good.json'), '--shard-out', file('a.shard'), '--html', file('c.html'), '--json'])
    expect(first.code).toBe(0)
    const { cases } = JSON.parse(first.out) as { cases: { name: string; status: string }[] }
    expect(cases.filter(({ status }) => status === 'passed')).toHaveLength(1)
    expect(readFileSync(file('c.html'), 'utf8')).toContain('USER_ALREADY_EXISTS')
    const merged = await run(['coverage', '--shard', file('a.shard'), '--min', '50'])
    expect(merged.code).toBe(1)
    expect(merged.out).toContain('[coverage.too-low]')
    expect((await run(['coverage', '--shard', file('c.html')])).code).toBe(2)
    writeFileSync(file('exempt.yaml'), '- { operation: "*", status: 501 }\n')
    const unreasoned = await run(['coverage', '--shard', file('a.shard'), '--exempt', file('exempt.yaml')])
    expect([unreasoned.code, unreasoned.err]).toEqual([2, expect.stringContaining('An exempt answer needs `reason`.')])
  })
})
