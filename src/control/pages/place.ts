import type { Scope } from '../target.ts'

/** Where a page stands: the world it is about, and what all its links begin with. */
export interface Place {
  readonly world: string
  /** Empty for the world `default`, otherwise the prefix that names the world; no trailing slash. */
  readonly base: string
  readonly scope: Scope
}

export function placeOf(world: string, scope: Scope): Place {
  return { world, scope, base: world === 'default' ? '' : `/__standin/worlds/${encodeURIComponent(world)}` }
}

/** The console's pages, by the name that links and forms give them. */
export const paths = {
  overview: '/__standin/',
  state: '/__standin/console/state',
  journal: '/__standin/console/journal',
  outbox: '/__standin/console/outbox',
  faults: '/__standin/console/faults',
  scenarios: '/__standin/console/scenarios',
  assumptions: '/__standin/console/assumptions',
  worlds: '/__standin/console/worlds',
  marks: '/__standin/console/test-ids',
} as const

export type PageName = keyof typeof paths

/** The address of a page in a world, with what it is asked for. */
export function linkTo({ base }: Place, page: PageName, query: Readonly<Record<string, string | number | undefined>> = {}): string {
  return base + paths[page] + toQuery(query)
}

/** `?to=a&limit=10`, or nothing. */
export function toQuery(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') given.set(name, String(value))
  return given.size === 0 ? '' : `?${given}`
}
