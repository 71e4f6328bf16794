import { type Conversion, inPlace, type JsonSchema, type Site } from './conversion.ts'
import { typesOf } from './keywords.ts'

/** Ways of saying that 2020-12 has no more, or that we don't know; true when the keyword is done with. */
export function convertOldKeyword({ source, converted, by }: Site, key: string, at: string): boolean {
  const value = source[key]
  if (key === 'nullable') {
    if (!by.legacy) {
      by.report('schema.keyword.unknown', at, 'Keyword "nullable" means nothing since OpenAPI 3.1. Add "null" to "type" instead.')
    } else if (typeof value !== 'boolean') by.report('schema.invalid', at, 'Keyword "nullable" must be true or false.', 'error')
    return true
  }
  if (typeof value === 'boolean' && (key === 'exclusiveMinimum' || key === 'exclusiveMaximum')) {
    const limit = key === 'exclusiveMinimum' ? 'minimum' : 'maximum'
    if (value && typeof source[limit] === 'number') converted[key] = source[limit]
    if (!by.legacy) by.report('schema.invalid', at, `Keyword "${key}" is a number since OpenAPI 3.1.`, 'error')
    return true
  }
  return false
}

/** The same schema, and null. An `enum` of 3.0 means its author's wish even where it forgot to list null. */
export function allowNull(schema: JsonSchema, pointer: string, by: Conversion): JsonSchema {
  if (Object.keys(schema).length === 0) return schema
  const plain = !Object.keys(schema).some((key) => key === '$ref' || key === 'const' || inPlace.has(key))
  if (plain && schema.type !== undefined) {
    const names = typesOf(schema)
    schema.type = names.includes('null') ? names : [...names, 'null']
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
    return schema
  }
  // `if` and not `anyOf`: the validator fills in no defaults inside a choice, and would report both of its branches
  const { default: filled, ...rest } = schema
  const wrapped: JsonSchema = { if: { type: 'null' }, else: rest }
  if (filled !== undefined) wrapped.default = filled
  by.remember(rest, pointer)
  by.remember(wrapped, pointer)
  return wrapped
}
