import { acme, inviteJane, type Reader } from './reader.ts'

const long = 'x'.repeat(120)

/** A mock in which every page has something to show, long words included; the pages by name. */
export async function everyPage({ call, mock }: Reader): Promise<Readonly<Record<string, string>>> {
  await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, custom_message: `Welcome! ${long}` })
  await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example`, full_name: long })
  await call('POST', `${acme}/users/invite/v2`, inviteJane)
  await call('POST', `${acme}/users/invite/v2`, { email: 'not-an-address', role_ids: long })
  await call('GET', `/v1/organisations/org_xyz789/roles?${long}=1`)
  await mock.faults.add({ operationId: 'listRoles', status: 500, times: 1 })
  await mock.faults.add({ rateLimit: { requests: 1000, per: '60s' } })
  await mock.faults.add({ connection: 'drop', match: { headers: { 'x-long': long } } })
  await call('GET', `${acme}/roles`)
  await mock.snapshot()
  await mock.worlds.create('w'.repeat(64))
  await mock.assumptions.set({ existing_user_state: 'active' })
  for (let calls = 0; calls < 48; calls++) await call('GET', `${acme}/departments`)
  const jane = await mock.outbox.latest({ to: 'jane@example.com' })
  const key = (await mock.outbox.list()).at(-1)?.invitationKey
  const mail = `/__standin/console/outbox/${jane.id}`
  return {
    overview: '/__standin/',
    members: '/__standin/console/state?table=members&search=example',
    journal: '/__standin/console/journal',
    'journal-filtered': '/__standin/console/journal?status=409',
    'journal-empty': '/__standin/console/journal?status=599',
    'call-accepted': '/__standin/requests/1',
    'call-conflict': '/__standin/requests/3',
    'call-invalid': '/__standin/requests/4',
    'call-unknown': '/__standin/requests/5',
    'call-fault': '/__standin/requests/6',
    outbox: '/__standin/console/outbox',
    'outbox-empty': '/__standin/console/outbox?to=nobody@example.com',
    mail,
    'mail-text': `${mail}?view=text`,
    'mail-source': `${mail}?view=source`,
    faults: '/__standin/console/faults',
    scenarios: '/__standin/console/scenarios?save=mine',
    assumptions: '/__standin/console/assumptions',
    worlds: '/__standin/console/worlds?done=world-made&what=qa',
    'test-ids': '/__standin/console/test-ids',
    absent: '/__standin/worlds/nobody/__standin/',
    fresh: `/__standin/worlds/${'w'.repeat(64)}/__standin/`,
    'fresh-faults': `/__standin/worlds/${'w'.repeat(64)}/__standin/console/faults`,
    'fresh-scenarios': `/__standin/worlds/${'w'.repeat(64)}/__standin/console/scenarios`,
    'sign-in': '/__standin/sign-in',
    invitation: `/__standin/invitations/${key}`,
    'invitation-unknown': '/__standin/invitations/invkey_nobody',
  }
}
