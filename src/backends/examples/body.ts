import { type Offer, problem, sample, Unsatisfiable } from '../../engine/index.ts'
import { jsonOf } from '../../kernel/index.ts'
import type { ResponseExample, ResponseSpec } from '../../openapi/index.ts'
import { type Echo, withEcho } from './echo.ts'
import type { Made } from './made.ts'
import { No } from './no.ts'

/**
 * The value of an answer's body: an example that fits, first those wanted by name, then in order; else what the schema shows and describes,
 * along an example that does not quite fit, if there is one. Throws `No` when the schema can't be met.
 */
export function makeBody(spec: ResponseSpec, { declared, mediaType }: Offer, wanted: readonly string[], echo: Echo, made: Made): unknown {
  const shown =
    made.isDynamic && wanted.length === 0
      ? []
      : inOrder(
          spec.examples.filter((one) => one.mediaType === declared),
          wanted,
        )
  for (const example of shown) {
    const found = fitting(example, spec, mediaType)
    if (found === undefined) continue
    // One that is for this request says what it is about already.
    const isOwn = example.name !== undefined && wanted.includes(example.name)
    const own = isOwn ? found.value : withEcho(found.value, echo)
    return own !== found.value && spec.check(own, mediaType).length === 0 ? own : found.value
  }
  const schema = spec.schema(declared)
  if (schema === undefined) return undescribed(mediaType)
  const hint = shown[0] === undefined ? undefined : (parsed(shown[0].value) ?? shown[0].value)
  try {
    return sample(schema, { ...made.sampling('body'), hint, given: echo.at, check: (value) => spec.check(value, mediaType) })
  } catch (thrown) {
    if (!(thrown instanceof Unsatisfiable)) throw thrown
    const { operation } = made.call
    const where = `#${thrown.pointer ?? spec.pointer}`
    throw new No(
      problem(
        'not_implemented',
        `${operation.id} can't be answered: no value was found for the schema at ${where}, for ${thrown.message}. Mend it, or give an example that fits.`,
      ),
    )
  }
}

function inOrder(examples: readonly ResponseExample[], wanted: readonly string[]): readonly ResponseExample[] {
  const rank = ({ name }: ResponseExample) => {
    const index = name === undefined ? -1 : wanted.indexOf(name)
    return index === -1 ? wanted.length : index
  }
  return [...examples].sort((a, b) => rank(a) - rank(b))
}

/** What an example says, where the document allows that. */
export function fitting({ value }: ResponseExample, spec: ResponseSpec, mediaType: string): { readonly value: unknown } | undefined {
  for (const one of [parsed(value), value]) {
    if (one !== undefined && spec.check(one, mediaType).length === 0) return { value: one }
  }
  return undefined
}

/** An object or a list that is written as a text, as many documents have it; undefined for anything else. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? jsonOf(value) : undefined
}

/** Where a document says nothing but the media type. */
function undescribed(mediaType: string): unknown {
  if (/[/+]json/.test(mediaType)) return {}
  return /svg\+xml/.test(mediaType) ? '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' : ''
}
