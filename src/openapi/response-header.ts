import type { DeclaredHeader } from './api.ts'
import { follow, type Node } from './document.ts'
import type { Schemas } from './schemas.ts'
import { toShape } from './shape.ts'
import { createTextReader, toFault } from './text-parameter.ts'
import { createCheck } from './value-check.ts'
import type { Violation } from './violation.ts'

export type HeaderCheck = (headers: Readonly<Record<string, string | string[] | undefined>>) => readonly Violation[]

const none: readonly Violation[] = Object.freeze([])

/** A check of one declared header of an answer (OAS 3.1 §4.8.21): its text is read as its schema says, in the style `simple`. */
export function createHeaderCheck(root: Node, schemas: Schemas, header: DeclaredHeader, response: string): HeaderCheck {
  const { name, isRequired, schemaPointer, explode, json } = header
  const pointer = schemaPointer?.slice(0, -'/schema'.length) ?? `${response}/headers`
  const check = schemaPointer === undefined ? undefined : createCheck(schemas, schemaPointer, 'response')
  const schema = schemaPointer === undefined ? undefined : follow(root, { $ref: `#${schemaPointer}` }, '')?.value
  const shape = toShape(root, schema)
  const isList = shape.types.has('array')
  const parameter = { name, in: 'header', required: isRequired, pointer, schema, schemaPointer: schemaPointer ?? '' } as const
  const read = createTextReader({ ...parameter, shape, style: 'simple', explode, json })
  const missing: Violation = {
    in: 'header',
    path: [name],
    rule: 'required',
    params: {},
    message: 'is required',
    value: undefined,
    rulePointer: pointer,
  }
  return (headers) => {
    const given = headers[name]
    if (given === undefined) return isRequired ? [missing] : none
    if (check === undefined) return none
    const judge = (text: string, value?: unknown): Violation[] => {
      try {
        const violations = check(value ?? (read === undefined ? text : read(text)))
        return violations.map((violation) => ({ ...violation, in: 'header', path: [name, ...violation.path] }))
      } catch (error) {
        return [toFault(error, 'header', { name, pointer }, text)]
      }
    }
    if (name !== 'set-cookie') return judge([given].flat().join(', '))
    // RFC 9110 §5.3: lines of cookies are never one with commas; a list has them all, any other schema describes each
    const lines = [given].flat()
    return isList ? judge(lines.join(', '), lines) : lines.flatMap((line) => judge(line))
  }
}
