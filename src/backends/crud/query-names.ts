import { toWords } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import { type Api, type Operation, parametersOf } from '../../openapi/index.ts'
import { fieldsOf, type Node, partsOf, typesOf } from './fields.ts'

/** A name that a query may have a value under, as it is written: `limit`, or `filter[name]` inside an object. */
export interface QueryName {
  readonly name: string
  /** The parameter it stands in; its own name where that is it. */
  readonly parameter: string
  readonly parts: readonly Node[]
  /** Whether it holds nothing but others. */
  readonly isHolder: boolean
}

/** How deep objects in a query are looked into: `filter[price][gte]`. */
const deepest = 2

/** All names of an operation's query. `open` gives those that an object of filters may have where the document does not list them. */
export function queryNamesOf(api: Api, operation: Operation, open: (name: string) => Iterable<string> = () => []): readonly QueryName[] {
  return parametersOf(api, operation)
    .filter(({ in: place }) => place === 'query')
    .flatMap(({ name, schema }) => namesIn(api, name, name, schema, 0, open))
}

function namesIn(
  api: Api,
  parameter: string,
  name: string,
  schema: unknown,
  depth: number,
  open: (name: string) => Iterable<string>,
): QueryName[] {
  const parts = partsOf(api, schema)
  const types = typesOf(parts)
  const own = { name, parameter, parts, isHolder: types.has('object') && [...types].every((type) => type === 'object' || type === 'null') }
  if (!types.has('object') || depth === deepest) return [own]
  const fields = fieldsOf(api, schema)
  const inner = [...fields.keys()].flatMap((key) => {
    const field = { allOf: fields.get(key)?.parts ?? [] }
    return namesIn(api, parameter, `${name}[${key}]`, field, depth + 1, () => [])
  })
  if (inner.length > 0 || !isOfFilters(name)) return [own, ...inner]
  return [own, ...[...open(name)].map((key) => ({ name: `${name}[${key}]`, parameter, parts: [], isHolder: false }))]
}

/** Whether a name says nothing but that it chooses. */
export function isOfFilters(name: string): boolean {
  return /^(?:filters?|where|conditions?)$/.test(toWords(name))
}

/** The value that a query has under a name as it is written. */
export function askedUnder(query: Readonly<Record<string, unknown>>, name: string | undefined): unknown {
  if (name === undefined) return undefined
  if (Object.hasOwn(query, name)) return query[name]
  const bracket = name.indexOf('[')
  if (bracket === -1) return undefined
  let value: unknown = query[name.slice(0, bracket)]
  for (const key of name.slice(bracket + 1, -1).split('][')) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}
