import type { Faker } from '@faker-js/faker'
import type { Person } from './person.ts'
import type { Source } from './source.ts'

/** What is known of a text that is to be written. */
export interface Writing {
  /** The name of the property it stands under, in words joined by `_`: `created_at`. */
  readonly name: string
  /** The name of what holds the property, likewise: `users`. */
  readonly owner: string
  /** What the document shows for it. */
  readonly like: unknown
  readonly source: Source
  readonly faker: Faker
  /** Milliseconds since 1970. */
  readonly now: number
  /** Whom the object it stands in is about. */
  person(): Person
}

/** `createdAt`, `created-at`, `Created At` → `created_at`. */
export function toWords(name: string): string {
  const known = words.get(name)
  if (known !== undefined) return known
  const found = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
  if (words.size < mostWords) words.set(name, found)
  return found
}

/** Names come from documents, and the same few over and over. */
const words = new Map<string, string>()
const mostWords = 20_000
