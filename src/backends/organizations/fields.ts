import type { UnknownReference } from '../../domain/index.ts'
import type { Violation } from '../../openapi/index.ts'
import type { Schemas, Wire } from './handler.ts'

/** One thing wrong with a request, as the provider's framework says it. */
export type Field = Wire<Schemas['FieldViolation']>

type Words = Omit<Field, 'field'>
type Params = Readonly<Record<string, unknown>>

/** A violation in the words of Pydantic v2. */
export function toField(violation: Violation): Field {
  const { message, type } = (words[violation.rule] ?? otherwise)(violation.params, violation)
  return { field: toFieldName(violation.in, violation.path), message, type }
}

/** The parameter's name, the dotted path inside the body, or the part as a whole. */
function toFieldName(place: Violation['in'], path: Violation['path']): string {
  return path.length === 0 ? place : path.join('.')
}

/** A role or department that is not there, as an invalid value. */
export function toReferenceField({ kind, place }: UnknownReference): Field {
  const [input, ...inside] = place
  return {
    field: [inputNames[String(input)] ?? String(input), ...inside].join('.'),
    message: `Value error, ${kind} not found`,
    type: 'value_error',
  }
}

/** The domain's inputs that name roles or departments, as the document calls them. */
const inputNames: Readonly<Record<string, string>> = {
  roleIds: 'role_ids',
  departmentIds: 'department_ids',
  transferToDepartmentId: 'transfer_resources_to_department_id',
  parentId: 'parent_id',
  newParentId: 'new_parent_id',
}

const missing: Words = { message: 'Field required', type: 'missing' }
const extra: Words = { message: 'Extra inputs are not permitted', type: 'extra_forbidden' }
const noObject: Words = { message: 'Input should be a valid dictionary or object to extract fields from', type: 'model_attributes_type' }
const noUnicode: Words = {
  message: 'Input should be a valid string, unable to parse raw data as a unicode string',
  type: 'string_unicode',
}

const words: Readonly<Record<string, (params: Params, violation: Violation) => Words>> = {
  required: () => missing,
  dependentRequired: () => missing,
  missing: () => missing,
  unexpected: () => extra,
  additionalProperties: () => extra,
  unevaluatedProperties: () => extra,
  forbiddenKey: () => extra,
  encoding: () => noUnicode,
  // a body of another kind reaches Pydantic as text, which is no object
  mediaType: () => noObject,
  malformed: (params, { in: place }) => {
    if (params.encoding !== undefined) return noUnicode
    return place === 'body'
      ? { message: 'JSON decode error', type: 'json_invalid' }
      : { message: 'Input should be valid', type: 'value_error' }
  },
  nesting: () => ({ message: 'JSON decode error', type: 'json_invalid' }),
  duplicate: () => ({ message: 'Value error, must be given once', type: 'value_error' }),
  type: toTypeWords,
  format: ({ format }) => formatWords[String(format)] ?? { message: `value is not a valid ${String(format)}`, type: 'value_error' },
  enum: ({ allowedValues }) => ({ message: `Input should be ${alternatives(allowedValues)}`, type: 'enum' }),
  const: ({ allowedValue }) => ({ message: `Input should be ${quote(allowedValue)}`, type: 'literal_error' }),
  pattern: ({ pattern }) => ({ message: `String should match pattern '${String(pattern)}'`, type: 'string_pattern_mismatch' }),
  minLength: ({ limit }) => ({ message: `String should have at least ${count(limit, 'character')}`, type: 'string_too_short' }),
  maxLength: ({ limit }) => ({ message: `String should have at most ${count(limit, 'character')}`, type: 'string_too_long' }),
  minimum: ({ limit }) => ({ message: `Input should be greater than or equal to ${String(limit)}`, type: 'greater_than_equal' }),
  maximum: ({ limit }) => ({ message: `Input should be less than or equal to ${String(limit)}`, type: 'less_than_equal' }),
  exclusiveMinimum: ({ limit }) => ({ message: `Input should be greater than ${String(limit)}`, type: 'greater_than' }),
  exclusiveMaximum: ({ limit }) => ({ message: `Input should be less than ${String(limit)}`, type: 'less_than' }),
  multipleOf: ({ multipleOf }) => ({ message: `Input should be a multiple of ${String(multipleOf)}`, type: 'multiple_of' }),
  minItems: ({ limit }, { value }) => ({ message: `List should have at least ${sized(limit, value)}`, type: 'too_short' }),
  maxItems: ({ limit }, { value }) => ({ message: `List should have at most ${sized(limit, value)}`, type: 'too_long' }),
  uniqueItems: () => ({ message: 'Value error, the list has duplicated items', type: 'value_error' }),
  minProperties: ({ limit }, { value }) => ({ message: `Dictionary should have at least ${sized(limit, value)}`, type: 'too_short' }),
  maxProperties: ({ limit }, { value }) => ({ message: `Dictionary should have at most ${sized(limit, value)}`, type: 'too_long' }),
}

