/** The public names of contracts: expectations of a consumer, typed by a document, and the pacts they make. */
import type { operations } from './backends/index.ts'
import {
  type Consumer,
  type ConsumerOptions,
  createConsumer,
  type StateName,
  type StateParams,
  type Undescribed,
} from './contracts/index.ts'
import { flagshipDocument } from './options.ts'

export type { components, operations, paths } from './backends/index.ts'
export {
  type Consumer,
  type ConsumerOptions,
  catalogue,
  type Expectation,
  exactly,
  type Gathering,
  gatherPacts,
  maybeEmpty,
  type StateName,
  type StateParams,
  type Terms,
} from './contracts/index.ts'
export { Unusable } from './kernel/index.ts'

/** The states of the organisation-membership API, with their parameters. */
export type CatalogueStates = { readonly [Name in StateName]: StateParams<Name> }

/** States of a provider that nobody has typed. */
export type AnyStates = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * Somebody who relies on a provider, and can say on what: of the organisation-membership API, or of a document with its types
 * (`standin types`, or openapi-typescript) and states.
 * ```ts
 * const members = await defineConsumer({ consumer: 'admin-web', provider: 'organizations', token: 'tok_owner' })
 * const pets = await defineConsumer<paths, { 'a pet': { id?: string } }>({ consumer: 'shop', provider: 'pets', document: 'pets.yaml' })
 * ```
 */
export function defineConsumer(
  options: Omit<ConsumerOptions, 'document'> & { readonly document?: undefined },
): Promise<Consumer<operations, CatalogueStates>>
export function defineConsumer<Described extends object = Undescribed, Known extends object = AnyStates>(
  options: ConsumerOptions,
): Promise<Consumer<Described, Known>>
export function defineConsumer<Described extends object, Known extends object>({
  document = flagshipDocument,
  ...options
}: Omit<ConsumerOptions, 'document'> & { readonly document?: string | undefined }): Promise<Consumer<Described, Known>> {
  return createConsumer({ ...options, document })
}
