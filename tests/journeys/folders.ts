import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder for the length of a test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'standin-data-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** What a `kill -9` at this moment would leave of a folder. */
export function crashed(data: string): string {
  const copy = folder()
  cpSync(data, copy, { recursive: true })
  return copy
}
