import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run, start } from './run.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'standin-cli-'))

describe('standin serve', () => {
  it('prints what a person needs, a curl that works when pasted, and ready once, last', async () => {
    const server = await start(['--port', '0'])
    const banner = server.out()
    expect(banner).toMatch(/document +openapi\/organizations\.yaml: .* \(32 operations on \d+ paths\)/)
    expect(banner).toMatch(/scenario +default/)
    expect(banner).toMatch(/tok_owner +\S/)
    expect(banner).toMatch(/docs +http:\/\/127\.0\.0\.1:\d+\/__standin\/docs/)
    expect(banner.split('\n').filter((line) => line === 'ready')).toHaveLength(1)
    expect(banner.endsWith('ready\n')).toBe(true)

    const curl = /curl -i [\s\S]*?(?=\n\n)/.exec(banner)?.[0] as string
    const { execFileSync } = await import('node:child_process')
    const answer = execFileSync('sh', ['-c', `${curl} 2>/dev/null`], { encoding: 'utf8' })
    expect(answer).toMatch(/^HTTP\/1\.1 201 /)
    const ended = await server.stop('SIGINT')
    expect([ended.code, ended.err]).toEqual([130, ''])
  })

  it('prints exactly one JSON line with --json', async () => {
    const server = await start(['--port', '0', '--json'])
    const ended = await server.stop()
    expect(ended.out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(ended.out)).toMatchObject({ url: server.url, scenario: 'default', document: { operations: 32 } })
  })

  it('serves documentation that asks nothing of the outside', async () => {
    const server = await start(['--port', '0', '--json'])
    const page = await fetch(`${server.url}/__standin/docs/`)
    const text = await page.text()
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    for (const [, asset] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(new URL(asset as string, page.url))).status, asset).toBe(200)
    }
    const document = (await (await fetch(`${server.url}/__standin/docs/json`)).json()) as { paths: object }
    expect(Object.keys(document.paths)).toContain('/v1/organizations/{organization_id}/users/invite/v2')
    await server.stop()
  })

  it('is deterministic: two servers of one seed answer the same bytes, another seed others', async () => {
    const answer = async (...flags: string[]) => {
      const server = await start(['--port', '0', '--json', ...flags])
      const response = await fetch(`${server.url}/v1/organizations/org_xyz789/users/invite/v2`, {
        method: 'POST',
        headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
        body: '{"email":"jane@example.com"}',
      })
      const text = `${response.headers.get('x-request-id')} ${await response.text()}`
      await server.stop()
      return text
    }
    const first = await answer()
    expect(await answer()).toBe(first)
    expect(await answer('--random-seed', '7')).not.toBe(first)
  })

  it('takes flags before the environment before the config file', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'standin.config.yaml'), 'scenario: pending\nauth: strict\nport: 0\n')
    const json = async (args: string[], env: Record<string, string>) => {
      const server = await start(['--json', ...args], { cwd, env })
      return JSON.parse((await server.stop()).out)
    }
    expect(await json([], {})).toMatchObject({ scenario: 'pending', auth: 'strict' })
    expect(await json([], { STANDIN_SCENARIO: 'large' })).toMatchObject({ scenario: 'large', auth: 'strict' })
    expect(await json(['--scenario', 'default', '--auth', 'lenient'], { STANDIN_SCENARIO: 'large' })).toMatchObject({
      scenario: 'default',
      auth: 'lenient',
    })
  })

  it('follows the machine with --clock real', async () => {
    const server = await start(['--port', '0', '--json', '--clock', 'real'])
    const { clock } = JSON.parse((await server.stop()).out)
    expect(clock.mode).toBe('real')
    expect(clock.now > '2026').toBe(true)
  })

  it('guards control with a token on anything but loopback', async () => {
    const server = await start(['--port', '0', '--json', '--host', '0.0.0.0'])
    const { control_token } = JSON.parse(server.out())
    const { url } = server
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/)
    expect((await fetch(`${url}/__standin/outbox`)).status).toBe(401)
    expect((await fetch(`${url}/__standin/outbox`, { headers: { authorization: `Bearer ${control_token}` } })).status).toBe(200)
    await server.stop()
  })
})

