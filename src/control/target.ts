import type { Messenger } from '../callbacks/index.ts'
import type { Engine } from '../engine/index.ts'
import type { Worlds } from '../world/index.ts'
import type { Announcements } from './announcements.ts'
import type { Starts } from './starts.ts'

/** What of control there is: all, or the journal alone, of a proxy whose exchanges nothing else could change. */
export type Scope = 'all' | 'journal'

/** What control acts on. The engine and the starts are asked for anew with each verb: a document that was saved replaces them. */
export interface Target {
  readonly scope: Scope
  readonly engine: () => Engine
  readonly starts: () => Starts
  readonly worlds: Worlds
  /** Who sends callbacks and webhooks. */
  readonly messenger: Messenger
  /** The scenario that worlds start from unless asked otherwise; undefined for the backend's own choice. */
  readonly scenario: string | undefined
  /** Folders with fixtures, in the order they are searched. */
  readonly folders: readonly string[]
  /** Where the API of a world is reached; no trailing slash. */
  readonly urlOf: (world: string) => string
  /** What whoever steers the mock has to show; undefined when it is open. */
  readonly controlToken: string | undefined
  /** Of Standin itself. */
  readonly version: string
  /** Where the document, a scenario or the config being read anew is told of. */
  readonly reloads: Announcements<Reload>
  /** Aborts when the mock is closed: whoever waits for something is told then. */
  readonly closing: AbortSignal
}

/** A document, scenario or config that was saved while the mock runs. */
export interface Reload {
  /** What it broke, one line each with file and line. */
  readonly diagnostics: readonly string[]
  /** False when it can't be used and the last good one stays. */
  readonly isTaken: boolean
}
