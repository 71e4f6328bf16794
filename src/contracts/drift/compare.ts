import { isObject } from '../../kernel/index.ts'
import { flatten, type Places } from './flatten.ts'
import type { Lens, Seen } from './kind.ts'

/** What a side answered, and how its own values are masked. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly lens: Lens
}

export interface Difference {
  /** `status`, `header x-request-id`, or a JSON path. */
  readonly at: string
  readonly mock: string
  readonly real: string
  /** Whether a client that reads as the contract says would not notice. */
  readonly isHarmless: boolean
  /** How many facts are lost with it; 1 if left out. */
  readonly facts?: number
}

/** What was held to each other: so many facts, of which these differ. */
export interface Comparison {
  readonly facts: number
  readonly differences: readonly Difference[]
}

/** Of the connection, of a cache or of the mock itself; they say nothing of the API. */
const aside =
  /^(?:connection|keep-alive|date|content-length|transfer-encoding|content-encoding|server|via|vary|etag|age|link|alt-svc|strict-transport-security|standin-.*|access-control-.*|cf-.*|x-powered-by|x-served-by|x-cache.*|set-cookie)$/
export const absent = 'not there'

/** Two answers to the same step. With `shapes`, only fields and types count. */
export function compare(mock: Answer, real: Answer, compares: 'shapes' | undefined): Comparison {
  const [ours, theirs] = [flatten(mock.body, mock.lens), flatten(real.body, real.lens)]
  const status = { at: 'status', mock: statusOf(mock), real: statusOf(real), isHarmless: false }
  const differences = mock.status === real.status ? [] : [status]
  // A yes and a no have nothing in common, and all that the mock says is lost.
  if (mock.status < 400 !== real.status < 400) return { facts: 1 + ours.size, differences: [{ ...status, facts: 1 + ours.size }] }
  const headers = compareHeaders(mock.headers, real.headers)
  const wrapper = wrapperOf(mock.body, real.body)
  if (wrapper !== undefined) {
    const wrapped = { at: '$', mock: 'the fields of the document', real: `the same inside ${wrapper}`, isHarmless: false, facts: ours.size }
    return { facts: 1 + headers.facts + ours.size, differences: [...differences, ...headers.differences, wrapped] }
  }
  // Another error has other words and details: what it is says all, and only the envelope around it is compared.
  const isOther = codeOf(mock) !== codeOf(real) && codeOf(mock) !== undefined && codeOf(real) !== undefined
  const bodies = isOther ? compareErrors(mock.status !== real.status, ours, theirs) : compareBodies(ours, theirs, compares)
  return { facts: 1 + headers.facts + bodies.facts, differences: [...differences, ...headers.differences, ...bodies.differences] }
}

/** The one field that has in it what the mock has at the root. */
function wrapperOf(mock: unknown, real: unknown): string | undefined {
  if (!isObject(mock) || !isObject(real)) return undefined
  const names = Object.keys(mock)
  const isThere = (one: object) => names.filter((name) => Object.hasOwn(one, name)).length > names.length / 2
  if (names.length < 2 || isThere(real)) return undefined
  return Object.keys(real).find((name) => isObject(real[name]) && isThere(real[name]))
}

function codeOf({ body }: Answer): string | undefined {
  const code = (body as { error?: { code?: unknown } } | null | undefined)?.error?.code
  return typeof code === 'string' ? code : undefined
}

function statusOf(answer: Answer): string {
  return [answer.status, codeOf(answer)].filter((part) => part !== undefined).join(' ')
}

function compareErrors(isTold: boolean, mock: Places, real: Places): Comparison {
  const envelope = (places: Places) => new Map([...places].filter(([path]) => !path.startsWith('$.error.details')))
  const { facts, differences } = compareBodies(envelope(mock), envelope(real), 'shapes')
  const [ours, theirs] = [mock, real].map((places) => places.get('$.error.code')?.shown as string)
  const code = { at: '$.error.code', mock: ours as string, real: theirs as string, isHarmless: false }
  return { facts, differences: isTold ? differences : [code, ...differences] }
}

function compareHeaders(mock: Answer['headers'], real: Answer['headers']): Comparison {
  const names = [...new Set([...Object.keys(mock), ...Object.keys(real)])].filter((name) => !aside.test(name)).sort()
  const differences = names.flatMap((name): Difference[] => {
    const [a, b] = [mock[name], real[name]].map((value) =>
      value === undefined ? absent : name === 'content-type' ? mediaType(value) : 'there',
    )
    return a === b
      ? []
      : [{ at: `header ${name}`, mock: a as string, real: b as string, isHarmless: b !== absent && name !== 'content-type' }]
  })
  return { facts: names.length, differences }
}

function mediaType(value: string): string {
  return (value.split(';', 1)[0] as string).trim().toLowerCase()
}

function compareBodies(mock: Places, real: Places, compares: 'shapes' | undefined): Comparison {
  const paths = [...new Set([...mock.keys(), ...real.keys()])].filter((path) => compares === undefined || !isEmptyList(path, mock, real))
  const differences: Difference[] = []
  let facts = 0
  for (const path of paths) {
    // What stands below a difference differs with it.
    if (differences.some(({ at }) => path.startsWith(`${at}.`) || path.startsWith(`${at}[`))) continue
    facts++
    const difference = compareSeen(path, mock.get(path), real.get(path), compares)
    if (difference !== undefined) differences.push(difference)
  }
  return { facts, differences }
}

/** A list of the tenant that is empty on one side says nothing about its entries. */
function isEmptyList(path: string, mock: Places, real: Places): boolean {
  const list = path.slice(0, path.indexOf('[*]'))
  return path.includes('[*]') && !(mock.has(`${list}[*]`) && real.has(`${list}[*]`))
}

function compareSeen(at: string, mock: Seen | undefined, real: Seen | undefined, compares: 'shapes' | undefined): Difference | undefined {
  if (mock === undefined || real === undefined) {
    if (at.endsWith('[*]')) return undefined
    return { at, mock: mock?.shown ?? absent, real: real?.shown ?? absent, isHarmless: mock === undefined }
  }
  if (mock.kind !== real.kind) {
    if (compares === 'shapes' && (mock.kind === 'null' || real.kind === 'null')) return undefined
    const areTimes = mock.kind.startsWith('date-time') && real.kind.startsWith('date-time')
    // An id's form tells more than whose it is.
    return { at, mock: mock.kind, real: real.kind, isHarmless: areTimes }
  }
  if (compares === 'shapes' || mock.same === real.same) return undefined
  const isOther = mock.shown === real.shown
  // Words are for people.
  const isHarmless = /message$/.test(at)
  return { at, mock: mock.shown, real: isOther ? `another ${real.shown}` : real.shown, isHarmless }
}
