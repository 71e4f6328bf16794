// The three servers of the benchmark, each a process of its own.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const document = join(root, 'openapi/organizations.yaml')
const prismVersion = '5.14.2'
const prismFolder = join(tmpdir(), `standin-bench-prism-${prismVersion}`)

/** Installs Prism into a folder of its own; false when it can't be had. */
export function installPrism() {
  if (existsSync(join(prismFolder, 'node_modules/@stoplight/prism-cli'))) return true
  mkdirSync(prismFolder, { recursive: true })
  const { status } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefix', prismFolder, `@stoplight/prism-cli@${prismVersion}`],
    { stdio: 'ignore' },
  )
  return status === 0
}

export function startStandin(...flags) {
  return startStandinOn(listMembers, ...flags)
}

/** `first` is the call whose answer ends the start; flags may begin with a document. */
export function startStandinOn(first, ...flags) {
  return start([join(root, 'dist/cli/main.js'), ...flags, '--port', '0', '--json'], readStartLine, undefined, first)
}

export function startBare(members) {
  return start([join(root, 'tests/bench/bare.mjs'), String(members)], readStartLine)
}

const readStartLine = (line) => (line.startsWith('{') ? JSON.parse(line).url : undefined)

/** Standin with options and faults of a program's; `ask` gives its memory. */
export async function startVariant(options) {
  const child = spawn(process.execPath, ['--expose-gc', join(root, 'tests/bench/variant.mjs'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    cwd: root,
  })
  const url = await firstUrl(child, readStartLine)
  return {
    url,
    ask: () =>
      new Promise((resolve) => {
        child.once('message', resolve)
        child.send('memory')
      }),
    async stop() {
      child.kill()
      await new Promise((resolve) => child.once('exit', resolve))
    },
  }
}

export async function startPrism(file = document, first = listMembers) {
  const port = await freePort()
  const cli = join(prismFolder, 'node_modules/@stoplight/prism-cli/dist/index.js')
  // Errors only, and one process: logging each request and a second worker would measure something else.
  return start(
    [cli, 'mock', '--port', String(port), '--multiprocess', 'false', '--verboseLevel', 'fatal', file],
    () => undefined,
    `http://127.0.0.1:${port}`,
    first,
  )
}

/** Prism between callers and an upstream, as quiet as the mock. */
export async function startPrismProxy(file, upstream, first, ...flags) {
  const port = await freePort()
  const cli = join(prismFolder, 'node_modules/@stoplight/prism-cli/dist/index.js')
  return start(
    [cli, 'proxy', '--port', String(port), '--multiprocess', 'false', '--verboseLevel', 'fatal', ...flags, file, upstream],
    () => undefined,
    `http://127.0.0.1:${port}`,
    first,
  )
}

/** A server process: its address as soon as it answers, how long that took, and what memory it holds. */
async function start(args, readUrl, knownUrl, first = listMembers) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: root })
  const url = knownUrl ?? (await firstUrl(child, readUrl))
  const firstStatus = await answers(url, first).catch((thrown) => {
    child.kill()
    throw thrown
  })
  return {
    url,
    startMs: performance.now() - began,
    firstStatus,
    residentMiB: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    /** What it has had of the processors, in hundredths of a second as Linux counts them. */
    cpuMs: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/\(.*\)/, '()')
        .split(' ')
      const [user, system] = [fields[13], fields[14]]
      return 10 * (Number(user) + Number(system))
    },
    async stop() {
      child.kill()
      await new Promise((resolve) => child.once('exit', resolve))
    },
  }
}

function firstUrl(child, readUrl) {
  return new Promise((resolve, reject) => {
    let text = ''
    const take = (chunk) => {
      text += chunk
      for (const line of text.split('\n')) {
        const url = readUrl(line)
        if (url === undefined) continue
        // What is printed later must neither pile up here nor hold its writer up.
        child.stdout.off('data', take).resume()
        resolve(url)
      }
    }
    child.stdout.on('data', take)
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)))
  })
}

/** A call of the document that comes along; any other answer than 200 would measure something else. */
const listMembers = {
  path: '/v1/organizations/org_xyz789/users',
  init: { method: 'POST', headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' }, body: '{}' },
  expected: 200,
}

/** Asks until the server gives its first answer; its status. */
async function answers(url, { path, init, expected }) {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    try {
      const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(60_000) })
      await response.arrayBuffer()
      if (expected === undefined || response.status === expected) return response.status
      throw new Error(`The first call was answered ${response.status}`)
    } catch (error) {
      if (error.cause?.code !== 'ECONNREFUSED') throw error
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  throw new Error(`${url} did not answer within a minute`)
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
