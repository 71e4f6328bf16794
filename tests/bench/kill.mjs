// `kill -9` under load, again and again: every invite that was answered 201 is there after the restart, and each world equals a replay of its journal.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMock } from '../../dist/index.js'
import { root } from './servers.mjs'

const rounds = Number(process.env.KILL_ROUNDS ?? 50)
const worlds = 3
const callers = 4
const data = mkdtempSync(join(tmpdir(), 'standin-kill-'))
const users = '/v1/organizations/org_xyz789/users'
const headers = { authorization: 'Bearer tok_owner', 'content-type': 'application/json' }

/** The command line's server, and what it said on the way up. */
async function start() {
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/cli/main.js', '--port', '0', '--json', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const url = await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const line = text.split('\n').find((one) => one.startsWith('{'))
      if (line !== undefined && text.includes('\n')) resolve(JSON.parse(line).url)
    })
    ended.then((code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  return { child, ended, url, startMs: performance.now() - began, said: () => said }
}

const json = async (url, world) => (await fetch(url, { headers: { 'standin-world': world } })).json()
const addresses = (members) => new Set(members.map((member) => member.email))

/** Who was acknowledged, by world; a call that was cut off may have been done or not. */
const acknowledged = new Map()
let [cutOff, calls, torn, longest, lost] = [0, 0, 0, 0, 0]

async function load(url, world, caller, done) {
  const told = acknowledged.get(world)
  for (let number = 0; !done.now; number++) {
    const email = `c${caller}n${number}@example.com`
    calls++
    try {
      const answer = await fetch(`${url}${users}/invite/v2`, {
        method: 'POST',
        headers: { ...headers, 'standin-world': world },
        body: JSON.stringify({ email, role_ids: ['role_abc123'] }),
      })
      await answer.arrayBuffer()
      if (answer.status !== 201) throw new Error(`${email} in ${world} was answered ${answer.status}`)
      told.add(email)
    } catch (thrown) {
      if (!done.now) throw thrown
      cutOff++
    }
  }
}

/** The state that a world of the same name comes to in a fresh mock when it gets the same calls in the same order. */
async function replayed(entries, publicUrl, world) {
  const mock = await createMock({ publicUrl })
  const ask = (path, more) => mock.fetch(new Request(publicUrl + path, { ...more, headers: { ...headers, 'standin-world': world } }))
  for (const { method, path, request } of entries.toReversed()) {
    await ask(path, { method, ...(request.body === null ? {} : { body: JSON.stringify(request.body) }) })
  }
  const state = await (await ask('/__standin/state')).text()
  await mock.close()
  return state
}

async function verify(url) {
  for (const [world, told] of acknowledged) {
    const there = addresses((await json(`${url}/__standin/state`, world)).members)
    for (const email of told) if (!there.has(email)) lost++
  }
}

let equal = 0
for (let round = 0; round < rounds; round++) {
  const names = Array.from({ length: worlds }, (_, index) => `k${round}-${index}`)
  for (const name of names) acknowledged.set(name, new Set())
  const server = await start()
  const done = { now: false }
  const loads = names.flatMap((name) => Array.from({ length: callers }, (_, caller) => load(server.url, name, caller, done)))
  // After more invites in every round, so that the end meets the log, a snapshot and what lies between in turn.
  const enough = 20 + ((round * 37) % 600)
  while (names.reduce((all, name) => all + acknowledged.get(name).size, 0) < enough) await new Promise((resolve) => setTimeout(resolve, 5))
  done.now = true
  server.child.kill('SIGKILL')
  await Promise.all([...loads, server.ended])

  const after = await start()
  longest = Math.max(longest, after.startMs)
  if (/torn|cut/i.test(after.said())) torn++
  await verify(after.url)
  for (const name of names) {
    const entries = await json(`${after.url}/__standin/requests?limit=1000`, name)
    const state = await (await fetch(`${after.url}/__standin/state`, { headers: { 'standin-world': name } })).text()
    if ((await replayed(entries, after.url, name)) === state) equal++
  }
  // The end of this server is a kill too, with nothing under way.
  after.child.kill('SIGKILL')
  await after.ended
}
rmSync(data, { recursive: true })
const sum = [...acknowledged.values()].reduce((all, { size }) => all + size, 0)
console.log(
  `  ${rounds} kills under load, ${calls} invites sent, ${sum} acknowledged, ${cutOff} cut off, ${lost} lost; ${torn} torn tails cut`,
)
console.log(`  ${equal} of ${rounds * worlds} worlds equal a replay of their journal; longest restart ${Math.round(longest)} ms`)
process.exitCode = lost === 0 && equal === rounds * worlds ? 0 : 1
