import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

describe('the package, installed from its tarball into an empty folder', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'standin-package-'))
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, stdio: 'pipe' })
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) as string
    writeFileSync(join(folder, 'package.json'), '{ "name": "newcomer", "private": true, "type": "module" }')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`], { cwd: folder, stdio: 'pipe' })
  }, 240_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('runs with npx standin and answers', async () => {
    const child = spawn('npx', ['standin', '--port', '0', '--json'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    try {
      const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))))
      const response = await fetch(`${JSON.parse(line).url}/v1/capabilities`, { headers: { authorization: 'Bearer tok_owner' } })
      expect(response.status).toBe(200)
    } finally {
      process.kill(-(child.pid as number), 'SIGINT')
    }
  })

  it('can be imported, with types', () => {
    const source = `import { createMock, type Mock } from 'standin'
import { defineConsumer } from 'standin/contracts'
const mock: Mock = await createMock({ scenario: 'pending' })
const response: Response = await mock.fetch('/v1/capabilities', { headers: { authorization: 'Bearer tok_owner' } })
console.log(response.status)
await mock.close()
const web = await defineConsumer({ consumer: 'web', provider: 'organizations' })
const answer = { status: 200, body: [{ key: 'view_audit_log' }] } as const
await web.expect('listCapabilities', { describe: 'a look', token: 'tok_owner', answer }).run(async ({ url }) => {
  const headers = { authorization: 'Bearer tok_owner' }
  console.log(await (await fetch(url + '/v1/capabilities', { headers })).text())
})
`
    writeFileSync(join(folder, 'use.ts'), source)
    const tsc = join(root, 'node_modules/.bin/tsc')
    const flags = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom',
      '--skipLibCheck',
      '--types',
      '',
      'use.ts',
    ]
    execFileSync(tsc, flags, { cwd: folder, stdio: 'pipe' })
    expect(execFileSync(process.execPath, ['use.js'], { cwd: folder, encoding: 'utf8' })).toBe('200\n[{"key":"view_audit_log"}]\n')
  })

  it('holds what it needs and nothing else', () => {
    const [{ files }] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
    )
    const paths: string[] = files.map(({ path }: { path: string }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/cli/main.js',
        'dist/index.d.ts',
        'openapi/organizations.yaml',
        'fixtures/default.yaml',
        'README.md',
        'LICENSE',
      ]),
    )
    expect(paths.filter((path) => !/^(dist|openapi|fixtures)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path))).toEqual([])
  })
})
