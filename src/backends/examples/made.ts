import { type Call, hash, type SampleOptions, type Tools, toWords } from '../../engine/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'

/** What an answer is made from; everything about it is told by this alone, so the same request gets the same answer. */
export interface Made {
  readonly api: Api
  readonly call: Call
  /** What is told from time is told from this, milliseconds since 1970. */
  readonly now: number
  readonly seed: number
  readonly isDynamic: boolean
  /** The cookie that a security scheme asks for, if one does. */
  readonly cookie: string | undefined
  /** How the values for one use are made up. */
  sampling(use: string): Omit<SampleOptions, 'check'>
}

/** What makes answers of one document. */
export class Making {
  readonly #api: Api
  readonly #tools: Tools
  readonly #cookie: string | undefined

  constructor(api: Api, tools: Tools) {
    this.#api = api
    this.#tools = tools
    this.#cookie = api.operations
      .flatMap(({ security }) => security.flat())
      .map(({ scheme }) => (scheme.type === 'apiKey' && scheme.in === 'cookie' ? scheme.name : undefined))
      .find((name) => name !== undefined)
  }

  of(call: Call, now: number, seed: number, isDynamic: boolean): Made {
    const shared = {
      schemas: this.#api.schemas,
      tools: this.#tools,
      now,
      direction: 'response',
      usesExamples: !isDynamic,
      subject: subjectOf(call.operation),
    } as const
    const sampling = (use: string) => ({ ...shared, seed: hash(use, seed) })
    return { api: this.#api, call, now, seed, isDynamic, cookie: this.#cookie, sampling }
  }
}

/** What an operation is about: the last word of its path that is no parameter. */
export function subjectOf({ path }: Operation): string {
  const words = path.template.split('/').filter((part) => part !== '' && !part.includes('{') && !/^v\d/.test(part))
  return toWords(words.at(-1) ?? '')
}
