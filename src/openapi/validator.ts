import { _, Ajv2020, type CodeKeywordDefinition, type KeywordCxt, type Name, type Options, str } from 'ajv/dist/2020.js'
import type { Effort } from './effort.ts'
import { formats } from './formats.ts'
import { distinctItems, withLookup } from './lists.ts'
import type { Patterns } from './pattern.ts'

/** Its functions count what they do, by the code that `mendCode` writes. */
class CountingAjv extends Ajv2020 {
  effort: Effort | undefined
}

/**
 * The validator as we need it: strict about values, silent about schemas, which our own walk has judged.
 * `collects` finds all errors of a value, else the first that decides.
 */
export function createValidator(effort: Effort, patterns: Patterns, collects: boolean): Ajv2020 {
  const engine = Object.assign((pattern: string) => patterns.of(pattern) ?? /^/, { code: 'new RegExp' })
  const ajv = new CountingAjv({
    // strictness comes from our own walk, which knows the document's lines
    strict: false,
    // `1e400` is a number to JSON and infinite to JavaScript
    strictNumbers: true,
    validateSchema: false,
    logger: false,
    meta: false,
    allErrors: collects,
    // errors carry the schema object they come from: paths into schemas say nothing once references are compiled on their own
    verbose: true,
    ownProperties: true,
    discriminator: false,
    useDefaults: true,
    // a schema that is referred to becomes a function of its own, once, where copies of it would be longer than a call
    inlineRefs: 8,
    uriResolver: ownNames,
    // shorter code is not faster code, and shortening it is a third of the work
    code: { regExp: engine, process: mendCode, optimize: false },
  })
  ajv.effort = effort
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format)
  ajv.removeKeyword('multipleOf').addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    validate: isMultiple,
    errors: false,
    error: {
      message: ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
      params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
    },
  })
  amend(ajv, 'contains', keepItems)
  amend(ajv, 'if', mergeIfHeld)
  amend(ajv, 'enum', withLookup)
  ajv.removeKeyword('uniqueItems').addKeyword(distinctItems)
  return ajv
}

/** Schemas are named by us (`standin:7`), and nothing is said relative to a name: they are compared as they are, not taken apart as addresses. */
const ownNames: NonNullable<Options['uriResolver']> = {
  parse: (path) => ({ path }),
  serialize: ({ path = '' }) => path,
  resolve: (_base, name) => name,
}

/** Both are decimals to their authors: 4.35 is a multiple of 0.01 though its double is not. */
function isMultiple(divisor: number, value: number): boolean {
  const quotient = value / divisor
  const error = Math.abs(Math.round(quotient) - quotient)
  if (!Number.isFinite(quotient)) return value % divisor === 0
  return error <= Math.max(1e-8, Math.abs(quotient) * Number.EPSILON)
}

/** A keyword of the validator, with what its code may have taken for evaluated put right. */
function amend(ajv: Ajv2020, keyword: string, run: (cxt: KeywordCxt, code: () => void) => void): void {
  const definition = ajv.getKeyword(keyword) as CodeKeywordDefinition
  ajv.removeKeyword(keyword).addKeyword({ ...definition, code: (cxt) => run(cxt, () => definition.code(cxt)) })
}

/** It takes every item of a list with `contains` for evaluated; conversion has told `unevaluatedItems` which are (2020-12 §11.2). */
function keepItems(cxt: KeywordCxt, code: () => void): void {
  const { items } = cxt.it
  code()
  if (cxt.parentSchema.unevaluatedItems !== undefined) cxt.it.items = items ?? 0
}

/** It takes for evaluated what an `if` looked at that did not hold (2020-12 §10.2.2.1). */
function mergeIfHeld(cxt: KeywordCxt, code: () => void): void {
  const subschema = cxt.subschema.bind(cxt)
  const merge = cxt.mergeEvaluated.bind(cxt)
  let held: Name | undefined
  cxt.subschema = (application, valid) => {
    if ('keyword' in application && application.keyword === 'if') held = valid
    return subschema(application, valid)
  }
  cxt.mergeEvaluated = (evaluated, toName) => {
    if (toName === undefined && held !== undefined) cxt.mergeValidEvaluated(evaluated, held)
    else merge(evaluated, toName)
  }
  code()
}

/** What is written anew in the validator's code; texts in it are the document's own and stay. */
const statement =
  /"(?:[^"\\]|\\.)*"|=\{\}\)\{let vErrors = null;|\berrors\+\+;|\b(props\d+)\[(key\d+)\] = true;|\b(len\d+ (?:>|<=)|let i\d+=) ?(items\d+)\b/g

/**
 * Every call and every error is counted, since choices within choices take twice as many with each level.
 *
 * Where errors are collected, code goes on after a choice none of whose alternatives fits; what those had evaluated is undefined then:
 * remembering one more property failed (`props0[key1] = true`), and no list was too long (`len0 > items0`).
 */
function mendCode(code: string): string {
  return code.replace(statement, (found: string, props?: string, key?: string, length?: string, items?: string) => {
    if (props !== undefined) return `if(${props} !== true)(${props} = ${props} || {})[${key}] = true;`
    if (length !== undefined) return `${length} (${items} || 0)`
    if (found === 'errors++;') return 'errors++;if((self.effort.left-=10)<0)self.effort.stop();'
    return found.startsWith('"') ? found : '={}){if(--self.effort.left<0)self.effort.stop();let vErrors = null;'
  })
}
