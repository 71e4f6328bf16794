/** Schemas by the names that the tables use. */
export const schemas: Readonly<Record<string, object>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  integerOrString: { type: ['integer', 'string'] },
  integerOrNull: { type: ['integer', 'null'] },
  defaulted: { type: 'integer', default: 5 },
  strings: { type: 'array', items: { type: 'string' } },
  integers: { type: 'array', items: { type: 'integer' } },
  record: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } } },
  nested: {
    type: 'object',
    properties: {
      a: { type: 'integer' },
      inner: { type: 'object', properties: { a: { type: 'integer' } } },
      list: { type: 'array', items: { type: 'integer' } },
    },
  },
  matrix: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
  // those of the table of styles
  empty: { type: 'string' },
  array: { type: 'array', items: { type: 'string' } },
  object: { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } } },
}

/** The schema that a value of `writes.yaml` is for. */
export function schemaFor(value: unknown): object {
  if (Array.isArray(value))
    return { type: 'array', items: value.some((item) => typeof item === 'number') ? { type: 'number' } : { type: 'string' } }
  if (value === null) return { type: 'string' }
  if (typeof value !== 'object') return { type: typeof value }
  return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, schemaFor(inner)])) }
}
