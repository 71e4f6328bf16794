/** What a document's operations do to what it keeps, as far as its paths and schemas tell: plain data, printed by `standin infer`. */
export interface Model {
  readonly collections: readonly Collection[]
  /** Operations that no collection has, answered from examples. */
  readonly others: readonly OtherOperation[]
}

export interface OtherOperation {
  /** The operation's id. */
  readonly operation: string
  readonly why: string
}

/** What an operation does: `count` tells how many items a list has, `put` makes an item under the id in its path, or changes the one that is there. */
export const roles = ['list', 'count', 'create', 'read', 'replace', 'patch', 'put', 'delete'] as const

export type Role = (typeof roles)[number]

/** When a collection keeps what is done to it: `always` when it is sure, else with `--stateful`; `never` is for people to say. */
export const keeps = ['always', 'stateful', 'never'] as const

export type Keep = (typeof keeps)[number]

export interface Collection {
  /** As people call it: `pet`, `contacts.segments`. */
  readonly name: string
  /** Template of its path: `/contacts/{contact_id}/segments`. */
  readonly path: string
  readonly keep: Keep
  /** Whether it is one thing, there as long as what it is a part of: settings, the profile of a user. It has no id. */
  readonly isSingle: boolean
  readonly id: Identity
  readonly parent: Parent | undefined
  readonly operations: readonly { readonly operation: string; readonly role: Role }[]
  /** Properties that no two items of it share. */
  readonly unique: readonly string[]
  /** By operation and parameter of the query; those of lists choose among the items. */
  readonly filters: Readonly<Record<string, Readonly<Record<string, Filter>>>>
  /** By operation, what it sets of an item whatever is sent: `banned` of a user. */
  readonly sets: Readonly<Record<string, Sets>>
  /** What the document leaves open; nothing of one that is sure. */
  readonly doubts: readonly string[]
  /** What was guessed on the way and only matters to some calls, e.g. a filter that does nothing. */
  readonly notes: readonly string[]
}

/** What an operation sets of an item, by property. */
export type Sets = Readonly<Record<string, string | number | boolean | null>>

/** How a value is held against an item's: equal, not below, not above, above, below, or a part of its text. */
export const filterTests = ['is', 'from', 'to', 'after', 'before', 'contains'] as const

export interface Filter {
  /** `*` stands for every text of an item. */
  readonly property: string
  readonly test: (typeof filterTests)[number]
}

/** How the items of a collection are told apart. */
export interface Identity {
  /** Undefined where no answer shows it. */
  readonly property: string | undefined
  /** Other properties that the path takes as well. */
  readonly also: readonly string[]
  readonly kind: 'integer' | 'uuid' | 'prefix' | 'text'
  /** What made-up ids begin with; empty but for kind `prefix`. */
  readonly prefix: string
}

/** What an item is a part of. */
export interface Parent {
  /** Undefined where it is no collection that is known: then anything may be one. */
  readonly collection: string | undefined
  /** Parameters of the path that say which, outermost first. */
  readonly parameters: readonly string[]
}
