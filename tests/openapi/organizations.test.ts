import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorWords } from '../../src/backends/organizations/words.ts'
import { type Api, load } from '../../src/openapi/index.ts'

const file = new URL('../../openapi/organizations.yaml', import.meta.url)
const evidence = ['stated', 'example', 'observed', 'rule', 'inferred']

type Node = Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Every place under a key of the document that `wanted` picks, with its pointer; values of examples are left out. */
function* places(
  value: unknown,
  pointer: string,
  wanted: (node: Node, pointer: string) => Iterable<[string, unknown]>,
): Generator<[string, unknown]> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* places(item, `${pointer}/${index}`, wanted)
  if (!isNode(value)) return
  yield* wanted(value, pointer)
  for (const [key, child] of Object.entries(value))
    if (key !== 'value' && key !== 'example') yield* places(child, `${pointer}/${key}`, wanted)
}

describe('the flagship document', () => {
  const text = readFileSync(file, 'utf8')
  let api: Api
  let document: Node
  beforeAll(async () => {
    api = await load(file.pathname)
    document = api.root
  })

  it('says of every response and every field how well it is known', () => {
    const silent: string[] = []
    let count = 0
    const visit = function* (node: Node, pointer: string): Generator<[string, unknown]> {
      const holders = [pointer.endsWith('/responses') ? node : {}, isNode(node.properties) ? node.properties : {}]
      for (const holder of holders) for (const [name, child] of Object.entries(holder)) yield [`${pointer}/${name}`, child]
    }
    for (const [pointer, child] of places(document, '', visit)) {
      // a response that is a reference has its evidence where it stands; a schema's reference carries its own beside it
      if (!isNode(child) || (pointer.includes('/responses/') && typeof child.$ref === 'string' && !pointer.includes('/properties')))
        continue
      count++
      if (!evidence.includes(child['x-evidence'] as string)) silent.push(pointer)
    }
    expect(silent).toEqual([])
    expect(count).toBeGreaterThan(300)
  })

  it('holds the documented bodies byte for byte', () => {
    const indented = (body: string) => body.replaceAll('\n', `\n${' '.repeat(20)}`)
    const invited = `{"id":"usr_abc123def456","full_name":"Jane Doe","email":"jane@example.com","user_name":null,
 "account_state":"pending_invitation","role_ids":["role_abc123"],"department_ids":["dept_eng001"],
 "organization_id":"org_xyz789","invitation_link":null,"invited_at":"2025-12-22T15:30:00","deactivated_at":null}`
    const conflict = `{"success":false,"error":{"code":"USER_ALREADY_EXISTS","message":"An account with this email already exists.",
 "system_message":"an account with this email already exists.","type":"client_error","status":409,
 "details":{"email":"jane@example.com","organization_id":"org_xyz789"},
 "trace_id":"abc-123-def","timestamp":"2025-12-22T15:30:00Z"}}`
    expect(text).toContain(indented(invited))
    expect(text).toContain(indented(conflict))
    const operation = api.operation('inviteUserV2')
    expect(operation?.response(201)?.check(JSON.parse(invited))).toEqual([])
    expect(operation?.response(409)?.check(JSON.parse(conflict))).toEqual([])
  })

  it('declares every status an operation can answer', () => {
    for (const { id, statuses, security, hasBody } of api.operations) {
      const expected = ['405', '422', '429', '500', '501', ...(security.length > 0 ? ['401', '403'] : []), ...(hasBody ? ['413'] : [])]
      expect({ id, missing: expected.filter((status) => !statuses.includes(status)) }).toEqual({ id, missing: [] })
      expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1)
    }
  })

  it('knows every error code the backend can answer, and none besides', () => {
    const declared = new Set<unknown>()
    const visit = function* (node: Node, pointer: string): Generator<[string, unknown]> {
      if (pointer.endsWith('/error/properties/code') && Array.isArray(node.enum)) yield [pointer, node.enum]
    }
    for (const [, codes] of places(document, '', visit)) for (const code of codes as string[]) declared.add(code)
    expect([...declared].sort()).toEqual(Object.keys(errorWords).sort())
  })
})
