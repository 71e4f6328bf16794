import { toLine, Unusable } from '../kernel/index.ts'
import { reasonOf, unusable } from './finding.ts'
import { Folder } from './folder.ts'
import { Log } from './log.ts'
import { toPlayer } from './record.ts'
import { recover } from './recover.ts'
import { KeptStarts } from './starts.ts'
import { type House, Storage, type StorageOptions } from './storage.ts'

/**
 * Keeps worlds in a folder: all that happens to them goes into a log, before anybody is answered. What is kept there already joins the worlds.
 * Undefined when no folder is asked for. Throws `Unusable` when it can't be had or does not hold what was written there; nothing in it is changed then.
 */
export function openStorage(options: StorageOptions, house: House): Storage | undefined {
  if (options.data === undefined) return undefined
  const folder = new Folder(options.data)
  try {
    return openFolder(folder, options, house)
  } catch (thrown) {
    folder.release()
    if (thrown instanceof Unusable || (thrown as NodeJS.ErrnoException).code === undefined) throw thrown
    throw unusable('data.folder.unusable', options.data, reasonOf(thrown))
  }
}

function openFolder(folder: Folder, options: StorageOptions, house: House): Storage {
  const { engine, worlds, create, version } = house
  const starts = new KeptStarts(folder, engine.backend.specs)
  starts.meet(house.start)
  const found = recover({ folder, starts, engine, player: toPlayer(engine, version), create })
  // All of it is right, so from here on the folder may be changed.
  const { generation, number, end } = found
  const log = generation === 0 ? Log.create(folder, 1, 0) : new Log(folder.log(generation), generation, number, end)
  const rows = starts.settle()
  folder.keep({ from: found.first, rows })
  starts.keep(rows)
  for (const { world } of found.worlds) worlds.adopt(world)
  if (found.torn !== undefined) options.report?.(toLine(found.torn))
  return new Storage(options, house, { folder, starts, log, found })
}
