import type { Control } from '../../control/index.ts'
import { catalogue, isStateName, pinned, type StateKeeper, type Variables } from './catalogue.ts'

/**
 * States as scenarios of a mock: each interaction has a world of its own, made from the scenario with the state's parameters.
 * `isCatalogued`: whether the mock plays the organisation-membership API, whose states the catalogue lists; of any other document, every scenario is one.
 */
export function mockStates(control: Control, isCatalogued = true, world = 'verify'): StateKeeper {
  let url: string | undefined
  let begun: string | undefined
  const begin = async (scenario: string | undefined, params: Variables = {}) => {
    ;({ url } = await control.worlds.create(world, { scenario, params }))
    begun = scenario ?? 'default'
  }
  return {
    // what it would mail lands in its outbox
    mailing: [],
    knows: (name) => !isCatalogued || isStateName(name),
    unreachable: () => undefined,
    async setUp(name, params) {
      if (isCatalogued && !isStateName(name))
        throw new Error(`There is no state ${JSON.stringify(name)}. There are: ${Object.keys(catalogue).join(', ')}.`)
      if (begun !== undefined && begun !== 'default' && name !== 'default') {
        throw new Error(
          `An interaction has the states ${begun} and ${name}; expected one, or one beside default: each is a whole scenario.`,
        )
      }
      const wrong = Object.entries(params).find(([, value]) => typeof value !== 'string')
      if (wrong !== undefined) throw new Error(`The parameter ${wrong[0]} is ${JSON.stringify(wrong[1])}; expected a text.`)
      const given = params as Variables
      // Of other documents, `default` is what their mock begins with, whatever that is.
      if (begun === undefined || name !== 'default') await begin(name === 'default' && !isCatalogued ? undefined : name, given)
      return isStateName(name) && isCatalogued ? variablesOf(name, given) : given
    },
    async tearDown() {
      if (begun !== undefined) await control.worlds.drop(world)
      begun = undefined
      url = undefined
      return []
    },
    async target() {
      if (url === undefined) await begin(isCatalogued ? 'default' : undefined)
      // Whatever token a consumer signs in with, the caller of this state is one who may not.
      return { url: url as string, token: isCatalogued && begun === 'no-permission' ? 'tok_member' : undefined }
    },
    saw: () => {},
  }
}

function variablesOf(name: keyof typeof catalogue, given: Variables): Variables {
  const own = Object.fromEntries(catalogue[name].gives.map((variable) => [variable, given[variable] ?? pinned[variable] ?? '']))
  const { organization_id, other_organization_id, role_id, department_id } = pinned as Record<string, string>
  return { organization_id, other_organization_id, role_id, department_id, ...own } as Variables
}
