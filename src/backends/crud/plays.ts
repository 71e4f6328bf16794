import type { Store } from '../../kernel/index.ts'
import type { Api, Operation, ResponseSpec } from '../../openapi/index.ts'
import { answerSchema, bodySchema, itemShape, listShape, successOf } from './answers.ts'
import { type Field, fieldsOf, isMarked } from './fields.ts'
import { controlsOf, type ListControls } from './list-controls.ts'
import type { Collection, Model, Role } from './model.ts'
import type { crudSpecs } from './rows.ts'

export type Value = Readonly<Record<string, unknown>>
export type CrudStore = Store<typeof crudSpecs>

/** What an operation does, worked out once. */
export interface Play {
  readonly operation: Operation
  readonly role: Role
  readonly collection: Collection
  readonly status: number
  readonly spec: ResponseSpec
  /** What the body may have. */
  readonly sent: ReadonlyMap<string, Field>
  /** What the answer may show of an item. */
  readonly properties: ReadonlySet<string>
  readonly key: string | undefined
  readonly listPath: readonly string[]
  readonly controls: ListControls
}

/** The operations of the collections. Throws nothing: one without a success is left to examples. */
export function playsOf(api: Api, model: Model): ReadonlyMap<string, Play> {
  const plays = new Map<string, Play>()
  for (const collection of model.collections) {
    for (const { operation: id, role } of collection.operations) {
      const operation = api.operation(id)
      const wished = role === 'create' ? 201 : role === 'delete' ? 204 : 200
      const status = operation && successOf(operation, wished)
      const spec = status === undefined ? undefined : operation?.response(status)
      if (operation === undefined || status === undefined || spec === undefined) continue
      const schema = answerSchema(api, operation, wished)
      const list = role === 'list' ? listShape(api, schema) : undefined
      const item = list === undefined ? itemShape(api, schema) : { key: undefined, fields: fieldsOf(api, list.item) }
      const properties = new Set([...(item?.fields ?? [])].flatMap(([name, field]) => (isMarked(field, 'writeOnly') ? [] : [name])))
      const controls = controlsOf(api, operation, collection.filters[id])
      const sent = fieldsOf(api, bodySchema(api, operation))
      plays.set(id, { operation, role, collection, status, spec, sent, properties, key: item?.key, listPath: list?.path ?? [], controls })
    }
  }
  return plays
}

/** Where and when something is made. */
export interface Making {
  readonly store: CrudStore
  readonly seed: number
  readonly now: number
}
