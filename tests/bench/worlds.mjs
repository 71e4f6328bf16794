// What worlds cost: memory per stored member, a world over `default` and over `large`, and five hundred worlds living a whole story at once. Run with --expose-gc.
import { createMock } from '../../dist/index.js'

const heap = () => {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const before = heap()
const small = await createMock()
const empty = heap()
const large = await createMock({ scenario: 'large' })
console.log(`  per stored member of large: ${Math.round((heap() - empty) / 100_000)} bytes of heap`)

for (const [name, mock] of [
  ['default', small],
  ['large', large],
]) {
  const held = heap()
  const times = []
  const kept = []
  for (let index = 0; index < 10_000; index++) {
    const began = performance.now()
    kept.push(mock.createWorld(`w${index}`))
    times.push(performance.now() - began)
  }
  console.log(`  a world over ${name}: ${(median(times) * 1000).toFixed(1)} µs, ${Math.round((heap() - held) / kept.length)} bytes of heap`)
}

/** Invite, accept, deactivate, reactivate, remove: eight calls, each in the world of a name. */
async function story(url, world) {
  const call = async (method, path, body, expected) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json', 'standin-world': world },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status !== expected) throw new Error(`${world}: ${method} ${path} answered ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const users = '/v1/organizations/org_xyz789/users'
  const email = `${world}@example.com`
  const { id } = await call('POST', `${users}/invite/v2`, { email }, 201)
  await call('POST', `${users}/invite/v2`, { email }, 409)
  const { invitation_key } = await call('GET', `/__standin/outbox/latest?to=${email}`, undefined, 200)
  await call('POST', '/v1/invitations/complete', { email_key: invitation_key, full_name: 'Jane Doe', password: 'correct horse' }, 200)
  await call('POST', `${users}/${id}/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' }, 200)
  await call('POST', `${users}/${id}/reactivate`, undefined, 200)
  await call('DELETE', `${users}/${id}`, { confirm: true }, 204)
  await call('GET', `${users}/${id}`, undefined, 404)
  return id
}

const worlds = 500
for (const [name, mock] of [
  ['default', small],
  ['large', large],
]) {
  const url = await mock.listen(0, '127.0.0.1')
  await story(url, 'warm')
  const held = heap()
  const began = performance.now()
  const ids = await Promise.all(Array.from({ length: worlds }, (_, index) => story(url, `s${index}`)))
  const took = performance.now() - began
  const states = (await (await fetch(`${url}/__standin/worlds`)).json()).filter((world) => world.name.startsWith('s'))
  const isAlone = states.length === worlds && states.every(({ exchanges }) => exchanges === 7)
  console.log(
    `  ${worlds} worlds over ${name}, 8 calls each at once: ${Math.round(took)} ms, ${(took / worlds).toFixed(2)} ms and ${Math.round((heap() - held) / worlds)} bytes a world; ${new Set(ids).size} different ids, each world ${isAlone ? 'saw its own 7 API calls only' : 'SAW MORE THAN ITS OWN CALLS'}`,
  )
}
console.log(`  all of it: ${Math.round((heap() - before) / 1_048_576)} MiB of heap`)
await Promise.all([small.close(), large.close()])
