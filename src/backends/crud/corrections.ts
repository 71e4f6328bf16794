import { isObject, parsePointer, toPointer, Unusable, valueAt, type Where } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import { checkShape, type FactPath, type FactSchema } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { type Filter, filterTests, type Identity, type Keep, keeps, type Role, roles, type Sets } from './model.ts'
import { segmentsOf, templateOf } from './places.ts'

/** What people say of a collection otherwise than it is inferred; what is left out stays as it is inferred. */
export interface CollectionFacts {
  readonly path?: string
  readonly keep?: Keep
  readonly id?: string | Partial<Identity>
  /** Null: anything may stand there. */
  readonly parent?: string | null
  readonly unique?: readonly string[]
  readonly operations?: Readonly<Record<string, Role | 'none'>>
  /** By operation, what it sets of an item by itself. */
  readonly sets?: Readonly<Record<string, Sets>>
  /** Null: it does nothing. */
  readonly filters?: Readonly<Record<string, Readonly<Record<string, string | Filter | null>>>>
}

/** One collection's facts, and where they stand. */
export interface Correction {
  /** One of the two tells which collection is meant; both name it anew, or name a new one. */
  readonly name: string | undefined
  readonly path: string | undefined
  readonly facts: CollectionFacts
  locate(path: FactPath, part?: 'key' | 'value'): Where
}

const text: FactSchema = { type: 'string', minLength: 1, title: 'a name' }
const names: FactSchema = { type: 'array', items: text, uniqueItems: true, title: 'a list of names' }
const filter: FactSchema = {
  type: ['string', 'object', 'null'],
  title: 'a property, { property, test }, or null',
  required: ['property'],
  properties: { property: text, test: { enum: filterTests } },
  additionalProperties: false,
}
const setsOfOne: FactSchema = {
  type: 'object',
  title: 'values by property',
  additionalProperties: { type: ['string', 'number', 'boolean', 'null'], title: 'a value' },
}
const filtersOfOne: FactSchema = { type: 'object', title: 'filters by parameter', additionalProperties: filter }
const said = {
  keep: { enum: keeps },
  id: {
    type: ['string', 'object'],
    title: 'a property, or { property, also, kind, prefix }',
    properties: {
      property: text,
      also: names,
      kind: { enum: ['integer', 'uuid', 'prefix', 'text'] },
      prefix: { type: 'string', title: 'what ids begin with' },
    },
    additionalProperties: false,
  },
  parent: { type: ['string', 'null'], title: 'the name of a collection, or null' },
  unique: names,
} as const satisfies Record<string, FactSchema>
const role: FactSchema = { enum: [...roles, 'none'] }

/** A collection as a model file has it. */
export const collectionSchema: FactSchema = {
  type: 'object',
  title: 'what is known of a collection',
  properties: {
    path: text,
    ...said,
    operations: { type: 'object', title: 'roles by operationId', additionalProperties: role },
    sets: { type: 'object', title: 'values by operationId', additionalProperties: setsOfOne },
    filters: { type: 'object', title: 'filters by operationId', additionalProperties: filtersOfOne },
  },
  additionalProperties: false,
}
const pathSchema: FactSchema = {
  type: 'object',
  title: 'what is known of a collection',
  properties: { collection: text, ...said },
  additionalProperties: false,
}
const operationSchema: FactSchema = {
  type: 'object',
  title: 'what an operation does',
  properties: { collection: text, role, sets: setsOfOne, filters: filtersOfOne },
  additionalProperties: false,
}

/** The corrections in a document itself: `x-standin` at a collection's path, and at operations. Throws `Unusable` with all that have a wrong shape. */
export function correctionsIn(api: Api): readonly Correction[] {
  const findings: BackendFinding[] = []
  const at = (pointer: string, schema: FactSchema, value: unknown) => {
    const locate = (path: FactPath) => api.locate(`${pointer}/x-standin${toPointer(path)}`)
    const wrong = checkShape(schema, value, ['x-standin'])
    findings.push(...wrong.map(({ message, path }) => unfit(message, locate(path.slice(1)))))
    return wrong.length === 0 && isObject(value) ? { value, locate } : undefined
  }
  const corrections: Correction[] = []
  const paths = isObject(api.root.paths) ? api.root.paths : {}
  for (const [template, item] of Object.entries(paths)) {
    if (!isObject(item) || item['x-standin'] === undefined) continue
    const found = at(toPointer(['paths', template]), pathSchema, item['x-standin'])
    if (found === undefined) continue
    const { collection, ...facts } = found.value as CollectionFacts & { readonly collection?: string }
    corrections.push({ name: collection, path: template, facts, locate: found.locate })
  }
  for (const operation of api.operations) {
    const written = writtenAt(api, operation)
    const found = written === undefined ? undefined : at(operation.pointer, operationSchema, written)
    if (found !== undefined) corrections.push(ofOperation(operation, found))
  }
  if (findings.length > 0) throw new Unusable(`${api.source} says of its collections what can't be used`, findings)
  return corrections
}

function writtenAt({ root }: Api, { pointer }: Operation): unknown {
  const operation = valueAt(root, parsePointer(pointer))
  return isObject(operation) ? operation['x-standin'] : undefined
}

function ofOperation(
  { id, path }: Operation,
  { value, locate }: { readonly value: object; readonly locate: (path: FactPath) => Where },
): Correction {
  const {
    collection,
    role: does,
    sets,
    filters,
  } = value as { collection?: string; role?: Role | 'none'; sets?: Sets; filters?: Record<string, string | Filter | null> }
  return {
    name: collection,
    path: collection === undefined ? templateOf(segmentsOf(path.template)) : undefined,
    facts: {
      ...(does && { operations: { [id]: does } }),
      ...(sets && { sets: { [id]: sets } }),
      ...(filters && { filters: { [id]: filters } }),
    },
    locate: ([first, , ...rest]) =>
      locate(first === 'operations' ? ['role'] : first === 'filters' || first === 'sets' ? [first, ...rest] : []),
  }
}

export function unfit(message: string, where: Where): BackendFinding {
  return { code: 'model.unfit', severity: 'error', message, where }
}
