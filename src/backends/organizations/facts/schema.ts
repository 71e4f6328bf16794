import { assumptionNames, capabilityKeys, systemRoles, valuesOf } from '../../../domain/index.ts'
import { commonSchemas, type FactSchema, fields, mapOf, stepsSchema, timeSchema } from '../../../world/index.ts'

const text: FactSchema = { type: 'string', minLength: 1, title: 'a text' }
const textOrNull: FactSchema = { type: ['string', 'null'], title: 'a text' }
const id: FactSchema = { type: 'string', minLength: 1, title: 'an id; made from the seed when left out' }
const names = (title: string): FactSchema => ({ type: 'array', title, items: text, uniqueItems: true })

const person = fields(
  {
    id,
    full_name: textOrNull,
    user_name: { ...textOrNull, description: 'Null for someone who was invited but has no account yet.' },
    avatar_url: textOrNull,
    created: timeSchema,
  },
  { title: 'facts about a person, or {}' },
)

const role = fields(
  {
    id,
    description: textOrNull,
    capabilities: {
      type: 'array',
      title: 'a list of capabilities',
      uniqueItems: true,
      items: { enum: capabilityKeys, title: 'a capability' },
    },
    created: timeSchema,
  },
  { title: 'facts about a role' },
)

const department = fields(
  {
    id,
    description: textOrNull,
    parent: { ...text, title: 'the name of another department here' },
    color: textOrNull,
    created: timeSchema,
    created_by: { ...text, title: 'the e-mail address of a person' },
  },
  { title: 'facts about a department, or {}' },
)

const invitation = fields(
  {
    id,
    key: { ...id, description: 'What the link carries.' },
    mailed: { type: 'boolean', default: true, title: 'whether the invitation was mailed' },
    custom_message: textOrNull,
  },
  { title: 'facts about an invitation' },
)

export const memberStates = ['active', 'pending_invitation', 'deactivated', 'removed'] as const

const member = fields(
  {
    state: { enum: memberStates, default: 'active' },
    roles: names('a list of role names'),
    departments: names('a list of department names'),
    invited: { ...timeSchema, description: 'Pending: a day ago when left out. Otherwise no invitation when left out.' },
    joined: {
      ...timeSchema,
      description:
        'When left out: when invited, or else since there is the organization. One deactivated or removed who was invited has then never joined.',
    },
    deactivated: { ...timeSchema, description: 'A day ago when left out.' },
    removed: { ...timeSchema, description: 'A day ago when left out.' },
    invitation,
  },
  { title: 'facts about a member, or {}' },
)

const organization = fields(
  {
    id,
    created: { ...timeSchema, description: 'A year ago when left out.' },
    roles: mapOf(role, { title: 'roles by name', description: 'Roles of this organization alone, beside the system roles.' }),
    departments: mapOf(department, { title: 'departments by name' }),
    members: mapOf(member, {
      title: 'members by e-mail address',
      description: 'Whoever does not stand under people is a person without names.',
    }),
    generate: fields(
      {
        members: { type: 'integer', minimum: 0, maximum: 1_000_000, title: 'how many members' },
        seed: {
          type: 'integer',
          minimum: 0,
          maximum: 4_294_967_295,
          title: 'a whole number',
          description: "The scenario's own when left out.",
        },
      },
      { title: 'how many members to make up', description: 'Members beyond those listed, made from a seed.', required: ['members'] },
    ),
  },
  { title: 'facts about an organization, or {}' },
)

const systemRoleIds = fields(
  Object.fromEntries(systemRoles.map(({ name }) => [name, fields({ id }, { title: 'the id of a system role' })])),
  {
    title: 'system roles by name',
    description: 'Pins the ids of the roles that every organization has.',
  },
)

/** The keys of a fixture that are for the organisations backend. */
export const factSchemas = {
  default_principal: {
    ...text,
    title: 'the e-mail address of a person',
    description: 'Whom a credential that is not listed stands for while auth is lenient.',
  },
  tokens: mapOf(
    { ...text, title: 'the e-mail address of a person' },
    {
      title: 'e-mail addresses by token',
      propertyNames: { type: 'string', pattern: '^[A-Za-z0-9._~+/-]+=*$', title: 'a bearer token (RFC 6750): no spaces' },
    },
  ),
  people: mapOf(person, { title: 'people by e-mail address' }),
  roles: systemRoleIds,
  organizations: mapOf(organization, { title: 'organizations by name' }),
} as const satisfies Record<string, FactSchema>

/** What a merged scenario's facts look like. The common keys are gone by then; they are here to be suggested for misspelt ones. */
export const factsSchema: FactSchema = fields({ ...commonSchemas, ...factSchemas, steps: stepsSchema })

/** A fixture as a whole, for editors: `fixtures/scenario.schema.json`. */
export const fixtureSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'a Standin scenario',
  description:
    'A named starting state, as facts. Maps are merged with those of the scenario it extends, lists and single values replace, null removes.',
  ...fields({
    ...commonSchemas,
    assumptions: {
      ...commonSchemas.assumptions,
      additionalProperties: false,
      properties: Object.fromEntries(assumptionNames.map((name) => [name, { enum: withNull(valuesOf(name)), default: valuesOf(name)[0] }])),
    },
    ...factSchemas,
    steps: stepsSchema,
  }),
}

/** Someone who writes the word null without quotes means the word. */
function withNull(values: readonly string[]): readonly (string | null)[] {
  return values.includes('null') ? [...values, null] : values
}
