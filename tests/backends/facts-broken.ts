/** A fixture with one mistake in it: what is found, in which line and column, and the gist of the message. */
export interface Broken {
  readonly title: string
  readonly fixture: string
  readonly code: string
  /** `line:column`. */
  readonly at: string
  readonly says: RegExp
  /** Whether an editor that knows the JSON Schema sees it too. */
  readonly isShape: boolean
}

/** An organisation that is sound but for what is added under its owner; the addition begins in line 8. */
const acme = (addition: string) => `people:
  owner@x.test: { id: usr_1, user_name: owner }
organizations:
  Acme:
    id: org_1
    roles: { Lead: { id: role_1, capabilities: [invite_users] } }
    members:
${addition}
      owner@x.test: { roles: [Owner] }
    departments: { Sales: { id: dept_1 } }
`

const shape = { isShape: true }
const sense = { isShape: false }

export const broken: readonly Broken[] = [
  { title: 'a misspelt key', fixture: 'clock: 2025-01-01\npeopel: {}', code: 'scenario.key.unknown', at: '2:1', says: /"peopel" means nothing in the fixture.*Did you mean "people"\?/, ...shape },
  { title: 'a misspelt common key', fixture: 'clok: real', code: 'scenario.key.unknown', at: '1:1', says: /Did you mean "clock"\?/, ...shape },
  { title: 'a list of people', fixture: 'people:\n  - a@x.test', code: 'scenario.type', at: '1:1', says: /"people" is a list; expected people by e-mail address/, ...shape },
  { title: 'a person without a value', fixture: 'people:\n  a@x.test:', code: 'scenario.null', at: '2:3', says: /"a@x.test" has no value, and nothing inherited to remove; expected facts about a person, or \{\}/, ...sense },
  { title: 'a misspelt key of a person', fixture: 'people: { a@x.test: { fullname: A } }', code: 'scenario.key.unknown', at: '1:23', says: /Did you mean "full_name"\?/, ...shape },
  { title: 'a name that is a number', fixture: 'people: { a@x.test: { full_name: 7 } }', code: 'scenario.type', at: '1:34', says: /"full_name" is the number 7; expected a text/, ...shape },
  { title: 'a token with a space', fixture: 'people: { a@x.test: {} }\ntokens: { my token: a@x.test }', code: 'scenario.key.invalid', at: '2:11', says: /"my token" can't be a key of "tokens"; expected a bearer token/, ...shape },
  { title: 'a system role that is none', fixture: 'roles: { Owners: { id: role_1 } }', code: 'scenario.key.unknown', at: '1:10', says: /Did you mean "Owner"\?/, ...shape },
  { title: 'capabilities for a system role', fixture: 'roles: { Member: { capabilities: [] } }', code: 'scenario.key.unknown', at: '1:20', says: /expected id\./, ...shape },
  { title: 'a state that is none', fixture: acme('      a@x.test:\n        state: pending'), code: 'scenario.value', at: '9:16', says: /"pending" is not allowed for "state"; expected active, pending_invitation, deactivated or removed/, ...shape },
  { title: 'a capability that is none', fixture: 'organizations: { A: { roles: { R: { capabilities: [invite_user] } } } }', code: 'scenario.value', at: '1:52', says: /Did you mean "invite_users"\?/, ...shape },
  { title: 'one role twice', fixture: acme('      a@x.test: { roles: [Lead, Lead] }'), code: 'scenario.value', at: '8:33', says: /"Lead" stands twice/, ...shape },
  { title: 'roles that are no list', fixture: acme('      a@x.test: { roles: Lead }'), code: 'scenario.type', at: '8:26', says: /"roles" is the text "Lead"; expected a list of role names/, ...shape },
  { title: 'a time in words', fixture: acme('      a@x.test: { joined: yesterday }'), code: 'scenario.value', at: '8:27', says: /expected a time: ISO 8601, or how long before the scenario's clock/, ...shape },
  { title: 'a time after the clock', fixture: acme('      a@x.test: { joined: +2d }'), code: 'scenario.value', at: '8:27', says: /"\+2d" is not allowed/, ...shape },
  { title: 'generate without a number', fixture: 'organizations: { A: { generate: { seed: 1 } } }', code: 'scenario.key.missing', at: '1:23', says: /"generate" has no members/, ...shape },
  { title: 'too many to generate', fixture: 'organizations: { A: { generate: { members: 1e9 } } }', code: 'scenario.value', at: '1:44', says: /from 0 to 1000000/, ...shape },

  { title: 'a key that is no address', fixture: 'people: { ann: {} }', code: 'scenario.value.document', at: '1:11', says: /"ann" must match format "email"; expected what \/components\/schemas\/Email/, ...sense },
  { title: 'a member that is no address', fixture: acme('      ann: {}'), code: 'scenario.value.document', at: '8:7', says: /Email/, ...sense },
  { title: 'an id of another kind', fixture: 'people: { a@x.test: { id: user_1 } }', code: 'scenario.value.document', at: '1:27', says: /"user_1" must match pattern .* \/components\/schemas\/UserId/, ...sense },
  { title: 'a name that is too long', fixture: `people: { a@x.test: { full_name: ${'x'.repeat(256)} } }`, code: 'scenario.value.document', at: '1:34', says: /255/, ...sense },
  { title: 'a role without a name', fixture: 'organizations: { A: { roles: { " ": {} } } }', code: 'scenario.value.document', at: '1:32', says: /CreateRoleRequest/, ...sense },
  { title: 'a day that does not exist', fixture: acme('      a@x.test: { joined: 2025-02-30 }'), code: 'scenario.value.time', at: '8:27', says: /"2025-02-30" is no time that exists/, ...sense },
  { title: 'a day to come', fixture: acme('      a@x.test: { joined: 2026-01-01 }'), code: 'scenario.value.order', at: '8:27', says: /in the future; expected at most 2025-12-22T15:30:00Z/, ...sense },
  { title: 'joined before invited', fixture: acme('      a@x.test: { joined: -3d, invited: -2d }'), code: 'scenario.value.order', at: '8:27', says: /joined \(2025-12-19T15:30:00Z\) lies before invited/, ...sense },
  { title: 'a pending member who joined', fixture: acme('      a@x.test: { state: pending_invitation, joined: -2d }'), code: 'scenario.value.state', at: '8:46', says: /pending_invitation has not joined; expected no joined/, ...sense },
  { title: 'an active member who is deactivated', fixture: acme('      a@x.test: { deactivated: -2d }'), code: 'scenario.value.state', at: '8:19', says: /active is not deactivated/, ...sense },
  { title: 'a removed member with roles', fixture: acme('      a@x.test: { state: removed, roles: [Lead] }'), code: 'scenario.value.state', at: '8:35', says: /removed keeps no roles/, ...sense },
  { title: 'one person twice', fixture: 'people:\n  a@x.test: {}\n  A@X.test: {}', code: 'scenario.double.email', at: '3:3', says: /"A@X.test" stands at .*x\.yaml:2 already as "a@x.test"/, ...sense },
  { title: 'one member twice', fixture: acme('      OWNER@x.test: {}'), code: 'scenario.double.email', at: '9:7', says: /already as "OWNER@x.test"/, ...sense },
  { title: 'one id for two people', fixture: 'people:\n  a@x.test: { id: usr_1 }\n  b@x.test: { id: usr_1 }', code: 'scenario.double.id', at: '3:19', says: /"usr_1" stands at .*:2 already; expected one that is free/, ...sense },
  { title: 'the id of a system role', fixture: 'organizations: { A: { roles: { R: { id: role_admin } } } }', code: 'scenario.double.id', at: '1:41', says: /"role_admin" is a system role/, ...sense },
  { title: 'one key for two invitations', fixture: acme('      a@x.test: { invitation: { key: k } }\n      b@x.test: { invitation: { key: k } }'), code: 'scenario.double.id', at: '9:38', says: /"k" stands at .*:8 already/, ...sense },
  { title: 'one user name for two', fixture: 'people: { a@x.test: { user_name: ann }, b@x.test: { user_name: ann } }', code: 'scenario.double.id', at: '1:64', says: /"ann" stands/, ...sense },
  { title: 'one role name in two cases', fixture: 'organizations: { A: { roles: { Lead: {}, LEAD: {} } } }', code: 'scenario.double.name', at: '1:42', says: /as "Lead"/, ...sense },
  { title: 'the name of a system role', fixture: 'organizations: { A: { roles: { admin: {} } } }', code: 'scenario.double.name', at: '1:32', says: /"admin" is a system role as "Admin"/, ...sense },
  { title: 'one department name in two cases', fixture: 'organizations: { A: { departments: { Sales: {}, sales: {} } } }', code: 'scenario.double.name', at: '1:49', says: /as "Sales"/, ...sense },
  { title: 'a role that is not there', fixture: acme('      a@x.test: { roles: [Lead, Ownr] }'), code: 'scenario.unknown.role', at: '8:33', says: /"Ownr" is no role of "Acme"; expected one of Owner, .*Lead\. Did you mean "Owner"\?/, ...sense },
  { title: 'a department that is not there', fixture: acme('      a@x.test: { departments: [Sale] }'), code: 'scenario.unknown.department', at: '8:33', says: /"Sale" is no department of "Acme".*Did you mean "Sales"\?/, ...sense },
  { title: 'a department of another organization', fixture: `${acme('      a@x.test: {}')}  B: { members: { owner@x.test: { departments: [Sales] } } }`, code: 'scenario.unknown.department', at: '11:49', says: /"Sales" is no department of "B"; it has none/, ...sense },
  { title: 'a parent that is not there', fixture: 'organizations: { A: { departments: { Sales: { parent: Sails } } } }', code: 'scenario.unknown.department', at: '1:55', says: /Did you mean "Sales"\?/, ...sense },
  { title: 'a department below itself', fixture: 'organizations: { A: { departments: { S: { parent: S } } } }', code: 'scenario.department.cycle', at: '1:51', says: /"S" lies below itself/, ...sense },
  { title: 'a creator nobody knows', fixture: 'people: { a@x.test: {} }\norganizations: { A: { departments: { S: { created_by: b@x.test } } } }', code: 'scenario.unknown.person', at: '2:55', says: /Did you mean "a@x.test"\?/, ...sense },
  { title: 'a token for nobody', fixture: 'people: { ann@x.test: {} }\ntokens: { t: anne@x.test }', code: 'scenario.unknown.person', at: '2:14', says: /"anne@x.test" is nobody here.*Did you mean "ann@x.test"\?/, ...sense },
  { title: 'a principal who is nobody', fixture: 'default_principal: ann@x.test', code: 'scenario.unknown.person', at: '1:20', says: /expected the e-mail address of a person or member/, ...sense },
  { title: 'a token with a fixed meaning', fixture: 'people: { a@x.test: {} }\ntokens: { tok_expired: a@x.test }', code: 'scenario.token.reserved', at: '2:11', says: /always means a credential that is refused/, ...sense },
  { title: 'a misspelt assumption', fixture: 'assumptions:\n  role_escalaton: allowed', code: 'scenario.unknown.assumption', at: '2:3', says: /Did you mean "role_escalation"\?/, ...shape },
  { title: 'a value no assumption has', fixture: 'assumptions:\n  role_escalation: forbidden', code: 'scenario.value.assumption', at: '2:20', says: /"forbidden" is no value of role_escalation; expected refused or allowed/, ...shape },
]
