import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Unusable, type Where } from '../../kernel/index.ts'
import { type Api, load } from '../../openapi/index.ts'
import { writePact } from '../pact/write.ts'
import { writeShard } from '../shards/folder.ts'
import { commonVariables, pinned } from '../states/catalogue.ts'
import { catalogueOf } from '../states/catalogue-of.ts'
import type { NameOf, OperationOf, StatusOf } from './described.ts'
import { type Built, build, type Setting, type WrittenTerms } from './expectation.ts'
import { play } from './play.ts'
import type { Terms } from './terms.ts'

export interface ConsumerOptions {
  /** Who relies on the provider, e.g. `admin-web`. */
  readonly consumer: string
  readonly provider: string
  /** Path of an OpenAPI document. */
  readonly document: string
  /** Where the pact is written once everything has run; `contracts/pacts` if left out. */
  readonly dir?: string | undefined
  /** Sent to every operation that asks for a credential. */
  readonly token?: string | undefined
  /** What the provider's states give beside their parameters, by name, with the values that tests use: requests that have them are filled in by the provider. */
  readonly variables?: Readonly<Record<string, string>> | undefined
}

/** Expects things of a provider, in the types of its document. */
export interface Consumer<Described, Known> {
  readonly api: Api
  /**
   * Says what is asked and what answer is relied on. Throws `Unusable` at once, with lines, when the document does not allow it.
   * Nothing is relied on until it has `run`.
   */
  expect<Name extends NameOf<Described>, const Status extends StatusOf<OperationOf<Described, Name>>>(
    operation: Name,
    terms: Terms<OperationOf<Described, Name>, Status, Known>,
  ): Expectation
}

export interface Expectation {
  readonly description: string
  /**
   * Plays the answer at `url` while the callback calls the client with it, and gives what that gave.
   * Rejects when the request was another one, whatever the client made of it, or when there was none; else the interaction is part of the pact.
   */
  run<Result>(use: (at: { readonly url: string }) => Result): Promise<Awaited<Result>>
}

interface Defined {
  readonly text: string
  readonly place: string
}

/** Loads the document. Throws `Unusable` when it can't be used. */
export async function createConsumer<Described, Known>(options: ConsumerOptions): Promise<Consumer<Described, Known>> {
  const { consumer, provider, document, dir = 'contracts/pacts', token, variables } = options
  const api = await load(document)
  const states = catalogueOf(api)
  const common = states === undefined ? {} : Object.fromEntries(commonVariables.map((name) => [name, pinned[name] as string]))
  const setting: Setting = { api, consumer, provider, token, states, variables: { ...common, ...variables } }
  const defined = new Map<string, Defined>()
  return {
    api,
    expect: function expect(operation, terms) {
      const place = callerOf(expect)
      const built = build(setting, operation, terms as unknown as WrittenTerms, place)
      const text = writePact(built.pact)
      keepApart(defined, built, text, place)
      writeShard(dir, built.pact, placeText(place), 'expected')
      return {
        description: built.interaction.description,
        async run<Result>(use: (at: { readonly url: string }) => Result): Promise<Awaited<Result>> {
          const result = await play(built, use)
          writeShard(dir, built.pact, placeText(place), 'seen')
          return result
        },
      }
    },
  }
}

/** Found here it has its stack; the merge finds what other processes said. */
function keepApart(defined: Map<string, Defined>, { interaction }: Built, text: string, place: Where): void {
  const before = defined.get(interaction.key)
  if (before !== undefined && before.text !== text) {
    const message = `It is expected otherwise at ${before.place}, in the same words and states. Describe each interaction in its own words.`
    throw new Unusable(`${JSON.stringify(interaction.description)} can't be expected:`, [
      { code: 'pact.interaction.conflict', severity: 'error', message, where: place },
    ])
  }
  defined.set(interaction.key, { text, place: placeText(place) })
}

/** Where a function was called, as far as the stack tells. */
function callerOf(callee: (...given: never[]) => unknown): Where {
  const holder: { stack?: string } = {}
  Error.captureStackTrace(holder, callee)
  const [, file = '', line] = /\(?((?:file:\/\/)?\/[^\s()]+|[A-Za-z]:[^\s()]+):(\d+):\d+\)?$/m.exec(holder.stack ?? '') ?? []
  if (file === '') return { file: 'a test' }
  const path = file.startsWith('file:') ? fileURLToPath(file) : file
  return { file: relative('', path), line: Number(line) }
}

function placeText({ file, line }: Where): string {
  return line === undefined ? file : `${file}:${line}`
}
