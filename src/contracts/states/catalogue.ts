/**
 * The provider states there are. A state's name is a scenario's, and its parameters are those the fixture declares: what a contract names
 * `pending` can be looked at with `standin serve --scenario pending`. `gives` are the variables that `ProviderState` generators may use.
 */
export const catalogue = {
  default: { params: [], gives: [] },
  'no-user': { params: ['email', 'full_name'], gives: ['email', 'full_name'] },
  'existing-elsewhere': { params: ['email', 'user_id', 'full_name'], gives: ['email', 'user_id', 'full_name'] },
  'already-member': { params: ['email', 'user_id', 'full_name'], gives: ['email', 'user_id', 'full_name'] },
  pending: { params: ['email', 'user_id', 'full_name', 'email_key'], gives: ['email', 'user_id', 'full_name', 'email_key'] },
  'pending-with-account': {
    params: ['email', 'user_id', 'full_name', 'email_key'],
    gives: ['email', 'user_id', 'full_name', 'email_key'],
  },
  'expired-invitation': { params: ['email', 'user_id', 'full_name', 'email_key'], gives: ['email', 'user_id', 'full_name', 'email_key'] },
  'deactivated-rejoins': { params: ['email', 'user_id', 'full_name'], gives: ['email', 'user_id', 'full_name'] },
  'removed-rejoins': { params: ['email', 'user_id', 'full_name'], gives: ['email', 'user_id', 'full_name'] },
  'no-permission': { params: [], gives: [] },
  'last-owner': { params: [], gives: [] },
} as const satisfies Readonly<Record<string, { readonly params: readonly string[]; readonly gives: readonly string[] }>>

export type StateName = keyof typeof catalogue

/** Values for a state's parameters; those left out have the fixture's defaults. */
export type StateParams<Name extends StateName> = { readonly [Param in (typeof catalogue)[Name]['params'][number]]?: string }

/** What every state gives besides its own. */
export const commonVariables = ['organization_id', 'other_organization_id', 'role_id', 'department_id'] as const

export function isStateName(name: string): name is StateName {
  return Object.hasOwn(catalogue, name)
}

/** Values that a state came to, for the requests and paths that name them. */
export type Variables = Readonly<Record<string, string>>

/** Requests of an API that make it mail someone. */
export interface Mailing {
  readonly method: string
  /** Of the path alone, without the query. */
  readonly path: RegExp
  /** The field of the JSON body that keeps the mail back when it is false; without one the request mails whatever it says. */
  readonly flag?: string
}

/** The ids that the fixtures pin, all of which extend `default`; parameters of theirs take precedence. */
export const pinned: Variables = {
  organization_id: 'org_xyz789',
  other_organization_id: 'org_globex1',
  role_id: 'role_abc123',
  department_id: 'dept_eng001',
  email: 'jane@example.com',
  user_id: 'usr_jane1',
  full_name: 'Jane Doe',
  email_key: 'invkey_f87d706d08504aacb5fec46316ce5f23',
}

/** Brings a provider into states, one interaction after another. */
export interface StateKeeper {
  /** What must not be sent, or not as it is, to a provider that may mail nobody. */
  readonly mailing: readonly Mailing[]
  /** Whether there is a state of that name; always, where only setting it up can tell. */
  knows(name: string): boolean
  /** Why a state can't be reached here; undefined when it can. */
  unreachable(name: string): string | undefined
  /** Throws with a sentence for people when the state can't be set up. */
  setUp(name: string, params: Readonly<Record<string, unknown>>): Promise<Variables>
  /** Undoes what the last interaction's states and the interaction itself did. Never throws: what is left is told. */
  tearDown(): Promise<readonly string[]>
  /** Where a request goes, without a slash at its end; and the credential it gets in place of a good one. */
  target(): Promise<{ readonly url: string; readonly token: string | undefined }>
  /** Told of every answer, since an interaction may make what has to be undone. */
  saw(method: string, path: string, status: number, body: unknown): void
}
