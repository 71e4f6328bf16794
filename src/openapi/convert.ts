import { isObject, nearest, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import { openImpossible } from './closing.ts'
import { checkBounds } from './contradiction.ts'
import { type Conversion, inPlace, type JsonSchema, positionBesideNull, type Site, type Variant, variantUnder } from './conversion.ts'
import { allowNull, convertOldKeyword } from './dialect.ts'
import { keepDefault, keepDefaultBehind, liftRequired } from './direction.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import { dynamicTarget, enter } from './dynamic.ts'
import { hasTypeOf, isType, keywords } from './keywords.ts'

/** A typed walk: only schema positions are converted, so examples, enums and properties that look like keywords stay as they are. */
export function convert(schema: unknown, pointer: string, variant: Variant, owner: string | undefined, given: Conversion): JsonSchema {
  if (schema === true) return {}
  if (schema === false) {
    const never = { not: {} }
    given.remember(never, pointer)
    return never
  }
  if (!isObject(schema)) {
    given.report('schema.invalid', pointer, 'A schema must be an object, or true or false.', 'error')
    return {}
  }
  // OAS 3.0 §4.7.23: what stands beside `$ref` is ignored
  const source = given.legacy && isReference(schema) ? { $ref: schema.$ref } : schema
  const by = enter(given, source, pointer)
  const site: Site = { source, converted: {}, pointer, variant, owner, by }
  for (const key of Object.keys(source)) convertKeyword(site, key)
  checkBounds(site)
  liftRequired(site)
  openImpossible(site)
  keepDefault(source, site.converted, variant)
  by.remember(site.converted, pointer)
  return by.legacy && source.nullable === true ? allowNull(site.converted, pointer, by) : site.converted
}

function convertKeyword(site: Site, key: string): void {
  const { source, converted, by } = site
  const value = source[key]
  const at = site.pointer + toPointer([key])
  if (key.startsWith('x-') || convertOldKeyword(site, key, at)) return
  const keyword = keywords.get(key)
  if (key === 'unevaluatedItems' && source.contains !== undefined && keyword?.fits(value)) {
    // 2020-12 §11.2: what `contains` found is evaluated, which the validator can't tell
    const found = convertPart(site, key, source.contains, site.pointer + toPointer(['contains']))
    converted[key] = value === false ? found : { anyOf: [found, convertPart(site, key, value, at)] }
  } else if (keyword === undefined) {
    const found = nearest(key, keywords.keys())
    const hint = found === undefined ? 'Prefix it with "x-" if it is an extension.' : `Did you mean "${found}"?`
    by.report('schema.keyword.unknown', at, `Keyword "${key}" is unknown and is not enforced. ${hint}`)
  } else if (key === 'items' && Array.isArray(value)) {
    // what tuples were called before 2020-12
    converted.prefixItems = value.map((item, index) => convertPart(site, key, item, `${at}/${index}`))
  } else if (!keyword.fits(value)) {
    by.report('schema.invalid', at, `Keyword "${key}" must be ${keyword.expected}, so it is not enforced.`, 'error')
  } else if (keyword.kind === 'plain') convertPlain(site, key, at)
  // `false` stays itself: the validator has a word of its own for what `additionalProperties: false` refuses
  else if (keyword.kind === 'schema') converted[key] = value === false ? false : convertPart(site, key, value, at)
  else if (keyword.kind === 'schemas') convertList(site, key, value as unknown[], at)
  else if (keyword.kind === 'named') convertNamed(site, key, value as Node, at)
}

/** A schema under a keyword of another. */
function convertPart({ variant, owner, by }: Site, key: string, schema: unknown, at: string): JsonSchema {
  return convert(schema, at, variantUnder(key, variant), inPlace.has(key) || key === 'dependentSchemas' ? owner : undefined, by)
}

function convertNamed(site: Site, key: string, value: Node, at: string): void {
  const names = Object.keys(value).filter((name) => key !== 'patternProperties' || judgePattern(site.by, name, at + toPointer([name])))
  const entries = names.map((name): [string, JsonSchema] => {
    const schema = convertPart(site, key, value[name], at + toPointer([name]))
    return [name, keepDefaultBehind(value[name], schema, site)]
  })
  // not by assignment: a property may be called `__proto__`
  site.converted[key] = Object.fromEntries(entries)
}

function convertList(site: Site, key: string, value: readonly unknown[], at: string): void {
  const { converted, variant, owner, by } = site
  const optional = key === 'anyOf' ? positionBesideNull(value) : undefined
  if (optional !== undefined) {
    // not as a choice, so that the defaults and the messages of the one alternative survive
    const place = `${at}/${optional}`
    addToAll(converted, allowNull(convert(value[optional], place, variant, owner, by), place, by))
    return
  }
  const list = value.map((item, index) => convertPart(site, key, item, `${at}/${index}`))
  if (key === 'allOf') for (const schema of list) addToAll(converted, schema)
  else converted[key] = list
}

function addToAll(converted: JsonSchema, schema: JsonSchema): void {
  converted.allOf = [...((converted.allOf ?? []) as JsonSchema[]), schema]
}

function convertPlain(site: Site, key: string, at: string): void {
  const { source, converted, by } = site
  const value = source[key]
  if (key === 'default') return
  if (key === '$ref') {
    const target = toLocalPointer(String(value))
    // what leads nowhere was reported when the document was loaded
    if (target !== undefined && valueAt(by.root, parsePointer(target)) !== undefined) converted.$ref = by.reference(target, site)
  } else if (key === '$dynamicRef') {
    const target = toLocalPointer(String(value)) ?? dynamicTarget(site, String(value), at)
    if (target === undefined) return
    const referring: JsonSchema = {}
    referring.$ref = by.reference(target, { ...site, converted: referring })
    by.remember(referring, site.pointer)
    addToAll(converted, referring)
  } else if (key === 'type' && !isType(value)) {
    by.report('schema.invalid', at, `Type ${JSON.stringify(value)} is unknown, so it is not enforced.`, 'error')
  } else if (key === 'format' && !by.hasFormat(String(value))) {
    by.report('schema.format.unknown', at, `Format "${value}" is unknown and is not enforced. Add a "pattern" if it matters.`)
  } else if (key === 'pattern') convertPattern(site, String(value), at)
  else if (key === 'enum') converted.enum = asTyped(site, value as unknown[], at)
  else converted[key] = value
}

/** Numbers listed for a text, as YAML makes them of what stands there without quotes, or texts for a number: by the letter none of them is allowed. */
function asTyped({ source, by }: Site, listed: readonly unknown[], at: string): readonly unknown[] {
  const others = listed.filter((item) => item !== null)
  if (others.length === 0 || others.some((item) => hasTypeOf(source, item))) return listed
  const meant = listed.map((item) => {
    if (typeof item !== 'string') return item === null || typeof item === 'object' ? item : String(item)
    return item.trim() === '' ? item : Number(item)
  })
  if (!meant.every((item) => item === null || hasTypeOf(source, item))) return listed
  const shown = JSON.stringify(meant.slice(0, 5)).slice(1, -1)
  by.report(
    'schema.enum.mistyped',
    at,
    `None of the values is of the type beside them, so nothing could be one. They are taken as ${shown}.`,
  )
  return meant
}

/** `/^a$/i`: nothing begins before a start or goes on after an end, so by the letter no text matches. */
const delimited = /^\/(\^.*\$)\/([a-z]*)$/s

/** A literal of a programming language is read as the expression in it. */
function convertPattern({ converted, by }: Site, pattern: string, at: string): void {
  const [, inner, flags = ''] = delimited.exec(pattern) ?? []
  if (inner === undefined) {
    if (judgePattern(by, pattern, at)) converted.pattern = pattern
    return
  }
  const shown = JSON.stringify(pattern)
  // digits and signs have no case
  const hasLetters = /[a-z]/i.test(inner.replaceAll(/\\[dDsS]/g, ''))
  const isLost = (hasLetters ? /[^du]/ : /[^dui]/).test(flags)
  const effect = isLost
    ? `is not enforced, for a pattern can't have the flags "${flags}"`
    : `is read as ${JSON.stringify(inner)}; write that`
  by.report('schema.pattern.delimited', at, `Pattern ${shown} has its slashes for characters, so no text could match it. It ${effect}.`)
  if (!isLost && judgePattern(by, inner, at)) converted.pattern = inner
}

/** False when the pattern can't be taken at all. */
function judgePattern(by: Conversion, pattern: string, at: string): boolean {
  const shown = JSON.stringify(pattern)
  const report = by.patterns.report(pattern)
  if (report === undefined) {
    by.report('schema.pattern.invalid', at, `Pattern ${shown} is not a JavaScript (ECMA-262) expression, so it is not enforced.`, 'error')
    return false
  }
  const { isExplosive, longest = Number.POSITIVE_INFINITY } = report
  if (longest < shortLimit) {
    const reason = 'refers back, or unfolds to too much, so that it can only be tried in all ways'
    const hint = 'Write it without, or add a "maxLength".'
    by.report('schema.pattern.limited', at, `Pattern ${shown} ${reason}: values of more than ${longest} characters are refused. ${hint}`)
  } else if (isExplosive) {
    const hint = 'Let each round begin with a character of its own.'
    const where = 'It is matched step by step here; in most other programs a hostile value takes exponential time'
    by.report('schema.pattern.slow', at, `Pattern ${shown} repeats a repetition. ${where}. ${hint}`)
  }
  return true
}

/** Values that long are seldom meant; it is said of each when it comes. */
const shortLimit = 10_000
