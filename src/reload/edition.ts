import { type OwnChoices, type Start, Starts } from '../control/index.ts'
import type { Engine } from '../engine/index.ts'

/** What worlds start from, as far as it can be changed while the mock runs. */
export interface Settings extends OwnChoices {
  /** Folders with fixtures, looked through before the ones that come along. */
  readonly fixtures?: readonly string[] | undefined
}

/** Where an edition is read from. */
export interface Sources {
  /** Reads the document and finds its backend. Throws `Unusable`. */
  readonly loadEngine: () => Promise<Engine>
  /** The module with a user's own backend, read with the document. */
  readonly backend?: string | undefined
  /** The file that says what the document's collections are, read with the document. */
  readonly model?: string | undefined
  /** The fixtures that come along. */
  readonly ownFixtures: string
}

/** What was read at one time and is replaced as a whole when something is saved. */
export interface Edition {
  readonly engine: Engine
  readonly settings: Settings
  /** Folders with fixtures, in the order they are searched. */
  readonly folders: readonly string[]
  readonly starts: Starts
  /** What worlds start from unless asked otherwise. */
  readonly own: Start
}

/** Throws `Unusable` with every finding when the scenario can't be used. */
export async function createEdition(engine: Engine, settings: Settings, sources: Sources): Promise<Edition> {
  const folders = foldersOf(settings, sources)
  const starts = new Starts(engine, folders, settings)
  return { engine, settings, folders, starts, own: await starts.loadOwn() }
}

export function foldersOf({ fixtures = [] }: Settings, { ownFixtures }: Sources): readonly string[] {
  return [...fixtures, ownFixtures]
}

/** Does what first requests would wait for, in parts. */
export function* warmUpOf({ engine, own }: Edition): Generator<void> {
  while (own.population.later?.advance()) yield
  yield* engine.api.warmUp()
}
