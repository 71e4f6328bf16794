import { toWords } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'
import { type Field, fieldsOf, type Node, shownIn, typesOf } from './fields.ts'
import type { Identity } from './model.ts'

/** What a path's parameter says of the item it names. */
export interface Naming {
  /** Undefined where no path names one. */
  readonly parameter: string | undefined
  readonly schema: readonly Node[]
  readonly description: string
  /** One of the items, in words: `special_event`. */
  readonly singular: string
}

/** Which property tells items apart, and how ids are made. `fields` are those that answers show. */
export function identify(api: Api, fields: ReadonlyMap<string, Field>, naming: Naming): Identity {
  const [property, ...also] = propertiesOf(api, fields, naming)
  const own = fields.get(property ?? '')?.parts ?? []
  // A path is text; many documents say no more of its parameter, whatever it names.
  const isWhole = kindOf(own).kind === 'integer'
  const parts = [...own, ...(property === undefined || also.length > 0 || isWhole ? [] : naming.schema)]
  return { property, also, ...kindOf(parts.length > 0 ? parts : naming.schema) }
}

/** Words of what is nothing but an id, rather than a name. */
export const idWords = /(?:^|_)(?:id|uuid|guid|sid|key|identifier)$/

function propertiesOf(api: Api, fields: ReadonlyMap<string, Field>, { parameter, description, singular }: Naming): string[] {
  const byWords = new Map([...fields.keys()].map((name) => [toWords(name), name]))
  const usual = ['id', `${singular}_id`, 'uuid', 'guid', 'sid', `${singular}_uuid`].find((one) => byWords.has(one))
  const words = parameter === undefined ? '' : toWords(parameter)
  const known = (one: string) => byWords.get(one) ?? byWords.get(withoutSubject(one, singular))
  const choices = words.split('_or_')
  // `key_or_id`: the id tells items apart, and the path takes the other as well.
  if (choices.length > 1) return unique([byWords.get(usual ?? ''), ...choices.map(known)])
  const own = byWords.get(words)
  // Beside an `id`, a `company_id` is what others call it.
  if (own !== undefined) return isOwnId(words, singular) ? unique([byWords.get('id'), own, ...alsoTaken(byWords, description)]) : [own]
  const isId = parameter === undefined || idWords.test(words) || words === singular || usual === undefined
  const named = known(words)
  if (!isId && named !== undefined) return [named]
  const inside = /_id$/.test(words) && !isOwnId(words, singular) ? placeInside(api, words, fields) : undefined
  return unique([byWords.get(usual ?? '') ?? named, inside, ...alsoTaken(byWords, description)])
}

/** The one place inside an item that is called so: `member.user_id` of a membership whose path takes a `user_id`. */
function placeInside(api: Api, words: string, fields: ReadonlyMap<string, Field>): string | undefined {
  const places = [...fields.values()].flatMap(({ name, parts }) =>
    typesOf(parts).has('array')
      ? []
      : [...fieldsOf(api, { allOf: parts }).keys()].flatMap((inner) => (toWords(inner) === words ? [`${name}.${inner}`] : [])),
  )
  return places.length === 1 ? places[0] : undefined
}

/** Whether a path's parameter is called after the item itself: `company_id` of a company, `event_id` of a special event, or a plain `id`. */
export function isOwnId(words: string, singular: string): boolean {
  const subject = words.replace(idWords, '')
  return (
    subject === '' || singular.endsWith(subject) || subject.endsWith(singular) || subject.endsWith(singular.split('_').at(-1) ?? singular)
  )
}

/** `The id or the name of the event`. */
function alsoTaken(byWords: ReadonlyMap<string, string>, description: string): (string | undefined)[] {
  const [, choice] = /\b(?:id|identifier|uuid)\b[^.]*?\bor\b([^.]*)/i.exec(description) ?? []
  if (choice === undefined) return []
  return toWords(choice)
    .split('_')
    .map((word) => (word === 'id' ? undefined : byWords.get(word)))
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))]
}

/** `role_set_key` of a role set is its `key`. */
function withoutSubject(words: string, singular: string): string {
  const last = singular.split('_').at(-1) ?? singular
  for (const subject of [singular, last]) if (words.startsWith(`${subject}_`)) return words.slice(subject.length + 1)
  return words
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** How ids are made, by what is said of one. */
export function kindOf(parts: readonly Node[]): Pick<Identity, 'kind' | 'prefix'> {
  const types = typesOf(parts)
  if ((types.has('integer') || types.has('number')) && !types.has('string')) return { kind: 'integer', prefix: '' }
  const shown = shownIn(parts).map(String)
  if (parts.some(({ format }) => format === 'uuid') || shown.some((one) => uuid.test(one))) return { kind: 'uuid', prefix: '' }
  const patterns = parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []))
  const prefix =
    shown
      .map((one) => /^([A-Za-z]{1,16}[_-])(?:[A-Za-z\d]{6,}|[A-Za-z\d]*\d[A-Za-z\d]*)$/.exec(one)?.[1])
      .find((one) => one !== undefined) ??
    patterns.map((one) => /^\^\(?([A-Za-z]{1,16}[_-])/.exec(one)?.[1]).find((one) => one !== undefined)
  if (prefix !== undefined) return { kind: 'prefix', prefix }
  return { kind: 'text', prefix: '' }
}

/** What a path is about, in words: `special_events` for `/special-events/{id}`. */
export function subjectIn(template: string): string {
  return toWords(template.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? '')
}

/** One of the items of a collection, in words: `role` of `users.roles`. */
export function itemOf(collection: string): string {
  return toSingular(toWords(collection.split('.').at(-1) ?? ''))
}

/** One of many: `categories` → `category`. */
export function toSingular(words: string): string {
  if (/(?:ss|us|is)$/.test(words)) return words
  if (/ies$/.test(words)) return `${words.slice(0, -3)}y`
  if (/(?:ses|xes|zes|ches|shes)$/.test(words) && !/(?:ases|uses|oses)$/.test(words)) return words.slice(0, -2)
  return words.replace(/s$/, '')
}
