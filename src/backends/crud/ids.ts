import { hash, sample, type Tools, toWords, Unsatisfiable } from '../../engine/index.ts'
import { isObject, toUuid } from '../../kernel/index.ts'
import { type Api, parametersOf } from '../../openapi/index.ts'
import { No } from '../examples/no.ts'
import { type Node, partsOf } from './fields.ts'
import { idWords } from './identity.ts'
import type { Maker } from './make.ts'
import type { Collection, Identity } from './model.ts'
import type { Making, Play } from './plays.ts'
import { keyIn } from './rows.ts'

/** How often an id is made up before there seems to be none that is free. */
const tries = 50

/** Keywords that an id of its collection's kind may not meet. */
const bounding = [
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]

type Parameter = ReturnType<typeof parametersOf>[number]

/** What is said of a collection's ids, worked out once. */
interface Rules {
  /** Whether more is said than of what type they are. */
  readonly isBound: boolean
  /** Parameters that name an item in a path. */
  readonly parameters: readonly Parameter[]
  /** One of them that says more than its type. */
  readonly telling: Parameter | undefined
  /** Whether ids of its kind are allowed as they are. */
  readonly isUsual: boolean
}

/** Makes ids that every answer may show and every path may name. */
export class Ids {
  readonly #api: Api
  readonly #tools: Tools
  readonly #maker: Maker
  readonly #plays: readonly Play[]
  readonly #rules = new Map<Collection, Rules>()

  constructor(api: Api, tools: Tools, maker: Maker, plays: readonly Play[]) {
    this.#api = api
    this.#tools = tools
    this.#maker = maker
    this.#plays = plays
  }

  /** An id that no item of a scope has, as the document has them. Throws `No` where none is found. */
  free(collection: Collection, scope: string, making: Making, serial: number): string | number {
    const { isUsual, parameters, telling } = this.#rulesOf(collection)
    const drawn = isUsual && !isName(collection.id) ? 0 : tries
    let number = serial
    for (let count = 0; isUsual || count < drawn; count++) {
      const isDrawn = count < drawn
      const id = isDrawn
        ? this.#draw(collection, telling, making, serial * tries + count, count % 2 === 0)
        : usual(collection, making.seed, number)
      const isFree = id !== undefined && making.store.tables.items.get(keyIn(scope, id)) === undefined
      if (isFree && (!isDrawn || this.#isAllowed(collection, parameters, id))) return id
      if (!isDrawn) number = making.store.nextSerial()
    }
    const reason = `No id was found that ${collection.name} may have and no item of it has. Send one, or let the schema of its ids allow more.`
    throw new No({ code: 'not_implemented', status: 501, reason })
  }

  /** Whether answers may show an id, and paths name it. */
  isAllowed(collection: Collection, id: unknown): boolean {
    const { isBound, parameters } = this.#rulesOf(collection)
    return !isBound || this.#isAllowed(collection, parameters, id)
  }

  #isAllowed(collection: Collection, parameters: readonly Parameter[], id: unknown): boolean {
    const { property } = collection.id
    if (property !== undefined && this.#maker.refuses(collection, property, id)) return false
    return parameters.every(({ schemaPointer }) => {
      const check = this.#api.schema(schemaPointer)
      // a path is text, whatever type answers have it in
      return check(id).length === 0 || check(String(id)).length === 0 || check(Number(id)).length === 0
    })
  }

  #rulesOf(collection: Collection): Rules {
    const known = this.#rules.get(collection)
    if (known !== undefined) return known
    const parameters = this.#parametersOf(collection)
    const shown = this.#plays.flatMap(({ collection: own, success, creation }) =>
      own === collection ? [success, creation].flatMap(({ fields }) => fields.get(collection.id.property ?? '')?.parts ?? []) : [],
    )
    const isBinding = (parts: readonly Node[]) => parts.some((part) => mayRefuse(part, collection.id))
    const telling = parameters.find(({ schema }) => isBinding(partsOf(this.#api, schema)))
    const isBound = telling !== undefined || isBinding(shown)
    const isUsual = !isBound || this.#isAllowed(collection, parameters, usual(collection, 1, 1))
    const rules = { isBound, parameters, telling, isUsual }
    this.#rules.set(collection, rules)
    return rules
  }

  #parametersOf(collection: Collection): readonly Parameter[] {
    const wholes = collection.parent?.parameters.length ?? 0
    const found = this.#plays.flatMap(({ collection: own, operation }) => {
      const last = operation.path.names.at(-1)
      if (own !== collection || operation.path.names.length <= wholes) return []
      return parametersOf(this.#api, operation).filter(({ name, in: place }) => place === 'path' && name === last)
    })
    return [...new Map(found.map((one) => [one.schemaPointer, one])).values()]
  }

  /** An id as the path has it, where that says more than its type, else as answers do. */
  #draw(
    collection: Collection,
    telling: Parameter | undefined,
    { seed, now }: Making,
    number: number,
    isFirst: boolean,
  ): string | number | undefined {
    const from = hash(collection.name, seed + number)
    // A name as answers have it reads better, and may not be what the path wants.
    const isAsShown = telling === undefined || (isName(collection.id) && isFirst)
    const id = isAsShown ? this.#maker.idOf(collection, now, from) : this.#sample(telling, now, from)
    const { kind } = collection.id
    const own = kind === 'integer' && Number.isSafeInteger(Number(id)) ? Number(id) : id
    return typeof own === 'string' || typeof own === 'number' ? own : undefined
  }

  #sample({ schemaPointer }: Parameter, now: number, seed: number): unknown {
    const { schemas } = this.#api
    const schema = schemas.at(schemaPointer, 'request')
    if (!isObject(schema)) return undefined
    try {
      return sample(schema, {
        schemas,
        tools: this.#tools,
        seed,
        now,
        direction: 'request',
        usesExamples: false,
        subject: 'id',
        check: this.#api.schema(schemaPointer),
      })
    } catch (thrown) {
      if (!(thrown instanceof Unsatisfiable)) throw thrown
      return undefined
    }
  }
}

/** Whether a schema may refuse ids of the kind that was inferred. */
function mayRefuse(part: Node, { kind }: Identity): boolean {
  const own: Readonly<Record<string, unknown>> = kind === 'uuid' ? { format: 'uuid' } : {}
  return bounding.some((keyword) => part[keyword] !== undefined && part[keyword] !== own[keyword])
}

/** Whether it is words of people that tell items apart, as the name of a bucket: a UUID would be none. */
function isName({ kind, property }: Identity): boolean {
  return kind === 'text' && property !== undefined && !idWords.test(toWords(property))
}

function usual({ id }: Collection, seed: number, number: number): string | number {
  if (id.kind === 'integer') return number
  return id.kind === 'prefix' ? id.prefix + toUuid(seed, number).replaceAll('-', '') : toUuid(seed, number)
}
