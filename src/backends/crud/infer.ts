import { toWords } from '../../engine/index.ts'
import { isObject, parsePointer, valueAt } from '../../kernel/index.ts'
import { type Api, follow, type Operation, parametersOf } from '../../openapi/index.ts'
import { answerSchema, bodySchema, itemShape, listShape } from './answers.ts'
import { type Field, fieldsOf, isMarked, partsOf, typesOf } from './fields.ts'
import { identify, toSingular } from './identity.ts'
import { controlsOf } from './list-controls.ts'
import type { Collection, Identity, Model, Parent, Role } from './model.ts'
import { othersOf } from './others.ts'
import { type Grounds, groundsOf, keyOf, parameterOf } from './places.ts'

/** The collections of a document, as far as its paths and schemas tell; what they leave open is told with each. */
export function inferModel(api: Api): Model {
  const drafts = draftsOf(api)
  const byKey = new Map(drafts.map((draft) => [draft.grounds.key, draft]))
  const names = new Map(drafts.map(({ name, grounds }) => [grounds.key, name]))
  const collections = drafts.map((draft) => toCollection(api, draft, parentOf(draft, byKey, names)))
  const kept = new Set(collections.flatMap(({ operations }) => operations.map(({ operation }) => operation)))
  return { collections, others: othersOf(api, kept) }
}

interface Draft {
  readonly grounds: Grounds
  readonly name: string
  readonly operations: readonly { readonly operation: Operation; readonly role: Role }[]
}

function draftsOf(api: Api): Draft[] {
  const names = new Set<string>()
  const drafts: Draft[] = []
  for (const grounds of groundsOf(api)) {
    const found = operationsOf(api, grounds)
    if (!isCollection(found.map(({ role }) => role))) continue
    const name = nameOf(grounds, names)
    names.add(name)
    drafts.push({ grounds, name, operations: found })
  }
  return drafts
}

/** Something has to be shown, and there has to be more than one thing to do with it. */
function isCollection(roles: readonly Role[]): boolean {
  const has = (...some: Role[]) => some.some((role) => roles.includes(role))
  return has('list', 'read') && (has('create', 'put', 'delete', 'patch', 'replace') || (has('list') && has('read')))
}

function nameOf({ segments }: Grounds, taken: ReadonlySet<string>): string {
  const words = segments.filter(
    (segment) => parameterOf(segment) === undefined && !/^(?:v\d+(?:\.\d+)?|api|\d{4}-\d{2}-\d{2})$/i.test(segment),
  )
  for (let count = 1; count <= words.length; count++) {
    const hasParameter = segments.some((segment) => parameterOf(segment) !== undefined)
    const name = words.slice(hasParameter || count > 1 ? -Math.max(count, 2) : -1).join('.')
    if (!taken.has(name)) return name
  }
  return segments.join('.').replace(/[{}]/g, '')
}

function operationsOf(api: Api, grounds: Grounds): Draft['operations'] {
  const shown = grounds.standings.find(({ operation, at }) => at === 'item' && operation.method === 'GET')
  const made = grounds.standings.find(({ operation, at }) => at === 'collection' && operation.method === 'POST')
  const item = [shown, made].map((one) => one && targetOf(api, answerSchema(api, one.operation, 201))).find((one) => one !== undefined)
  const hasCreate = made !== undefined && roleOnCollection(api, made.operation) === 'create'
  return grounds.standings.flatMap(({ operation, at }): Draft['operations'][number][] => {
    const role =
      at === 'item'
        ? roleOnItem(api, operation, hasCreate)
        : at === 'collection'
          ? roleOnCollection(api, operation)
          : roleBelow(api, operation, item)
    return role === undefined ? [] : [{ operation, role }]
  })
}

function roleOnItem(api: Api, operation: Operation, hasCreate: boolean): Role | undefined {
  const schema = answerSchema(api, operation, operation.method === 'DELETE' ? 204 : 200)
  switch (operation.method) {
    case 'GET':
      return itemShape(api, schema) === undefined ? undefined : 'read'
    case 'PUT':
      return hasCreate ? 'replace' : 'put'
    case 'PATCH':
      return 'patch'
    case 'POST':
      return hasCreate ? 'patch' : 'put'
    case 'DELETE':
      return 'delete'
    default:
      return undefined
  }
}

function roleOnCollection(api: Api, operation: Operation): Role | undefined {
  const schema = answerSchema(api, operation, operation.method === 'POST' ? 201 : 200)
  switch (operation.method) {
    case 'GET':
      return listShape(api, schema) === undefined ? undefined : 'list'
    case 'POST':
      return takesOne(api, operation) && (schema === undefined || itemShape(api, schema) !== undefined) ? 'create' : undefined
    case 'PUT':
      // The body says which one, as its answer does.
      return fieldsOf(api, bodySchema(api, operation)).has('id') && itemShape(api, schema)?.fields.has('id') === true
        ? 'replace'
        : undefined
    default:
      return undefined
  }
}

/** `GET /pet/findByStatus` lists pets, and nothing else does. */
function roleBelow(api: Api, operation: Operation, item: unknown): Role | undefined {
  if (operation.method !== 'GET' || item === undefined) return undefined
  const list = listShape(api, answerSchema(api, operation, 200))
  return list !== undefined && targetOf(api, list.item) === item ? 'list' : undefined
}

function takesOne(api: Api, operation: Operation): boolean {
  return !typesOf(partsOf(api, bodySchema(api, operation))).has('array')
}

function targetOf(api: Api, schema: unknown): unknown {
  return follow(api.root, schema, '')?.value
}

