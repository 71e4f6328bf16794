import { type Call, parsePreferences, preferOf, toPreference } from '../../engine/index.ts'

/** What a caller prefers about an answer (RFC 7240), beside how long it takes. */
export interface Wish {
  readonly status: number | undefined
  /** The name of an example. */
  readonly example: string | undefined
  /** Whether it shall be made up though the document shows one. */
  readonly isDynamic: boolean
  /** Whether a preference that can't be met is an error. */
  readonly isStrict: boolean
  /** Why a part of it can't be heeded whatever the document says. */
  readonly unfit: string | undefined
  /** Whether what is made or changed shall be shown (RFC 7240 §4.2). */
  readonly shows: 'minimal' | 'representation' | undefined
}

const nothing: Wish = { status: undefined, example: undefined, isDynamic: false, isStrict: false, unfit: undefined, shows: undefined }

export function wishOf({ request }: Pick<Call, 'request'>): Wish {
  const prefer = preferOf(request)
  if (prefer === undefined) return nothing
  const { values } = parsePreferences(prefer)
  const code = values.get('code')
  const dynamic = values.get('dynamic')
  // RFC 9110 §15.2: an interim answer is never the last word
  const isStatus = code !== undefined && /^[2-5]\d\d$/.test(code)
  const shows = values.get('return')
  return {
    status: isStatus ? Number(code) : undefined,
    example: values.get('example'),
    isDynamic: dynamic === 'true' || dynamic === '',
    isStrict: values.get('handling') === 'strict',
    unfit:
      code !== undefined && !isStatus
        ? `code=${code} is no status to answer with; expected 200 to 599`
        : dynamic === undefined || dynamic === '' || /^(?:true|false)$/.test(dynamic)
          ? undefined
          : `dynamic=${dynamic} is neither true nor false`,
    shows: shows === 'minimal' || shows === 'representation' ? shows : undefined,
  }
}

/** Headers that tell which preferences were met. */
export function appliedHeaders({ status, example, isDynamic }: Wish): Record<string, string> {
  const applied: string[] = []
  if (status !== undefined) applied.push(toPreference('code', String(status)))
  if (example !== undefined) applied.push(toPreference('example', example))
  else if (isDynamic) applied.push('dynamic=true')
  // RFC 7240 §2: a cache must not take it for the answer to a request that prefers nothing.
  return applied.length === 0 ? {} : { 'preference-applied': applied.join(', '), vary: 'Prefer' }
}
