import { isObject, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import type { Variant } from './conversion.ts'
import { entriesOf, follow, type Node, namedSchemas } from './document.ts'
import { exampleValueOf } from './example-value.ts'
import type { DiagnosticCode, Finding } from './finding.ts'
import { type Medium, placeOf } from './medium.ts'
import type { DeclaredOperation } from './operation.ts'
import { Order } from './order.ts'
import { Reading } from './reading.ts'
import { schemasWithin } from './schema-walk.ts'
import type { Compiled, Schemas } from './schemas.ts'
import { isSequence, readSequence } from './sequence.ts'
import { type Address, toViolations } from './violations.ts'

interface Subject {
  readonly root: Node
  readonly schemas: Schemas
}

/** Examples that do not fit their schema, and defaults that do not fit their own: a reader and a mock would both be misled. */
export function checkExamples(subject: Subject, operations: readonly DeclaredOperation[]): Finding[] {
  const findings: Finding[] = []
  const schemas = new Map<string, unknown>()
  for (const operation of operations) {
    for (const { schema, schemaPointer, pointer } of operation.parameters) {
      schemas.set(schemaPointer, schema)
      findings.push(...checkBeside(subject, pointer, schemaPointer, ['choice']))
    }
    for (const medium of operation.media) {
      schemas.set(medium.pointer, medium.schema)
      findings.push(...checkMedium(subject, medium, 'choice'))
    }
    for (const { media } of operation.responses.values()) {
      for (const medium of media) {
        schemas.set(medium.pointer, medium.schema)
        findings.push(...checkMedium(subject, medium, 'response'))
      }
    }
  }
  for (const [name, schema] of Object.entries(namedSchemas(subject.root))) schemas.set(`/components/schemas${toPointer([name])}`, schema)
  for (const [at, schema] of schemas) {
    for (const part of schemasWithin(schema, at)) findings.push(...checkWithin(subject, part.schema, part.pointer))
  }
  return findings
}

function checkMedium(subject: Subject, medium: Medium, variant: Variant): Finding[] {
  const { pointer, schema, codec } = medium
  if (schema === undefined || codec === 'bytes' || codec === 'unsupported') return []
  return checkBeside(subject, placeOf(medium), pointer, [variant], medium)
}

/** `example` and `examples` of a media type or a parameter, which stand beside the schema. */
function checkBeside(subject: Subject, pointer: string, schemaPointer: string, variants: readonly Variant[], medium?: Medium): Finding[] {
  if (valueAt(subject.root, parsePointer(schemaPointer)) === undefined) return []
  const holder = follow(subject.root, valueAt(subject.root, parsePointer(pointer)), pointer)?.value
  if (!isObject(holder)) return []
  const findings: Finding[] = []
  const check = (shown: unknown, where: string): void => {
    const found = judgedIn(shown, medium).flatMap((value) =>
      judge(subject, 'example.invalid', 'Example', value, where, schemaPointer, variants),
    )
    findings.push(...found.slice(0, 1))
  }
  if (holder.example !== undefined) check(holder.example, `${pointer}/example`)
  for (const { value, pointer: where } of entriesOf(subject.root, holder.examples, `${pointer}/examples`)) {
    const shown = exampleValueOf(value, medium?.codec === 'json')
    // bytes are what they are
    if (shown !== undefined && !(shown.value instanceof Uint8Array)) check(shown.value, `${where}/${shown.key}`)
  }
  return findings
}

/** What of an example the schema is about: of lines and events, which may be shown as they are sent, each where it is that of an item. */
function judgedIn(shown: unknown, medium: Medium | undefined): readonly unknown[] {
  if (medium === undefined || !isSequence(medium)) return [shown]
  const read = typeof shown === 'string' ? readSequence(medium, shown) : shown
  if (read instanceof Reading) return [shown]
  return medium.isPerLine ? [read].flat() : [read]
}

/** `default`, `example` and the list `examples` inside a schema. */
function checkWithin(subject: Subject, schema: Node, pointer: string): Finding[] {
  const findings: Finding[] = []
  const both: readonly Variant[] = ['value', 'choice', 'response']
  const check = (code: DiagnosticCode, noun: string, value: unknown, where: string, variants: readonly Variant[]): void => {
    findings.push(...judge(subject, code, noun, value, where, pointer, variants))
  }
  if (schema.default !== undefined) check('schema.default.invalid', 'Default', schema.default, `${pointer}/default`, ['value', 'choice'])
  if (schema.example !== undefined) check('example.invalid', 'Example', schema.example, `${pointer}/example`, both)
  if (Array.isArray(schema.examples)) {
    for (const [index, value] of schema.examples.entries()) check('example.invalid', 'Example', value, `${pointer}/examples/${index}`, both)
  }
  return findings
}

/** One finding for a value that fits in none of the directions it may be meant for. */
function judge(
  { schemas }: Subject,
  code: DiagnosticCode,
  noun: string,
  value: unknown,
  pointer: string,
  schemaPointer: string,
  variants: readonly Variant[],
): Finding[] {
  let first: string | undefined
  for (const variant of variants) {
    const why = explainMisfit(schemas, value, schemaPointer, variant)
    if (why === undefined) return []
    first ??= why
  }
  return [{ code, severity: 'warning', message: `${noun} does not fit its schema: ${first}.`, pointer }]
}

function explainMisfit(schemas: Schemas, value: unknown, pointer: string, variant: Variant): string | undefined {
  let compiled: Compiled
  try {
    compiled = schemas.check(pointer, variant)
  } catch {
    // a schema that does not compile has been reported where it is used
    return undefined
  }
  const faults = compiled.judge(value)
  if (faults === undefined) return undefined
  const order = new Order([compiled.schema], schemas)
  const locate = (path: readonly (string | number)[]): Address => ({ in: 'value', path })
  const { violations, total } = toViolations(value, faults, [], schemas, locate, ({ path }) => order.rank(path))
  const [violation] = violations
  if (violation === undefined) return undefined
  const where = violation.path.length === 0 ? 'the value' : toPointer(violation.path)
  return `${where} ${violation.message}${total > 1 ? ` (and ${total - 1} more)` : ''}`
}
