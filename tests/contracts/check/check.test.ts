import { beforeAll, describe, expect, it } from 'vitest'
import { checkPacts } from '../../../src/contracts/check/check.ts'
import { checkCodes } from '../../../src/contracts/check/source.ts'
import { type Api, load } from '../../../src/openapi/index.ts'
import { catalogue, type Draft, document, goodPact, sourceOf } from './given.ts'

type Mutation = readonly [code: string, what: string, change: (draft: Draft) => void]

const first = (draft: Draft) => draft.interactions[0] as Draft['interactions'][0]
const second = (draft: Draft) => draft.interactions[1] as Draft['interactions'][0]
const rule =
  (path: string, ...matchers: object[]) =>
  (draft: Draft) => {
    first(draft).response.rules.body[path] = { combine: 'AND', matchers }
  }
const answer = (name: string, value: unknown) => (draft: Draft) => {
  first(draft).response.body[name] = value
  delete first(draft).response.rules.body[`$.${name}`]
}
const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.')

const mutations: readonly Mutation[] = [
  ['pact.state.unknown', 'a state is misspelt', (d) => Object.assign(first(d).states[0] as object, { name: 'no user with mail' })],
  ['pact.state.param-unknown', 'a state parameter is misspelt', (d) => Object.assign(first(d).states[0]?.params as object, { mail: 'x' })],
  [
    'pact.generator.param-unknown',
    'a generator asks for what no state gives',
    (d) => Object.assign(first(d).request.generators.body['$.email'], { expression: '${mail}' }),
  ],
  ['pact.interaction.duplicate', 'an interaction is copied', (d) => d.interactions.push({ ...first(d), pointer: '/interactions/2' })],
  ['pact.secret', 'a web token in the header', (d) => Object.assign(first(d).request.headers, { authorization: [`Bearer ${token}`] })],
  [
    'pact.secret',
    'a random key in the header',
    (d) => Object.assign(first(d).request.headers, { authorization: ['Bearer k3J9s0dPq81LmZx7Wv2Rt6Yb4'] }),
  ],
  ['pact.secret', 'a token in an answer', (d) => answer('full_name', token)(d)],
  [
    'pact.request.path-or-method.unknown',
    'an unknown path',
    (d) => Object.assign(first(d).request, { path: '/v1/organizations/org_xyz789/users/invite/v3' }),
  ],
  ['pact.request.path-or-method.unknown', 'an unknown method', (d) => Object.assign(first(d).request, { method: 'PUT' })],
  ['pact.request.invalid', 'a required field is missing', (d) => Object.assign(first(d).request, { body: {} })],
  ['pact.request.invalid', 'a field has the wrong type', (d) => Object.assign(first(d).request.body, { role_ids: 'role_abc123' })],
  ['pact.request.invalid', 'an address is none', (d) => Object.assign(first(d).request.body, { email: 'jane' })],
  ['pact.request.invalid', 'a wrong request behind a refusal', (d) => Object.assign(second(d).request.body, { email: 7 })],
  [
    'pact.request.invalid',
    'a path parameter breaks its pattern',
    (d) => Object.assign(first(d).request, { path: '/v1/organizations/9/users/invite/v2' }),
  ],
  ['pact.request.authorization.missing', 'no credential', (d) => Reflect.deleteProperty(first(d).request.headers, 'authorization')],
  [
    'pact.request.content-type.incompatible',
    'another content type',
    (d) => Object.assign(first(d).request.headers, { 'content-type': ['text/plain'] }),
  ],
  ['pact.response.status.unknown', 'an unknown status', (d) => Object.assign(first(d).response, { status: 299 })],
  ['pact.response.unknown-field', 'a field nobody declared', answer('nickname', 'jd')],
  [
    'pact.response.depends-on-optional',
    'a field that may be left out',
    (d) => Object.assign(second(d).response.body.error as object, { details: {} }),
  ],
  ['pact.example.invalid', 'an answer of the wrong type', answer('role_ids', 'role_abc123')],
  ['pact.example.invalid', 'null where null is not allowed', answer('email', null)],
  ['pact.example.invalid', 'a value beside the enum', answer('account_state', 'asleep')],
  [
    'pact.example.invalid',
    'the code of another error',
    (d) => Object.assign(second(d).response.body.error as object, { code: 'ROLE_NOT_FOUND' }),
  ],
  ['pact.example.invalid', 'the status of another error', (d) => Object.assign(second(d).response.body.error as object, { status: 404 })],
  ['pact.matcher.path-invalid', 'a rule with half a path', rule('$.id[', { match: 'type' })],
  ['pact.matcher.no-target', 'a rule for nothing', rule('$.nick', { match: 'type' })],
  [
    'pact.matcher.no-target',
    'a header rule for nothing',
    (d) => Object.assign(first(d).request.rules.header, { 'x-other': { combine: 'AND', matchers: [{ match: 'type' }] } }),
  ],
  [
    'pact.matcher.rejects-own-example',
    'a regex that searches, where the whole value must match',
    rule('$.id', { match: 'regex', regex: '^usr_' }),
  ],
  [
    'pact.matcher.rejects-own-example',
    'a header regex beside its example',
    (d) => Object.assign(first(d).request.rules.header.authorization, { matchers: [{ match: 'regex', regex: 'Basic .+' }] }),
  ],
  [
    'pact.matcher.contradicts-schema',
    'a whole number for a text',
    (d) => {
      Object.assign(first(d).response.body, { email: '7' })
      rule('$.email', { match: 'integer' })(d)
    },
  ],
  [
    'pact.matcher.contradicts-schema',
    'a regex no value of the enum fits',
    (d) => {
      Object.assign(first(d).response.body, { account_state: 'ACTIVE' })
      rule('$.account_state', { match: 'regex', regex: '[A-Z]+' })(d)
    },
  ],
  [
    'pact.matcher.narrower-than-schema',
    'a regex for some values of the enum',
    rule('$.account_state', { match: 'regex', regex: 'pending_invitation|active' }),
  ],
  [
    'pact.matcher.narrower-than-schema',
    'a regex the documented example does not fit',
    (d) => {
      Object.assign(first(d).response.body, { id: 'usr_1' })
      rule('$.id', { match: 'regex', regex: 'usr_\\d' })(d)
    },
  ],
  ['pact.matcher.looser-than-schema', 'any text where an enum stands', rule('$.account_state', { match: 'type' })],
  ['pact.matcher.null-not-covered', 'null is forgotten', rule('$.full_name', { match: 'type' })],
]

