import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { loadTools, type SampleOptions, sample } from '../../../src/engine/sample/index.ts'
import { createApi, type ResponseSpec } from '../../../src/openapi/index.ts'

type Node = Readonly<Record<string, unknown>>

export const tools = await loadTools()

/** Noon of a day that everything is told from. */
export const noon = Date.UTC(2025, 11, 22, 12)

/** A response of a document around one schema. */
export function responseOf(
  schema: unknown,
  schemas: Node = {},
  openapi = '3.1.0',
): { readonly spec: ResponseSpec; readonly options: Options } {
  const content = { 'application/json': { schema } }
  const api = createApi(
    {
      openapi,
      info: { title: 'Test', version: '1' },
      paths: { '/things': { get: { responses: { 200: { description: '', content } } } } },
      components: { schemas },
    },
    'test.yaml',
  )
  const spec = api.operations[0]?.response(200) as ResponseSpec
  const check = (value: unknown) => spec.check(value)
  return { spec, options: { schemas: api.schemas, tools, seed: 1, now: noon, direction: 'response', usesExamples: true, check } }
}

type Options = Omit<SampleOptions, 'hint' | 'given'>

export interface Wanted extends Partial<SampleOptions> {
  readonly schemas?: never
  /** Of the document. */
  readonly components?: Node
  readonly openapi?: string
}

/** A value made to a schema. */
export function sampleOf(schema: unknown, { components, openapi, ...wanted }: Wanted = {}): unknown {
  const { spec, options } = responseOf(schema, components, openapi)
  return sample(spec.schema() ?? {}, { ...options, ...(wanted as object) })
}

/** A check set up by itself: what a reader of the JSON Schema specification would use. */
export function plainly(schema: object, schemas: Node = noSchemas): ValidateFunction {
  const ajv = validators.get(schemas) ?? createValidator(schemas)
  validators.set(schemas, ajv)
  const own = asMeant(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', `"${id}#/components`))) as object
  const validate = ajv.compile(own)
  // a schema's function outlives it
  ajv.removeSchema(own)
  return validate
}

const id = 'https://example.com/test'
const noSchemas: Node = {}
/** One for all that share their components: each compiles the meta-schemas anew. */
const validators = new WeakMap<object, Ajv2020>()

function createValidator(schemas: Node): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 8, logger: false, ownProperties: true, code: { process: remember } })
  addFormats.default(ajv)
  return ajv.addSchema({ $id: id, components: { schemas: asMeant(schemas) } })
}

/** 2020-12 §11.2: what `contains` finds is evaluated, which ajv can't tell; so beside it any item is let pass that is one of those. */
function asMeant(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asMeant)
  if (typeof node !== 'object' || node === null) return node
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, asMeant(value)]))
  const { contains, unevaluatedItems } = inner
  return contains === undefined || unevaluatedItems === undefined
    ? inner
    : { ...inner, unevaluatedItems: { anyOf: [contains, unevaluatedItems] } }
}

/** Beside `patternProperties`, ajv remembers properties in a record that it has not always made by then, and throws. */
function remember(code: string): string {
  return code.replace(/\b(props\d+)\[(key\d+)\] = true;/g, 'if ($1 !== true) ($1 = $1 || {})[$2] = true;')
}
