import { didYouMean } from '../kernel/index.ts'
import type { FactPath, ScenarioCode } from './scenario.ts'
import type { FactSchema, FactType } from './scenario-schema.ts'

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
  checkTogether(schema, value, path, findings)
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

/** Keys that exclude or ask for one another. */
function checkTogether(schema: FactSchema, value: Readonly<Record<string, unknown>>, path: FactPath, findings: ShapeFinding[]): void {
  if (schema.oneOf === undefined) return
  const report = (code: ScenarioCode, message: string, at: FactPath) => findings.push({ code, message, path: at, part: 'key' })
  const choice = schema.oneOf.map(({ required: [key] }) => key)
  const [first, second] = choice.filter((key) => Object.hasOwn(value, key))
  if (second !== undefined) {
    report('scenario.key.unknown', `${show(second)} can't stand beside ${show(first)}; expected an entry of its own.`, [...path, second])
  } else if (first === undefined) {
    // A misspelt one is reported as what it is.
    if (Object.keys(value).some((key) => !Object.hasOwn(schema.properties ?? {}, key))) return
    report('scenario.key.missing', `${last(path)} says none of ${listed(choice)}; expected one of them.`, path)
  } else {
    for (const [key, [other]] of Object.entries(schema.dependencies ?? {})) {
      if (!Object.hasOwn(value, key) || first === other) continue
      report('scenario.key.unknown', `${show(key)} goes with ${show(other)}, and means nothing beside ${show(first)}.`, [...path, key])
    }
  }
}

function isOfType(type: FactSchema['type'], value: unknown): boolean {
  return type === undefined || (typeof type === 'string' ? isOf(type, value) : type.some((one) => isOf(one, value)))
}

function isOf(type: FactType, value: unknown): boolean {
  switch (type) {
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isSafeInteger(value)
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}

const nouns: Readonly<Record<FactType, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function expectation(schema: FactSchema): string {
  if (schema.title !== undefined) return schema.title
  if (schema.enum !== undefined) return listed(schema.enum.filter((item) => item !== null))
  if (schema.type === undefined) return 'a value'
  return listed((typeof schema.type === 'string' ? [schema.type] : schema.type).map((type) => nouns[type]))
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
  const key = path.at(-1)
  if (typeof key === 'number') return `entry ${key + 1} of ${show(path.at(-2))}`
  return key === undefined ? 'the fixture' : show(key)
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
