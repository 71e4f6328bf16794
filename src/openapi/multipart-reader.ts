import { toPointer } from '../kernel/index.ts'
import type { Node } from './document.ts'
import { FilePart, type FilePlace } from './file-part.ts'
import { encodingOf, isStyled, toField } from './form-reader.ts'
import { parameterOf } from './media-type.ts'
import type { Medium } from './medium.ts'
import { MultipartFault, type Part, parseMultipart } from './multipart.ts'
import { createPartReader, type PartReader } from './part-reader.ts'
import { QueryReader, toList } from './query.ts'
import { Reading, refuseBody } from './reading.ts'
import { createHeaderCheck, type HeaderCheck } from './response-header.ts'
import type { Schemas } from './schemas.ts'
import { anyText, type Shape, toShape } from './shape.ts'
import { headersOf } from './shown.ts'
import { allowsPrimitive, refuseForbidden } from './styles.ts'
import { toFault } from './text-parameter.ts'
import type { Violation } from './violation.ts'

/** How the parts of one name become a value. */
interface Property {
  readonly shape: Shape
  readonly isDeclared: boolean
  readonly pointer: string
  /** Of a list, reads one of its items. */
  readonly read: PartReader
  readonly checks: readonly HeaderCheck[]
}

type Taken = Pick<Reading, 'files' | 'violations'> & { readonly files: FilePlace[]; readonly violations: Violation[] }

/** Reads the parts of a body as the properties of its schema (OAS 3.1 §4.8.14.4), or by position where the schema is of a list. */
export function createMultipartReader(
  root: Node,
  schemas: Schemas,
  medium: Medium,
): (bytes: Uint8Array, contentType: string | undefined) => unknown {
  const { pointer, encoding, essence } = medium
  const shape = toShape(root, medium.schema)
  // Until OAS 3.1, styles are for other forms.
  const isRead = (name: string) => String(root.openapi).startsWith('3.0') || !isStyled(encodingOf(encoding, name))
  const fields = [...shape.properties].filter(([name]) => !isRead(name)).map(([name, field]) => toField(medium, name, field))
  const styled = fields.length === 0 ? undefined : new QueryReader(fields, 'body')
  const toProperty = (own: Shape, name: string, isDeclared: boolean): Property => {
    const described = encodingOf(encoding, name)
    const at = `${pointer.slice(0, -'/schema'.length)}/encoding${toPointer([name])}`
    return {
      shape: own,
      isDeclared,
      pointer: isDeclared ? `${pointer}/properties${toPointer([name])}` : pointer,
      read: createPartReader(own.types.has('array') && !allowsPrimitive(own) ? (own.items ?? anyText) : own, described),
      checks: headersOf(root, described, at).map((header) => createHeaderCheck(root, schemas, header, at)),
    }
  }
  const properties = new Map([...shape.properties].map(([name, own]) => [name, toProperty(own, name, true)]))
  const other = toProperty(shape.additional ?? anyText, '', false)
  const isList = shape.types.has('array') && !shape.types.has('object')
  const item = toProperty(shape.items ?? anyText, '', true)
  return (bytes, contentType) => {
    const boundary = parameterOf(contentType, 'boundary')
    if (boundary === undefined || boundary === '')
      return refuseBody('malformed', {}, `must be sent with its boundary: "Content-Type: ${essence}; boundary=…"`, contentType, pointer)
    const parts = parseMultipart(bytes, boundary)
    if (parts instanceof MultipartFault)
      return refuseBody('malformed', parts.params, `must be ${essence}: it ${parts.message}`, undefined, pointer)
    if (isList) return readItems(item, parts)
    const groups = new Map<string, Part[]>()
    const pairs: string[] = []
    for (const [index, part] of parts.entries()) {
      const { name } = part
      if (name === undefined)
        return refuseBody(
          'malformed',
          { part: index },
          `must have a name in each part: part ${index + 1} has no "Content-Disposition: form-data; name=…"`,
          undefined,
          pointer,
        )
      // what a browser sends where no file was chosen
      if (part.filename === '' && part.bytes.length === 0) continue
      if (styled?.takes(name) === true) pairs.push(toPair(name, part))
      else groups.set(name, [...(groups.get(name) ?? []), part])
    }
    const record: Record<string, unknown> = {}
    const taken: Taken = { files: [], violations: styled?.read(pairs.join('&'), record) ?? [] }
    for (const [name, group] of groups) readGroup(properties.get(name) ?? other, name, group, record, taken)
    return taken.files.length + taken.violations.length === 0 ? record : new Reading(record, taken.violations, taken.files)
  }
}

function readGroup(property: Property, name: string, parts: readonly Part[], record: Record<string, unknown>, taken: Taken): void {
  const { shape, isDeclared, pointer } = property
  const isList = shape.types.has('array') && !(parts.length === 1 && allowsPrimitive(shape))
  try {
    refuseForbidden(name)
  } catch (error) {
    taken.violations.push(toFault(error, 'body', { name, pointer }, undefined))
    return
  }
  if (isList || (!isDeclared && parts.length > 1)) {
    const values: unknown[] = []
    for (const [index, part] of parts.entries()) values[index] = readOne(property, part, [name, index], values, index, taken)
    record[name] = isList ? toList(values, shape) : values
    return
  }
  const [part] = parts as readonly [Part]
  if (parts.length > 1) {
    const params = { times: parts.length }
    const twice = { in: 'body', path: [name], rule: 'duplicate', params, message: 'must be given once', value: undefined } as const
    taken.violations.push({ ...twice, rulePointer: pointer })
    return
  }
  const value = readOne(property, part, [name], record, name, taken)
  if (value !== undefined) record[name] = value
}

function readItems(item: Property, parts: readonly Part[]): unknown {
  const values: unknown[] = []
  const taken: Taken = { files: [], violations: [] }
  for (const [index, part] of parts.entries()) values[index] = readOne(item, part, [index], values, index, taken)
  return taken.files.length + taken.violations.length === 0 ? values : new Reading(values, taken.violations, taken.files)
}

/** The value of a part, or what stands for a file; undefined for one that can't be read. */
function readOne(
  { read, checks, pointer }: Property,
  part: Part,
  path: readonly (string | number)[],
  holder: Record<string | number, unknown> | unknown[],
  key: string | number,
  { files, violations }: Taken,
): unknown {
  for (const check of checks)
    for (const { path: header, message, params, value } of check(part.headers))
      violations.push({
        in: 'body',
        path,
        rule: 'partHeader',
        params: { ...params, header: header[0] },
        message: `must have a header ${header[0]} in its part, which ${message}`,
        value,
        rulePointer: pointer,
      })
  try {
    const value = read(part)
    if (!(value instanceof FilePart)) return value
    files.push({ holder: holder as Record<string | number, unknown>, key, path, file: value })
    const { buffer, byteOffset, byteLength } = value.bytes
    return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('latin1')
  } catch (error) {
    const fault = toFault(error, 'body', { name: '', pointer }, undefined)
    violations.push({ ...fault, path, value: fault.rule === 'mediaType' ? part.headers['content-type'] : undefined })
    return undefined
  }
}

/** A part as a pair of a query, whose delimiters stand as they are and everything else is encoded. */
function toPair(name: string, { bytes }: Part): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(new TextDecoder().decode(bytes)).replaceAll('%2C', ',')}`
}
