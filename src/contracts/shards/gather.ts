import { Unusable } from '../../kernel/index.ts'
import { dropShards, mergeShards } from './folder.ts'

/** The beginning and the end of a run that writes pacts, as a global setup of vitest or of any other runner has them. */
export interface Gathering {
  /** Takes away what an earlier run may have left. A runner hands itself in, as vitest does; while it watches, what is seen file by file is no whole pact. */
  setup(runner?: { readonly config?: { readonly watch?: boolean | undefined } }): void
  /** Writes the pacts of what was seen. Throws `Unusable`, and writes none, when an interaction was told in two ways or never asked for. */
  teardown(): void
}

/**
 * Gathers what all workers of a run have seen into the pacts of a folder.
 * ```ts
 * // contracts/gather.ts, the globalSetup of a vitest config
 * export const { setup, teardown } = gatherPacts('contracts/pacts')
 * ```
 */
export function gatherPacts(dir: string): Gathering {
  let isWatching = false
  let hasRunner = false
  return {
    setup(runner) {
      hasRunner = runner !== undefined
      isWatching = runner?.config?.watch === true
      dropShards(dir)
    },
    teardown() {
      if (isWatching) return dropShards(dir)
      const { findings } = mergeShards(dir)
      if (findings.length === 0) return
      // vitest tells what a teardown throws, and ends as if all were well.
      if (hasRunner) process.exitCode = 1
      throw new Unusable(`The pacts in ${dir} are not written:`, findings)
    },
  }
}
