import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A document of pets, and a folder with room for pacts. */
export function createShop(): { readonly folder: string; readonly document: string } {
  const folder = mkdtempSync(join(tmpdir(), 'standin-expectations-'))
  return { folder, document: fileURLToPath(new URL('pets.yaml', import.meta.url)) }
}