/** For what Pydantic has no words of its own, a validator's message. */
function otherwise(_params: Params, { message }: Violation): Words {
  return { message: `Value error, ${message}`, type: 'value_error' }
}

const formatWords: Readonly<Record<string, Words>> = {
  email: { message: 'value is not a valid email address', type: 'value_error' },
  uri: { message: 'Input should be a valid URL', type: 'url_parsing' },
  uuid: { message: 'Input should be a valid UUID', type: 'uuid_parsing' },
  date: { message: 'Input should be a valid date', type: 'date_parsing' },
  'date-time': { message: 'Input should be a valid datetime', type: 'datetime_parsing' },
}

const typeWords: Readonly<Record<string, Words>> = {
  string: { message: 'Input should be a valid string', type: 'string_type' },
  integer: { message: 'Input should be a valid integer', type: 'int_type' },
  number: { message: 'Input should be a valid number', type: 'float_type' },
  boolean: { message: 'Input should be a valid boolean', type: 'bool_type' },
  array: { message: 'Input should be a valid list', type: 'list_type' },
  object: { message: 'Input should be a valid dictionary', type: 'dict_type' },
  null: { message: 'Input should be None', type: 'none_required' },
}

/** Of text that had to become something else, Pydantic says that it could not be read. */
const parsingWords: Readonly<Record<string, Words>> = {
  integer: { message: 'Input should be a valid integer, unable to parse string as an integer', type: 'int_parsing' },
  number: { message: 'Input should be a valid number, unable to parse string as a number', type: 'float_parsing' },
  boolean: { message: 'Input should be a valid boolean, unable to interpret input', type: 'bool_parsing' },
}

function toTypeWords({ type }: Params, { in: place, path, value }: Violation): Words {
  const allowed = (Array.isArray(type) ? type : [type]).map(String)
  // an optional field is told apart by its other type only
  const wanted = allowed.find((name) => name !== 'null') ?? 'null'
  if (wanted === 'object' && path.length === 0) return noObject
  if (wanted === 'integer' && typeof value === 'number') {
    return { message: 'Input should be a valid integer, got a number with a fractional part', type: 'int_from_float' }
  }
  // in a body, text such as "10" could be read, but is refused for being text
  const isUnreadable = typeof value === 'string' && (place !== 'body' || Number.isNaN(Number(value)))
  return (
    (isUnreadable ? parsingWords[wanted] : undefined) ??
    typeWords[wanted] ?? { message: `Input should be a valid ${wanted}`, type: 'value_error' }
  )
}

/** `'a', 'b' or 'c'`. */
function alternatives(values: unknown): string {
  const quoted = (values as readonly unknown[]).map(quote)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

function count(limit: unknown, unit: string): string {
  return `${String(limit)} ${unit}${limit === 1 ? '' : 's'}`
}

function sized(limit: unknown, value: unknown): string {
  const size = Array.isArray(value) ? value.length : Object.keys(value as object).length
  return `${count(limit, 'item')} after validation, not ${size}`
}
