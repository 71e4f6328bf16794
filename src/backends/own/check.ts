import type { Backend } from '../../engine/index.ts'
import { didYouMean, type Where } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { BackendFinding } from '../codes.ts'
import type { OwnBackend } from './define.ts'
import { mailSpecs } from './mailbox.ts'

/** What keeps a backend of your own from being used with a document. */
export function checkOwn(own: OwnBackend, api: Api, rest: Backend): BackendFinding[] {
  return [...checkHandlers(own, api), ...checkTables(own, api, rest)]
}

function checkHandlers(own: OwnBackend, api: Api): BackendFinding[] {
  const ids = api.operations.map(({ id }) => id)
  return [...own.handlers].flatMap(([id, handler]): BackendFinding[] => {
    if (!ids.includes(id))
      return [
        finding(
          `There is a handler for ${JSON.stringify(id)}, which is no operation of ${api.source}.${didYouMean(id, ids)}`,
          own,
          api,
          id,
        ),
      ]
    return typeof handler === 'function' ? [] : [finding(`The handler of ${id} is ${typeof handler}; expected a function`, own, api, id)]
  })
}

function checkTables(own: OwnBackend, api: Api, rest: Backend): BackendFinding[] {
  const taken = { ...rest.specs, ...mailSpecs }
  return Object.entries(own.tables).flatMap(([name, { schema }]): BackendFinding[] => {
    if (Object.hasOwn(taken, name))
      return [finding(`A table can't be called "${name}": the backend "${rest.name}" has one of that name`, own, api, name)]
    const schemas = Object.keys((api.document as { components?: { schemas?: object } }).components?.schemas ?? {})
    if (schema === undefined || schemas.includes(schema)) return []
    return [
      finding(
        `The table "${name}" names the schema ${JSON.stringify(schema)}, which ${api.source} does not have.${didYouMean(schema, schemas)}`,
        own,
        api,
        schema,
      ),
    ]
  })
}

function finding(message: string, { file, source }: OwnBackend, api: Api, word: string): BackendFinding {
  return {
    code: 'backend.own.unfit',
    severity: 'error',
    message,
    where: file === undefined ? { file: api.source } : placeOf(word, file, source),
  }
}

/** Where a word first stands in a module. */
function placeOf(word: string, file: string, source: string): Where {
  const escaped = word.replace(/[^\w\s]/g, '\\$&')
  const at = source.search(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`))
  if (at === -1) return { file }
  const before = source.slice(0, at).split('\n')
  return { file, line: before.length, column: (before.at(-1) as string).length + 1 }
}
