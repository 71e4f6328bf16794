import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['contracts/consumers/*.pact.test.ts'],
    globalSetup: ['contracts/consumers/empty.ts', 'contracts/consumers/gather.ts'],
    testTimeout: 30_000,
    // Of Pact's own library: several processes that write one pact lose interactions, and run green all the same.
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
})
