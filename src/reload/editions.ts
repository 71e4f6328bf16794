import type { Engine } from '../engine/index.ts'
import type { Worlds } from '../world/index.ts'
import { createEdition, type Edition, type Settings, type Sources } from './edition.ts'
import { refitWorlds } from './refit.ts'
import { type ReloadReport, type ReloadRequest, revise, toReport } from './revise.ts'
import { findUnfitRows } from './rows.ts'

/** Paths as the user gave them. */
export interface SourceFiles {
  /** The document and every file it refers to, those that are not there too, and what says of its collections what they are. */
  readonly document: readonly string[]
  /** The module with a user's own backend; empty when there is none. */
  readonly backend: readonly string[]
  /** The fixtures of the scenario in use. */
  readonly scenarios: readonly string[]
  /** Folders where fixtures are found by name. */
  readonly folders: readonly string[]
}

/** The edition in use, and the way to the next one. */
export class Editions {
  readonly #sources: Sources
  #current: Edition
  #last: Promise<unknown> = Promise.resolve()
  /** Files of what was read last, which need not be in use. */
  #read: { readonly document: readonly string[]; readonly scenarios: readonly string[] } = { document: [], scenarios: [] }

  private constructor(first: Edition, sources: Sources) {
    this.#current = first
    this.#sources = sources
  }

  /** Reads the first edition. Throws `Unusable` with every finding when it can't be used. */
  static async open(settings: Settings, sources: Sources): Promise<Editions> {
    return new Editions(await createEdition(await sources.loadEngine(), settings, sources), sources)
  }

  get current(): Edition {
    return this.#current
  }

  /** Where a change is looked for. */
  get files(): SourceFiles {
    const { engine, own, folders } = this.#current
    return {
      document: [
        ...new Set([...engine.api.files, ...this.#read.document, ...(this.#sources.model === undefined ? [] : [this.#sources.model])]),
      ],
      backend: this.#sources.backend === undefined ? [] : [this.#sources.backend],
      scenarios: [...new Set([...(own.scenario?.files ?? []), ...this.#read.scenarios])],
      folders,
    }
  }

  /**
   * Reads anew what is asked for and puts it in use, one request after the other. Worlds keep what they hold.
   * `swap` is called before another document is in use: from its end on, requests are routed by it.
   */
  reload(request: ReloadRequest, worlds: Worlds, swap: (engine: Engine) => Promise<void>): Promise<ReloadReport> {
    const reloaded = this.#last.then(() => this.#reload(request, worlds, swap))
    this.#last = reloaded.catch(() => undefined)
    return reloaded
  }

  async #reload(request: ReloadRequest, worlds: Worlds, swap: (engine: Engine) => Promise<void>): Promise<ReloadReport> {
    const revision = await revise(this.#current, request, this.#sources, worlds.list())
    const isNew = revision.document === 'taken'
    const unfit = isNew
      ? refitWorlds(this.#current, revision.edition, worlds.list(), this.#sources.backend ?? this.#current.engine.api.source)
      : undefined
    if (unfit !== undefined)
      return toReport({ ...revision, edition: this.#current, document: 'kept', scenario: 'untouched', findings: [[unfit]] }, [])
    if (isNew) await swap(revision.edition.engine)
    this.#current = revision.edition
    const [, started = []] = revision.findings
    this.#read = { document: revision.files, scenarios: started.map(({ where }) => where.file) }
    return toReport(revision, isNew ? await findUnfitRows(revision.edition.engine, worlds.list()) : [])
  }
}
