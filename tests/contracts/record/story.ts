import type { Mock } from '../../../src/index.ts'

export const acme = '/v1/organizations/org_xyz789'

export interface Sent {
  readonly token?: string | null
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A client that names itself. */
export function clientOf(mock: Mock, consumer: string | undefined) {
  return (method: string, path: string, { token = 'tok_owner', body, headers = {} }: Sent = {}) =>
    mock.fetch(path, {
      method,
      headers: {
        ...(consumer !== undefined && { 'Standin-Consumer': consumer }),
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'user-agent': 'story/1.0',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
}

/** An invitation, a conflict and a list, with what a pact must not hold in between. */
export async function tellStory(mock: Mock): Promise<void> {
  const call = clientOf(mock, 'admin-web')
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'sam@example.com', full_name: 'Sam Sender' } })
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'sam@example.com', full_name: 'Sam Sender' } })
  await call('POST', `${acme}/users`, { body: { skip: 0, take: 5 } })
  await call('GET', `${acme}/roles`)
  // Another value, the same interaction.
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'ria@example.com', full_name: 'Ria Reader' } })
  await call('GET', '/v1/nothing/here')
  await call('POST', `${acme}/users/invite/v2`, { body: { email: 'no-address' } })
}
