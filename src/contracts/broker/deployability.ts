import { isObject, jsonOf } from '../../kernel/index.ts'

/** Whether a version may be deployed, and why. */
export interface Deployability {
  readonly deployable: boolean
  /** Sentences of the broker, one for each pair of versions. */
  readonly reasons: readonly string[]
}

/** Reads what the broker's client printed as JSON; undefined when there is no answer of the broker in it. Only a plain yes is a yes: unknown is no. */
export function toDeployability(stdout: string): Deployability | undefined {
  const answer = firstObject(stdout)
  const summary = answer === undefined ? undefined : answer.summary
  if (!isObject(summary) || !('deployable' in summary)) return undefined
  const notices = Array.isArray(answer?.notices) ? answer.notices : []
  const told = notices.flatMap((notice) => (isObject(notice) && typeof notice.text === 'string' ? [notice.text] : []))
  const reason = typeof summary.reason === 'string' ? summary.reason.split('\n') : []
  return { deployable: summary.deployable === true, reasons: told.length > 0 ? told : reason }
}

/** The client prints sentences before and after the JSON. */
function firstObject(text: string): Record<string, unknown> | undefined {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (start < 0 || end < start) return undefined
  const value = jsonOf(text.slice(start, end + 1))
  return isObject(value) ? value : undefined
}
