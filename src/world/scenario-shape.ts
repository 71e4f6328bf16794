import { didYouMean } from '../kernel/index.ts'
import type { FactPath, ScenarioCode } from './scenario.ts'
import type { FactSchema } from './scenario-schema.ts'

/** Something that does not fit its schema; `scenario.locate(path, part)` is its place. */
export interface ShapeFinding {
  readonly code: ScenarioCode
  readonly message: string
  readonly path: FactPath
  readonly part: 'key' | 'value'
}

/** Checks a merged value against its schema; all findings, in the order of the file. */
export function checkShape(schema: FactSchema, value: unknown, path: FactPath = []): readonly ShapeFinding[] {
  const findings: ShapeFinding[] = []
  check(schema, value, path, findings)
  return findings
}

function check(schema: FactSchema, value: unknown, path: FactPath, findings: ShapeFinding[]): void {
  const report = (code: ScenarioCode, message: string) => findings.push({ code, message, path, part: 'value' })
  if (schema.anyOf !== undefined) {
    // Merging takes away every null that removes something, so one that is left has no effect.
    if (value !== null) check(schema.anyOf[0], value, path, findings)
    else report('scenario.null', `${last(path)} has no value, and nothing inherited to remove; expected ${expectation(schema.anyOf[0])}.`)
    return
  }
  if (!isOfType(schema.type, value)) {
    report('scenario.type', `${last(path)} is ${kindOf(value)}; expected ${expectation(schema)}.`)
    return
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    const allowed = schema.enum.filter((item) => item !== null)
    const hint = typeof value === 'string' ? didYouMean(value, allowed) : ''
    report('scenario.value', `${show(value)} is not allowed for ${last(path)}; expected ${listed(allowed)}.${hint}`)
    return
  }
  if (typeof value === 'string') checkText(schema, value, path, report)
  else if (typeof value === 'number') {
    if (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)) {
      report('scenario.value', `${last(path)} is ${value}; expected a number from ${schema.minimum} to ${schema.maximum}.`)
    }
  } else if (Array.isArray(value)) checkList(schema, value, path, findings)
  else if (value !== null && typeof value === 'object') checkMap(schema, value as Record<string, unknown>, path, findings)
}

function checkText(schema: FactSchema, value: string, path: FactPath, report: (code: ScenarioCode, message: string) => void): void {
  if (schema.pattern !== undefined && !pattern(schema.pattern).test(value)) {
    report('scenario.value', `${show(value)} is not allowed for ${last(path)}; expected ${expectation(schema)}.`)
  } else if (value.length < (schema.minLength ?? 0)) report('scenario.value', `${last(path)} is empty; expected ${expectation(schema)}.`)
}

function checkList(schema: FactSchema, value: readonly unknown[], path: FactPath, findings: ShapeFinding[]): void {
  const seen = new Set<unknown>()
  value.forEach((item, index) => {
    const before = findings.length
    if (schema.items !== undefined) check(schema.items, item, [...path, index], findings)
    if (schema.uniqueItems === true && seen.has(item) && findings.length === before) {
      findings.push({
        code: 'scenario.value',
        message: `${show(item)} stands twice in ${last(path)}; expected it once.`,
        path: [...path, index],
        part: 'value',
      })
    }
    seen.add(item)
  })
}

function checkMap(schema: FactSchema, value: Readonly<Record<string, unknown>>, path: FactPath, findings: ShapeFinding[]): void {
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name))
      findings.push({ code: 'scenario.key.missing', message: `${last(path)} has no ${name}; expected one.`, path, part: 'key' })
  }
  for (const key of Object.keys(value)) {
    const here = [...path, key]
    const known = schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
    const inner = known ?? schema.additionalProperties
    if (inner === false) {
      const names = Object.keys(schema.properties ?? {}).filter((name) => !name.startsWith('$'))
      const message = `${show(key)} means nothing in ${last(path)}; expected ${listed(names)}.${didYouMean(key, names)}`
      findings.push({ code: 'scenario.key.unknown', message, path: here, part: 'key' })
      continue
    }
    if (schema.propertyNames !== undefined) {
      checkText(schema.propertyNames, key, path, () => {
        const message = `${show(key)} can't be a key of ${last(path)}; expected ${expectation(schema.propertyNames as FactSchema)}.`
        findings.push({ code: 'scenario.key.invalid', message, path: here, part: 'key' })
      })
    }
    if (inner !== undefined) check(inner, value[key], here, findings)
  }
}

function isOfType(type: FactSchema['type'], value: unknown): boolean {
  switch (type) {
    case undefined:
      return true
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isSafeInteger(value)
    case 'string':
    case 'boolean':
      return typeof value === type
    default:
      return value === null || typeof value === 'string'
  }
}

const nouns = { object: 'a map', array: 'a list', string: 'a text', integer: 'a whole number', boolean: 'true or false' } as const

function expectation(schema: FactSchema): string {
  if (schema.title !== undefined) return schema.title
  if (schema.enum !== undefined) return listed(schema.enum.filter((item) => item !== null))
  return schema.type === undefined ? 'a value' : typeof schema.type === 'string' ? nouns[schema.type] : 'a text or null'
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a map' : `the ${typeof value === 'string' ? 'text' : typeof value} ${show(value)}`
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function last(path: FactPath): string {
  return path.length === 0 ? 'the fixture' : show(path.at(-1))
}

function show(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text
}

const patterns = new Map<string, RegExp>()

function pattern(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'u')
  patterns.set(source, known)
  return known
}
