import { defineConsumer, exactly, maybeEmpty } from 'standin/contracts'
import { describe, expect, it } from 'vitest'
import { DirectorySync } from './directory-sync.ts'
import { folder } from './expectations.ts'

const directory = await defineConsumer({ consumer: 'directory-sync', provider: 'organizations', dir: folder, token: 'tok_owner' })

const params = { organization_id: 'org_xyz789' }
const jane = { email: 'jane@example.com', user_id: 'usr_jane1' }
const sync = (url: string) => new DirectorySync(url, 'tok_owner', 'org_xyz789')

describe('the directory', () => {
  it('copies members page by page', () =>
    directory
      .expect('listMembers', {
        describe: 'a page of members',
        given: { 'already-member': jane },
        params,
        body: { search_term: jane.email, skip: 0, take: 100 },
        // What the job copies; everything else the API sends is not relied on.
        answer: {
          status: 200,
          body: {
            users: [{ user_id: jane.user_id, full_name: null, email: jane.email, status: { name: 'Active' } }],
            total_users_count: 1,
          },
        },
      })
      .run(async ({ url }) => {
        expect(await sync(url).people(jane.email)).toEqual({
          people: [{ id: 'usr_jane1', name: 'jane@example.com', email: 'jane@example.com', status: 'Active' }],
          isLast: true,
        })
      }))

  it('stops at a page that is empty', () =>
    directory
      .expect('listMembers', {
        describe: 'a page behind the last member',
        given: { 'already-member': jane },
        params,
        body: { search_term: jane.email, skip: 100, take: 100 },
        answer: { status: 200, body: { users: exactly([]), total_users_count: 1 } },
      })
      .run(async ({ url }) => {
        expect(await sync(url).people(jane.email, 100)).toEqual({ people: [], isLast: true })
      }))

  it('copies one member', () =>
    directory
      .expect('getMember', {
        describe: 'a look at a member',
        given: { 'already-member': jane },
        params: { ...params, user_id: jane.user_id },
        answer: { status: 200, body: { email: jane.email, joined_at: '2025-10-23T15:30:00Z' } },
      })
      .run(async ({ url }) => {
        expect(await sync(url).person(jane.user_id)).toEqual({ email: 'jane@example.com', since: '2025-10-23T15:30:00Z' })
      }))

  it('takes out somebody who has left', () =>
    directory
      .expect('getMember', {
        describe: 'a look at somebody who has left',
        given: { 'removed-rejoins': jane },
        params: { ...params, user_id: jane.user_id },
        answer: { status: 404, body: { success: false, error: { code: 'USER_NOT_FOUND', status: 404 } } },
      })
      .run(async ({ url }) => {
        expect(await sync(url).person(jane.user_id)).toBeNull()
      }))

  it('copies roles', () =>
    directory
      .expect('listRoles', {
        describe: 'the roles there are',
        params,
        answer: { status: 200, body: [{ id: 'role_abc123', name: 'Project Lead' }] },
      })
      .run(async ({ url }) => {
        expect(await sync(url).roles()).toEqual([{ id: 'role_abc123', name: 'Project Lead' }])
      }))

  it('copies departments with what they stand under', () =>
    directory
      .expect('listDepartments', {
        describe: 'the departments there are',
        params,
        answer: { status: 200, body: [{ id: 'dept_eng001', name: 'Engineering', parent_id: null }] },
      })
      .run(async ({ url }) => {
        expect(await sync(url).departments()).toEqual([{ id: 'dept_eng001', name: 'Engineering', parent_id: null }])
      }))

  it('reads what has happened since a day, if anything has', () =>
    directory
      .expect('queryAuditLog', {
        describe: 'what happened to users since a day',
        params,
        query: { from_date: '2025-12-01', entity_type: 'user', limit: 100 },
        answer: {
          status: 200,
          body: {
            items: maybeEmpty([{ timestamp: '2025-12-22T15:30:00Z', action_type: 'user_invited', actor_email: 'olivia@example.com' }]),
          },
        },
      })
      .run(async ({ url }) => {
        expect(await sync(url).changes('2025-12-01')).toHaveLength(1)
      }))

  it('stops when it may not read what has happened', () =>
    directory
      .expect('queryAuditLog', {
        describe: 'what happened to users, asked by somebody who may not know',
        given: 'no-permission',
        params,
        query: { from_date: '2025-12-01', entity_type: 'user', limit: 100 },
        answer: { status: 403, body: { success: false, error: { code: 'INSUFFICIENT_PERMISSIONS', status: 403 } } },
      })
      .run(async ({ url }) => {
        await expect(sync(url).changes('2025-12-01')).rejects.toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS' })
      }))

  it('stops when its token no longer counts', () =>
    directory
      .expect('listRoles', {
        describe: 'the roles there are, asked with a token that does not count',
        token: 'tok_invalid',
        params,
        answer: { status: 401, body: { success: false, error: { code: 'TOKEN_INVALID', status: 401 } } },
      })
      .run(async ({ url }) => {
        const stranger = new DirectorySync(url, 'tok_invalid', 'org_xyz789')
        await expect(stranger.roles()).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
      }))
})
