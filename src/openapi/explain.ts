import type { ErrorObject } from 'ajv/dist/2020.js'
import { isObject } from '../kernel/index.ts'
import type { JsonSchema } from './conversion.ts'
import { discriminatorOf, wordsFor } from './discriminator.ts'
import type { Schemas } from './schemas.ts'

/**
 * The validator's errors without its noise: a choice that failed brings the errors of all its branches, of which at most one branch
 * was meant. Keeps the errors of that branch where it can be told, otherwise one error for the whole choice.
 */
export function explain(errors: readonly ErrorObject[], schemas: Schemas): ErrorObject[] {
  const kept: ErrorObject[] = []
  // backwards: the errors of the branches stand right before the error of the choice
  for (let index = errors.length - 1; index >= 0; index--) {
    const error = errors[index] as ErrorObject
    if (error.keyword === 'if' || error.keyword === 'propertyNames') continue
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf') {
      const branches = runBranches(error, schemas)
      index -= branches.reduce((sum, { length }) => sum + length, 0)
      for (const inner of choose(error, branches, schemas).reverse()) kept.push(inner)
    } else if (error.keyword === 'contains') {
      index -= countInner(error, schemas)
      kept.push(error)
    } else kept.push(error)
  }
  return kept.reverse()
}

function runBranches(error: ErrorObject, schemas: Schemas): ErrorObject[][] {
  const parent = error.parentSchema as Record<string, unknown[]>
  return (parent[error.keyword] ?? []).map((_, index) => {
    const validate = schemas.branch(parent, error.keyword, index)
    // the last error is the one of the choice around the single branch
    return validate(error.data) ? [] : (validate.errors ?? []).slice(0, -1)
  })
}

function countInner(error: ErrorObject, schemas: Schemas): number {
  const validate = schemas.branch(error.parentSchema as object, error.keyword, undefined)
  return validate(error.data) ? 0 : (validate.errors ?? []).length - 1
}

function choose(error: ErrorObject, branches: readonly ErrorObject[][], schemas: Schemas): ErrorObject[] {
  // more than one alternative of a oneOf matched: nothing in a branch was wrong
  if (branches.some(({ length }) => length === 0)) return [error]
  const told = byDiscriminator(error, schemas)
  if (told !== undefined && !('index' in told)) return [told]
  const failed = branches.map((errors, index) => (told === undefined || told.index === index ? explain(errors, schemas) : []))
  if (told !== undefined) return within(error, failed[told.index] ?? [])
  const sameKind = failed.filter((errors) => !errors.some(isOfAnotherKind))
  const meant = sameKind.length > 0 ? sameKind : failed.filter((errors) => !errors.some(isOfAnotherType))
  const [only, ...others] = meant
  if (only !== undefined && others.length === 0) return within(error, only)
  return [failed.every((errors) => errors.some(isOfAnotherType)) ? toTypeError(error, failed) : error]
}

function within({ instancePath }: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[] {
  return errors.map((inner) => ({ ...inner, instancePath: instancePath + inner.instancePath }))
}

/** Which alternative a value says it is, or that it says none of them; undefined where no discriminator asks for it. */
function byDiscriminator(error: ErrorObject, schemas: Schemas): { readonly index: number } | ErrorObject | undefined {
  const parent = error.parentSchema as JsonSchema
  const discriminator = discriminatorOf(schemas.written(parent))
  if (discriminator === undefined || !isObject(error.data)) return undefined
  const words = (parent[error.keyword] as JsonSchema[]).map((branch) => {
    const target = typeof branch.$ref === 'string' ? schemas.named(branch.$ref) : branch
    const words = wordsFor(target && schemas.pointerOf(target), discriminator)
    // what an alternative itself lets the property be counts more than the name it goes by where nothing is mapped
    const own = ownWords(target, discriminator.propertyName)
    return own.length === 0 || words.some((word) => own.includes(word)) ? words : own
  })
  // alternatives that stand in place have no word, and might be meant by any
  if (words.some(({ length }) => length === 0)) return undefined
  const name = discriminator.propertyName
  const word = Object.hasOwn(error.data, name) ? error.data[name] : undefined
  const index = words.findIndex((some) => some.includes(word as string))
  if (index !== -1) return { index }
  return { ...error, keyword: 'discriminator', params: { missingProperty: name, allowedValues: words.flat() } }
}

function ownWords(branch: JsonSchema | undefined, property: string): string[] {
  const { properties } = branch ?? {}
  const schema = isObject(properties) && Object.hasOwn(properties, property) ? properties[property] : undefined
  if (!isObject(schema)) return []
  return (Array.isArray(schema.enum) ? schema.enum : [schema.const]).filter((word) => typeof word === 'string')
}

function isOfAnotherType(error: ErrorObject): boolean {
  return error.keyword === 'type' && error.instancePath === ''
}

/** The value has another type, or a property that tells alternatives apart has another value. */
function isOfAnotherKind(error: ErrorObject): boolean {
  if (isOfAnotherType(error)) return true
  const tells = error.keyword === 'const' || (error.keyword === 'enum' && (error.schema as unknown[]).length === 1)
  return tells && error.instancePath.lastIndexOf('/') <= 0
}

function toTypeError(error: ErrorObject, failed: readonly ErrorObject[][]): ErrorObject {
  const types = failed.flatMap((errors) => errors.filter(isOfAnotherType).flatMap(({ params }) => params.type as string | string[]))
  return { ...error, keyword: 'type', params: { type: [...new Set(types)] } }
}
