import { isObject, jsonOf } from '../../kernel/index.ts'
import type { StateKeeper, Variables } from './catalogue.ts'

/** A provider of any API, and where it sets up states of its own. */
export interface OwnStatesAccess {
  readonly url: string
  /** Put in place of a good credential; undefined = what the pact has is sent. */
  readonly token: string | undefined
  /** Takes `POST { state, params, action: 'setup' | 'teardown' }`, as Pact's verifiers send it; undefined = there is no such place. */
  readonly stateUrl: string | undefined
}

/** States that a provider sets up itself when it is told to. */
export function statesAtUrl({ url, token, stateUrl }: OwnStatesAccess): StateKeeper {
  const set: { readonly state: string; readonly params: Readonly<Record<string, unknown>> }[] = []
  const tell = async (action: 'setup' | 'teardown', { state, params }: (typeof set)[number]): Promise<Variables> => {
    const body = JSON.stringify({ state, params, action })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(stateUrl as string, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${action} answered ${response.status}: ${text.slice(0, 300)}`)
    const given = jsonOf(text)
    return isObject(given) ? (given as Variables) : {}
  }
  return {
    // What a provider mails when it is asked what is its own affair: the document is not ours.
    mailing: [],
    knows: () => true,
    // `default` is what an interaction without a state begins in.
    unreachable: (name) =>
      stateUrl === undefined && name !== 'default' ? 'nobody sets up states of this provider: give --state-url' : undefined,
    async setUp(state, params) {
      if (state === 'default') return {}
      set.push({ state, params })
      return tell('setup', { state, params })
    },
    async tearDown() {
      const left: string[] = []
      for (let one = set.pop(); one !== undefined; one = set.pop()) {
        const { state } = one
        await tell('teardown', one).catch((error: Error) =>
          left.push(`The state ${JSON.stringify(state)} may be left behind: ${error.message}`),
        )
      }
      return left
    },
    target: async () => ({ url: url.replace(/\/+$/, ''), token }),
    saw: () => {},
  }
}
