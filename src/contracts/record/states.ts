import type { ProviderState } from '../pact/model.ts'
import type { Observation } from './observe.ts'

/** The states an observation began in, or why nobody could bring that state about. */
export type Began = readonly ProviderState[] | { readonly unknown: string }

/** What must hold before a call, judged by its answer and by the calls before it. */
export type StateRule = (one: Observation, earlier: readonly Observation[]) => Began

/** For any document: the scenario a world started from, which says all there is when nothing has changed it. */
export const scenarioState: StateRule = ({ scenario }, earlier) => {
  const changed = earlier.some(({ entry }) => entry.method !== 'GET' && entry.status >= 200 && entry.status < 300)
  if (!changed) return [{ name: scenario, params: {} }]
  return {
    unknown: `earlier calls have changed the scenario ${scenario}; save what the world holds as a scenario of its own and start from there`,
  }
}
