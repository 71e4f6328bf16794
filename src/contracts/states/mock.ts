import type { Control } from '../../control/index.ts'
import type { StateKeeper, Variables } from './catalogue.ts'
import { catalogue, isStateName, pinned } from './catalogue.ts'

/** StateKeeper as scenarios of a mock: each interaction has a world of its own, made from the scenario with the state's parameters. */
export function mockStates(control: Control, world = 'verify'): StateKeeper {
  let url: string | undefined
  let begun: string | undefined
  const begin = async (scenario: string, params: Readonly<Record<string, string>>) => {
    ;({ url } = await control.worlds.create(world, { scenario, params }))
    begun = scenario
  }
  return {
    // what it would mail lands in its outbox
    mailing: [],
    unreachable: () => undefined,
    async setUp(name, params) {
      if (!isStateName(name)) throw new Error(`There is no state ${JSON.stringify(name)}. There are: ${Object.keys(catalogue).join(', ')}.`)
      if (begun !== undefined && begun !== 'default' && name !== 'default') {
        throw new Error(
          `An interaction has the states ${begun} and ${name}; expected one, or one beside default: each is a whole scenario.`,
        )
      }
      const wrong = Object.entries(params).find(([, value]) => typeof value !== 'string')
      if (wrong !== undefined) throw new Error(`The parameter ${wrong[0]} is ${JSON.stringify(wrong[1])}; expected a text.`)
      const given = params as Variables
      if (begun === undefined || name !== 'default') await begin(name, given)
      const own = Object.fromEntries(catalogue[name].gives.map((variable) => [variable, given[variable] ?? pinned[variable] ?? '']))
      const { organization_id, other_organization_id, role_id, department_id } = pinned as Record<string, string>
      return { organization_id, other_organization_id, role_id, department_id, ...own } as Variables
    },
    async tearDown() {
      if (begun !== undefined) await control.worlds.drop(world)
      begun = undefined
      url = undefined
      return []
    },
    async target() {
      if (url === undefined) await begin('default', {})
      // Whatever token a consumer signs in with, the caller of this state is one who may not.
      return { url: url as string, token: begun === 'no-permission' ? 'tok_member' : undefined }
    },
    saw: () => {},
  }
}
