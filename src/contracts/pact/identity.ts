import { fingerprint, isObject, toLocation, type Where } from '../../kernel/index.ts'
import type { Interaction } from './model.ts'

type Keyless = Omit<Interaction, 'key'>

/** A key for an interaction that has none, of what identifies it: not of where it stands, nor of what its messages hold. */
export function keyOf({ description, states, request: { method, path }, response: { status } }: Keyless): string {
  return fingerprint(canonical([description, states, method, path, status])).slice(0, 16)
}

interface Seen {
  readonly content: string
  readonly where: () => Where
}

/** Interactions that were read, by the two they stand between and their key: the same one is taken once, and must be the same wherever it stands. */
export class Register {
  readonly #seen = new Map<string, Seen>()

  add(
    consumer: string,
    provider: string,
    interaction: Interaction,
    where: () => Where,
  ): { readonly isNew: boolean; readonly conflict?: string } {
    const { key, description, states, pending, request, response } = interaction
    const name = JSON.stringify([consumer, provider, key])
    const content = canonical({ description, states, pending, request, response })
    const before = this.#seen.get(name)
    if (before === undefined) this.#seen.set(name, { content, where })
    if (before === undefined || before.content === content) return { isNew: before === undefined }
    const same = key === keyOf(interaction) ? 'description, states, method, path and status' : `key ${JSON.stringify(key)}`
    const conflict = `${JSON.stringify(description)} has the same ${same} as what stands at ${toLocation(before.where())}, and other content. Describe each in its own words, or take one away.`
    return { isNew: false, conflict }
  }
}

/** Equal values give equal texts, whatever order their keys are in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}
