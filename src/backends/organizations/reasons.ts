import { type RefusalCode, type RefusalFacts, refusals } from '../../domain/index.ts'
import type { Reasons, Remedy } from '../../engine/index.ts'
import { parseTime } from '../../kernel/index.ts'
import type { Field } from './fields.ts'
import { access, credentials } from './reasons-access.ts'
import { Case, type Refused, type Tale, type Tales } from './reasons-case.ts'
import { departments } from './reasons-departments.ts'
import { invitations, openInvitations } from './reasons-invitations.ts'
import { members } from './reasons-members.ts'
import { roles } from './reasons-roles.ts'
import type { ErrorCode } from './words.ts'

const tales: Tales = { ...access, ...members, ...roles, ...departments, ...invitations }

/** What a refused call came up against; undefined for what the document or the engine said no to. */
export function explain(refused: Refused): Reasons | undefined {
  const { problem } = refused
  const on = new Case(refused)
  const code = problem.because?.rule
  if (code !== undefined && Object.hasOwn(tales, code)) return toReasons(on, code as RefusalCode)
  const credential = credentials[problem.code as ErrorCode]
  if (credential !== undefined) {
    const { rule, summary, expected } = credential
    return { rule, summary, blames: [on.blameCredential(expected)], remedies: [{ says: 'Call with a token that the scenario lists.' }] }
  }
  const fields = problem.details?.fields as readonly Field[] | undefined
  return fields === undefined || problem.violations !== undefined ? undefined : ofQuery(on, problem.reason, fields)
}

function toReasons(on: Case, code: RefusalCode): Reasons {
  const { because } = on.refused.problem
  // code and facts belong together by the type of Refusal, which a lookup by a union loses
  const tell = tales[code] as (facts: RefusalFacts, on: Case) => Tale
  const { expected, blames, ...tale } = tell(because?.facts as RefusalFacts, on)
  const place = because?.place
  return {
    rule: refusals[code].rule,
    ...tale,
    blames: blames ?? (place === undefined ? [] : [on.blame(on.placeOf(place), expected)]),
  }
}

/** Queries that no schema can refuse. */
function ofQuery(on: Case, reason: string, fields: readonly Field[]): Reasons {
  if (on.refused.operation.id === 'getInvitation') return ofSelectors(on, reason)
  const names = fields.map(({ field }) => field)
  return {
    rule: 'A date must be one that the calendar has.',
    summary: `${reason}: ${names.map((name) => `${name}=${on.refused.query[name] ?? ''}`).join(' and ')}.`,
    blames: names.map((name) => on.blame(['query', name], 'a date, or a date and time, that the calendar has, such as 2025-12-22')),
    remedies: [
      {
        says: 'Send the last day of that month.',
        query: Object.fromEntries(names.map((name) => [name, nearestDate(on.refused.query[name] ?? '')])),
      },
    ],
  }
}

const selectors = ['email', 'user_id', 'invitation_id'] as const

function ofSelectors(on: Case, reason: string): Reasons {
  const { query } = on.refused
  const given = selectors.filter((name) => query[name] !== undefined)
  const some: readonly Remedy[] = given.map((name) => ({
    says: `Ask by ${name} alone.`,
    query: Object.fromEntries(selectors.map((other) => [other, other === name ? (query[name] ?? null) : null])),
  }))
  const open = openInvitations(on).filter(({ organizationId }) => organizationId === on.organizationId)
  return {
    rule: `${reason}.`,
    summary: `Of ${selectors.join(', ')} the query has ${given.length === 0 ? 'none' : given.join(' and ')}, where exactly one has to be.`,
    blames: [
      {
        place: ['query'],
        value: Object.fromEntries(given.map((name) => [name, query[name]])),
        expected: `one of ${selectors.join(', ')}, and no other`,
      },
    ],
    remedies: [
      ...some,
      ...open.map(({ userId }) => ({
        says: `Ask for someone, ${on.who(userId)} for instance.`,
        query: { email: null, invitation_id: null, user_id: userId },
      })),
    ],
  }
}

/** `2025-02-31` → `2025-02-28`. */
function nearestDate(text: string): string {
  const day = Number(text.slice(8, 10))
  for (let earlier = day; earlier > 0; earlier--) {
    const date = `${text.slice(0, 8)}${String(earlier).padStart(2, '0')}${text.slice(10)}`
    if (parseTime(date) !== undefined) return date
  }
  return '2025-12-22'
}