describe('what standin serve refuses, and how it says so', () => {
  const cases: readonly { readonly what: string; readonly args: readonly string[]; readonly code: number; readonly says: RegExp }[] = [
    {
      what: 'a missing document',
      args: ['openapi/organisations.yaml'],
      code: 2,
      says: /openapi\/organisations\.yaml.*no such file.*organizations\.yaml/is,
    },
    { what: 'an unknown flag', args: ['--scenari', 'x'], code: 2, says: /unknown option '--scenari'[\s\S]*--scenario/ },
    { what: 'an unknown command', args: ['chekc', 'x', 'y'], code: 2, says: /too many arguments/ },
    { what: 'a port that is none', args: ['--port', '70000'], code: 2, says: /0 to 65535/ },
    { what: 'an unknown scenario', args: ['--scenario', 'pendign'], code: 2, says: /pendign[\s\S]*pending/ },
    { what: 'an unknown assumption', args: ['--assume', 'existing_user=active'], code: 2, says: /existing_user/ },
    { what: 'a value an assumption does not have', args: ['--assume', 'existing_user_state=actve'], code: 2, says: /actve/ },
    { what: 'a delay that is none', args: ['--delay', 'soon'], code: 2, says: /100-400/ },
    { what: 'a config file that is not there', args: ['--config', 'nowhere.yaml'], code: 2, says: /nowhere\.yaml.*no such file/s },
    { what: 'an address this machine does not have', args: ['--host', '203.0.113.7'], code: 3, says: /no such address/ },
  ]
  for (const { what, args, code, says } of cases) {
    it(`${what}: exit ${code}`, async () => {
      const ended = await run(args)
      expect(ended.err).toMatch(says)
      expect([ended.code, ended.out]).toEqual([code, ''])
    })
  }

  it('a busy port: exit 3', async () => {
    const holder = createServer()
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port)),
    )
    const ended = await run(['--port', String(port)])
    holder.close()
    expect(ended.code).toBe(3)
    expect(ended.err).toMatch(new RegExp(`${port}.*another program listens there.*--port 0`, 's'))
  })

  it('a broken document: file, line, column and a suggestion', async () => {
    const cwd = folder()
    writeFileSync(
      join(cwd, 'api.yaml'),
      `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: Things
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thign' }
components:
  schemas:
    Thing: { type: object }
`,
    )
    const ended = await run(['check', 'api.yaml'], { cwd })
    expect(ended.code).toBe(1)
    expect(ended.out).toMatch(/api\.yaml:12:\d+ error .*Thign.*Thing/)
  })

  it('check writes the reports that the other commands write, and counts what is sent too', async () => {
    const cwd = folder()
    const answer = {
      200: { description: 'x', content: { 'application/json': { schema: { type: 'string', format: 'uuid', maxLength: 24 } } } },
    }
    const sent = { post: { responses: { 204: { description: 'x' } } } }
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/things': { get: { operationId: 'listThings', responses: answer, callbacks: { made: { '{$request.query.to}': sent } } } } },
      webhooks: { gone: sent },
    }
    writeFileSync(join(cwd, 'api.json'), JSON.stringify(document, null, 2))
    const ended = await run(['check', 'api.json', '--json', '--sarif', 'out/check.sarif', '--junit', 'check.xml'], { cwd })
    const report = JSON.parse(ended.out)
    expect([ended.code, report.ok, report.figures]).toEqual([
      0,
      true,
      { operations: 1, callbacks: 1, webhooks: 1, 'answers that can not be made': 1 },
    ])
    const codes = ['answer.unmade', 'schema.contradiction']
    expect(report.findings.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(codes))
    const { results } = JSON.parse(readFileSync(join(cwd, 'out/check.sarif'), 'utf8')).runs[0]
    const [result] = results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'schema.contradiction')
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'api.json' },
      region: { startLine: 19, startColumn: 19 },
    })
    expect(readFileSync(join(cwd, 'check.xml'), 'utf8')).toMatch(/name="listThings" .*its success can not be made up/s)
  })

  it('a document that is not there is bad usage for check too', async () => {
    const ended = await run(['check', 'openapi/organisations.yaml'])
    expect([ended.code, ended.out]).toEqual([2, expect.stringMatching(/no such file.*organizations\.yaml/)])
  })

  it('a setting the config file can not have', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'standin.config.json'), '{ "prot": 4010 }')
    const ended = await run([], { cwd })
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(/standin\.config\.json.*"prot" is no setting; did you mean "port"\?/s)
  })
})

describe('the other commands', () => {
  it('standin check finds nothing wrong with the documents that come along', async () => {
    for (const document of ['openapi/organizations.yaml', 'openapi/control.yaml']) {
      const ended = await run(['check', document])
      expect([ended.out, ended.code]).toEqual([expect.stringMatching(/^operations +\d+\n(?:.+\n)+\nnothing was found\n$/m), 0])
    }
  })

  it('standin scenarios lists and checks them', async () => {
    const listed = await run(['scenarios'])
    expect(listed.code).toBe(0)
    for (const name of ['default', 'empty-organization', 'existing-elsewhere', 'last-owner', 'large'])
      expect(listed.out).toMatch(new RegExp(`^${name} +\\S`, 'm'))
    const json = JSON.parse((await run(['scenarios', '--json'])).out)
    expect(json[0]).toHaveProperty('description')
    const checked = await run(['scenarios', '--check'])
    expect([checked.code, checked.out]).toEqual([0, `${json.length} of ${json.length} scenarios hold\n`])
  })

  it("standin scenarios holds your own to another document's collections", async () => {
    const fixtures = mkdtempSync(join(tmpdir(), 'standin-scenarios-'))
    writeFileSync(join(fixtures, 'good.yaml'), 'description: Ada.\ncustomers: [{ id: cus_1, email: ada@example.com }]\n')
    writeFileSync(join(fixtures, 'bad.yaml'), 'description: Ada.\nextends: blank\ncustomers: [{ mail: ada@example.com }]\n')
    const shop = 'tests/backends/crud/shop.yaml'
    const checked = await run(['scenarios', shop, '--fixtures', fixtures, '--check'])
    expect([checked.code, checked.out]).toEqual([
      1,
      expect.stringMatching(/bad\.yaml:3:15 error .*nothing shows its "mail"\. Did you mean "email"\?.*\n1 of 2 scenarios hold\n$/),
    ])
    const lost = await run(['scenarios', shop, '--check'])
    expect([lost.code, lost.err]).toEqual([2, expect.stringContaining('Name the folder of yours with --fixtures')])
  })

  it('standin types writes the types that are committed', async () => {
    const ended = await run(['types'])
    expect(ended.out).toBe(readFileSync(new URL('../../src/backends/organizations/document.gen.ts', import.meta.url), 'utf8'))
    const kept = await run(['types', '--out', 'package.json/types.ts'])
    expect([kept.code, kept.err]).toEqual([2, expect.stringContaining('Name a file in a folder that may be written to.')])
  })
})
