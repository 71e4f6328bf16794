import { isObject } from '../../kernel/index.ts'
import { type Api, type JsonSchema, mediaOf, type Operation, parametersOf } from '../../openapi/index.ts'
import { facetsOf } from '../check/facets.ts'

/** Which fields a message has: `$.users[*].email` in its body, `query page`, `header x-trace`. */
export interface Fields {
  readonly given: readonly string[]
  readonly null: readonly string[]
}

export const noFields: Fields = { given: [], null: [] }

/** A field that may be left out or null. */
export interface OptionalField {
  readonly operation: string
  /** `request`, or the status of the answer. */
  readonly in: string
  readonly field: string
  readonly isNullable: boolean
}

/** Deeper than what consumers look at, and shallow enough for schemas that contain themselves. */
const deepest = 4

export function fieldsOfMessage({
  query = [],
  headers = {},
  body,
}: {
  readonly query?: readonly string[]
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body: unknown
}): Fields {
  const given = new Set([...query.map((name) => `query ${name}`), ...Object.keys(headers).map((name) => `header ${name.toLowerCase()}`)])
  const isNull = new Set<string>()
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, `${path}[*]`)
    else if (isObject(value)) {
      for (const [name, child] of Object.entries(value)) {
        ;(child === null ? isNull : given).add(`${path}.${name}`)
        visit(child, `${path}.${name}`)
      }
    }
  }
  visit(body, '$')
  return { given: [...given].sort(), null: [...isNull].sort() }
}

/** What a caller may leave out or give as null, and the provider in its good answers. Cookies are no fields. */
export function optionalFieldsOf(api: Api, operation: Operation): readonly OptionalField[] {
  const { id } = operation
  const parameters = parametersOf(api, operation)
    .filter((one) => !one.required && (one.in === 'query' || one.in === 'header'))
    .map((one): OptionalField => {
      const name = one.in === 'header' ? one.name.toLowerCase() : one.name
      return { operation: id, in: 'request', field: `${one.in} ${name}`, isNullable: false }
    })
  const bodies = mediaOf(api, operation).map(({ pointer }) => api.schemas.at(pointer, 'request'))
  const answers = operation.statuses.filter((status) => status.startsWith('2'))
  return [
    ...parameters,
    ...unique(bodies.flatMap((schema) => inBody(api, schema, id, 'request'))),
    ...answers.flatMap((status) => inBody(api, operation.response(Number(status.replaceAll(/x/gi, '9')))?.schema(), id, status)),
  ]
}

function inBody(api: Api, schema: JsonSchema | undefined, operation: string, where: string): readonly OptionalField[] {
  const found: OptionalField[] = []
  const visit = (schemas: readonly JsonSchema[], path: string, depth: number): void => {
    if (schemas.length === 0 || depth > deepest) return
    const { properties, required, items } = facetsOf(api, schemas)
    for (const [name, declared] of properties) {
      const field = `${path}.${name}`
      const isNullable = facetsOf(api, declared).types?.has('null') === true
      if (!required.has(name) || isNullable) found.push({ operation, in: where, field, isNullable })
      visit(declared, field, depth + 1)
    }
    visit(items, `${path}[*]`, depth + 1)
  }
  if (schema !== undefined) visit([schema], '$', 0)
  return found
}

/** Several media types mostly describe the same body. */
function unique(fields: readonly OptionalField[]): readonly OptionalField[] {
  return [...new Map(fields.map((one) => [one.field, one])).values()]
}
