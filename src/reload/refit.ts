import type { Diagnostic } from '../kernel/index.ts'
import { refitWorld, type World } from '../world/index.ts'
import type { ReloadCode } from './codes.ts'
import type { Edition } from './edition.ts'

/** Moves what the worlds hold into tables as the next edition's backend makes them: all of them, or none and the reason. */
export function refitWorlds(before: Edition, { engine, starts }: Edition, worlds: readonly World[], file: string): Diagnostic | undefined {
  const { specs } = engine.backend
  if (specs === before.engine.backend.specs || Object.keys({ ...specs, ...before.engine.backend.specs }).length === 0) return undefined
  let name = ''
  try {
    const refitted = worlds.map((world) => {
      name = world.name
      return { world, own: refitWorld(world, specs, (start) => starts.refit(start)) }
    })
    for (const { world, own } of refitted) world.adopt(own)
    return undefined
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    const message = `What the world "${name}" holds can't stand in the tables as they were saved: ${reason}. Reset it, or put the tables back.`
    return { code: 'reload.table.unfit' satisfies ReloadCode, severity: 'error', message, where: { file } }
  }
}
