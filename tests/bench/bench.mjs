// `npm run bench`: Standin beside a bare Fastify route and beside Prism, in one run. Figures are medians; the ratios are what counts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { installPrism, root, startBare, startPrism, startStandin } from './servers.mjs'

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const hasPrism = installPrism()
if (!hasPrism) console.log('Prism could not be installed: its columns are left out.')

let address = 0
const headers = { authorization: 'Bearer tok_owner', 'content-type': 'application/json' }
const invitePath = '/v1/organizations/org_xyz789/users/invite/v2'
const toInvite = (email) =>
  JSON.stringify({ email, full_name: 'Jane Doe', role_ids: ['role_abc123'], department_ids: ['dept_eng001'], send_invitation: true })
const cases = {
  'valid invite': {
    expected: 201,
    request: { path: invitePath, setupRequest: (request) => ({ ...request, body: toInvite(`p${++address}@example.com`) }) },
  },
  'refused invite (409)': { expected: 409, request: { path: invitePath, body: toInvite('conflict@example.com') } },
  'list members': { expected: 200, request: { path: '/v1/organizations/org_xyz789/users', body: '{"skip":0,"take":10}' } },
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const round = (value, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })

async function load(url, { request }, options = { duration: seconds }) {
  const result = await autocannon({ url, connections: 64, ...options, requests: [{ method: 'POST', headers, ...request }] })
  return { rate: result.requests.total / result.duration, statuses: result.statusCodeStats, p99: result.latency.p99 }
}

async function seeded(server) {
  await fetch(server.url + invitePath, { method: 'POST', headers, body: toInvite('conflict@example.com') })
  return server
}

async function startTimes() {
  const times = { standin: [], bare: [], prism: [] }
  for (let index = 0; index < 7; index++) {
    for (const [name, start] of [
      ['standin', startStandin],
      ['bare', startBare],
      ['prism', hasPrism ? startPrism : undefined],
    ]) {
      if (start === undefined) continue
      const server = await start()
      times[name].push(server.startMs)
      await server.stop()
    }
  }
  return times
}

async function throughput() {
  // as many as `default` has in the organisation, so that both answers to a list are of one size
  const members = 5
  const rows = []
  for (const [name, test] of Object.entries(cases)) {
    const rates = { standin: [], bare: [], prism: [] }
    for (let index = 0; index < rounds; index++) {
      for (const [server, start] of [
        ['standin', startStandin],
        ['bare', () => startBare(members)],
        ['prism', hasPrism ? startPrism : undefined],
      ]) {
        if (start === undefined) continue
        const running = await seeded(await start())
        await load(running.url, test, { duration: 1 })
        const { rate, statuses } = await load(running.url, test)
        // Prism has no state: it answers the first example whatever was asked before.
        if (server !== 'prism' && Object.keys(statuses).join() !== String(test.expected))
          throw new Error(`${server} answered ${JSON.stringify(statuses)} to ${name}`)
        rates[server].push(rate)
        await running.stop()
      }
    }
    rows.push({ name, standin: median(rates.standin), bare: median(rates.bare), prism: hasPrism ? median(rates.prism) : undefined })
  }
  return rows
}

async function memory() {
  const server = await startStandin()
  const after = { start: server.residentMiB() }
  await load(server.url, cases['valid invite'], { amount: 200_000 })
  after.invites = server.residentMiB()
  await server.stop()
  return after
}

async function scale() {
  const rates = { default: [], large: [] }
  for (let index = 0; index < rounds; index++) {
    for (const scenario of ['default', 'large']) {
      const server = await startStandin('--scenario', scenario)
      await load(server.url, cases['valid invite'], { duration: 1 })
      rates[scenario].push((await load(server.url, cases['valid invite'])).rate)
      await server.stop()
    }
  }
  return { default: median(rates.default), large: median(rates.large) }
}

const starts = await startTimes()
console.log('\nStart to first answer (median of 7)')
console.log(
  `  standin ${round(median(starts.standin))} ms, bare Fastify ${round(median(starts.bare))} ms${hasPrism ? `, Prism ${round(median(starts.prism))} ms` : ''}`,
)
console.log(
  `  standin / bare ${round(median(starts.standin) / median(starts.bare), 2)}${hasPrism ? `, standin / Prism ${round(median(starts.standin) / median(starts.prism), 2)}` : ''}`,
)

console.log(`\nRequests per second, 64 connections, ${rounds} rounds of ${seconds} s (median)`)
for (const { name, standin, bare, prism } of await throughput()) {
  const beside = prism === undefined ? '' : `, Prism ${round(prism)}, ${round(standin / prism, 1)} times Prism`
  console.log(`  ${name.padEnd(22)} standin ${round(standin)}, bare ${round(bare)}, ${round(standin / bare, 2)} of bare${beside}`)
}

const held = await memory()
console.log('\nResident memory')
console.log(`  after start ${round(held.start)} MiB, after 200 000 invites of fresh addresses ${round(held.invites)} MiB`)

const { default: small, large } = await scale()
console.log('\nValid invites per second by scenario')
console.log(`  default ${round(small)}, large ${round(large)}, large / default ${round(large / small, 2)}`)

console.log('\nIn process')
spawnSync(process.execPath, ['--expose-gc', join(root, 'tests/bench/worlds.mjs')], { stdio: 'inherit' })
