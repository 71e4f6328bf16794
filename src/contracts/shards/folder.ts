import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecret, fingerprint } from '../../kernel/index.ts'
import { fileNameOf } from '../pact/file-name.ts'
import type { Pact } from '../pact/model.ts'
import { readPact } from '../pact/read.ts'
import { writePact } from '../pact/write.ts'
import { type Merged, merge, type Shard } from './merge.ts'

/** Where the shards of the pacts in a folder are, until they are merged. */
const shardsOf = (dir: string) => join(dir, '.shards')

/** Leaves a pact for the merge. Any number of processes may do so at once: every file is written whole, under a name that is its content's. */
export function writeShard(dir: string, pact: Pact, place: string, kind: Shard['kind']): void {
  const text = writePact({ ...pact, metadata: { ...pact.metadata, shard: { place, kind } } })
  write(shardsOf(dir), `${fingerprint(text)}.json`, text)
}

/** Takes away what an earlier run left, so that nothing of it gets into the next one's pacts. */
export function dropShards(dir: string): void {
  rmSync(shardsOf(dir), { recursive: true, force: true })
}

/**
 * Makes the pacts of a folder out of its shards: each file is written anew, so that it holds what this run has seen and nothing older.
 * With an error among the findings nothing is written, and the shards stay.
 */
export function mergeShards(dir: string): Merged & { readonly files: readonly string[] } {
  const merged = merge(readShards(dir))
  if (merged.findings.length > 0) return { ...merged, files: [] }
  const files = merged.pacts.map((pact) => {
    write(dir, fileNameOf(pact), writePact(pact))
    return join(dir, fileNameOf(pact))
  })
  dropShards(dir)
  return { ...merged, files }
}

function readShards(dir: string): readonly Shard[] {
  const folder = shardsOf(dir)
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return []
    throw error
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const file = join(folder, name)
      const { pact } = readPact(readFileSync(file, 'utf8'), file)
      const { shard, ...metadata } = pact.metadata as { readonly shard?: Partial<Shard> }
      return { pact: { ...pact, metadata }, place: shard?.place ?? file, kind: shard?.kind ?? 'seen' }
    })
}

/** Whole or not at all. */
function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true })
  const draft = join(folder, `${name}.${createSecret()}.tmp`)
  writeFileSync(draft, text)
  renameSync(draft, join(folder, name))
}
