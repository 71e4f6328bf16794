import { toWords } from '../../engine/index.ts'
import { isObject, parsePointer, valueAt } from '../../kernel/index.ts'
import { type Api, type Operation, parametersOf } from '../../openapi/index.ts'
import { answerSchema } from './answers.ts'
import { attributesOf, type Field, fieldsOf, partsOf } from './fields.ts'
import type { ListControls } from './list-controls.ts'
import { queryNamesOf } from './query-names.ts'

/** How a list is asked for, worked out once. */
export interface ListPlay {
  readonly controls: ListControls
  /** Properties of items by their words. */
  readonly names: ReadonlyMap<string, string>
  /** Words to sort by that the document has beside properties: they change nothing. */
  readonly sortWords: ReadonlySet<string>
  /** Whether the first page is number 0. */
  readonly isFromZero: boolean
  /** Whether its cursors are texts of our own rather than ids. */
  readonly isOpaque: boolean
}

export function listPlayOf(
  api: Api,
  operation: Operation,
  controls: ListControls,
  { fields, properties }: { readonly fields: ReadonlyMap<string, Field>; readonly properties: Iterable<string> },
): ListPlay {
  const parameters = parametersOf(api, operation)
  const names = queryNamesOf(api, operation)
  const partsUnder = (name: string | undefined) => names.find((one) => one.name === name)?.parts ?? []
  const page = partsUnder(controls.page)
  const first = page.map(({ default: usual, minimum }) => usual ?? minimum).find((one) => one !== undefined)
  const after = partsUnder(controls.after)
  const isId = after.some(({ type, format }) => type === 'integer' || format === 'uuid')
  return {
    controls,
    names: new Map([
      ...[...attributesOf(api, fields).keys()].map((name) => [toWords(name), `attributes.${name}`] as const),
      ...[...properties].map((name) => [toWords(name), name] as const),
    ]),
    sortWords: new Set(
      sortWordsOf(
        api,
        parameters.find(({ name }) => name === controls.sort),
      ),
    ),
    isFromZero: first === 0 || (first === undefined && isOfSpring(api, operation)),
    isOpaque: controls.after !== undefined && /cursor|token/.test(toWords(controls.after)) && !isId,
  }
}

/** Spring counts pages from 0, and says so nowhere but by its names. */
function isOfSpring(api: Api, operation: Operation): boolean {
  const fields = fieldsOf(api, answerSchema(api, operation, 200))
  return fields.has('totalElements') && fields.has('number')
}

/** What the document lets a list be sorted by, in its schema or in words. */
function sortWordsOf(api: Api, parameter: { readonly schema: unknown; readonly pointer: string } | undefined): string[] {
  if (parameter === undefined) return []
  const parts = partsOf(api, parameter.schema).flatMap((part) => [part, ...partsOf(api, part.items)])
  const shown = parts.flatMap((part) => [...(Array.isArray(part.enum) ? part.enum : []), part.default].flat())
  const written = valueAt(api.document, parsePointer(parameter.pointer))
  const described = [...parts, ...(isObject(written) ? [written] : [])].flatMap(({ description }) =>
    typeof description === 'string' ? description.split(/[^\w.]+/) : [],
  )
  return [...shown.map((one) => String(one).replace(/[ :](?:asc|desc)$/i, '')), ...described].map(toWords)
}
