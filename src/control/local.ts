import type { Engine } from '../engine/index.ts'
import type { World, Worlds } from '../world/index.ts'
import type { Starts } from './starts.ts'

/** What control acts on. The engine and the starts are asked for anew with each verb: a document that was saved replaces them. */
export interface Target {
  readonly engine: () => Engine
  readonly starts: () => Starts
  readonly worlds: Worlds
  /** The scenario that worlds start from unless asked otherwise; undefined for the backend's own choice. */
  readonly scenario: string | undefined
  /** Folders with fixtures, in the order they are searched. */
  readonly folders: readonly string[]
  /** Where the API of a world is reached; no trailing slash. */
  readonly urlOf: (world: string) => string
  /** Of Standin itself. */
  readonly version: string
}

export type { World }
