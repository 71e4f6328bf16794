import type { Call } from '../../engine/index.ts'
import { No } from '../examples/no.ts'
import { wishOf } from '../examples/wish.ts'
import type { Play, Success } from './plays.ts'

/** Headers that tell how an answer was chosen; none where nothing was preferred that is heeded. */
export type Applied = Readonly<Record<string, string>>

const none: Applied = Object.freeze({})

/** The success that shows as much as a caller prefers (`Prefer: return=minimal`, RFC 7240 §4.2), where the document declares it. Throws `No` where it does not, and the caller is strict. */
export function preferred(
  success: Success,
  { operation, role, others }: Play,
  call: Call,
): { readonly success: Success; readonly applied: Applied } {
  if (call.request.headers.prefer === undefined || role === 'list' || role === 'count' || role === 'read') return { success, applied: none }
  const { shows, isStrict } = wishOf(call)
  if (shows === undefined) return { success, applied: none }
  const has = success.spec.mediaTypes.length > 0 === (shows === 'representation')
  const found = has ? success : others[shows]
  if (found !== undefined) return { success: found, applied: { 'preference-applied': `return=${shows}`, vary: 'Prefer' } }
  if (!isStrict) return { success, applied: none }
  const reason = `The header Prefer asks for what can't be done, with handling=strict: ${operation.id} has no success ${shows === 'minimal' ? 'without' : 'with'} a body. It declares ${operation.statuses.join(', ')}.`
  throw new No({ code: 'preference_impossible', status: 400, reason, isOurs: true, isForced: true, headers: { vary: 'Prefer' } })
}
