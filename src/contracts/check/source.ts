import { toPointer, type Where } from '../../kernel/index.ts'
import type { Interaction } from '../pact/model.ts'
import type { PactSource } from '../pact/source.ts'
import type { Finding } from '../report/report.ts'

/** Every code of `standin contract check`, beside those of what is no pact, and `pact.` and a code of the comparator. */
export const checkCodes = {
  'pact.state.unknown': 'A state is not in the catalogue: nobody could bring it about.',
  'pact.state.param-unknown': 'A state has a parameter that the catalogue does not give it.',
  'pact.generator.param-unknown': 'A generator takes a value that no state of the interaction gives.',
  'pact.interaction.duplicate': 'Two interactions have the same description and states: a verifier can not tell them apart.',
  'pact.secret': 'Something that looks like a real credential stands in the pact.',
  'pact.request.invalid': 'The document does not allow the request, and the interaction is not about that.',
  'pact.response.unknown-field': 'The consumer expects a field that the document does not declare.',
  'pact.response.depends-on-optional': 'The consumer expects a field that the provider may leave out.',
  'pact.example.invalid': 'An example in a response does not fit its schema.',
  'pact.matcher.path-invalid': 'The path of a matching rule can not be read.',
  'pact.matcher.no-target': 'A matching rule applies to nothing in the example.',
  'pact.matcher.rejects-own-example': 'A matching rule does not accept the example it stands beside.',
  'pact.matcher.contradicts-schema': 'No value that the schema allows fits the matching rule.',
  'pact.matcher.narrower-than-schema': 'The provider may answer values that the matching rule refuses.',
  'pact.matcher.looser-than-schema': 'The matching rule accepts values that the schema does not list.',
  'pact.matcher.null-not-covered': 'The provider may answer null, and the matching rule refuses it.',
} as const satisfies Record<string, string>

export type CheckCode = keyof typeof checkCodes

type Tokens = readonly (string | number)[]

/** Makes findings about one interaction, with the lines of both files. */
export class Teller {
  readonly #source: PactSource
  readonly interaction: Interaction
  readonly found: Finding[] = []

  constructor(source: PactSource, interaction: Interaction) {
    this.#source = source
    this.interaction = interaction
  }

  tell(code: string, severity: Finding['severity'], message: string, at: Tokens, also?: Where): void {
    const where = this.#source.locate(`${this.interaction.pointer}${toPointer(at)}`)
    this.found.push({ code, severity, message, where, ...(also === undefined ? {} : { also: [also] }) })
  }

  /** Where a part of a body stands in the file: V4 wraps what older versions have bare. */
  body(side: 'request' | 'response', at: Tokens): Tokens {
    return [side, 'body', ...(this.#source.pact.version === 4 ? ['content'] : []), ...at]
  }
}
