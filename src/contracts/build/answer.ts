import { isObject } from '../../kernel/index.ts'
import type { Api, ResponseSpec, Violation } from '../../openapi/index.ts'
import type { MatchingRule, PactResponse } from '../pact/model.ts'
import type { Unmarked } from './marks.ts'
import { isErrorCode, match, toPath } from './matchers.ts'
import { shownAt } from './shown.ts'

export interface BuiltAnswer {
  readonly response: PactResponse
  /** What the client under test is given. */
  readonly body: unknown
}

/** An answer as a pact has it: the example, and the matchers that its schema allows. */
export function toAnswer(api: Api, spec: ResponseSpec, status: number, marked: Unmarked, { value, exact, open }: Unmarked): BuiltAnswer {
  const contentType = value === undefined ? undefined : mediaTypeOf(spec)
  const example = (at: string) => shownAt(spec.examples, at)
  const matched =
    value === undefined
      ? { body: undefined, rules: {} }
      : match(api, spec.schema(contentType), value, {
          example,
          isExact: (at) => exact.has(at) || (status >= 400 && isErrorCode(at)),
          isFilled: (at) => !open.has(at),
        })
  const headers = marked.value as Readonly<Record<string, string>>
  const inHeaders: Record<string, MatchingRule> = {}
  for (const { name, schemaPointer } of spec.headers) {
    const text = headers[name]
    // A header without a rule is compared as it stands.
    if (text === undefined || schemaPointer === undefined || marked.exact.has(toPath('$', name))) continue
    const { rules } = match(api, api.schemas.at(schemaPointer, 'response'), text)
    if (rules.$ !== undefined) inHeaders[name] = rules.$
  }
  const lists = Object.entries({ ...(contentType !== undefined && { 'content-type': contentType }), ...headers })
  return {
    body: value,
    response: {
      status,
      headers: Object.fromEntries(lists.map(([name, text]) => [name, [text]])),
      body: matched.body,
      contentType,
      rules: {
        ...(Object.keys(matched.rules).length > 0 && { body: matched.rules }),
        ...(Object.keys(inHeaders).length > 0 && { header: inHeaders }),
      },
      generators: {},
    },
  }
}

/** Where a part of an answer contradicts the document. What is left out is not asked for: it is taken from the document's own examples. */
export function checkPart(spec: ResponseSpec, body: unknown): readonly Violation[] {
  const mediaType = mediaTypeOf(spec)
  const shown = spec.examples.filter((one) => one.mediaType === mediaType).map(({ value }) => value)
  const tries = [body, ...shown.map((example) => overlay(example, body))].map((whole) =>
    spec.check(whole, whole === undefined ? undefined : mediaType).filter(({ rule }) => rule !== 'required'),
  )
  return tries.reduce((least, one) => (one.length < least.length ? one : least))
}

function overlay(example: unknown, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((entry) => overlay(Array.isArray(example) ? example[0] : undefined, entry))
  if (!isObject(given) || !isObject(example)) return given
  return { ...example, ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, overlay(example[name], value)])) }
}

function mediaTypeOf({ mediaTypes }: ResponseSpec): string {
  return mediaTypes.find((one) => /[/+]json\b/.test(one)) ?? mediaTypes[0] ?? 'application/json'
}
