/** A story played at the mock and at the provider, step by step. What one side answers is carried into that side's later steps. */
export interface Journey {
  readonly name: string
  readonly steps: readonly Step[]
}

/** Texts may hold `{variable}`, or `{variable|upper}` for capital letters; a step whose variables one side does not have is skipped. */
export interface Step {
  readonly name: string
  readonly operation: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** The variable that holds the bearer token (`token` if left out); null = no credential. */
  readonly as?: string | null
  readonly body?: unknown
  /** Sent as it is instead of `body`. */
  readonly raw?: string
  /** What later steps need from the answer. */
  readonly keep?: Readonly<Record<string, Keep>>
  /** The assumption of the mock that the answer rests on, by where it shows: `status` or a JSON path. */
  readonly rests?: Readonly<Record<string, string>>
  /** `shapes`: the values belong to the tenant, only fields and types are compared. */
  readonly compares?: 'shapes'
  /** Makes a real provider mail someone, whatever the body says. */
  readonly mails?: boolean
}

export interface Keep {
  /** JSON pointer into the body of the answer. */
  readonly at: string
  /** The part of the text to keep. */
  readonly match?: RegExp
  /** Where `at` leads to a list: the field of its first entry, or of the one that `where` fits best. */
  readonly field?: string
  readonly where?: Readonly<Record<string, unknown>>
}

/** How a user who was invited is taken out again, and what invites. */
export interface Tidying {
  readonly invite: string
  /** The field of its body that has the provider mail, or not. */
  readonly mailFlag: string
  readonly remove: string
  readonly removeBody: unknown
}
