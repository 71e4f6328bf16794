// One of several processes that write one pact: told a folder, it expects and asks for things of its own and one that all of them ask for.
import { defineConsumer } from '../../../dist/contracts.js'

process.on('message', async ({ dir, document, worker, count, shared }) => {
  const shop = await defineConsumer({ consumer: 'shop', provider: 'pets', document, dir, token: 'tok_shop' })
  const look = (describe, id, name) =>
    shop
      .expect('getPet', { describe, params: { id }, answer: { status: 200, body: { id, name } } })
      .run(({ url }) => fetch(`${url}/pets/${id}`, { headers: { authorization: 'Bearer tok_shop' } }))
  const own = Array.from({ length: count }, (_, index) => look(`pet ${index} of worker ${worker}`, index, 'Rex'))
  await Promise.all([...own, look('a pet that every worker looks at', 99, shared ?? 'Rex')])
  process.send('done')
})
