import { toWords } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'
import { attributesOf, type Field, fieldsOf, itemsOf, partsOf, typesOf } from './fields.ts'
import { toSingular } from './identity.ts'
import type { Filter, Identity } from './model.ts'
import { isOfFilters } from './query-names.ts'

const bounds: Readonly<Record<string, Filter['test']>> = {
  min: 'from',
  from: 'from',
  start: 'from',
  since: 'from',
  gte: 'from',
  max: 'to',
  to: 'to',
  end: 'to',
  until: 'to',
  lte: 'to',
  after: 'after',
  gt: 'after',
  before: 'before',
  lt: 'before',
}
const boundWords = Object.keys(bounds).join('|')

/** What a parameter is held against, by its name: a property, a bound of one (`created_after`, `startDate`), or its text (`name_query`); undefined where nothing is meant. */
export function filterOf(
  api: Api,
  parameter: string,
  fields: ReadonlyMap<string, Field>,
  id: Identity,
  subject: string,
): Filter | undefined {
  // `filter[name]` and `filter.name` are about the name.
  const [, outer = '', inner] = /^(\w+)(?:\.(.+)|\[.+\])$/.exec(parameter) ?? []
  if (isOfFilters(outer)) return filterOf(api, inner ?? parameter.slice(outer.length + 1, -1).replace('][', '['), fields, id, subject)
  const words = toWords(parameter).replace(/_(?:eq|equals)$/, '')
  const byWords = new Map([...fields.keys()].map((name) => [toWords(name), name]))
  const own = fields.has(parameter) ? parameter : byWords.get(words)
  if (own !== undefined) return { property: own, test: 'is' }
  if (id.property !== undefined && (words === 'ids' || words === `${subject}_id` || words === `${subject}_ids`))
    return { property: id.property, test: 'is' }
  const place = id.also.find((one) => one.includes('.') && toWords(one.slice(one.indexOf('.') + 1)) === words)
  if (place !== undefined) return { property: place, test: 'is' }
  const part = byWords.get(words.replace(/_(?:query|contains|like|search)$/, ''))
  if (part !== undefined) return { property: part, test: 'contains' }
  if (/^(?:q|query|search|search_term|keyword)$/.test(words)) return { property: '*', test: 'contains' }
  return (
    boundOf(api, words, byWords, fields) ??
    listedIn(words, byWords, fields) ??
    insideOf(api, parameter, byWords, fields) ??
    attributeOf(api, parameter, fields, id, subject)
  )
}

function attributeOf(api: Api, parameter: string, fields: ReadonlyMap<string, Field>, id: Identity, subject: string): Filter | undefined {
  const attributes = attributesOf(api, fields)
  const found = attributes.size === 0 ? undefined : filterOf(api, parameter, attributes, id, subject)
  return found && { ...found, property: `attributes.${found.property}` }
}

/** `?place.shelf=b` or `?place[shelf]=b` of items that have a place with a shelf. */
function insideOf(
  api: Api,
  parameter: string,
  byWords: ReadonlyMap<string, string>,
  fields: ReadonlyMap<string, Field>,
): Filter | undefined {
  const [, outer = '', inner = ''] = /^(\w+)\.(\w+)$/.exec(parameter.replace(/\[(\w+)\]$/, '.$1')) ?? []
  const holder = byWords.get(toWords(outer))
  const own = holder === undefined ? undefined : fieldsOf(api, { allOf: fields.get(holder)?.parts ?? [] })
  return own?.has(inner) === true ? { property: `${holder}.${inner}`, test: 'is' } : undefined
}

function boundOf(api: Api, words: string, byWords: ReadonlyMap<string, string>, fields: ReadonlyMap<string, Field>): Filter | undefined {
  const [, before, last] = new RegExp(`^(?:(.+)_)?(${boundWords})$`).exec(words) ?? []
  const [, first, after] = new RegExp(`^(${boundWords})_(.+)$`).exec(words) ?? []
  const test = bounds[last ?? first ?? '']
  if (test === undefined) return undefined
  const about = before ?? after ?? ''
  const named = [about, `${about}_at`, `${about}_on`, `${about}_date`].find((one) => byWords.has(one))
  if (named !== undefined && about !== '') return { property: byWords.get(named) as string, test }
  // `startDate` of items that have one date is about that.
  if (!/^(?:|date|time|day|datetime|timestamp)$/.test(about)) return undefined
  const times = [...fields.values()].filter((field) => isTime(api, field)).map(({ name }) => name)
  const like = times.filter((name) => toSingular(toWords(name)) === about)
  const [only] =
    like.length === 1 ? like : times.length === 1 ? times : times.filter((name) => /^(?:created|created_at|timestamp)$/.test(toWords(name)))
  return only === undefined ? undefined : { property: only, test }
}

/** `?tag=a` of items with `tags`. */
function listedIn(words: string, byWords: ReadonlyMap<string, string>, fields: ReadonlyMap<string, Field>): Filter | undefined {
  for (const [own, name] of byWords)
    if (toSingular(own) === words && typesOf(fields.get(name)?.parts ?? []).has('array')) return { property: name, test: 'is' }
  return undefined
}

function isTime(api: Api, { parts }: Field): boolean {
  const items = itemsOf(parts)
  return [...parts, ...(items === undefined ? [] : partsOf(api, items))].some(({ format }) => format === 'date' || format === 'date-time')
}
