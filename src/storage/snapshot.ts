import { open } from 'node:fs/promises'
import type { Folder } from './folder.ts'
import { joined, toWhole } from './format.ts'
import type { WorldWriter } from './worlds.ts'

/** Writes a snapshot aside and gives it its name when all of it is on the disk; its size in bytes. Others are served between two pieces. */
export async function writeSnapshot(folder: Folder, generation: number, number: number, writer: WorldWriter): Promise<number> {
  const file = folder.snapshot(generation)
  const fresh = `${file}.new`
  const size = await write(fresh, joined(toWhole('snapshot', number, writer.records())))
  folder.name(fresh, file)
  return size
}

async function write(file: string, pieces: Iterable<string>): Promise<number> {
  const handle = await open(file, 'w', 0o600)
  try {
    for (const piece of pieces) await handle.appendFile(piece)
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}
