import { canonical } from '../engine/index.ts'
import { fingerprint, isSecretHeader, masked as mask, withoutSecrets } from '../kernel/index.ts'
import { type Operation, type RequestInput, type RequestParts, withPrints } from '../openapi/index.ts'
import { writeFixture } from '../world/index.ts'

/** An exchange that broke nothing. */
export interface Sound {
  readonly operation: Operation
  readonly input: RequestInput
  readonly status: number
  readonly headers: RequestParts['headers']
  readonly hasBody: boolean
  /** Undefined when there is no body, or one that says nothing that is read here. */
  readonly value: unknown
  /** What it was read from, where that is not JSON: kept as it came. */
  readonly text: string | undefined
}

/** Headers that a server says anew with every answer. */
const own: ReadonlySet<string> = new Set(['date', 'content-length', 'content-encoding', 'transfer-encoding', 'connection', 'x-request-id'])

/** How many answers are kept, at most: a file of more is read by nobody. */
const most = 10_000

interface Kept {
  readonly facts: object
  /** Of the request, with its secrets. */
  readonly print: string
}

/** Keeps what the upstream answered, as a scenario that a mock of the same document plays. Of equal requests, the last answer counts. */
export class Recorder {
  readonly #upstream: string
  readonly #append: (text: string) => void
  readonly #answers = new Map<string, Kept>()
  readonly #left = new Map<string, number>()

  /**
   * `append` is given the text of a fixture piece by piece: what it has been given by any time is a fixture that holds all that was recorded by then,
   * in which an answer may stand more than once.
   */
  constructor(upstream: string, append: (text: string) => void) {
    this.#upstream = upstream
    this.#append = append
    append(this.#write([]))
  }

  get size(): number {
    return this.#answers.size
  }

  /** What was left out, one sentence for each reason. */
  get notes(): readonly string[] {
    return [...this.#left].map(([reason, times]) => `${times} not recorded: ${reason}`)
  }

  /** Counts one that is left out. */
  skip(reason: string): void {
    this.#left.set(reason, (this.#left.get(reason) ?? 0) + 1)
  }

  take(sound: Sound): void {
    const facts = factsOf(sound)
    if (typeof facts === 'string') {
      this.skip(facts)
      return
    }
    const { call, path = {}, query = {}, sent = null } = facts
    const key = canonical([call, path, query, sent])
    const before = this.#answers.get(key)
    if (before === undefined && this.#answers.size === most) {
      this.skip(`there are ${most} already`)
      return
    }
    const { params, query: asked, body = null } = sound.input
    const print = fingerprint(canonical([params, asked, withPrints(body)]))
    if (before !== undefined && before.print !== print) this.skip(`the request differs from a later one only in what is ${mask}`)
    else if (before !== undefined && canonical(before.facts) !== canonical(facts)) this.skip('a later answer to an equal request differs')
    this.#append(`${this.#answers.size === 0 ? 'answers:\n' : ''}  - ${JSON.stringify(facts)}\n`)
    this.#answers.set(key, { facts, print })
  }

  /** The text of a fixture, each answer once. */
  toText(): string {
    return this.#write([...this.#answers.values()].map(({ facts }) => facts))
  }

  #write(answers: readonly object[]): string {
    const facts = { description: `What ${this.#upstream} answered.`, answers: answers.length === 0 ? undefined : answers }
    return writeFixture({ comments: [`Recorded by standin proxy; what looked secret is ${mask}.`], facts, steps: [] })
  }
}

/** An exchange as a scenario holds it; or why none can. */
function factsOf({ operation, input, status, headers, hasBody, value, text }: Sound): Readonly<Record<string, unknown>> | string {
  if (hasBody && value === undefined) return 'the answer is nothing that is read here'
  const spec = operation.response(status)
  if (spec === undefined) return 'the answer is none of the API'
  const masked = withoutSecrets(value)
  if (text !== undefined && masked !== value) return 'a secret in the answer can only be masked in JSON'
  const body = text ?? masked
  const mediaType = [headers['content-type'] ?? []].flat()[0]
  if (masked !== value && spec.check(body, mediaType).length > 0)
    return `with ${mask} in place of its secrets, the answer would not fit the document`
  const told = spec.headers.flatMap(({ name }) => {
    const text = headers[name]
    return typeof text !== 'string' || own.has(name) || isSecretHeader(name) ? [] : [[name, text] as const]
  })
  const facts = {
    call: operation.id,
    path: filled(input.params),
    query: filled(input.query),
    sent: withoutSecrets(withPrints(input.body)),
    status,
    media_type: hasBody ? mediaType : undefined,
    headers: filled(Object.fromEntries(told)),
    body,
  }
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined))
}

/** Undefined when there is nothing in it. */
function filled(map: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(map).length === 0 ? undefined : withoutSecrets(map)
}
