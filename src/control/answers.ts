import type { Mail } from '../engine/index.ts'
import { didYouMean, isObject } from '../kernel/index.ts'
import type { FactPath } from '../world/index.ts'

/** Why a text that begins with `$` stands for nothing. */
export class Unanswered {
  readonly reason: string
  /** Where the text stands. */
  readonly path: FactPath
  constructor(reason: string, path: FactPath) {
    this.reason = reason
    this.path = path
  }
}

/** What named steps answered and mailed, for later steps to take values from: `$jane.user_id`, `$jane.mail.invitation_key`. */
export class Answers {
  readonly #byName = new Map<string, unknown>()

  add(name: string, answer: unknown, mail: Mail | undefined): void {
    if (mail === undefined) this.#byName.set(name, answer)
    else this.#byName.set(name, { ...(isObject(answer) ? answer : {}), mail })
  }

  /** The value with everything in it that stands for something else replaced; `path` is where it stands. Throws `Unanswered`. */
  resolve(value: unknown, path: FactPath): unknown {
    if (typeof value === 'string') return value.startsWith('$') ? this.#take(value, path) : value
    if (Array.isArray(value)) return value.map((item, index) => this.resolve(item, [...path, index]))
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.resolve(inner, [...path, key])]))
  }

  #take(text: string, path: FactPath): unknown {
    if (text.startsWith('$$')) return text.slice(1)
    const [name, ...keys] = splitReference(text)
    if (!this.#byName.has(name)) {
      const known = [...this.#byName.keys()]
      throw new Unanswered(
        `${JSON.stringify(text)} refers to a step before this one, and none is named ${JSON.stringify(name)}.${didYouMean(name, known)} Write $$ for a text that begins with $.`,
        path,
      )
    }
    let value = this.#byName.get(name)
    for (const key of keys) {
      const inner = value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Answer)[key] : undefined
      if (inner === undefined) {
        const there = isObject(value) ? `, only ${Object.keys(value).join(', ')}` : ''
        throw new Unanswered(`${JSON.stringify(text)} leads nowhere: there is no ${JSON.stringify(key)}${there}.`, path)
      }
      value = inner
    }
    return value
  }
}

type Answer = Readonly<Record<string, unknown>>

/** `$jane.mail.invitation_key` as its parts. */
export function splitReference(text: string): [name: string, ...keys: string[]] {
  return text.slice(1).split('.') as [string, ...string[]]
}

/** A text that stands for itself. */
export function quoteText(text: string): string {
  return text.startsWith('$') ? `$${text}` : text
}
