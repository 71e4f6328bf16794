import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small admin client in one page: invites an address, and lists members. It names itself, as any consumer that is recorded does. */
const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Members</title><link rel="icon" href="data:,"></head>
<body>
<form><label>E-mail <input name="email" type="email" required></label> <button>Invite</button></form>
<p role="status"></p><button type="button" id="list">List members</button><ul></ul>
<script type="module">
const { searchParams } = new URL(location)
const organization = searchParams.get('api') + '/v1/organizations/org_xyz789'
const headers = { authorization: 'Bearer tok_owner', 'content-type': 'application/json', 'standin-consumer': 'admin-page' }
const post = (path, body) => fetch(organization + path, { method: 'POST', headers, body: JSON.stringify(body) })
const status = document.querySelector('[role=status]')
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  const email = event.target.email.value
  const response = await post('/users/invite/v2', { email, send_invitation: false })
  const answer = await response.json()
  status.textContent = response.ok ? 'Invited ' + answer.email : 'Not invited: ' + answer.error.code
})
document.querySelector('#list').addEventListener('click', async () => {
  const { users } = await (await post('/users', { take: 100 })).json()
  document.querySelector('ul').replaceChildren(...users.map(({ email }) => Object.assign(document.createElement('li'), { textContent: email })))
})
</script></body></html>`

/** Serves it from an origin of its own. */
export async function serveClient(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
