import { isObject } from '../../kernel/index.ts'
import { readPact } from '../pact/read.ts'
import { type GivenPact, toGiven } from '../verify/pact-files.ts'
import type { BrokerAccess } from './environment.ts'
import { hrefOf, type Resources } from './hal.ts'
import { withoutSecrets } from './run.ts'

type Json = Readonly<Record<string, unknown>>

/** Which versions of the consumers are verified, as the broker understands it, e.g. `{ mainBranch: true }`. */
export type Selector = Readonly<Record<string, string | boolean>>

/** What a verification asks of a broker and tells it. */
export interface BrokerVerification {
  /** What the broker calls the provider. */
  readonly provider: string
  /** The main branch and whatever is deployed or released when left out. */
  readonly selectors?: readonly Selector[] | undefined
  /** Of the provider under test: pending and WIP depend on what this branch has verified before. */
  readonly branch?: string | undefined
  /** A pact whose content this branch never verified is told and does not fail. True if left out. */
  readonly pending?: boolean | undefined
  /** A day (`2026-01-01`): pacts of other branches published since are verified too, and never fail. */
  readonly wipSince?: string | undefined
  /** Publishes the results under this version of the provider; nothing is published when left out. */
  readonly publish?: { readonly version: string; readonly buildUrl?: string | undefined } | undefined
}

/** A pact that the broker wants verified. */
export interface Selected {
  readonly pact: GivenPact
  /** What the broker says of it; `when` is `before_verification`, or depends on how that goes. */
  readonly notices: readonly { readonly when: string; readonly text: string }[]
}

const usual: readonly Selector[] = [{ mainBranch: true }, { deployedOrReleased: true }]
const links = ['pb:provider-pacts-for-verification', 'beta:provider-pacts-for-verification']

/** Fetches the pacts that the broker selects, in its order. What it calls pending is pending in each interaction. */
export async function selectPacts(broker: Resources, access: BrokerAccess, asked: BrokerVerification): Promise<readonly Selected[]> {
  const { provider, selectors = usual, branch, pending = true, wipSince } = asked
  const index = await broker.get(access.url)
  const answer = await broker.send('POST', broker.follow(index, links, { provider }), {
    consumerVersionSelectors: selectors,
    includePendingStatus: pending,
    ...(branch === undefined ? {} : { providerVersionBranch: branch }),
    ...(wipSince === undefined ? {} : { includeWipPactsSince: wipSince }),
  })
  const selected: Selected[] = []
  for (const one of objects(isObject(answer._embedded) ? answer._embedded.pacts : undefined)) {
    const properties = isObject(one.verificationProperties) ? one.verificationProperties : {}
    const raw = await broker.get(broker.follow(one, ['self']))
    selected.push({
      pact: asGiven(raw, withoutSecrets(hrefOf(one, 'self') ?? '', access), properties.pending === true),
      notices: objects(properties.notices).map(({ when, text }) => ({ when: String(when), text: String(text) })),
    })
  }
  return selected
}

/** The consumer's version stands beside its name: the same pact may be there from several branches. */
function asGiven(raw: Json, file: string, isPending: boolean): GivenPact {
  const pact = toGiven(readPact(JSON.stringify(raw), file))
  const link = isObject(raw._links) ? raw._links['pb:consumer-version'] : undefined
  const version = isObject(link) && typeof link.name === 'string' ? ` ${link.name}` : ''
  const interactions = pact.interactions.map((one) => ({
    ...one,
    consumer: `${one.consumer}${version}`,
    isPending: isPending || one.isPending,
    // its lines are those of what was read here, and say nothing of what the broker shows
    where: () => {
      const { pointer } = one.where()
      return { file, ...(pointer === undefined ? {} : { pointer }) }
    },
  }))
  return { ...pact, interactions }
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