function parentOf({ grounds }: Draft, byKey: ReadonlyMap<string, Draft>, names: ReadonlyMap<string, string>): Parent | undefined {
  const { segments } = grounds
  const parameters = segments.flatMap((segment) => parameterOf(segment) ?? [])
  if (parameters.length === 0) return undefined
  const last = segments.findLastIndex((segment) => parameterOf(segment) !== undefined)
  const key = keyOf(segments.slice(0, last))
  return { collection: byKey.has(key) ? names.get(key) : undefined, parameters }
}

function toCollection(api: Api, draft: Draft, parent: Parent | undefined): Collection {
  const { name, grounds, operations } = draft
  const shown = shownFields(api, operations)
  const id = identify(shown, namingOf(api, draft))
  return {
    name,
    path: grounds.template,
    id,
    parent,
    operations: operations.map(({ operation, role }) => ({ operation: operation.id, role })),
    unique: uniqueFields(api, operations),
    doubts: doubtsOf(api, draft, parent, shown, id),
    notes: notesOf(api, operations, id, shown),
  }
}

function namingOf(api: Api, { grounds, operations }: Draft) {
  const word = grounds.segments.findLast((segment) => parameterOf(segment) === undefined) ?? ''
  const { parameter } = grounds
  const one = operations.find(({ operation }) => parameter !== undefined && operation.path.names.includes(parameter))
  const declared = one && parametersOf(api, one.operation).find(({ name, in: place }) => place === 'path' && name === parameter)
  const written = declared && valueAt(api.document, parsePointer(declared.pointer))
  const description = isObject(written) && typeof written.description === 'string' ? written.description : ''
  return {
    parameter,
    schema: declared === undefined ? [] : partsOf(api, declared.schema),
    description,
    singular: toSingular(toWords(word)),
  }
}

/** Properties that answers show, the fullest first. */
function shownFields(api: Api, operations: Draft['operations']): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (const wanted of ['read', 'list', 'create', 'put', 'replace', 'patch'] as const) {
    for (const { operation, role } of operations) {
      if (role !== wanted) continue
      const schema = answerSchema(api, operation, role === 'create' ? 201 : 200)
      const found = role === 'list' ? fieldsOf(api, listShape(api, schema)?.item) : itemShape(api, schema)?.fields
      for (const [name, field] of found ?? []) if (!fields.has(name)) fields.set(name, field)
    }
  }
  return fields
}

function doubtsOf(
  api: Api,
  { operations, name }: Draft,
  parent: Parent | undefined,
  shown: ReadonlyMap<string, Field>,
  id: Identity,
): string[] {
  const doubts: string[] = []
  const has = (role: Role) => operations.some((one) => one.role === role)
  if (!has('create') && !has('put')) doubts.push('no operation makes one')
  if (has('put')) doubts.push(`${idsOf(operations, 'put')} makes an item under the id of its path, or changes the one that is there`)
  if (id.property === undefined) doubts.push('no answer shows what tells its items apart')
  if (parent !== undefined && parent.collection === undefined)
    doubts.push(`${parent.parameters.at(-1)} names something that is no collection here, so anything may stand there`)
  const sent = new Map(
    operations.filter(({ role }) => role === 'create').flatMap(({ operation }) => [...fieldsOf(api, bodySchema(api, operation))]),
  )
  const shared = [...sent.keys()].filter((field) => shown.has(field))
  if (sent.size > 0 && shared.length === 0) doubts.push(`nothing that makes one of ${name} is shown by it`)
  const created = operations.find(({ role }) => role === 'create')
  const answer = created && itemShape(api, answerSchema(api, created.operation, 201))
  const isFound = has('list') || id.property === undefined || answer?.fields.has(id.property) === true || sent.has(id.property)
  if (created !== undefined && !isFound) doubts.push(`${created.operation.id} does not show the ${id.property} of what it makes`)
  for (const { operation, role } of operations) {
    const list = role === 'list' ? listShape(api, answerSchema(api, operation, 200)) : undefined
    if (list === undefined || id.property === undefined || fieldsOf(api, list.item).has(id.property)) continue
    doubts.push(`${operation.id} does not show the ${id.property} of its items`)
  }
  return doubts
}

function idsOf(operations: Draft['operations'], wanted: Role): string {
  return operations.flatMap(({ operation, role }) => (role === wanted ? [operation.id] : [])).join(', ')
}

/** A field that the description of a declared 409 speaks of. */
function uniqueFields(api: Api, operations: Draft['operations']): string[] {
  const found = new Set<string>()
  for (const { operation, role } of operations) {
    if (role !== 'create' || !operation.statuses.includes('409')) continue
    const response = follow(api.root, valueAt(api.document, [...parsePointer(operation.pointer), 'responses', '409']), '')?.value
    const text = isObject(response) && typeof response.description === 'string' ? toWords(response.description) : ''
    for (const [name, field] of fieldsOf(api, bodySchema(api, operation))) {
      if (`_${text}_`.includes(`_${toWords(name)}_`) && !isMarked(field, 'readOnly')) found.add(name)
    }
  }
  return [...found]
}

function notesOf(api: Api, operations: Draft['operations'], id: Identity, shown: ReadonlyMap<string, Field>): string[] {
  const notes = id.also.length === 0 ? [] : [`its paths take ${id.also.join(' and ')} as well as ${id.property}`]
  for (const { operation, role } of operations) {
    if (role !== 'list') continue
    const { ignored } = controlsOf(api, operation, [...shown.keys()], id)
    if (ignored.length > 0) notes.push(`${operation.id} does not heed ${ignored.join(', ')}`)
  }
  return notes
}
