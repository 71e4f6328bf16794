import type { Api } from '../../openapi/index.ts'
import type { StateCatalogue } from '../check/lint.ts'
import { catalogue, commonVariables } from './catalogue.ts'

/** The states of a document's provider; undefined where they are its users' own. */
export function catalogueOf(api: Api): StateCatalogue | undefined {
  return api.settings.backend === 'organizations' ? { states: catalogue, common: commonVariables } : undefined
}
