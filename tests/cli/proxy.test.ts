import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { document, json, openUpstream, type Upstream } from '../proxy/between.ts'
import { run, start } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'standin-proxy-cli-'))
const file = join(folder, 'pets.json')
writeFileSync(file, JSON.stringify(document, null, 2))
let upstream: Upstream

beforeAll(async () => {
  upstream = await openUpstream()
  upstream.answers(json(200, { id: 7 }, { 'X-Left': '1' }))
})
afterAll(() => upstream.close())

describe('standin proxy', () => {
  it('tells each exchange, adds up, records, and fails where that is asked for', async () => {
    const proxy = await start(['proxy', file, upstream.url, '--port', '0', '--fail', '--record', 'heard/pets.yaml'], { cwd: folder })
    upstream.answers(json(404, { message: 'No pet 8' }))
    expect((await fetch(`${proxy.url}/pets/8`)).status).toBe(404)
    await proxy.prints(/pets\/8 404/)
    expect(readFileSync(join(folder, 'heard/pets.yaml'), 'utf8')).toMatch(/^answers:\n {2}- .*"message":"No pet 8"/m)
    upstream.answers(json(200, { id: 7, colour: 'brown' }, { 'X-Left': '1' }))
    expect((await fetch(`${proxy.url}/pets/7`)).status).toBe(200)
    await proxy.prints(/\[answer\.body\]/)
    const { code, out, err } = await proxy.stop('SIGTERM')
    expect([code, err]).toEqual([1, ''])
    expect(out).toMatch(
      /^ {2}GET \/pets\/7 200 \(\d+ ms\)\n {4}\S*pets\.json:\d+:\d+ error The answer's body\/name is required \[answer\.body\]$/m,
    )
    expect(out).not.toMatch(/colour[\s\S]*FAILED/)
    expect(out).toMatch(/getPet: The answer's body\/colour is declared nowhere \(\S*pets\.json:\d+:\d+\)/)
    expect(out).toMatch(/FAILED {2}getPet \(2 times\)\n/)
    expect(readFileSync(join(folder, 'heard/pets.yaml'), 'utf8')).toMatch(/^answers: \[\{call: getPet, /m)
  })

  it('prints lines for programs, and the report wherever it is asked for', async () => {
    const reports = ['--junit', 'heard/junit.xml', '--sarif', 'heard/found.sarif', '--summary', 'heard/summary.md']
    const proxy = await start(['proxy', file, upstream.url, '--port', '0', '--host', '0.0.0.0', '--json', ...reports], { cwd: folder })
    const { control_token: token } = JSON.parse(proxy.out().split('\n', 1)[0] as string)
    expect((await fetch(`${proxy.url}/__standin/requests`)).status).toBe(401)
    const authorization = { headers: { authorization: `Bearer ${token}` } }
    expect(await (await fetch(`${proxy.url}/__standin/requests`, authorization)).json()).toEqual([])
    await fetch(`${proxy.url}/pets/7`)
    await proxy.prints(/"event":"exchange".*\n/)
    const { code, out } = await proxy.stop('SIGTERM')
    expect(code).toBe(0)
    const read = (name: string) => readFileSync(join(folder, 'heard', name), 'utf8')
    expect(read('junit.xml')).toMatch(/<testsuites[^>]* failures="1"[\s\S]*getPet \(once\)[\s\S]*body\/name is required/)
    const [result] = JSON.parse(read('found.sarif')).runs[0].results
    expect([result.ruleId, result.level]).toEqual(['answer.body', 'error'])
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: expect.stringMatching(/pets\.json$/) },
      region: { startLine: expect.any(Number) },
    })
    expect(read('summary.md')).toContain('body/name is required')
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ event }) => event)).toEqual(['start', 'exchange', 'report'])
    expect(lines[1]).toMatchObject({
      operation_id: 'getPet',
      status: 200,
      from: 'upstream',
      findings: [{ code: 'answer.body', at: 'body/name' }],
    })
  })

  it.each([
    [['nothing', 'http://127.0.0.1:9'], 'document.file.missing'],
    [[file, 'example.com'], 'expected one like https://api.example.com'],
    [[file, 'http://127.0.0.1:9', '--scenario', 'x'], 'give --fallback too'],
    [[file, 'https://127.0.0.1:9', '--ca', file], 'holds no certificate in PEM'],
    [['openapi/organizations.yaml', 'http://127.0.0.1:9', '--record', 'x'], 'take no recorded answers'],
  ])('refuses %j', async (args, why) => {
    const { code, err } = await run(['proxy', ...args])
    expect([code, err]).toEqual([2, expect.stringContaining(why)])
  })

  it('refuses to be its own upstream', async () => {
    const first = await start(['proxy', file, upstream.url, '--port', '0'])
    const { port } = new URL(first.url)
    await first.stop()
    const { code, err } = await run(['proxy', file, `http://localhost:${port}`, '--port', port])
    expect([code, err]).toEqual([2, expect.stringContaining('it would send every request to itself')])
  })
})
