import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js'
import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Conversion, JsonSchema, Scope, Site, Variant } from './conversion.ts'
import { convert } from './convert.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import { nameOf, noScope } from './dynamic.ts'
import { Effort } from './effort.ts'
import type { Finding } from './finding.ts'
import { hasFormat } from './formats.ts'
import { createJudge, type Judge } from './judge.ts'
import { Patterns } from './pattern.ts'
import { compiling } from './uncompilable.ts'
import { createValidator } from './validator.ts'

/** A schema and what says whether a value fits it. */
export interface Compiled {
  readonly schema: JsonSchema
  readonly judge: Judge
}

/** The schemas of one document: converted, named and compiled on demand, each once. The only place that knows the validator. */
export class Schemas {
  readonly effort = new Effort()
  readonly #patterns = new Patterns(this.effort)
  /** Says yes or no: most values are all right, and are to be done with soon. */
  readonly #ajv = createValidator(this.effort, this.#patterns, false)
  /** Finds everything wrong with a value; made for the first that is. */
  #collector: Ajv2020 | undefined
  readonly #conversion: Conversion
  readonly #ids = new Map<string, string>()
  readonly #named = new Map<string, JsonSchema>()
  readonly #waiting: { readonly id: string; readonly pointer: string; readonly variant: Variant; readonly scope: Scope }[] = []
  readonly #pointers = new WeakMap<object, string>()
  readonly #findings = new Map<string, Finding>()
  /** References applied to the very same value, by the schema they stand in. */
  readonly #contained = new Map<string, { readonly target: string; readonly converted: JsonSchema }[]>()
  readonly #checked = new Set<string>()
  readonly #judges = new Map<string, Judge>()
  readonly #branches = new WeakMap<object, Map<string, ValidateFunction>>()
  readonly #written = new WeakMap<object, Node>()

  constructor(root: Node, legacy: boolean) {
    this.#conversion = {
      root,
      legacy,
      scope: noScope,
      hasFormat: (name) => Object.hasOwn(this.#ajv.formats, name),
      patterns: this.#patterns,
      reference: (pointer, site) => this.#reference(pointer, site),
      remember: (converted, pointer) => this.#pointers.set(converted, pointer),
      report: (code, pointer, message, severity = 'warning') => {
        this.#findings.set(`${code} ${pointer}`, { code, severity, message, pointer })
      },
    }
  }

