import { type BodyReader, createBodyReader, hasDefaultsOnly } from './body.ts'
import type { JsonSchema } from './conversion.ts'
import type { Node } from './document.ts'
import type { Judge } from './judge.ts'
import { type Medium, wholeOf } from './medium.ts'
import type { Parameter } from './parameters.ts'
import type { Schemas } from './schemas.ts'

/** What a request reader is made from. */
export interface RequestPlan {
  readonly root: Node
  readonly schemas: Schemas
  /** The path's template, and the names of its parameters by position. */
  readonly template: string
  readonly names: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly media: readonly Medium[]
  readonly bodyRequired: boolean
  readonly bodyPointer: string
}

/** One body as it may come: how to read it, and the one function that then checks the whole request. */
export interface Channel {
  readonly read: BodyReader
  readonly judge: Judge
  readonly bodySchema: JsonSchema | undefined
  readonly emptyBody: boolean
}

const parts = { path: 'params', query: 'query', header: 'headers', cookie: 'cookies' } as const

/** Compiles one function over all parts that the operation declares, so that everything wrong is found in one go. */
export function openChannel(plan: RequestPlan, medium: Medium | undefined): Channel {
  const { schemas, root, parameters } = plan
  const checked = medium?.schema !== undefined && medium.codec !== 'bytes' && medium.codec !== 'unsupported'
  const bodySchema = checked ? wholeOf(medium, schemas.convert(medium.schema, medium.pointer, 'request')) : undefined
  const properties: Record<string, JsonSchema> = {}
  for (const [place, part] of Object.entries(parts)) {
    const own = parameters.filter((parameter) => parameter.in === place)
    if (own.length === 0) continue
    properties[part] = {
      properties: Object.fromEntries(
        own.map(({ name, schema, schemaPointer, allowsEmpty }) => {
          const converted = schemas.convert(schema, schemaPointer, 'request')
          return [name, allowsEmpty === true ? orEmpty(converted) : converted]
        }),
      ),
      required: own.filter(({ required }) => required).map(({ name }) => name),
    }
  }
  if (bodySchema !== undefined) properties.body = bodySchema
  return {
    read: medium === undefined ? keepNothing : createBodyReader(root, schemas, medium),
    judge: schemas.compile({ properties }),
    bodySchema,
    emptyBody: bodySchema !== undefined && hasDefaultsOnly(bodySchema, schemas),
  }
}

/** As `nullable` is: the default stays where the validator looks for it, and errors are those of the schema alone. */
function orEmpty(schema: JsonSchema): JsonSchema {
  const { default: filled, ...rest } = schema
  return { if: { const: '' }, else: rest, ...(filled !== undefined && { default: filled }) }
}

function keepNothing(): undefined {
  return undefined
}
