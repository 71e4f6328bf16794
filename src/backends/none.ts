import type { Backend, Population } from '../engine/index.ts'
import type { Diagnostic, TableSpecs } from '../kernel/index.ts'
import type { Scenario } from '../world/index.ts'

/** For documents nobody has written a backend for: routes, credentials and requests are checked, every operation is answered 501 with the reason. */
export const none: Backend<TableSpecs> = {
  name: 'none',
  specs: {},
  assumptions: [],
  populate,
  handles: () => false,
  authenticate: () => ({ id: 'anyone' }),
  answer: ({ operation }) => {
    throw new Error(`${operation.id} has no handler`)
  },
  toProblem: () => undefined,
}

function populate(scenario: Scenario): Population {
  const diagnostics = Object.keys(scenario.facts).map(
    (fact): Diagnostic => ({
      code: 'scenario.fact.unknown',
      severity: 'error',
      message: `"${fact}" means nothing here: the document names no backend that could hold facts`,
      where: scenario.locate([fact]),
    }),
  )
  return { diagnostics, tokens: [], defaultPrincipal: undefined, counts: {} }
}
