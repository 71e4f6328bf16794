import { isObject, toPointer } from '../kernel/index.ts'
import type { JsonSchema } from './conversion.ts'
import type { Node } from './document.ts'
import { decodeText, JsonFault, parseJson } from './json.ts'
import { isJson, toEssence } from './media-type.ts'
import type { Medium } from './medium.ts'
import { flatten } from './order.ts'
import type { Parameter } from './parameters.ts'
import { QueryReader } from './query.ts'
import type { Schemas } from './schemas.ts'
import { toShape } from './shape.ts'
import type { Style } from './styles.ts'
import type { Violation } from './violation.ts'

/** The fields of a form are read as a query's parameters are (OAS 3.1 §4.8.15.1). */
export function createFormReader(root: Node, { schema, pointer, encoding }: Medium): QueryReader {
  const shape = toShape(root, schema)
  const fields = [...shape.properties].map(([name, field]): Parameter => {
    const own = isObject(encoding[name]) ? encoding[name] : {}
    const style =
      (['spaceDelimited', 'pipeDelimited', 'deepObject'] as const).find((known) => known === own.style) ?? ('form' satisfies Style)
    const styled = own.style !== undefined || own.explode !== undefined
    const json = typeof own.contentType === 'string' ? isJson(toEssence(own.contentType)) : !styled && field.types.has('object')
    const explode = typeof own.explode === 'boolean' ? own.explode : style === 'form'
    const at = `${pointer}/properties${toPointer([name])}`
    return { name, in: 'query', required: false, pointer: at, schema: {}, schemaPointer: at, shape: field, style, explode, json }
  })
  return new QueryReader(fields, 'body')
}

export type BodyReader = (bytes: Uint8Array) => unknown

/** Violations instead of a value. */
export class BodyFault {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    this.violations = violations
  }
}

export function createBodyReader(root: Node, medium: Medium): BodyReader {
  const toFaultOf = ({ rule, params, message }: JsonFault): BodyFault =>
    new BodyFault([{ in: 'body', path: [], rule, params, message, value: undefined, rulePointer: medium.pointer }])
  const readText = (bytes: Uint8Array): unknown => {
    const text = decodeText(bytes)
    return typeof text === 'string' ? text : toFaultOf(text)
  }
  switch (medium.codec) {
    case 'json':
      return (bytes) => {
        const text = decodeText(bytes)
        if (typeof text !== 'string') return toFaultOf(text)
        const value = parseJson(text)
        return value instanceof JsonFault ? toFaultOf(value) : value
      }
    case 'form': {
      const fields = createFormReader(root, medium)
      return (bytes) => {
        const text = readText(bytes)
        if (typeof text !== 'string') return text
        const record: Record<string, unknown> = {}
        const faults = fields.read(text, record)
        return faults === undefined ? record : new BodyFault(faults)
      }
    }
    case 'text':
      return readText
    case 'bytes':
      return (bytes) => bytes
    case 'unsupported':
      return (): BodyFault => {
        const message = `can not be checked as ${medium.essence}: only JSON, forms and plain text are understood`
        const params = { unsupported: medium.name }
        return new BodyFault([
          { in: 'body', path: [], rule: 'mediaType', params, message, value: medium.essence, rulePointer: medium.pointer },
        ])
      }
  }
}

/** An optional body that is left out may still have something to say: the defaults of its properties. */
export function hasDefaultsOnly(schema: JsonSchema, schemas: Schemas): boolean {
  const parts = flatten([schema], schemas)
  const properties = parts.flatMap((part) => Object.values((part.properties ?? {}) as Record<string, JsonSchema>))
  const required = parts.some((part) => Array.isArray(part.required) && part.required.length > 0)
  return !required && properties.some((property) => property.default !== undefined)
}
