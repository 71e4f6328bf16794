// Compiled with the rest: each expectation below fails the compiler when the mistake under it goes through.
import createFetch from 'openapi-fetch'
import type { components, paths } from '../../../src/backends/organizations/document.gen.ts'
import { createClient } from '../../../src/client/index.ts'

const api = createClient<paths>({ baseUrl: 'http://127.0.0.1:4010', headers: { authorization: 'Bearer tok_owner' } })
const params = { path: { organization_id: 'org_xyz789' } }

export async function calls(): Promise<unknown> {
  const invited = await api.POST('/v1/organizations/{organization_id}/users/invite/v2', { params, body: { email: 'jane@example.com' } })
  if (invited.data !== undefined) {
    const sent: string | null | undefined = invited.data.invited_at
    // @ts-expect-error a field the answer does not have
    invited.data.password
    return sent
  }
  const refused: components['schemas']['ErrorEnvelope'] = invited.error
  // @ts-expect-error a refusal has no data
  invited.data.email

  // @ts-expect-error a path the document does not have
  await api.GET('/v1/organizations/{organization_id}/people', { params })
  // @ts-expect-error a method the path does not have
  await api.PUT('/v1/organizations/{organization_id}/users/invite/v2', { params })
  // @ts-expect-error a path has its parameters
  await api.POST('/v1/organizations/{organization_id}/users/invite/v2', { body: { email: 'jane@example.com' } })
  // @ts-expect-error a body that is required
  await api.POST('/v1/organizations/{organization_id}/users/invite/v2', { params })
  // @ts-expect-error a field of another type
  await api.POST('/v1/organizations/{organization_id}/users/invite/v2', { params, body: { email: 1 } })
  // @ts-expect-error a parameter of another type
  await api.GET('/v1/organizations/{organization_id}/audit-log', { params: { ...params, query: { limit: 'all' } } })
  // @ts-expect-error a body where the document has none
  await api.GET('/v1/capabilities', { body: {} })

  const members = await api.GET('/v1/organizations/{organization_id}/audit-log', { params: { ...params, query: { limit: 5 } } })
  const none: undefined = (
    await api.DELETE('/v1/organizations/{organization_id}/roles/{role_id}', { params: { path: { organization_id: '', role_id: '' } } })
  ).data
  await api.GET('/v1/capabilities')
  return [refused, members.response.ok, none]
}

/** What users of openapi-fetch write is what ours takes. */
export async function theirs(): Promise<unknown> {
  const { data, error } = await createFetch<paths>({ baseUrl: '' }).POST('/v1/organizations/{organization_id}/users/invite/v2', {
    params,
    body: { email: 'jane@example.com' },
  })
  // @ts-expect-error a field the answer does not have
  data?.password
  const email: string | undefined = data?.email
  return [email, error?.error.code]
}
