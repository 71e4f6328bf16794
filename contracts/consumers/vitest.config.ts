import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Pact merges into what it finds: what is left of an earlier run would stay in the pacts.
rmSync(fileURLToPath(new URL('../../node_modules/.cache/standin-pacts', import.meta.url)), { recursive: true, force: true })

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['contracts/consumers/*.pact.test.ts'],
    testTimeout: 30_000,
    // Several processes that write one pact lose interactions, and run green all the same.
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
})
