// What the world's header, the journal and an idle fault list cost a valid invite: ratios in one run, rounds interleaved.
import autocannon from 'autocannon'
import { startVariant } from './servers.mjs'

const seconds = Number(process.env.BENCH_SECONDS ?? 4)
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const none = { mock: { journalLimit: 0 } }
const variants = {
  'neither header, journal nor fault': { options: none },
  'with the header': { options: none, headers: { 'standin-world': 'a' } },
  'with the journal': { options: {} },
  'with an idle fault': { options: { ...none, faults: [{ operationId: 'removeUser', status: 404, code: 'USER_NOT_FOUND' }] } },
  'with all of them': {
    options: { faults: [{ operationId: 'removeUser', status: 404, code: 'USER_NOT_FOUND' }] },
    headers: { 'standin-world': 'default' },
  },
}

let address = 0
const rates = Object.fromEntries(Object.keys(variants).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [name, { options, headers = {} }] of Object.entries(variants)) {
    const server = await startVariant(options)
    const load = (duration) =>
      autocannon({
        url: server.url,
        connections: 64,
        duration,
        requests: [
          {
            method: 'POST',
            path: '/v1/organizations/org_xyz789/users/invite/v2',
            headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json', ...headers },
            setupRequest: (request) => ({
              ...request,
              body: JSON.stringify({ email: `p${++address}@example.com`, full_name: 'Jane Doe' }),
            }),
          },
        ],
      })
    await load(1)
    const { requests, duration, statusCodeStats } = await load(seconds)
    if (Object.keys(statusCodeStats).join() !== '201') throw new Error(`${name}: ${JSON.stringify(statusCodeStats)}`)
    rates[name].push(requests.total / duration)
    await server.stop()
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const base = median(Object.values(rates)[0])
for (const [name, values] of Object.entries(rates)) {
  console.log(`${name.padEnd(36)} ${Math.round(median(values)).toLocaleString('en')} invites/s, ${(median(values) / base).toFixed(2)}`)
}
