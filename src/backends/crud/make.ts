import { hash, isEqual, type SampleOptions, sample, type Tools, toWords, Unsatisfiable } from '../../engine/index.ts'
import { isObject, toPointer, valueAt } from '../../kernel/index.ts'
import type { Api, Violation } from '../../openapi/index.ts'
import { No } from '../examples/no.ts'
import { type Field, isMarked } from './fields.ts'
import { subjectIn } from './identity.ts'
import type { Collection } from './model.ts'
import { isSettable, type Play, type Success, type Value } from './plays.ts'
import { firstVersion, isNow, neverYet, notYet, timeLike, times, toMailTime, version } from './server-set.ts'

/** What answers say of an item in what order it is asked, the fullest first. */
const fullest = ['read', 'list', 'create', 'put', 'patch', 'replace'] as const

/** Makes items up to every answer that shows them, and holds them to it. */
export class Maker {
  readonly #api: Api
  readonly #tools: Tools
  /** By collection, answers that show its items. */
  readonly #shows = new Map<Collection, Success[]>()
  /** By collection, names that bodies may have. */
  readonly #taken = new Map<Collection, Set<string>>()
  /** Lists with one made-up item, to hold others to the same rules in its place. */
  readonly #frames = new Map<Success, unknown>()

  constructor(api: Api, tools: Tools, plays: readonly Play[]) {
    this.#api = api
    this.#tools = tools
    for (const { collection, sent } of plays) this.#taken.set(collection, new Set([...(this.#taken.get(collection) ?? []), ...sent.keys()]))
    for (const role of fullest) {
      for (const play of plays) {
        if (play.role !== role || play.isHead) continue
        const shows = this.#shows.get(play.collection) ?? []
        this.#shows.set(play.collection, shows)
        for (const success of new Set([play.success, play.creation])) if (success.spec.mediaTypes.length > 0) shows.push(success)
      }
    }
  }

  /** Whether any answer shows a property and has to. */
  isRequired(collection: Collection, name: string): boolean {
    return this.#showsOf(collection).some(({ fields }) => fields.get(name)?.isRequired === true)
  }

