// A million requests over a thousand worlds, made on first use and dropped: heap and open resources of the server as it goes.
import autocannon from 'autocannon'
import { startVariant } from './servers.mjs'

const worlds = Number(process.env.SOAK_WORLDS ?? 1000)
const perWorld = Number(process.env.SOAK_REQUESTS ?? 1000)
/** A world is dropped when the load has gone on to the third after it, so that nothing under way brings it back. */
const behind = 3

const server = await startVariant({})
const token = { authorization: 'Bearer tok_owner', 'content-type': 'application/json' }
const users = '/v1/organizations/org_xyz789/users'
let sent = 0

function next(request) {
  const number = sent++
  const world = Math.floor(number / perWorld)
  const step = number % perWorld
  if (step === 0 && world >= behind) {
    return { ...request, method: 'DELETE', path: `/__standin/worlds/w${world - behind}`, headers: {}, body: undefined }
  }
  const headers = { ...token, 'standin-world': `w${world}` }
  const invite = { ...request, method: 'POST', path: `${users}/invite/v2`, headers }
  if (step % 4 === 1) return { ...invite, body: '{"email":"jane@example.com"}' }
  if (step % 4 === 2) return { ...invite, body: '{"email":"not an address"}' }
  if (step % 4 === 3) return { ...request, method: 'POST', path: users, headers, body: '{"take":3}' }
  return { ...invite, body: JSON.stringify({ email: `p${step}@example.com` }) }
}

const report = (name, { heapUsed, rss, resources, defects }) =>
  console.log(
    `${name.padEnd(22)} heap ${(heapUsed / 1_048_576).toFixed(1)} MiB, resident ${Math.round(rss / 1_048_576)} MiB, ${resources} open resources, ${defects} defects`,
  )
report('before', await server.ask())
const statuses = {}
for (let part = 0; part < 10; part++) {
  const { statusCodeStats, errors } = await autocannon({
    url: server.url,
    connections: 64,
    amount: (worlds * perWorld) / 10,
    requests: [{ setupRequest: next }],
  })
  if (errors > 0) throw new Error(`${errors} requests failed`)
  for (const [status, { count }] of Object.entries(statusCodeStats)) statuses[status] = (statuses[status] ?? 0) + count
  report(`after ${sent.toLocaleString('en')}`, await server.ask())
}
console.log('statuses', JSON.stringify(statuses))
for (let world = worlds - behind; world < worlds; world++) await fetch(`${server.url}/__standin/worlds/w${world}`, { method: 'DELETE' })
report('all worlds dropped', await server.ask())
await server.stop()
