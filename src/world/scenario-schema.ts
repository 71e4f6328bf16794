export type FactType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

/**
 * The part of JSON Schema that fixtures are described in: one description for editors (as `fixtures/scenario.schema.json`)
 * and for the loader, which interprets it in microseconds where compiling a validator would cost more than reading the fixture.
 */
export interface FactSchema {
  readonly type?: FactType | readonly FactType[]
  /** What is expected, as the end of the sentence "expected …"; editors show it too. */
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly enum?: readonly (string | null)[]
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: FactSchema
  readonly uniqueItems?: true
  readonly properties?: Readonly<Record<string, FactSchema>>
  readonly required?: readonly string[]
  readonly propertyNames?: FactSchema
  readonly additionalProperties?: FactSchema | false
  /** Keys that only go with another one. */
  readonly dependencies?: Readonly<Record<string, readonly [key: string]>>
  /** Exactly one of these keys. */
  readonly oneOf?: readonly { readonly required: readonly [key: string] }[]
  /** Only as `removable` makes it. */
  readonly anyOf?: readonly [FactSchema, typeof removal]
}

const removal = { type: 'null', title: 'nothing: removes what is inherited' } as const

/** A value that a fixture may take back with null when it inherits one. In the merged scenario no such null is left. */
export function removable(schema: FactSchema): FactSchema {
  return { anyOf: [schema, removal] }
}

/** A map with known keys, each of which may be taken back. */
export function fields(properties: Readonly<Record<string, FactSchema>>, more: FactSchema = {}): FactSchema {
  const entries = Object.entries(properties).map(([key, schema]) => [key, acceptsNull(schema) ? schema : removable(schema)] as const)
  return { type: 'object', ...more, additionalProperties: false, properties: Object.fromEntries(entries) }
}

/** A map from natural keys, each of which may be taken back. */
export function mapOf(value: FactSchema, more: FactSchema = {}): FactSchema {
  return { type: 'object', ...more, additionalProperties: removable(value) }
}

function acceptsNull(schema: FactSchema): boolean {
  return (Array.isArray(schema.type) && schema.type.includes('null')) || schema.enum?.includes(null) === true
}

/** An absolute time, as `parseTime` of the kernel reads it. */
export const absoluteTime = String.raw`\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?`

export const timeSchema: FactSchema = {
  type: 'string',
  title: "a time: ISO 8601, or how long before the scenario's clock, such as -2d or -90m",
  pattern: `^(${absoluteTime}|-(\\d+(\\.\\d+)?[smhdw]|P(?=.)(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?))$`,
  examples: ['-2d', '-90m', '2025-12-22T15:30:00Z'],
}

/** The keys every fixture has, whatever plays the API. */
export const commonSchemas = {
  $schema: { type: 'string' },
  description: { type: 'string', title: 'one sentence for people', minLength: 1 },
  extends: { type: 'string', title: 'the name of another scenario, or the path of a fixture', minLength: 1, examples: ['default'] },
  clock: {
    type: 'string',
    title: 'a time at which the clock stands still, or real',
    pattern: `^(${absoluteTime}|real)$`,
    default: '2025-12-22T15:30:00Z',
    examples: ['2025-12-22T15:30:00Z', 'real'],
  },
  seed: { type: 'integer', title: 'a whole number; ids are made from it', minimum: 0, maximum: 4_294_967_295, default: 1 },
  auth: {
    title: 'lenient or strict',
    enum: ['lenient', 'strict'],
    default: 'lenient',
    description: 'strict lets only listed tokens pass.',
  },
  params: {
    type: 'object',
    title: 'parameters by name',
    description: 'Parameters with their defaults; ${name} in keys and values stands for what is given when the scenario is asked for.',
    propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_]*$', title: 'a name: letters, digits and underscores, the first a letter' },
    additionalProperties: { type: 'string', title: 'the default, a text' },
    examples: [{ email: 'jane@example.com' }],
  },
  assumptions: {
    type: 'object',
    title: 'assumptions by name',
    description: 'Decisions about the API that rest on inference, turned the other way.',
    additionalProperties: { type: ['string', 'null'], title: 'the value of an assumption' },
  },
} as const satisfies Record<string, FactSchema>
