import { contains, jsonOf } from '../kernel/index.ts'
import { partsByName } from '../openapi/index.ts'
import type { FaultMatch } from '../world/index.ts'
import type { Request } from './request.ts'

/** A request as faults look at it: its body is read once, and only when one of them asks for it. */
export class Subject {
  readonly #request: Request
  #body: { readonly value: unknown } | undefined

  constructor(request: Request) {
    this.#request = request
  }

  fits({ headers = {}, body }: FaultMatch): boolean {
    return Object.entries(headers).every(([name, value]) => this.#has(name, value)) && (body === undefined || contains(this.body, body))
  }

  /** JSON or a form's fields, files as `FilePart`, read before anything is checked; undefined for what is neither. */
  get body(): unknown {
    this.#body ??= { value: read(this.#request) }
    return this.#body.value
  }

  #has(name: string, value: string): boolean {
    const sent = this.#request.headers[name.toLowerCase()]
    return Array.isArray(sent) ? sent.includes(value) : sent === value
  }
}

const decoder = new TextDecoder()

function read({ headers, body }: Request): unknown {
  if (body === undefined || body.byteLength === 0) return undefined
  const contentType = String(headers['content-type'])
  if (contentType.startsWith('multipart/')) return partsByName(body, contentType)
  const text = decoder.decode(body)
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  return jsonOf(text)
}
