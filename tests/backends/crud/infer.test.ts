import { describe, expect, it } from 'vitest'
import { inferModel } from '../../../src/mock.ts'
import { apiOf } from '../../openapi/given.ts'

interface Given {
  readonly path: string
  /** The parameter of an item's path; none = items have no path of their own. */
  readonly parameter?: string
  readonly item: Readonly<Record<string, object>>
  readonly sent?: Readonly<Record<string, object>>
  readonly query?: readonly string[]
  /** Further paths that list items. */
  readonly below?: readonly string[]
}

const text = { type: 'string' }
const date = { type: 'string', format: 'date' }

/** What is inferred of a collection that is listed, made, read and deleted. */
function inferred({ path, parameter, item, sent = item, query = [], below = [] }: Given) {
  const schema = { type: 'object', properties: item }
  const answers = (status: string, of: object) => ({ [status]: { description: '', content: { 'application/json': { schema: of } } } })
  const named = (template: string) =>
    [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: text }))
  const list = { responses: answers('200', { type: 'array', items: schema }) }
  const own =
    parameter === undefined
      ? {}
      : {
          [`${path}/{${parameter}}`]: {
            parameters: named(`${path}/{${parameter}}`),
            get: { operationId: 'read', responses: answers('200', schema) },
            delete: { operationId: 'remove', responses: { '204': { description: '' } } },
          },
        }
  const paths = {
    ...{
      [path]: {
        parameters: named(path),
        get: { operationId: 'list', ...list, parameters: query.map((name) => ({ name, in: 'query', schema: text })) },
        post: {
          operationId: 'create',
          requestBody: { content: { 'application/json': { schema: { type: 'object', properties: sent } } } },
          responses: answers('201', schema),
        },
      },
      ...own,
      ...Object.fromEntries(below.map((word) => [`${path}/${word}`, { get: { operationId: word, ...list } }])),
    },
  }
  const [found] = inferModel(apiOf(paths)).collections
  return found
}

describe('what tells items apart', () => {
  it.each([
    ['the plain id, where the path calls it after the item', { path: '/pets', parameter: 'petId', item: { id: text } }, 'id', [], []],
    ['the property the path names', { path: '/users', parameter: 'username', item: { id: text, username: text } }, 'username', [], []],
    [
      'the id before what others call it, by which it is found as well',
      { path: '/companies', parameter: 'company_id', item: { company_id: text, id: text } },
      'id',
      ['company_id'],
      [],
    ],
    ['the last word of a longer name', { path: '/special-events', parameter: 'eventId', item: { eventId: text } }, 'eventId', [], []],
    [
      'nothing that is sure, where the path names something else',
      { path: '/memberships', parameter: 'user_id', item: { id: text, role: text } },
      'id',
      [],
      ['its paths name an item by user_id, which is not its id'],
    ],
    [
      'the id before what its path names inside it, where that is sent',
      {
        path: '/memberships',
        parameter: 'user_id',
        item: { id: text, role: text, who: { type: 'object', properties: { user_id: text } } },
        sent: { user_id: text, role: text },
      },
      'id',
      ['who.user_id'],
      [],
    ],
    [
      'nothing that is sure, where what its path names inside it is made up',
      {
        path: '/memberships',
        parameter: 'user_id',
        item: { id: text, role: text, who: { type: 'object', properties: { user_id: text } } },
        sent: { role: text },
      },
      'id',
      ['who.user_id'],
      ['its paths name an item by user_id, which is made up for it'],
    ],
    [
      'nothing that is sure, where all that is sent is the id of what is there',
      { path: '/tags', parameter: 'id', item: { id: text, name: text }, sent: { id: text } },
      'id',
      [],
      ['create takes nothing but the id, so it may be about one that is there already'],
    ],
  ] as const)('is %s', (_, given, property, also, doubts) => {
    const found = inferred(given)
    expect([found?.id.property, found?.id.also, found?.doubts, found?.keep]).toEqual([
      property,
      also,
      doubts,
      doubts.length === 0 ? 'always' : 'stateful',
    ])
  })
})

describe('how ids are made', () => {
  it.each([
    [{ type: 'integer', format: 'int64' }, 'integer', ''],
    [{ type: 'string', format: 'uuid' }, 'uuid', ''],
    [{ type: 'string', example: 'cus_1' }, 'prefix', 'cus_'],
    [{ type: 'string', examples: ['whsec-a1b2c3'] }, 'prefix', 'whsec-'],
    [{ type: 'string', pattern: '^org_[a-z0-9]+$' }, 'prefix', 'org_'],
    [{ type: 'string', example: 'en_us' }, 'text', ''],
    [text, 'text', ''],
  ])('%o: %s', (id, kind, prefix) => {
    expect(inferred({ path: '/things', parameter: 'id', item: { id } })?.id).toMatchObject({ kind, prefix })
  })
})

describe('what the query of a list is held against', () => {
  const event = {
    id: text,
    name: text,
    dates: { type: 'array', items: date },
    price: { type: 'integer' },
    tags: { type: 'array', items: text },
    created_at: { type: 'string', format: 'date-time' },
  }
  it.each([
    ['name', { property: 'name', test: 'is' }],
    ['startDate', { property: 'dates', test: 'from' }],
    ['end_date', { property: 'dates', test: 'to' }],
    ['min_price', { property: 'price', test: 'from' }],
    ['priceMax', { property: 'price', test: 'to' }],
    ['created_after', { property: 'created_at', test: 'after' }],
    ['created_at_before', { property: 'created_at', test: 'before' }],
    ['since', { property: 'created_at', test: 'from' }],
    ['tag', { property: 'tags', test: 'is' }],
    ['event_id', { property: 'id', test: 'is' }],
    ['name_query', { property: 'name', test: 'contains' }],
    ['q', { property: '*', test: 'contains' }],
    ['after', undefined],
    ['limit', undefined],
    ['verbose', undefined],
  ])('%s', (parameter, filter) => {
    const found = inferred({ path: '/events', parameter: 'event_id', item: event, query: [parameter] })
    expect(found?.filters).toEqual(filter === undefined ? {} : { list: { [parameter]: filter } })
  })

  it('and what does nothing is told', () => {
    const { notes } = inferred({ path: '/events', parameter: 'id', item: { id: text }, query: ['verbose'], below: ['pending'] }) ?? {}
    expect(notes).toEqual(['list does not heed verbose', 'pending lists all of them, whatever its path says'])
  })
})

it('lists items in the wrapper of any list, by what stands beside it', () => {
  const json = (schema: object) => ({ description: '', content: { 'application/json': { schema } } })
  const booking = { $ref: '#/components/schemas/Booking' }
  const wrapper = { type: 'object', properties: { data: { type: 'array', items: { type: 'object' } }, links: { type: 'object' } } }
  const list = { allOf: [{ $ref: '#/components/schemas/Wrapper' }, { properties: { data: { type: 'array', items: booking } } }] }
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
  const paths = {
    '/bookings': {
      get: { operationId: 'list', responses: { 200: json(list) } },
      post: { operationId: 'create', requestBody: json(booking), responses: { 201: json(booking) } },
    },
    '/bookings/{id}': { get: { operationId: 'read', parameters: [id], responses: { 200: json(booking) } } },
  }
  const schemas = { Wrapper: wrapper, Booking: { type: 'object', properties: { id: { type: 'string' }, seats: { type: 'integer' } } } }
  expect(inferModel(apiOf(paths, { components: { schemas } })).collections).toMatchObject([
    { name: 'bookings', operations: [{ role: 'list' }, { role: 'create' }, { role: 'read' }], doubts: [] },
  ])
})
