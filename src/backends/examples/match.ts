import { isEqual } from '../../engine/index.ts'
import type { Operation, RequestExample, RequestInput } from '../../openapi/index.ts'

const places = { path: 'params', query: 'query', header: 'headers', cookie: 'cookies' } as const

/** Names of the request examples that a request is equal to in all they show, the most telling first: an answer's example of the same name is for it. */
export function matchExamples(operation: Operation, input: RequestInput): readonly string[] {
  const byName = new Map<string, RequestExample[]>()
  for (const example of operation.examples) byName.set(example.name, [...(byName.get(example.name) ?? []), example])
  return [...byName]
    .filter(([, examples]) => matches(examples, input))
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name)
}

function matches(examples: readonly RequestExample[], input: RequestInput): boolean {
  const isShown = (example: RequestExample) => isSame(example.value, sought(example, input))
  const bodies = examples.filter((example) => example.in === 'body')
  // A body is sent as one media type, and shown for each.
  return examples.every((example) => example.in === 'body' || isShown(example)) && (bodies.length === 0 || bodies.some(isShown))
}

function sought(example: RequestExample, input: RequestInput): unknown {
  return example.in === 'body' ? input.body : input[places[example.in]][example.parameter]
}

/** What an author writes as `'7'` may well be meant for a number. */
function isSame(shown: unknown, value: unknown): boolean {
  if (isEqual(shown, value)) return true
  const isScalar = (one: unknown) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
  return isScalar(shown) && isScalar(value) && String(shown) === String(value)
}