  /** Whether any answer says of a property that only the server sets it. */
  isReadOnly(collection: Collection, name: string): boolean {
    return this.#showsOf(collection).some(({ fields }) => {
      const field = fields.get(name)
      return field !== undefined && isMarked(field, 'readOnly')
    })
  }

  /** What answers show, by name. */
  fieldsOf(collection: Collection): ReadonlyMap<string, Field> {
    return new Map(this.#showsOf(collection).flatMap(({ fields, properties }) => [...fields].filter(([name]) => properties.has(name))))
  }

  /** Whether any answer shows a property, or any body may have it. */
  isKnown(collection: Collection, name: string): boolean {
    return this.#taken.get(collection)?.has(name) === true || this.#showsOf(collection).some(({ properties }) => properties.has(name))
  }

  /** What is known, and what only the server can say, made up to every answer that shows an item. `by` is what was sent with, undefined for nobody's. */
  complete(collection: Collection, known: Value, now: number, seed: number, by: Play | undefined, usesExamples: boolean): Value {
    let value: Record<string, unknown> = { ...known }
    const offered = new Set<string>()
    for (const success of this.#showsOf(collection)) {
      const isLeftOut = (name: string) =>
        success.fields.get(name)?.isRequired !== true && (isYetToBe(name, by) || (by !== undefined && isSettable(by, name)))
      const isWanted = (name: string) => value[name] === undefined && !isLeftOut(name)
      // Making up a whole answer is dear: one that may leave out all it shows beyond those before it adds nothing.
      const isLacking = (name: string) => isWanted(name) && (success.fields.get(name)?.isRequired === true || !offered.has(name))
      const lacks = success.properties.size === 0 || [...success.properties].some(isLacking)
      for (const name of success.properties) offered.add(name)
      if (!lacks) continue
      const made = Object.entries(this.#sampleItem(success, value, now, seed, usesExamples, by)).filter(([name]) => isWanted(name))
      const timed = made.map(([name, one]) => [name, typeof one === 'number' && isNow(toWords(name)) ? timeLike(one, now) : one])
      value = { ...value, ...Object.fromEntries(timed) }
    }
    return value
  }

  /** The value with what answers refuse of some of its properties made anew, as near to it as they allow. */
  mend(collection: Collection, value: Value, names: ReadonlySet<string>, now: number, seed: number): Value {
    let mended = value
    for (const success of this.#showsOf(collection)) {
      if (!this.#faultsIn(success, mended).some(({ path: [name] }) => names.has(String(name)))) continue
      const made = this.#sampleItem(success, mended, now, seed, true)
      const changed = Object.entries(made).filter(([name, one]) => names.has(name) && !isEqual(one, mended[name]))
      mended = { ...mended, ...Object.fromEntries(changed) }
    }
    return mended
  }

  /** Where answers do not allow an item, by paths into it. */
  faults(collection: Collection, value: Value): readonly Violation[] {
    const found = this.#showsOf(collection).flatMap((success) => this.#faultsIn(success, value))
    // Answers that show an item alike find the same.
    return [...new Map(found.map((one) => [JSON.stringify([one.path, one.rule, one.message]), one])).values()]
  }

  /** Whether an answer that shows a property refuses a value of it. */
  refuses(collection: Collection, name: string, value: unknown): boolean {
    return this.#showsOf(collection).some(
      (success) => success.properties.has(name) && this.#faultsIn(success, { [name]: value }).some(({ path: [first] }) => first === name),
    )
  }

  /** An id as answers have it; undefined where none shows it. */
  idOf(collection: Collection, now: number, seed: number): unknown {
    const name = collection.id.property ?? ''
    const success = this.#showsOf(collection).find(({ properties }) => properties.has(name))
    return success && this.#sampleItem(success, {}, now, seed, false)[name]
  }

  /** A value if the answer allows it, else one as near to it as it allows. Throws `No` where there is none. */
  fit(
    success: Success,
    mediaType: string | undefined,
    value: unknown,
    now: number,
    seed: number,
    given?: SampleOptions['given'],
    usesExamples = true,
  ): unknown {
    const { spec, operation } = success
    if (value !== undefined && spec.check(value, mediaType).length === 0) return value
    const schema = spec.schema(mediaType)
    if (schema === undefined) return value ?? {}
    const check = (one: unknown) => spec.check(one, mediaType)
    const subject = subjectIn(operation.path.template)
    const shared = {
      schemas: this.#api.schemas,
      tools: this.#tools,
      seed,
      now,
      direction: 'response',
      usesExamples,
      subject,
      check,
    } as const
    try {
      return sample(schema, { ...shared, ...(value === undefined ? {} : { hint: value }), ...(given === undefined ? {} : { given }) })
    } catch (thrown) {
      if (!(thrown instanceof Unsatisfiable)) throw thrown
      throw new No({ code: 'not_implemented', status: 501, reason: `${operation.id} can't show an item: ${thrown.message}` })
    }
  }

  #showsOf(collection: Collection): readonly Success[] {
    return this.#shows.get(collection) ?? []
  }

  #sampleItem(success: Success, known: Value, now: number, seed: number, usesExamples: boolean, by?: Play): Value {
    const at = toPointer(placeOf(success))
    const given = (pointer: string, name: string): readonly unknown[] => {
      const end = pointer.lastIndexOf('/')
      if (pointer.slice(0, end) !== at) return []
      const own = pointer.slice(end + 1)
      if (known[own] !== undefined) return [known[own], [known[own]], String(known[own])]
      if (version.test(name)) return firstVersion
      if (isYetToBe(name, by)) return [null]
      if (!isNow(name)) return []
      const isOfMail = success.fields.get(own)?.parts.some(({ format }) => /rfc-?(?:5322|2822|822)/i.test(String(format))) === true
      // Which numbers stand for a time is the document's to say.
      return isOfMail ? [toMailTime(now)] : times(now).filter((time) => typeof time === 'string')
    }
    const item = valueAt(this.fit(success, jsonOf(success), undefined, now, seed, given, usesExamples), placeOf(success))
    return isObject(item) ? item : {}
  }

  #faultsIn(success: Success, value: Value): readonly Violation[] {
    const place = placeOf(success)
    const shown = pick(value, success.properties)
    return success.spec.check(this.#inFrame(success, shown), jsonOf(success)).flatMap((violation): Violation[] => {
      const isInside = place.every((token, index) => violation.path[index] === token)
      return isInside ? [{ ...violation, path: violation.path.slice(place.length) }] : []
    })
  }

  #inFrame(success: Success, item: Value): unknown {
    const { isList, path } = success
    const [key] = path
    const own = isList ? [item] : item
    if (key === undefined) return own
    const frame = this.#frames.get(success) ?? this.fit(success, jsonOf(success), undefined, 0, hash(success.spec.pointer))
    this.#frames.set(success, frame)
    return { ...(frame as Value), [key]: own }
  }
}

/** Whether it tells of what did not happen to an item yet that is made by a call, or by nobody. */
function isYetToBe(name: string, by: Play | undefined): boolean {
  const words = toWords(name)
  return neverYet.test(words) || (by !== undefined && notYet.test(words))
}

/** What may be shown of a value. */
export function pick(value: Value, names: ReadonlySet<string>): Value {
  return Object.fromEntries(Object.entries(value).filter(([name, one]) => names.has(name) && one !== undefined))
}

/** Where the first item stands in an answer. */
function placeOf({ path, isList }: Success): readonly (string | number)[] {
  return isList ? [...path, 0] : path
}

/** The media type that answers are thought in; undefined for the first. */
function jsonOf({ spec }: Success): string | undefined {
  return spec.mediaTypes.find((name) => /[/+]json/.test(name))
}
