import { fileURLToPath } from 'node:url'
import type { Credential, Principal } from '../../engine/index.ts'
import type { TableSpecs, Tables } from '../../kernel/index.ts'
import type { HandlerCall, Handlers } from './handler.ts'
import type { OwnTable } from './table.ts'

/** Tables of your own, by name. */
// biome-ignore lint/suspicious/noExplicitAny: a specification is contravariant in its row, so no narrower type admits all of them
export type OwnTables = Readonly<Record<string, OwnTable<any, any, any>>>

/** What a backend of your own has beside handlers. */
export interface BackendExtras<Specs extends OwnTables> {
  readonly tables?: Specs
  /** Whom a credential stands for, with the scopes he has where he has not all; undefined refuses it. Left out, any credential is taken. */
  readonly authenticate?: (credential: Credential, world: { readonly tables: Tables<Specs> }) => string | Principal | undefined
}

/** Handlers for some operations of a document; another backend plays the rest. Given to `createMock` or to `standin serve --backend`. */
export interface OwnBackend {
  /** The document it was written for: its path, its address, or itself. */
  readonly document: string | object
  readonly handlers: ReadonlyMap<string, (call: HandlerCall<unknown, TableSpecs>) => unknown>
  readonly tables: OwnTables
  readonly authenticate: BackendExtras<OwnTables>['authenticate']
  /** The module it was read from. */
  readonly file: string | undefined
  /** Another text when it may play the same calls otherwise. */
  readonly source: string
}

const mark = Symbol.for('standin.backend')

/**
 * Your own logic for an OpenAPI document: `defineBackend<operations>('shop.yaml')({ placeOrder: ({ body, refuse }) => … })`.
 * `operations` are the types that `standin types shop.yaml` writes. The document is a path, a URL, or the document itself.
 */
export function defineBackend<Operations = Readonly<Record<string, unknown>>>(document: string | URL | object) {
  // in plain JavaScript nobody else says so
  if ((document as unknown) === undefined) throw new TypeError('defineBackend needs a document: its path, its URL, or itself')
  return <const Specs extends OwnTables = Record<never, never>>(
    handlers: Handlers<Operations, Specs>,
    extras: BackendExtras<Specs> = {},
  ): OwnBackend => {
    if ((handlers as unknown) === undefined) throw new TypeError('defineBackend(document) needs handlers: { operationId: (call) => … }')
    const own = Object.entries(handlers).filter(([, handler]) => handler !== undefined)
    const backend = {
      [mark]: true,
      document: document instanceof URL ? toPlace(document) : document,
      handlers: new Map(own) as OwnBackend['handlers'],
      tables: extras.tables ?? {},
      authenticate: extras.authenticate as OwnBackend['authenticate'],
      file: undefined,
      source: own.map(([id, handler]) => `${id} ${String(handler)}`).join('\n'),
    }
    return Object.freeze(backend)
  }
}

/** A module may have another copy of this one, so its classes would tell nothing. */
export function isOwnBackend(value: unknown): value is OwnBackend {
  return typeof value === 'object' && value !== null && mark in value
}

function toPlace(url: URL): string {
  return url.protocol === 'file:' ? fileURLToPath(url) : url.href
}
