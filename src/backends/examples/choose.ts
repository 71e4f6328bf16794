import { type Call, type Problem, problem } from '../../engine/index.ts'
import type { Operation, ResponseSpec } from '../../openapi/index.ts'
import { fitting } from './body.ts'
import { matchExamples } from './match.ts'
import { No } from './no.ts'
import type { Wish } from './wish.ts'

/** A declared response, and the examples of it that a request asks for. */
export interface Choice {
  readonly status: number
  readonly spec: ResponseSpec
  /** Names of examples, the most wanted first. */
  readonly wanted: readonly string[]
  /** The part of the wish that could be met. */
  readonly met: Wish
}

/** What a caller prefers, else the status whose example is for this very request, else the usual one. Throws `No` where there is none. */
export function choose(call: Call, wish: Wish): Choice {
  const { operation, input } = call
  const preferred = preferredOf(operation, wish)
  if (preferred !== undefined) return preferred
  const matches = matchExamples(operation, input)
  const usual = usualStatus(operation)
  const met = { ...wish, status: undefined, example: undefined }
  for (const status of [usual, ...exactStatuses(operation)]) {
    const spec = status === undefined ? undefined : operation.response(status)
    if (status === undefined || spec === undefined) continue
    const names = matches.filter((name) => spec.examples.some((example) => example.name === name))
    // Named like the request's own example, it shows what such a request leads to, be it an error.
    if (names.length > 0) return { status, spec, wanted: names, met }
  }
  const spec = usual === undefined ? undefined : operation.response(usual)
  if (usual === undefined || spec === undefined) throw new No(problem('not_implemented', explainNone(operation)))
  return { status: usual, spec, wanted: [], met }
}

/** RFC 7240 §2: what can't be met is passed over, unless `handling=strict` asks to be told. */
function preferredOf(operation: Operation, wish: Wish): Choice | undefined {
  const { status, example, isStrict, unfit } = wish
  if (isStrict && unfit !== undefined) throw new No(impossible(unfit))
  if (status === undefined && example === undefined) return undefined
  const statuses = status === undefined ? [...exactStatuses(operation), ...rangeStatuses(operation)] : [status]
  const specs = statuses.flatMap((one) => {
    const spec = operation.response(one)
    return spec === undefined ? [] : [{ status: one, spec }]
  })
  const isShown = ({ spec }: { readonly spec: ResponseSpec }) =>
    spec.examples.some((one) => one.name === example && fitting(one, spec, one.mediaType) !== undefined)
  const shown = example === undefined ? undefined : specs.find(isShown)
  if (shown !== undefined) return { ...shown, wanted: [example as string], met: wish }
  if (isStrict && (example !== undefined || specs.length === 0)) throw new No(impossible(whyNone(operation, wish)))
  const [found] = status === undefined ? [] : specs
  return found === undefined ? undefined : { ...found, wanted: [], met: { ...wish, example: undefined } }
}

function whyNone({ id, statuses }: Operation, { status, example }: Wish): string {
  const what =
    example === undefined
      ? `no ${status}`
      : `no example ${JSON.stringify(example)} that fits${status === undefined ? '' : ` for its ${status}`}`
  return `${id} has ${what}. It declares ${statuses.join(', ')}`
}

function impossible(why: string): Problem {
  const reason = `The header Prefer asks for what can't be done, with handling=strict: ${why}.`
  return { code: 'preference_impossible', status: 400, reason, isOurs: true, isForced: true, headers: { vary: 'Prefer' } }
}

function explainNone({ id, statuses }: Operation): string {
  const declared = statuses.length === 0 ? 'no response' : `only ${statuses.join(', ')}`
  return `${id} declares ${declared}, so there is no success to answer with. Declare one, or prefer an error with the header "Prefer: code=…".`
}

/** The status of an ordinary answer: the lowest declared success, else what `2XX` or `default` stands for, else the lowest that sends elsewhere; undefined where only errors are declared. */
function usualStatus({ statuses }: Operation): number | undefined {
  const exact = statuses.filter((status) => /^[23]\d\d$/.test(status)).map(Number)
  const lowest = Math.min(...exact)
  const has = (status: string) => statuses.some((one) => one.toUpperCase() === status)
  if (lowest < 300) return lowest
  if (has('2XX') || has('DEFAULT')) return 200
  if (lowest < 400) return lowest
  return has('3XX') ? 302 : undefined
}

/** Every status that is declared by its own number, successes first. */
function exactStatuses({ statuses }: Operation): readonly number[] {
  const exact = statuses.filter((status) => /^[2-5]\d\d$/.test(status)).map(Number)
  return exact.sort((a, b) => Number(a >= 300) - Number(b >= 300))
}

/** A status for each range that is declared, and for `default`: an error where it does not stand for the success. */
function rangeStatuses({ statuses }: Operation): readonly number[] {
  const ranges = statuses.flatMap((status) => (/^[2-5]XX$/i.test(status) ? [Number(status[0]) * 100] : []))
  const others = statuses.filter((status) => status.toLowerCase() === 'default').map(() => (statuses.length === 1 ? 200 : 500))
  return [...ranges, ...others]
}
