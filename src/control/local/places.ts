import type { Mailbox } from '../../engine/index.ts'
import { Unusable } from '../../kernel/index.ts'
import { checkWorldName, type World, WorldsRefusal } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import type { Target } from '../target.ts'
import type { ControlError } from '../verbs.ts'

/** The world of a name, made now if it is not there. */
export function worldAt({ worlds }: Target, name: string): World {
  try {
    return worlds.at(name)
  } catch (thrown) {
    throw toRefusal(thrown)
  }
}

/** The world of a name for a verb that looks for something in it: an empty one made now could not hold it. */
export function worldWith(target: Target, name: string): World {
  requireName(name)
  if (target.worlds.find(name) === undefined) throw refusal('world_unknown', missing(target, name))
  return target.worlds.at(name)
}

export function requireName(name: string): void {
  try {
    checkWorldName(name)
  } catch (thrown) {
    throw toRefusal(thrown)
  }
}

/** What the registry of worlds or a loader threw, as a no of control's; anything else is our bug and stays as it is. */
export function toRefusal(thrown: unknown): ControlError | unknown {
  if (thrown instanceof WorldsRefusal) return refusal(thrown.code, thrown.reason)
  if (thrown instanceof Unusable) return refusal('scenario_unusable', thrown.message)
  return thrown
}

export function mailboxOf({ engine }: Target): Mailbox {
  const { backend } = engine()
  if (backend.mailbox === undefined) throw refusal('outbox_missing', `The backend "${backend.name}" mails nothing, so there is no outbox.`)
  return backend.mailbox
}

function missing({ worlds }: Target, name: string): string {
  const names = worlds.list().map((world) => world.name)
  const there = names.length === 0 ? 'There are none yet' : `There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`
  return `There is no world ${JSON.stringify(name)}. ${there}. One is made by the first call that names it, or with PUT /__standin/worlds/${name}.`
}
