import { parseDuration, parseTime } from '../../../kernel/index.ts'
import type { MemberFacts, OrganizationFacts } from './facts.ts'

const day = 86_400_000

/** An absolute time, or one before now such as `-2d`; undefined when it is neither. */
export function toTime(text: string, now: number): number | undefined {
  if (!text.startsWith('-')) return parseTime(text)
  const before = parseDuration(text.slice(1))
  return before === undefined ? undefined : now - before
}

export function createdAt(facts: { readonly created?: string }, now: number): number {
  return (facts.created === undefined ? undefined : toTime(facts.created, now)) ?? now - 365 * day
}

/** When what happened to a member; null = it did not. */
export interface MemberDates {
  readonly invited: number | null
  readonly joined: number | null
  readonly deactivated: number | null
  readonly removed: number | null
}

/** The dates a member's facts name, and for those left out what the state makes likely. */
export function datesOf(facts: MemberFacts, organization: OrganizationFacts, now: number): MemberDates {
  const given = (text: string | undefined) => (text === undefined ? null : (toTime(text, now) ?? null))
  const { state = 'active' } = facts
  const yesterday = now - day
  let invited = given(facts.invited)
  let joined = given(facts.joined)
  if (state === 'pending_invitation') return { invited: invited ?? yesterday, joined: null, deactivated: null, removed: null }
  if (joined === null && (state === 'active' || invited === null)) joined = invited ?? createdAt(organization, now)
  if (invited === null && facts.invitation !== undefined) invited = joined
  const earliest = Math.max(yesterday, joined ?? invited ?? yesterday)
  const deactivated = given(facts.deactivated) ?? (state === 'deactivated' ? earliest : null)
  const removed = given(facts.removed) ?? (state === 'removed' ? Math.max(earliest, deactivated ?? earliest) : null)
  return { invited, joined, deactivated, removed }
}

export const memberDateKeys = ['invited', 'joined', 'deactivated', 'removed'] as const
