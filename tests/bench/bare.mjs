// A bare Fastify route of the same paths: a JSON schema for the body, a constant object for the answer, nothing else.
import fastify from 'fastify'

const member = {
  id: 'usr_abc123def456',
  full_name: 'Jane Doe',
  email: 'jane@example.com',
  user_name: null,
  account_state: 'pending_invitation',
  role_ids: ['role_abc123'],
  department_ids: ['dept_eng001'],
  organization_id: 'org_xyz789',
  invitation_link: null,
  invited_at: '2025-12-22T15:30:00',
  deactivated_at: null,
}
const conflict = {
  success: false,
  error: {
    code: 'USER_ALREADY_EXISTS',
    message: 'An account with this email already exists.',
    system_message: 'an account with this email already exists.',
    type: 'client_error',
    status: 409,
    details: { email: 'jane@example.com', organization_id: 'org_xyz789' },
    trace_id: 'abc-123-def',
    timestamp: '2025-12-22T15:30:00Z',
  },
}
const body = {
  type: 'object',
  required: ['email'],
  properties: {
    email: { type: 'string', format: 'email', maxLength: 320 },
    full_name: { type: ['string', 'null'], maxLength: 255 },
    role_ids: { type: 'array', items: { type: 'string', pattern: '^role_[A-Za-z0-9_]+$' }, default: [] },
    department_ids: { type: 'array', items: { type: 'string', pattern: '^dept_[A-Za-z0-9_]+$' }, default: [] },
    send_invitation: { type: 'boolean', default: true },
    custom_message: { type: ['string', 'null'] },
  },
}
const listBody = { type: 'object', properties: { skip: { type: 'integer', default: 0 }, take: { type: 'integer', default: 10 } } }
const listed = {
  id: 'orgusr_3be3c7e99105d24fb78e527130e42c3d',
  user_id: 'usr_member1',
  organization_id: 'org_xyz789',
  full_name: 'Mia Moreau',
  email: 'mia@example.com',
  username: 'miamoreau',
  role: { id: 'role_member1', name: 'Member' },
  status: { id: 'status_active', name: 'Active', selectable_in_ui: true },
  joined_at: '2025-08-24T15:30:00Z',
  created_at: '2025-08-23T15:30:00Z',
  last_modified_at: '2025-08-24T15:30:00Z',
}
const count = Number(process.argv[2] ?? 5)
const list = { users: Array.from({ length: count }, () => listed), total_users_count: count, skip: 0, take: 10 }

const app = fastify({ logger: false })
app.post('/v1/organizations/:organization_id/users/invite/v2', { schema: { body } }, (request, reply) => {
  if (request.body.email === 'conflict@example.com') return reply.code(409).send(conflict)
  return reply.code(201).send(member)
})
app.post('/v1/organizations/:organization_id/users', { schema: { body: listBody } }, (_request, reply) => reply.send(list))
console.log(JSON.stringify({ url: await app.listen({ port: 0, host: '127.0.0.1' }) }))