describe('the check of pacts against the document', () => {
  let api: Api
  beforeAll(async () => {
    api = await load(document)
  })

  it('finds nothing in a good pact', async () => {
    const report = await checkPacts(api, [sourceOf(goodPact())], { states: catalogue })
    expect(report.cases.flatMap(({ findings }) => findings)).toEqual([])
    expect(report.cases.map(({ status }) => status)).toEqual(['passed', 'passed'])
  })

  it.each<[string, (draft: Draft) => void, readonly string[]]>([
    ['nothing in one that is good', () => {}, []],
    ['what a rule has nothing to apply to', rule('$.nothing', { match: 'type' }), ['pact.matcher.no-target']],
    ['what the document does not allow', (d) => Object.assign(first(d).request.body, { email: 1 }), ['pact.request.invalid']],
  ])('looks into a body written in base64: %s', async (_, change, codes) => {
    const draft = goodPact()
    change(draft)
    const [one] = draft.interactions
    for (const message of [one?.request, one?.response])
      Object.assign(message ?? {}, { body: Buffer.from(JSON.stringify(message?.body)).toString('base64'), encoded: 'base64' })
    const { cases } = await checkPacts(api, [sourceOf({ ...draft, interactions: draft.interactions.slice(0, 1) })], { states: catalogue })
    expect(cases.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(codes)
  })

  it.each(mutations)('finds %s: %s', async (code, _what, change) => {
    const draft = goodPact()
    change(draft)
    const { cases } = await checkPacts(api, [sourceOf(draft)], { states: catalogue })
    const findings = cases.flatMap((one) => one.findings)
    expect(findings.map((one) => one.code)).toContain(code)
    expect(findings.every(({ where }) => where.line !== undefined && where.pointer !== undefined)).toBe(true)
  })

  it('has a mutation for every code of its own, and thirty at least', () => {
    const met = new Set(mutations.map(([code]) => code))
    expect(Object.keys(checkCodes).filter((code) => !met.has(code))).toEqual([])
    expect(mutations.length).toBeGreaterThanOrEqual(30)
  })

  it('does not pass when there was nothing to check', async () => {
    expect((await checkPacts(api, [])).findings.map(({ code }) => code)).toEqual(['pact.none'])
  })
})
