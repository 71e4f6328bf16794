import { type Api, follow, type Operation } from '../../openapi/index.ts'
import { answerSchema, bodySchema, isCount, itemShape, listShape } from './answers.ts'
import { fieldsOf, partsOf, typesOf } from './fields.ts'
import type { Role, Sets } from './model.ts'
import { type Grounds, groundsOf, keyOf, parameterOf, segmentsOf } from './places.ts'

/** Operations that are about one collection, and what each does. */
export interface Draft {
  readonly grounds: Grounds
  readonly name: string
  readonly operations: readonly DraftOperation[]
}

export interface DraftOperation {
  readonly operation: Operation
  readonly role: Role
  /** What it sets of the item by itself. */
  readonly sets?: Sets | undefined
}

/** What the paths of a document may mean, in its order. */
export function draftsOf(api: Api): Draft[] {
  const names = new Set<string>()
  const drafts: Draft[] = []
  for (const grounds of groundsOf(api)) {
    const several = operationsOf(api, grounds)
    const found = isCollection(several.map(({ role }) => role)) ? several : singleOf(api, grounds)
    if (found.length === 0) continue
    const name = nameOf(grounds, names)
    names.add(name)
    drafts.push({ grounds, name, operations: found })
  }
  return drafts
}

/** What is shown and set at one and the same path, and neither made nor taken away: settings, a profile. Empty where it is anything else. */
function singleOf(api: Api, { parameter, standings }: Grounds): Draft['operations'] {
  const own = standings.flatMap(({ operation, at }) => (at === 'collection' ? [operation] : []))
  const isOther = own.some(({ method }) => method === 'POST' || method === 'DELETE')
  const read = own.find(({ method }) => method === 'GET')
  const schema = read && answerSchema(api, read, 200)
  if (read === undefined || parameter !== undefined || isOther) return []
  if (listShape(api, schema) !== undefined || itemShape(api, schema, read) === undefined) return []
  const changes = own.flatMap((operation): Draft['operations'][number][] => {
    if (operation.method === 'PUT') return [{ operation, role: 'replace' }]
    return operation.method === 'PATCH' ? [{ operation, role: 'patch' }] : []
  })
  return changes.length === 0 ? [] : [{ operation: read, role: 'read' }, ...changes]
}

/** Whether operations are about one thing that has no id, rather than about items. */
export function isSingle({ grounds, operations }: Draft): boolean {
  return (
    grounds.parameter === undefined &&
    operations.some(({ role }) => role === 'read') &&
    operations.every(
      ({ operation, role }) => ['read', 'replace', 'patch'].includes(role) && keyOf(segmentsOf(operation.path.template)) === grounds.key,
    )
  )
}

/** What a path may mean that is no collection by itself; undefined where no operation is at it. */
export function draftAt(api: Api, key: string, name: string | undefined, taken: ReadonlySet<string>): Draft | undefined {
  const grounds = groundsOf(api).find((one) => one.key === key)
  return grounds && { grounds, name: name ?? nameOf(grounds, taken), operations: operationsOf(api, grounds) }
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
      return itemShape(api, schema, operation) === undefined ? undefined : 'read'
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
      return takesOne(api, operation) && (schema === undefined || itemShape(api, schema, operation) !== undefined) ? 'create' : undefined
    case 'PUT':
      // The body says which one, as its answer does.
      return fieldsOf(api, bodySchema(api, operation)).has('id') && itemShape(api, schema, operation)?.fields.has('id') === true
        ? 'replace'
        : undefined
    default:
      return undefined
  }
}

/** `GET /pet/findByStatus` lists pets, and nothing else does. */
function roleBelow(api: Api, operation: Operation, item: unknown): Role | undefined {
  if (operation.method !== 'GET') return undefined
  const schema = answerSchema(api, operation, 200)
  if (/\/count$/.test(operation.path.template) && isCount(api, schema)) return 'count'
  if (item === undefined) return undefined
  const list = listShape(api, schema)
  return list !== undefined && targetOf(api, list.item) === item ? 'list' : undefined
}

function takesOne(api: Api, operation: Operation): boolean {
  return !typesOf(partsOf(api, bodySchema(api, operation))).has('array')
}

function targetOf(api: Api, schema: unknown): unknown {
  return follow(api.root, schema, '')?.value
}
