import { isObject } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import { facetsOf, schemasAt } from '../check/facets.ts'

/** One answer the document promises: a status, with the code of an error where the document lists its codes. */
export interface Target {
  readonly operation: Operation
  readonly status: string
  /** Undefined where the document lists none. */
  readonly code: string | undefined
}

/** Where the code of an error may stand in its body. */
const codePlaces: readonly (readonly string[])[] = [['error', 'code'], ['code'], ['error']]

/** Every operation × status × code of the document. */
export function targetsOf(api: Api): readonly Target[] {
  return api.operations.flatMap((operation) =>
    operation.statuses.flatMap((status): Target[] => {
      const codes = status.startsWith('2') ? [] : codesOf(api, operation, status)
      return codes.length === 0 ? [{ operation, status, code: undefined }] : codes.map((code) => ({ operation, status, code }))
    }),
  )
}

/** The codes an error's schema lists; else those of the answer's examples. */
function codesOf(api: Api, operation: Operation, status: string): readonly string[] {
  const response = operation.response(toNumber(status))
  const schema = response?.schema()
  for (const at of codePlaces) {
    const values = schema === undefined ? undefined : facetsOf(api, schemasAt(api, [schema], at)).values
    const codes = (values ?? []).filter((value) => typeof value === 'string')
    if (codes.length > 0) return codes
  }
  const shown = (response?.examples ?? []).map(({ value }) => codeOf(value)).filter((code) => code !== undefined)
  return [...new Set(shown)]
}

/** `4XX` and `default` stand for statuses that have no entry of their own; no pact can have them. */
function toNumber(status: string): number {
  if (/^\d{3}$/.test(status)) return Number(status)
  return /^[1-5]xx$/i.test(status) ? Number(`${status[0]}99`) : 599
}

/** The code of an error's body, wherever it is usual. */
export function codeOf(body: unknown): string | undefined {
  for (const at of codePlaces) {
    let value = body
    for (const name of at) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
    if (typeof value === 'string') return value
  }
  return undefined
}
