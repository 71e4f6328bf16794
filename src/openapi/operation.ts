import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type {
  Address,
  Method,
  Operation,
  Path,
  ReadResult,
  RequestExample,
  RequestParts,
  ResponseSpec,
  SecurityRequirement,
} from './api.ts'
import { entriesOf, follow, type Node } from './document.ts'
import type { Finding } from './finding.ts'
import { chooseMedium, type Medium, placeOf, toMedia, wholeOf } from './medium.ts'
import type { Parameter } from './parameters.ts'
import { RequestReader } from './request.ts'
import { DeclaredResponse } from './response.ts'
import type { Schemas } from './schemas.ts'
import { namedExamplesOf } from './shown.ts'
import { Uncompilable } from './uncompilable.ts'
import { Declared, type UndeclaredField } from './undeclared.ts'

/** What the walk over the paths knows about an operation. */
export interface OperationPlan {
  readonly root: Node
  readonly schemas: Schemas
  readonly id: string
  readonly method: Method
  readonly path: Path
  /** Filled when all operations are known. */
  readonly addresses: readonly Address[]
  readonly pointer: string
  readonly node: Node
  readonly parameters: readonly Parameter[]
  readonly security: readonly (readonly SecurityRequirement[])[]
  readonly unusable: string | undefined
}

/** An operation that compiles its parts when they are first needed. */
export class DeclaredOperation implements Operation {
  readonly id: string
  readonly method: Method
  readonly path: Path
  readonly addresses: readonly Address[]
  readonly pointer: string
  readonly summary: string | undefined
  readonly isDeprecated: boolean
  readonly security: Operation['security']
  readonly statuses: readonly string[]
  readonly hasBody: boolean
  readonly parameters: readonly Parameter[]
  readonly #plan: OperationPlan
  readonly #byStatus = new Map<number, DeclaredResponse | undefined>()
  readonly #declared = new Map<string, Declared>()
  #unusable: string | undefined
  #responses: ReadonlyMap<string, DeclaredResponse> | undefined
  #reader: RequestReader | undefined
  #examples: readonly RequestExample[] | undefined

  constructor(plan: OperationPlan) {
    this.#plan = plan
    this.id = plan.id
    this.method = plan.method
    this.path = plan.path
    this.addresses = plan.addresses
    this.pointer = plan.pointer
    this.summary = typeof plan.node.summary === 'string' ? plan.node.summary : undefined
    this.isDeprecated = plan.node.deprecated === true
    this.security = plan.security
    this.parameters = plan.parameters
    this.#unusable = plan.unusable
    const responses = follow(plan.root, plan.node.responses, '')?.value
    this.statuses = isObject(responses) ? Object.keys(responses).filter((key) => !key.startsWith('x-')) : []
    this.hasBody = plan.node.requestBody !== undefined
  }

  get unusable(): string | undefined {
    return this.#unusable
  }

  read(parts: RequestParts): ReadResult {
    return (this.#reader ?? this.#compileReader()).read(parts)
  }

  undeclared(body: unknown, mediaType: string | undefined): readonly UndeclaredField[] {
    const medium = chooseMedium(this.media, mediaType)
    if (medium?.schema === undefined || medium.codec === 'bytes') return []
    const known = this.#declared.get(medium.name)
    const { schemas } = this.#plan
    const schema = schemas.at(medium.pointer, 'request')
    const whole = schema && wholeOf(medium, schema)
    const declared = known ?? new Declared([whole], schemas)
    this.#declared.set(medium.name, declared)
    return declared.in(body)
  }

  response(status: number): ResponseSpec | undefined {
    const known = this.#byStatus.get(status)
    if (known !== undefined || this.#byStatus.has(status)) return known
    const { responses } = this
    // OAS 3.1 §4.8.16.1: a code before its range; ranges are written `4XX`
    const found = responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get('default')
    this.#byStatus.set(status, found)
    return found
  }

  get responses(): ReadonlyMap<string, DeclaredResponse> {
    if (this.#responses === undefined) {
      const { root, schemas, node, pointer } = this.#plan
      const responses = new Map<string, DeclaredResponse>()
      for (const { key, value, pointer: at } of entriesOf(root, node.responses, `${pointer}/responses`)) {
        responses.set(/^[1-5]xx$/i.test(key) ? key.toUpperCase() : key, new DeclaredResponse(root, schemas, this.method, key, value, at))
      }
      this.#responses = responses
    }
    return this.#responses
  }

  get examples(): readonly RequestExample[] {
    this.#examples ??= this.#collectExamples()
    return this.#examples
  }

  /** Media types of the request body, as declared. */
  get media(): readonly Medium[] {
    const { value, pointer } = this.#body()
    return toMedia(this.#plan.root, value.content, `${pointer}/content`)
  }

  /** Compiles everything; a fault makes the operation unusable. */
  compile(): Finding | undefined {
    if (this.#unusable !== undefined) return undefined
    try {
      if (this.#reader === undefined) this.#compileReader()
      for (const response of this.responses.values()) response.compile()
      return undefined
    } catch (error) {
      const message = `The validator refuses a schema: ${(error as Error).message}`
      return { code: 'operation.uncompilable', severity: 'error', message, pointer: this.pointer }
    }
  }

  /** Compiles what requests are held to, then what is answered when all goes well; one part for each step. Faults are left to the request that meets them. */
  *warmUp(): Generator<void> {
    try {
      if (this.#reader === undefined && this.#unusable === undefined) yield void this.#compileReader()
      for (const response of this.responses.values()) if (/^[2d]/.test(response.status)) yield response.compile()
    } catch (error) {
      if (!(error instanceof Uncompilable)) throw error
    }
  }

  #compileReader(): RequestReader {
    if (this.#unusable !== undefined) throw new Uncompilable(`Operation "${this.id}" can not be used: ${this.#unusable}`)
    const { root, schemas, parameters, path } = this.#plan
    const { value, pointer } = this.#body()
    try {
      this.#reader = new RequestReader({
        root,
        schemas,
        parameters,
        template: path.template,
        names: path.names,
        media: this.media,
        bodyRequired: value.required === true,
        bodyPointer: pointer,
      })
      return this.#reader
    } catch (error) {
      this.#unusable = (error as Error).message
      throw error
    }
  }

  #collectExamples(): readonly RequestExample[] {
    const { root } = this.#plan
    const at = (pointer: string) => namedExamplesOf(root, valueAt(root, parsePointer(pointer)))
    return [
      ...this.parameters.flatMap(({ in: place, name: parameter, pointer }) => at(pointer).map((one) => ({ ...one, in: place, parameter }))),
      ...this.media.flatMap((medium) => at(placeOf(medium)).map((one) => ({ ...one, in: 'body' as const, parameter: '' }))),
    ]
  }

  #body(): { readonly value: Node; readonly pointer: string } {
    const at = `${this.pointer}/requestBody`
    const place = follow(this.#plan.root, this.#plan.node.requestBody, at)
    return { value: isObject(place?.value) ? place.value : {}, pointer: place?.pointer ?? at }
  }
}
