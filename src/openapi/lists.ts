import { _, type CodeKeywordDefinition, type KeywordCxt } from 'ajv/dist/2020.js'
import { canonical } from '../kernel/index.ts'

/** `uniqueItems`, for which the validator compares every item with every other. */
export const distinctItems: CodeKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must not have an item twice', params: ({ params: { pair } }) => _`{i: ${pair}[0], j: ${pair}[1]}` },
  code(cxt: KeywordCxt) {
    if (cxt.schema !== true) return
    const { gen, data } = cxt
    const pair = gen.const('pair', _`${gen.scopeValue('func', { ref: findTwin })}(${data})`)
    cxt.setParams({ pair })
    cxt.fail(_`${pair} !== undefined`)
  },
}

/** The places of two equal items, the later one first. */
function findTwin(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<unknown, number>()
  for (const [index, item] of items.entries()) {
    const key = keyOf(item)
    const before = seen.get(key)
    if (before !== undefined) return [index, before]
    seen.set(key, index)
  }
  return undefined
}

/** What equal values share and others do not: lists and objects as their text, which no text begins as. */
function keyOf(value: unknown): unknown {
  if (typeof value === 'string') return `"${value}`
  return value !== null && typeof value === 'object' ? canonical(value) : value
}

/** From how many values on an `enum` is looked up rather than gone through. */
const manyValues = 50

/** An `enum` of many values, which the validator would go through for each. */
export function withLookup(cxt: KeywordCxt, code: () => void): void {
  const { gen, data, schema } = cxt
  if (schema.length < manyValues) {
    code()
    return
  }
  const keys = new Set((schema as unknown[]).map(keyOf))
  cxt.pass(_`${gen.scopeValue('func', { ref: (value: unknown) => keys.has(keyOf(value)) })}(${data})`)
}