  /** What was found in the schemas converted so far. */
  get findings(): readonly Finding[] {
    return [...this.#findings.values()]
  }

  /** A schema of the document in the validator's dialect, with everything it refers to. */
  convert(schema: unknown, pointer: string, variant: Variant): JsonSchema {
    const converted = convert(schema, pointer, variant, undefined, this.#conversion)
    this.#convertWaiting()
    return converted
  }

  /** Throws where the validator refuses, which is a fault of the document that `convert` did not see. */
  compile(schema: JsonSchema): Judge {
    return createJudge(this.effort, (collects) => compiling(() => this.#validator(collects).compile(schema)))
  }

  /** The check of the schema at a pointer, shared by everything that refers to it: most errors of an API look alike. */
  check(pointer: string, variant: Variant): Compiled {
    const id = this.#nameAt(pointer, variant)
    const schema = this.#named.get(id)
    const known = this.#judges.get(id)
    if (schema === undefined) throw new Error(`There is no schema at #${pointer}`)
    if (known !== undefined) return { schema, judge: known }
    const judge = createJudge(this.effort, (collects) => compiling(() => this.#validator(collects).getSchema(id) as ValidateFunction))
    this.#judges.set(id, judge)
    return { schema, judge }
  }

  /** The schema at a pointer as it would be checked, without compiling it; undefined when none stands there. */
  at(pointer: string, variant: Variant): JsonSchema | undefined {
    if (valueAt(this.#conversion.root, parsePointer(pointer)) === undefined) return undefined
    return this.#named.get(this.#nameAt(pointer, variant))
  }

  /** Whether a value has a format; anything has one that is not enforced, or that is for values of another type. */
  hasFormat(name: string, value: string | number): boolean {
    return hasFormat(this.#ajv.formats, name, value)
  }

  /** Whether a text matches a pattern; no also where that takes too much work, undefined for a pattern JavaScript can't take. */
  matches(pattern: string, text: string): boolean | undefined {
    const known = this.#patterns.of(pattern)
    return known && this.effort.within(() => known.test(text)) === true
  }

  /** One alternative of a choice on its own, or what a list is to contain, to ask which errors were its. */
  branch(parent: object, keyword: string, index: number | undefined): ValidateFunction {
    const known = this.#branches.get(parent) ?? new Map<string, ValidateFunction>()
    this.#branches.set(parent, known)
    const key = `${keyword} ${index}`
    const { [keyword]: value, minContains, maxContains } = parent as JsonSchema
    const alone = index === undefined ? { [keyword]: value, minContains, maxContains } : { [keyword]: [(value as JsonSchema[])[index]] }
    const branch = known.get(key) ?? this.#validator(true).compile(alone)
    known.set(key, branch)
    return branch
  }

  /** Where in the document a converted schema came from. */
  pointerOf(schema: object): string | undefined {
    return this.#pointers.get(schema)
  }

  /** A converted schema as the document writes it. */
  written(schema: object): Node | undefined {
    const pointer = this.#pointers.get(schema)
    if (pointer === undefined) return undefined
    const written = this.#written.get(schema) ?? valueAt(this.#conversion.root, parsePointer(pointer))
    if (!isObject(written)) return undefined
    this.#written.set(schema, written)
    return written
  }

  /** A converted schema that stands at the place of `$ref`. */
  named(id: string): JsonSchema | undefined {
    return this.#named.get(id)
  }

  #validator(collects: boolean): Ajv2020 {
    if (!collects) return this.#ajv
    if (this.#collector === undefined) {
      this.#collector = createValidator(this.effort, this.#patterns, true)
      for (const [id, schema] of this.#named) this.#collector.addSchema(schema, id)
    }
    return this.#collector
  }

  /** The name of the schema at a pointer, with everything it refers to converted. */
  #nameAt(pointer: string, variant: Variant): string {
    const id = this.#name(this.#withoutDetours(pointer), variant)
    this.#convertWaiting()
    return id
  }

  /** Beside a reference of 3.1 there may be more, so only a bare one is as good as its target. */
  #withoutDetours(pointer: string): string {
    const seen = new Set<string>()
    let last = pointer
    for (;;) {
      const written = valueAt(this.#conversion.root, parsePointer(last))
      const target = isBareReference(written) ? toLocalPointer(written.$ref) : undefined
      if (target === undefined || seen.has(target)) return last
      seen.add(target)
      last = target
    }
  }

  #name(pointer: string, variant: Variant, scope: Scope = noScope): string {
    const key = `${variant} ${pointer} ${nameOf(scope)}`
    let id = this.#ids.get(key)
    if (id === undefined) {
      // not the pointer itself: names of components and paths hold what a URI may not
      id = `standin:${this.#ids.size}`
      this.#ids.set(key, id)
      this.#waiting.push({ id, pointer, variant, scope })
    }
    return id
  }

  #reference(pointer: string, { variant, owner, converted, by }: Site): string {
    const id = this.#name(pointer, variant, by.scope)
    if (owner !== undefined) this.#contained.set(owner, [...(this.#contained.get(owner) ?? []), { target: id, converted }])
    return id
  }

  #convertWaiting(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const value = valueAt(this.#conversion.root, parsePointer(next.pointer))
      const named = convert(value, next.pointer, next.variant, next.id, { ...this.#conversion, scope: next.scope })
      this.#named.set(next.id, named)
      this.#ajv.addSchema(named, next.id)
      this.#collector?.addSchema(named, next.id)
    }
    for (const id of this.#contained.keys()) this.#breakCircles(id)
  }

  /** `A: { allOf: [A] }` would send the validator round for ever; A and whatever A says is just A, so the reference is dropped. */
  #breakCircles(id: string, trail: readonly string[] = []): void {
    if (this.#checked.has(id)) return
    const inside = [...trail, id]
    for (const { target, converted } of this.#contained.get(id) ?? []) {
      if (!inside.includes(target)) {
        this.#breakCircles(target, inside)
        continue
      }
      delete converted.$ref
      const message = 'The schema contains itself in place, which decides nothing and is ignored. Put the reference under a property.'
      this.#conversion.report('schema.recursion.endless', `${this.#pointers.get(converted)}/$ref`, message, 'error')
    }
    this.#checked.add(id)
  }
}

function isBareReference(schema: unknown): schema is { readonly $ref: string } {
  return isReference(schema) && Object.keys(schema).length === 1
}
