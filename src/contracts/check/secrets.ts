import { isSecretHeader, shapeOfSecret } from '../../kernel/index.ts'
import { bodyValueOf } from '../pact/body.ts'
import type { Teller } from './source.ts'

/** Fewer than those that are never shown: keys that are mailed open nothing by themselves, and pacts need examples of them. */
const secretFields = /(?:password|passwd|secret|api_?key|access_?token|refresh_?token|private_?key)$/i

/** A pact is committed and published: no credential that opens anything may stand in it. */
export function findSecrets(teller: Teller): void {
  for (const side of ['request', 'response'] as const) {
    const message = teller.interaction[side]
    for (const [name, values] of Object.entries(message.headers)) {
      const kind = values.map((value) => kindOf(value, isSecretHeader(name))).find((found) => found !== undefined)
      if (kind !== undefined) tell(teller, kind, `the header ${name}`, [side, 'headers', name])
    }
    const visit = (value: unknown, at: readonly (string | number)[]): void => {
      if (typeof value === 'string') {
        const kind = kindOf(value, secretFields.test(String(at.at(-1) ?? '')))
        if (kind !== undefined) tell(teller, kind, `the ${side}'s body at /${at.join('/')}`, teller.body(side, at))
      } else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...at, index])
      else if (value !== null && typeof value === 'object') for (const [name, child] of Object.entries(value)) visit(child, [...at, name])
    }
    visit(bodyValueOf(message), [])
  }
}

function tell(teller: Teller, kind: string, place: string, at: readonly (string | number)[]): void {
  // the value itself is not told: reports are published, too
  teller.tell(
    'pact.secret',
    'error',
    `What looks like ${kind} stands in ${place}. Write an example like "pact-token" and take the real one back.`,
    at,
  )
}

function kindOf(value: string, isSecretPlace: boolean): string | undefined {
  const shape = shapeOfSecret(value)
  if (shape !== undefined) return shape
  return isSecretPlace && value.split(/[\s=:;,]+/).some(looksRandom) ? 'a real credential' : undefined
}

/** Long, and of letters and digits mixed as nobody writes an example. */
function looksRandom(word: string): boolean {
  if (word.length < 24) return false
  const turns = [...word.matchAll(/\d+|[a-z]+|[A-Z]+/g)].length
  return /\d/.test(word) && /[A-Za-z]/.test(word) && turns >= 6
}
