import { isObject } from '../kernel/index.ts'
import type { BodyRead, DeclaredHeader, DeclaredLink, Method, ResponseExample, ResponseSpec } from './api.ts'
import { type BodyReader, createBodyReader } from './body.ts'
import type { JsonSchema } from './conversion.ts'
import type { Node } from './document.ts'
import { isJson, matchMediaType, toEssence } from './media-type.ts'
import { type Medium, toMedia, wholeOf } from './medium.ts'
import { Reading } from './reading.ts'
import { createHeaderCheck, type HeaderCheck } from './response-header.ts'
import type { Schemas } from './schemas.ts'
import { isSequence, readSequence } from './sequence.ts'
import { examplesOf, headersOf, linksOf } from './shown.ts'
import { Declared, type UndeclaredField } from './undeclared.ts'
import { type Check, createCheck } from './value-check.ts'
import type { Violation } from './violation.ts'

const none: readonly Violation[] = Object.freeze([])

/** A declared response; what has no schema, and text of types we can't read, is allowed as it is. */
export class DeclaredResponse implements ResponseSpec {
  readonly status: string
  readonly pointer: string
  readonly mediaTypes: readonly string[]
  readonly media: readonly Medium[]
  readonly #root: Node
  readonly #response: unknown
  readonly #schemas: Schemas
  readonly #bodiless: boolean
  readonly #checks: ReadonlyMap<string, Check | undefined>
  readonly #declared = new Map<string, Declared>()
  readonly #readers = new Map<string, BodyReader>()
  #examples: readonly ResponseExample[] | undefined
  #headers: readonly DeclaredHeader[] | undefined
  #headerChecks: readonly HeaderCheck[] | undefined

  constructor(root: Node, schemas: Schemas, method: Method, status: string, response: unknown, pointer: string) {
    this.status = status
    this.pointer = pointer
    this.#root = root
    this.#response = response
    this.media = toMedia(root, isObject(response) ? response.content : undefined, `${pointer}/content`)
    this.mediaTypes = this.media.map(({ name }) => name)
    // RFC 9110 §9.3.2, §15.3.5, §15.3.6, §15.4.5: whatever is declared, these have none
    this.#bodiless = method === 'HEAD' || /^(?:1..|204|205|304)$/.test(status)
    this.#schemas = schemas
    this.#checks = new Map(this.media.map((medium) => [medium.name, createMediumCheck(schemas, medium)]))
  }

  get examples(): readonly ResponseExample[] {
    this.#examples ??= examplesOf(this.#root, this.#response, this.media)
    return this.#examples
  }

  get headers(): readonly DeclaredHeader[] {
    this.#headers ??= headersOf(this.#root, this.#response, this.pointer)
    return this.#headers
  }

  get links(): readonly DeclaredLink[] {
    return linksOf(this.#root, this.#response)
  }

  schema(mediaType?: string): JsonSchema | undefined {
    const medium = this.#medium(mediaType)
    return medium && this.#whole(medium)
  }

  check(body: unknown, mediaType?: string): readonly Violation[] {
    const [first] = this.media
    if (first === undefined) return body === undefined ? none : [this.#violation('unexpected', {}, 'must not have a body', body)]
    if (body === undefined) return this.#bodiless ? none : [this.#violation('missing', {}, 'must have a body', body)]
    const medium = this.#medium(mediaType)
    if (medium === undefined) {
      const allowed = this.mediaTypes
      return [this.#violation('mediaType', { allowed }, `must be sent as ${allowed.join(' or ')}`, mediaType)]
    }
    // what a range is made of tells how it would be read: text of other media types than JSON can't be looked into
    if (medium.essence.includes('*') && mediaType !== undefined && isOpaque(medium, mediaType, body)) return none
    return this.#checks.get(medium.name)?.(body) ?? none
  }

  undeclared(body: unknown, mediaType?: string): readonly UndeclaredField[] {
    const medium = this.#medium(mediaType)
    const schema = medium && this.#whole(medium)
    if (medium === undefined || schema === undefined) return []
    const declared = this.#declared.get(medium.name) ?? new Declared([schema], this.#schemas)
    this.#declared.set(medium.name, declared)
    return declared.in(body)
  }

  reads(mediaType: string): boolean {
    return /^(?:xml|lines)$/.test(this.#medium(mediaType)?.codec ?? '')
  }

  read(body: Uint8Array, mediaType: string): BodyRead {
    const medium = this.#medium(mediaType)
    if (medium === undefined) return { value: undefined, violations: [] }
    const reader = this.#readers.get(medium.name) ?? createBodyReader(this.#root, this.#schemas, medium)
    this.#readers.set(medium.name, reader)
    const value = reader(body, mediaType)
    return value instanceof Reading ? value : { value, violations: none }
  }

  checkHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): readonly Violation[] {
    this.#headerChecks ??= this.headers.map((header) => createHeaderCheck(this.#root, this.#schemas, header, this.pointer))
    return this.#headerChecks.flatMap((check) => check(headers))
  }

  /** Compiles every check now. */
  compile(): void {
    for (const check of this.#checks.values()) check?.compile()
  }

  #whole(medium: Medium): JsonSchema | undefined {
    if (medium.schema === undefined || medium.codec === 'bytes') return undefined
    const schema = this.#schemas.at(medium.pointer, 'response')
    return schema && wholeOf(medium, schema)
  }

  #medium(mediaType: string | undefined): Medium | undefined {
    const [first] = this.media
    if (mediaType === undefined || mediaType === first?.name) return first
    return matchMediaType(this.media, toEssence(mediaType))
  }

  #violation(rule: string, params: Violation['params'], message: string, value: unknown): Violation {
    return { in: 'response', path: [], rule, params, message, value, rulePointer: `${this.pointer}/content` }
  }
}

function isOpaque({ structured }: Medium, mediaType: string, body: unknown): boolean {
  return structured && (typeof body === 'string' || body instanceof Uint8Array) && !isJson(toEssence(mediaType)) && !mediaType.includes('*')
}

function createMediumCheck(schemas: Schemas, medium: Medium): Check | undefined {
  const { schema, pointer, codec, isPerLine } = medium
  if (schema === undefined || codec === 'bytes') return undefined
  const check = createCheck(schemas, pointer, 'response')
  // a handler may give text of its own making, e.g. XML; only the value behind it could be checked
  if (codec === 'json' || codec === 'text') return check
  const ofLines = (value: unknown) =>
    [value].flat().flatMap((line, index) => check(line).map((violation) => ({ ...violation, path: [index, ...violation.path] })))
  const ofAll = isPerLine ? ofLines : check
  const ofText = (text: string) => {
    if (!isSequence(medium)) return none
    const read = readSequence(medium, text)
    return read instanceof Reading ? read.violations : ofAll(read)
  }
  const some = (value: unknown) => (typeof value === 'string' ? ofText(value) : value instanceof Uint8Array ? none : ofAll(value))
  return Object.assign(some, { compile: check.compile })
}
