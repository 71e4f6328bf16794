import type { Where } from '../../kernel/index.ts'
import type { Pact } from './model.ts'

/** A pact that was read, and where its values stand. */
export interface PactSource {
  readonly pact: Pact
  /** The whole value of the file, as it stands there. */
  readonly raw: Readonly<Record<string, unknown>>
  /** The line and column of a JSON pointer into the file; of what is not there, those of the nearest thing around it. */
  readonly locate: (pointer: string) => Where
}

/** Every code of a pact that can not be used at all: no command takes it, and each ends with exit code 2. */
export const pactCodes = {
  'pact.missing': 'There is no such file or folder, it can not be read, or no pact is in it.',
  'pact.syntax': 'The file is not JSON, or has a key twice, a key that reaches a prototype, or is nested too deep.',
  'pact.invalid': 'Something is missing in the pact, or is not what the specification says.',
  'pact.unsupported': 'The pact is of a version that is not known, or holds messages or other interactions that are not HTTP.',
  'pact.empty': 'The pact has no interaction: it would hold nobody to anything.',
  'pact.interaction.conflict': 'Two interactions are the same one by key, or by description, states, method, path and status, and differ.',
} as const satisfies Record<string, string>

export type PactCode = keyof typeof pactCodes
