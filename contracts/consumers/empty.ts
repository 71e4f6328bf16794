import { rmSync } from 'node:fs'
import { folder } from './expectations.ts'

/** Pact merges into what it finds: what is left of an earlier run would stay in the pacts. */
export function setup(): void {
  rmSync(folder, { recursive: true, force: true })
}
