import type { Method, ResponseSpec } from './api.ts'
import { isObject, type Node } from './document.ts'
import { matchMediaType, toEssence } from './media-type.ts'
import { type Medium, toMedia } from './medium.ts'
import { Order } from './order.ts'
import type { Compiled, Schemas } from './schemas.ts'
import type { Violation } from './violation.ts'
import { type Address, toViolations } from './violations.ts'

const none: readonly Violation[] = Object.freeze([])

type Check = (value: unknown) => readonly Violation[]

/** A check of one value, compiled on first use. */
export function createCheck(schemas: Schemas, pointer: string, place: 'response' | 'value'): Check {
  let compiled: Compiled | undefined
  return (value) => {
    compiled ??= schemas.check(pointer, place)
    if (compiled.validate(value)) return none
    const order = new Order([compiled.schema], schemas)
    const locate = (path: readonly (string | number)[]): Address => ({ in: place, path })
    return toViolations(value, compiled.validate.errors ?? [], [], schemas, locate, ({ path }) => order.rank(path)).violations
  }
}

/** A declared response; what has no schema, and text of types we can't read, is allowed as it is. */
export class DeclaredResponse implements ResponseSpec {
  readonly status: string
  readonly pointer: string
  readonly mediaTypes: readonly string[]
  readonly media: readonly Medium[]
  readonly #bodiless: boolean
  readonly #checks: ReadonlyMap<string, Check | undefined>

  constructor(root: Node, schemas: Schemas, method: Method, status: string, response: unknown, pointer: string) {
    this.status = status
    this.pointer = pointer
    this.media = toMedia(root, isObject(response) ? response.content : undefined, `${pointer}/content`)
    this.mediaTypes = this.media.map(({ name }) => name)
    // RFC 9110 §9.3.2: the answer to HEAD describes a body and sends none
    this.#bodiless = method === 'HEAD'
    this.#checks = new Map(this.media.map((medium) => [medium.name, createMediumCheck(schemas, medium)]))
  }

  check(body: unknown, mediaType?: string): readonly Violation[] {
    const [first] = this.media
    if (first === undefined) return body === undefined ? none : [this.#violation('unexpected', {}, 'must not have a body', body)]
    if (body === undefined) return this.#bodiless ? none : [this.#violation('missing', {}, 'must have a body', body)]
    const medium = mediaType === undefined || mediaType === first.name ? first : matchMediaType(this.media, toEssence(mediaType))
    if (medium === undefined) {
      const allowed = this.mediaTypes
      return [this.#violation('mediaType', { allowed }, `must be sent as ${allowed.join(' or ')}`, mediaType)]
    }
    return this.#checks.get(medium.name)?.(body) ?? none
  }

  /** Compiles every check now, with a value that need not be allowed. */
  compile(): void {
    for (const check of this.#checks.values()) check?.(null)
  }

  #violation(rule: string, params: Violation['params'], message: string, value: unknown): Violation {
    return { in: 'response', path: [], rule, params, message, value, rulePointer: `${this.pointer}/content` }
  }
}

function createMediumCheck(schemas: Schemas, { schema, pointer, codec }: Medium): Check | undefined {
  if (schema === undefined || codec === 'bytes') return undefined
  const check = createCheck(schemas, pointer, 'response')
  // a handler may give text of its own making, e.g. XML; only the value behind it could be checked
  return codec === 'json' || codec === 'text'
    ? check
    : (value) => (typeof value === 'string' || value instanceof Uint8Array ? none : check(value))
}
