import type { Control, RequestEntry, WorldControl } from '../../control/index.ts'

/** One call as a world's journal has it, with what is known around it. */
export interface Observation {
  readonly entry: RequestEntry
  /** What the world started from. */
  readonly scenario: string
  /** Whether the document did not allow the request, and the mock refused it for that. */
  readonly isMalformed: boolean
}

/** The rule that control names for every request that the document does not allow, whatever code its API gives. */
const malformed = 'A request must fit the document.'

/** Statuses that such a request may get; an explanation takes its time. */
const mayBeMalformed: ReadonlySet<number> = new Set([400, 406, 413, 415, 422])

/** More than a journal keeps unless it was told to. */
const most = 1000

/** What a world's journal holds, oldest first. */
export async function observe(control: Control, world: string): Promise<readonly Observation[]> {
  const { scenario } = await control.worlds.find(world)
  const verbs = control.world(world)
  const entries = await verbs.requests.list({ limit: most })
  const observations: Observation[] = []
  for (const entry of [...entries].reverse()) observations.push(await toObservation(verbs, scenario, entry))
  return observations
}

/** Calls as they happen, until the signal aborts or the mock is closed. */
export async function follow(control: Control, world: string, signal: AbortSignal, take: (one: Observation) => void): Promise<void> {
  const verbs = control.world(world)
  for await (const event of control.events({ world, signal })) {
    if (event.type !== 'exchange') continue
    const { scenario } = await control.worlds.find(world)
    take(await toObservation(verbs, scenario, event.request))
  }
}

async function toObservation({ requests }: WorldControl, scenario: string, entry: RequestEntry): Promise<Observation> {
  if (!mayBeMalformed.has(entry.status)) return { entry, scenario, isMalformed: false }
  const { explanation } = await requests.find(entry.id)
  return { entry, scenario, isMalformed: explanation?.rule === malformed }
}
