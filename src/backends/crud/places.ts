import { toWords } from '../../engine/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import { answerSchema } from './answers.ts'
import { partsOf, typesOf } from './fields.ts'
import { toSingular } from './identity.ts'

/** Where an operation stands: on a collection, on one item of it, or below it on something with a word of its own. */
export interface Standing {
  readonly operation: Operation
  readonly at: 'collection' | 'item' | 'below'
}

/** Operations whose paths are those of one collection. */
export interface Grounds {
  /** The path with nameless parameters: `/contacts/{}/segments`. */
  readonly key: string
  /** As the document writes it. */
  readonly template: string
  readonly segments: readonly string[]
  /** The parameter that names one item; undefined where no path does. */
  readonly parameter: string | undefined
  readonly standings: readonly Standing[]
}

/** Operations by the collection their paths may be about, in the order of the document. */
export function groundsOf(api: Api): readonly Grounds[] {
  const found = new Map<string, { template: string; segments: string[]; parameter: string | undefined; standings: Standing[] }>()
  const at = (segments: string[]) => {
    const key = keyOf(segments)
    const known = found.get(key)
    if (known !== undefined) return known
    const made = { template: `/${segments.join('/')}`, segments, parameter: undefined, standings: [] }
    found.set(key, made)
    return made
  }
  for (const operation of api.operations) {
    const segments = segmentsOf(operation.path.template)
    if (segments.length === 0 || operation.unusable !== undefined) continue
    const parameter = parameterOf(segments.at(-1))
    if (parameter !== undefined && segments.length > 1 && !answersList(api, operation)) {
      const grounds = at(segments.slice(0, -1))
      grounds.parameter ??= parameter
      grounds.standings.push({ operation, at: 'item' })
      continue
    }
    at(segments).standings.push({ operation, at: 'collection' })
    if (segments.length > 1 && parameter === undefined) at(segments.slice(0, -1)).standings.push({ operation, at: 'below' })
  }
  return [...found].map(([key, grounds]) => ({ key, ...grounds }))
}

/** Parts of a path; endings such as `.json` say nothing. */
export function segmentsOf(template: string): string[] {
  return template
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.replace(/\.(?:json|xml)$/i, ''))
}

export function keyOf(segments: readonly string[]): string {
  return `/${segments.map((segment) => (parameterOf(segment) === undefined ? segment : '{}')).join('/')}`
}

/** The name of a parameter that is a whole part of a path. */
export function parameterOf(segment: string | undefined): string | undefined {
  return /^\{([^{}]+)\}$/.exec(segment ?? '')?.[1]
}

/** `/templates/{type}` may show the templates of a type, and then names no template. */
function answersList(api: Api, operation: Operation): boolean {
  return operation.method === 'GET' && typesOf(partsOf(api, answerSchema(api, operation, 200))).has('array')
}

/** The path of the collection that a path is about: without the parameter that names one of its items. */
export function templateOf(segments: readonly string[]): string {
  const isItem = segments.length > 1 && parameterOf(segments.at(-1)) !== undefined
  return `/${(isItem ? segments.slice(0, -1) : segments).join('/')}`
}

/** Words that its items may be called by: the last of its path, and those right before it: received emails at `/emails/receiving`. */
export function subjectsOf({ segments }: Grounds): string[] {
  const from = segments.findLastIndex((segment) => parameterOf(segment) !== undefined) + 1
  return segments.slice(from).map((segment) => toSingular(toWords(segment)))
}

/** One of its items, in words: `special_event`. */
export function subjectOf({ segments }: Grounds): string {
  return toSingular(toWords(segments.findLast((segment) => parameterOf(segment) === undefined) ?? ''))
}
